/**
 * SQL: what mysqldump, pg_dump and their like write. Each row of an INSERT and each line of a COPY is one record with its own place;
 * each table is a layout, its columns named by the statement or by the CREATE TABLE before it. Statements are never held whole: a line
 * of many rows is read row by row. What other statements do is not carried out.
 */
import type { ByteText, TextBlock } from '../text/block.ts';
import { readByteText } from '../text/block.ts';
import { TextWindow } from '../text/window.ts';
import { cutLine } from './cut-line.ts';
import { holdsIdentifier, looksLikePerson, looseLayout } from './loose-text.ts';
import {
  type Layout,
  longestRecordBytes,
  type Recognised,
  type RecordReader,
  type RecordSink,
  type Shape,
  type TextSample,
} from './shape.ts';
import { commentedStatement, endOfBlockComment, statementInside } from './sql-comments.ts';
import { lenientRow, type SqlRow, SqlValues, undoBackslashes } from './sql-values.ts';

/** A piece out of the middle of a dump: rows alone. */
const bareRows = /^\s*\([^\n]*\)\s*,\s*\(/;
const dataStatement =
  /(?:^|[\n;]|\*\/)\s{0,200}(?:(?:insert|replace)\b[^;'()]{1,90}?[`"\]\w]\s*(?:\(|values?\b|set\b|select\b)|insert\s+all\s|copy\s[^;\n]{0,4000}\sfrom\s+stdin|update\s[^;]{1,200}\sset\s|create\s+(?:\w+\s+)*table\s)/i;

export const sql: Shape = {
  name: 'sql',
  recognise({ text, whole, wish }: TextSample): Recognised | null {
    const wished = wish.shape === 'sql';
    if (!wished && !dataStatement.test(text) && !bareRows.test(text)) return null;
    const escapes = hasBackslashEscapes(text);
    let read = 0;
    let broken = 0;
    const reader = new SqlReader(escapes);
    const sink: RecordSink = {
      record: ({ start, end }) => {
        read += end - start;
      },
      outside: (start, end, reason) => {
        if (reason !== 'banner') read += end - start;
      },
      fault: (_fault, start, end) => {
        broken += end - start;
      },
    };
    reader.push({ bytes: Buffer.alloc(0), text, offset: 0 }, sink);
    if (whole) reader.finish(sink);
    if (read === 0 && !wished) return null;
    // Text that is neither is what stands between statements of a mail or of a programme.
    const share = read / Math.max(1, whole ? text.trim().length * 0.9 : read + broken, read + broken);
    const confidence = wished ? 1 : 0.96 * Math.min(1, share);
    return { shape: 'sql', confidence, separator: null, headerLine: null, start: () => new SqlReader(escapes) };
  },
};

/** MySQL and MariaDB; elsewhere a backslash is a character, and `'C:\'` a whole string. */
function hasBackslashEscapes(text: ByteText): boolean {
  if (/^(?:-- (?:MySQL|MariaDB|phpMyAdmin|Adminer)|\/\*!\d{5})|ENGINE\s?=/im.test(text)) return true;
  if (/PostgreSQL database dump|standard_conforming_strings = on|\[dbo\]|^PRAGMA |^GO$|\(N'|,\s?N'/im.test(text))
    return false;
  return /\\'(?!\s*[,)])|\\"|\\\\/.test(text) || text.includes('`') || !/\\'\s*[,)]/.test(text);
}

type Mode = 'statement' | 'row' | 'after-row' | 'copy' | 'resync';
/** What a step says: go on, or wait for more text. */
type Step = 'done' | 'more';

/** Where reading goes on after something broken: a line that begins with a statement. */
const nextStatement =
  /\n[ \t]*(?=(?:insert\s|replace\s+into\s|copy\s|create\s|update\s|drop\s|alter\s|lock\s+tables|unlock\s+tables|go\s*\n|\/\*!|--\s))/gi;
/** An end of a statement, or what must be passed over to find it. */
const statementStop =
  /'|"|`|;|\$(?:[A-Za-z_]\w*)?\$|--\s[^\n]*|\/\*(?!!)|\n[ \t]*(?=(?:go\s*\n|insert\s|replace\s+into\s|copy\s|create\s+table\s|update\s))/gi;
/** Statements whose text is no data: what they name belongs to the database. */
const structureWords =
  /^(?:create|drop|alter|lock|unlock|set|use|go|begin|start|commit|rollback|end|delimiter|grant|revoke|pragma|analyze|vacuum|comment|select|exec|execute|print|if|declare|show|truncate|delete|flush|call|return|returning|on|prompt|rem|define|whenever|connect|quit|exit|spool|optimize|reindex|savepoint|release|do|as|from|where|with|values|output)$/i;
/** Statements that define something: an address in one is a default or a remark. */
const isDefinition = /^(?:create|alter|comment|set|grant|drop)$/;
/** Words between INSERT and the table's name. */
const modifiers =
  /^(?:insert|replace|low_priority|delayed|high_priority|ignore|into|or|abort|fail|rollback|overwrite|table|only|all|first|dbo)$/i;

class SqlReader implements RecordReader {
  readonly #window = new TextWindow();
  readonly #values: SqlValues;
  readonly #otherValues: SqlValues;
  /** Columns of each CREATE TABLE, by the table's name alone. */
  readonly #tables = new Map<string, readonly string[]>();
  readonly #layouts = new Map<string, Layout>();
  #mode: Mode = 'statement';
  #layout: Layout = { name: '', columns: [], headed: false };
  /** The table that rows go to, until the first of them says how many columns there are. */
  #target: { readonly name: string; readonly columns: readonly string[] | null } = { name: '', columns: null };
  /** Cells of the last sound row of the statement. */
  #width = 0;
  #copySeparator: ByteText | null = null;
  readonly #loose = looseLayout();
  /** What ends a statement beside a semicolon: MySQL's `DELIMITER`. */
  #delimiter: ByteText | null = null;
  #begun = false;

  constructor(escapes: boolean) {
    this.#values = new SqlValues(escapes);
    this.#otherValues = new SqlValues(!escapes);
  }

  push(block: TextBlock, sink: RecordSink): void {
    if (!this.#window.push(block)) return;
    while (this.#step(sink) === 'done');
  }

  finish(sink: RecordSink): void {
    this.#window.finish();
    while (this.#step(sink) === 'done');
    const { at, text } = this.#window;
    if (text.slice(at).trim() !== '') this.#fault(sink, text.length);
  }

  #step(sink: RecordSink): Step {
    if (this.#mode === 'copy') return this.#copyLine(sink);
    if (this.#mode === 'resync') return this.#resync(sink);
    const gap = this.#gap(sink);
    if (gap !== null) return gap;
    if (this.#window.at === this.#window.text.length) return 'more';
    if (this.#mode === 'row') return this.#row(sink);
    if (this.#mode === 'after-row') return this.#afterRow();
    return this.#statement(sink);
  }

  /** White space, semicolons and comments. @returns null if none stands here */
  #gap(sink: RecordSink): Step | null {
    const window = this.#window;
    const { text } = window;
    let at = window.at;
    const ends = this.#mode === 'statement';
    while (text.charCodeAt(at) <= 32 || (ends && text.charCodeAt(at) === 59)) at++;
    if (at > window.at) window.moveTo(at);
    const code = text.charCodeAt(at);
    // Between two rows nothing stands but what begins a value: `#`, `*`, `-` and `/` begin the rest.
    if (code !== 35 && code !== 42 && code !== 45 && code !== 47 && at + 1 < text.length) return null;
    const two = text.slice(at, at + 2);
    if (two.length < 2 && !window.finished) return two === '' || '-/*'.includes(two) ? 'more' : null;
    if (two === '*/') {
      window.moveTo(at + 2);
      return 'done';
    }
    if (two === '/*') {
      if (text.length - at < 16 && !window.finished) return 'more';
      const executed = /^\/\*!\d*/.exec(text.slice(at, at + 16))?.[0];
      if (executed !== undefined) {
        window.moveTo(at + executed.length);
        return 'done';
      }
      return this.#comment(sink, endOfBlockComment(text, at, this.#mayNotWait()));
    }
    if (two !== '--' && !(two.startsWith('#') && this.#mode === 'statement')) return null;
    const lineEnd = text.indexOf('\n', at);
    if (lineEnd < 0) return this.#comment(sink, this.#mayNotWait() ? text.length : 'more');
    return this.#comment(sink, lineEnd + 1);
  }

  /** True if what is at hand has to be decided: nothing more will come, or too much is held already. */
  #mayNotWait(): boolean {
    const { at, text, finished } = this.#window;
    return finished || text.length - at >= longestRecordBytes;
  }

  /** Statements that were taken out by a comment are read as the others: their people are in the leak. */
  #comment(sink: RecordSink, end: number | 'more'): Step {
    if (end === 'more') return 'more';
    const { at, text } = this.#window;
    const statement = this.#mode === 'row' ? -1 : commentedStatement(text, at, end);
    if (statement >= 0) {
      this.#outside(sink, statement, 'comment');
      this.#mode = 'statement';
    } else this.#aside(sink, end, 'comment');
    return 'done';
  }

  /** Text that is no data. Above the data it is a banner, whoever stands in it; further down, they are read. */
  #aside(sink: RecordSink, end: number, reason: 'comment' | 'structure'): void {
    const window = this.#window;
    const { at, text, line } = window;
    const written = text.slice(at, end);
    if (!this.#begun || end - at > longestRecordBytes || !holdsIdentifier(written)) {
      this.#outside(sink, end, reason);
      return;
    }
    const place = { start: window.place(at), end: window.place(end), line };
    sink.record({ layout: this.#loose, cells: [written], columns: null, ...place });
    window.moveTo(end);
  }

  #statement(sink: RecordSink): Step {
    const window = this.#window;
    const { text, at } = window;
    const first = /[A-Za-z_]*/y;
    first.lastIndex = at;
    const word = (first.exec(text)?.[0] ?? '').toLowerCase();
    if (at + word.length >= text.length && !window.finished) return 'more';
    if (text.charCodeAt(at) === 40) {
      this.#target = { name: '', columns: null };
      this.#width = 0;
      this.#mode = 'row';
      return 'done';
    }
    if (word === 'insert' || word === 'replace') return this.#insert(sink);
    if (word === 'copy') return this.#copy(sink);
    if (this.#delimiter !== null && text.startsWith(this.#delimiter, at)) {
      this.#outside(sink, at + this.#delimiter.length, 'structure');
      return 'done';
    }
    const known = structureWords.test(word) || word === 'update' || word === 'merge';
    const lineEnd = text.indexOf('\n', at);
    if (!known || word === 'go' || text.charAt(at) === '\\') {
      if (lineEnd < 0 && !window.finished && text.length - at < longestRecordBytes) return 'more';
      const end = lineEnd < 0 ? text.length : lineEnd + 1;
      const own = word === 'go' || text.charAt(at) === '\\';
      if (this.#begun && !own && looksLikePerson(text.slice(at, end))) this.#fault(sink, end);
      else this.#outside(sink, end, own ? 'structure' : 'banner');
      return 'done';
    }
    if (word === 'delimiter') {
      if (lineEnd < 0 && !this.#mayNotWait()) return 'more';
      const end = lineEnd < 0 ? text.length : lineEnd + 1;
      const mark = text.slice(at, end).split(/\s+/, 2)[1] ?? '';
      this.#delimiter = mark === '' || mark === ';' ? null : mark;
      this.#aside(sink, end, 'structure');
      return 'done';
    }
    const routine = word === 'create' ? this.#endOfRoutine() : null;
    if (routine === 'more') return 'more';
    const end = routine ?? this.#endOfStatement();
    if (end === 'more') return 'more';
    const statement = text.slice(at, end);
    if (word === 'create') this.#learn(statement);
    if (word === 'update')
      this.#assignments(sink, /^update\s+(?:\w+\s+)*?([^\s]+)\s+set\s/i.exec(statement)?.[1] ?? '', end);
    else if (isDefinition.test(word)) this.#aside(sink, end, 'structure');
    else if (word === 'merge' || looksLikePerson(statement)) this.#fault(sink, end);
    else this.#outside(sink, end, 'structure');
    return 'done';
  }

  /** A trigger or a procedure up to its delimiter, if nobody stands in it. @returns null for any other statement */
  #endOfRoutine(): number | 'more' | null {
    if (this.#delimiter === null) return null;
    const { text, at } = this.#window;
    const end = text.indexOf(this.#delimiter, at);
    if (end < 0) return this.#mayNotWait() ? null : 'more';
    // What it inserts by itself is data.
    return holdsIdentifier(text.slice(at, end)) ? null : end;
  }

  #insert(sink: RecordSink): Step {
    const head = readHead(this.#window);
    if (head === 'more') return 'more';
    const { kind, end, names, columns } = head;
    if (kind === 'rows') {
      this.#begun = true;
      this.#target = { name: readByteText(names.join('.')), columns: columns?.map(readByteText) ?? null };
      this.#width = 0;
      this.#outside(sink, end, 'structure');
      this.#mode = 'row';
      return 'done';
    }
    const statementEnd = this.#endOfStatement();
    if (statementEnd === 'more') return 'more';
    if (kind === 'set') this.#assignments(sink, names.join('.'), statementEnd);
    else this.#fault(sink, statementEnd);
    return 'done';
  }

  #row(sink: RecordSink): Step {
    const window = this.#window;
    const { text } = window;
    let at = window.at;
    if (/[rR]/.test(text.charAt(at))) {
      const rowWord = /row\s*(?=\()/iy;
      rowWord.lastIndex = at;
      if (!rowWord.test(text) && text.length - at < 16 && !window.finished) return 'more';
      if (rowWord.lastIndex > 0) at = rowWord.lastIndex;
    }
    if (text.charCodeAt(at) !== 40) {
      this.#mode = 'statement';
      return 'done';
    }
    const width = this.#target.columns?.length ?? this.#tables.get(lastName(this.#target.name))?.length ?? this.#width;
    const strict = this.#values.row(text, at);
    const sound = typeof strict === 'object' && (width === 0 || strict.cells.length === width);
    if (sound) return this.#emit(sink, strict);
    if (strict === 'more' && !window.finished && text.length - at < longestRecordBytes) return 'more';
    // Something is wrong: the other meaning of backslashes, then quotes that nobody escaped.
    const limit = this.#rowLimit(at);
    if (limit === 'more') return 'more';
    const other = this.#otherValues.row(text, at);
    if (typeof other === 'object' && other.end <= limit && (other.cells.length === width || width === 0))
      return this.#emit(sink, other);
    const lenient = width > 1 ? lenientRow(text, at, this.#values.escapes, width, limit) : 'bad';
    if (lenient !== 'bad') return this.#emit(sink, lenient);
    if (typeof strict === 'object' && strict.end <= limit) return this.#emit(sink, strict);
    this.#mode = 'resync';
    return 'done';
  }

  /** How far a row that is not sound may reach: to the next statement. */
  #rowLimit(at: number): number | 'more' {
    const { text, finished } = this.#window;
    nextStatement.lastIndex = at + 1;
    const found = nextStatement.exec(text);
    if (found !== null) return found.index;
    return finished || text.length - at >= longestRecordBytes ? text.length : 'more';
  }

  #emit(sink: RecordSink, { cells, end }: SqlRow): Step {
    const window = this.#window;
    if (end - window.at > longestRecordBytes) {
      this.#fault(sink, end);
      this.#mode = 'after-row';
      return 'done';
    }
    if (this.#width === 0) {
      this.#layout = this.#layoutOf(this.#target.name, this.#target.columns, cells.length);
      this.#width = cells.length;
    }
    const { line, at } = window;
    sink.record({ layout: this.#layout, cells, columns: null, start: window.place(at), end: window.place(end), line });
    window.moveTo(end);
    this.#mode = 'after-row';
    return 'done';
  }

  #afterRow(): Step {
    const { text, at, finished } = this.#window;
    const code = text.charCodeAt(at);
    if (code === 44) {
      this.#window.moveTo(at + 1);
      this.#mode = 'row';
    } else if (code === 40) this.#mode = 'row';
    else {
      // Oracle's `INSERT ALL INTO a VALUES (…) INTO b VALUES (…) SELECT …`
      const into = /into\s/iy;
      into.lastIndex = at;
      if (text.length - at < 5 && !finished) return 'more';
      if (into.test(text)) {
        const head = readHead(this.#window);
        if (head === 'more') return 'more';
        if (head.kind === 'rows') {
          this.#target = {
            name: readByteText(head.names.join('.')),
            columns: head.columns?.map(readByteText) ?? null,
          };
          this.#width = 0;
          this.#window.moveTo(head.end);
          this.#mode = 'row';
          return 'done';
        }
      }
      this.#mode = 'statement';
    }
    return 'done';
  }

  /** After a broken row: the next one that is sound, or the next statement. */
  #resync(sink: RecordSink): Step {
    const { text, at, finished } = this.#window;
    const limit = this.#rowLimit(at);
    if (limit === 'more') return 'more';
    const boundary = this.#width > 1 ? /,\s*(?=\()/g : /\)\s*,\s*(?=\()/g;
    boundary.lastIndex = at + 1;
    for (let found = boundary.exec(text); found !== null && found.index < limit; found = boundary.exec(text)) {
      const row = this.#values.row(text, boundary.lastIndex);
      if (typeof row !== 'object' || row.end > limit || (this.#width > 0 && row.cells.length !== this.#width)) continue;
      this.#fault(sink, boundary.lastIndex);
      this.#mode = 'row';
      return 'done';
    }
    this.#fault(sink, limit);
    this.#mode = limit === text.length && !finished ? 'resync' : 'statement';
    return 'done';
  }

  #copy(sink: RecordSink): Step {
    const window = this.#window;
    const { text, at } = window;
    const end = this.#endOfStatement();
    if (end === 'more') return 'more';
    const statement = text.slice(at, end);
    const head = /^copy\s+(?:binary\s+)?([^\s(]+)\s*(?:\(([^)]*)\))?\s*from\s+stdin\b(.*)/is.exec(statement);
    const lineEnd = text.indexOf('\n', end);
    if (lineEnd < 0 && !window.finished && text.length - end < 1000) return 'more';
    if (head === null) {
      if (looksLikePerson(statement)) this.#fault(sink, end);
      else this.#outside(sink, end, 'structure');
      return 'done';
    }
    const [, table = '', list, options = ''] = head;
    const name = readByteText(table.replace(/["`[\]]/g, ''));
    const columns =
      list === undefined ? null : list.split(',').map((one) => readByteText(one.trim().replace(/^"|"$/g, '')));
    const csv = /\bcsv\b/i.test(options);
    const given = /\bdelimiters?\s+(?:as\s+)?E?'(\\?[^'])'/i.exec(options)?.[1];
    this.#copySeparator = given === undefined ? (csv ? ',' : '\t') : given === '\\t' ? '\t' : given;
    this.#copyIsCsv = csv;
    this.#target = { name, columns };
    this.#width = 0;
    this.#begun = true;
    this.#outside(sink, lineEnd < 0 ? text.length : lineEnd + 1, 'structure');
    this.#mode = 'copy';
    return 'done';
  }

  #copyIsCsv = false;

  #copyLine(sink: RecordSink): Step {
    const window = this.#window;
    const { text, at } = window;
    const found = text.indexOf('\n', at);
    if (found < 0 && !window.finished) {
      if (text.length - at < longestRecordBytes) return 'more';
      this.#fault(sink, text.length);
      return 'more';
    }
    if (at === text.length) return 'more';
    const end = found < 0 ? text.length : found + 1;
    const content = text.slice(at, found < 0 ? end : found);
    if (content === '\\.') {
      this.#outside(sink, end, 'structure');
      this.#mode = 'statement';
      return 'done';
    }
    const separator = this.#copySeparator ?? '\t';
    const pieces = this.#copyIsCsv ? cutLine(content, separator, '"') : content.split(separator);
    // The end of the data was cut out of the file.
    if (this.#width > 1 && pieces.length === 1 && /^(?:copy|insert|create|alter|set|select|--)\s?/i.test(content)) {
      this.#mode = 'statement';
      return 'done';
    }
    if (content === '') {
      window.moveTo(end);
      return 'done';
    }
    const cells = this.#copyIsCsv ? pieces : pieces.map((piece) => (piece === '\\N' ? '' : undoBackslashes(piece)));
    this.#emit(sink, { cells, end });
    this.#mode = 'copy';
    return 'done';
  }

  /** `SET nir = '…', email = '…' WHERE id = 3`: one record, each value under its name. */
  #assignments(sink: RecordSink, table: string, end: number): void {
    const window = this.#window;
    const { text, at, line } = window;
    const layout = this.#layoutOf(`${readByteText(table.replace(/["`[\]]/g, ''))} `, [], 0);
    const cells: ByteText[] = [];
    const columns: number[] = [];
    const pair = /[`"[]?([\w\u0080-\u00ff]{1,128})[`"\]]?\s*=\s*(?:[NE]?(?=')|([-+\w.]+))/g;
    pair.lastIndex = at;
    for (let found = pair.exec(text); found !== null && found.index < end; found = pair.exec(text)) {
      let value = found[2];
      if (value === undefined) {
        value = this.#values.string(text, pair.lastIndex, this.#values.escapes);
        if (this.#values.end < 0) break;
        pair.lastIndex = this.#values.end;
      }
      const name = readByteText(found[1] ?? '');
      const known = layout.columns.indexOf(name);
      columns.push(known < 0 ? layout.columns.push(name) - 1 : known);
      cells.push(/^null$/i.test(value) ? '' : value);
    }
    if (cells.length === 0) this.#fault(sink, end);
    else {
      this.#begun = true;
      sink.record({ layout, cells, columns, start: window.place(at), end: window.place(end), line });
      window.moveTo(end);
    }
  }

  /** Columns of `CREATE TABLE t (a int, b text, PRIMARY KEY (a))`. */
  #learn(statement: ByteText): void {
    const head =
      /^create\s+(?:\w+\s+)*?table\s+(?:if\s+not\s+exists\s+)?((?:[`"[]?[^`"[\]\s(]+[`"\]]?\.?)+)\s*\(/i.exec(
        statement,
      );
    if (head === null) return;
    const names: string[] = [];
    const item =
      /\s*(?:--[^\n]*\n\s*|\/\*[\s\S]*?\*\/\s*)*(?:`((?:[^`]|``)+)`|"((?:[^"]|"")+)"|\[([^\]]+)\]|([\w$\u0080-\u00ff]+))/y;
    let at = head[0].length;
    for (;;) {
      item.lastIndex = at;
      const found = item.exec(statement);
      if (found === null) break;
      const [all, backtick, double, bracket, bare] = found;
      const isKey = /^(?:primary|key|unique|constraint|index|fulltext|spatial|foreign|check|exclude|like|period)$/i;
      if (bare === undefined || !isKey.test(bare))
        names.push(readByteText(backtick ?? double ?? bracket ?? bare ?? ''));
      at = endOfItem(statement, at + all.length);
      if (statement.charCodeAt(at) !== 44) break;
      at++;
    }
    if (names.length > 0) this.#tables.set(lastName(readByteText((head[1] ?? '').replace(/["`[\]]/g, ''))), names);
  }

  #layoutOf(name: string, columns: readonly string[] | null, width: number): Layout {
    const known = columns ?? this.#tables.get(lastName(name)) ?? null;
    const key = `${name}\0${known?.join('\0') ?? width}`;
    let layout = this.#layouts.get(key);
    if (layout === undefined) {
      layout = {
        name: name.trim(),
        columns: known === null ? new Array<string>(width).fill('') : [...known],
        headed: known !== null,
      };
      this.#layouts.set(key, layout);
    }
    return layout;
  }

  /** @returns the index behind the statement at hand */
  #endOfStatement(): number | 'more' {
    const { text, at, finished } = this.#window;
    const last = finished || text.length - at > longestRecordBytes;
    let broken = false;
    statementStop.lastIndex = at + 1;
    for (let found = statementStop.exec(text); found !== null; found = statementStop.exec(text)) {
      const [stop] = found;
      if (stop === ';') return found.index + 1;
      if (stop.startsWith('\n')) return found.index + 1;
      if (stop === "'" || stop === '"' || stop === '`') {
        this.#values.string(text, found.index, stop === "'" && this.#values.escapes);
        if (this.#values.end < 0) {
          broken = true;
          break;
        }
        // A string that holds the next statements began with a quote that ends another one.
        const swallowed = statementInside(text, found.index, this.#values.end);
        if (swallowed >= 0) return swallowed;
        statementStop.lastIndex = this.#values.end;
      } else if (stop.startsWith('$') || stop === '/*') {
        const close = text.indexOf(stop === '/*' ? '*/' : stop, statementStop.lastIndex);
        if (close < 0) {
          broken = true;
          break;
        }
        statementStop.lastIndex = close + stop.length;
      }
    }
    if (!last) return 'more';
    if (!broken) return text.length;
    nextStatement.lastIndex = at + 1;
    return nextStatement.exec(text)?.index ?? text.length;
  }

  #outside(sink: RecordSink, end: number, reason: 'comment' | 'structure' | 'banner'): void {
    const window = this.#window;
    sink.outside(window.place(window.at), window.place(end), reason);
    window.moveTo(end);
  }

  #fault(sink: RecordSink, end: number): void {
    const window = this.#window;
    const fault = end - window.at > longestRecordBytes ? 'row-too-long' : 'record-malformed';
    sink.fault(fault, window.place(window.at), window.place(end), window.line);
    window.moveTo(end);
  }
}

/** What stands between INSERT and the first row. */
interface Head {
  readonly kind: 'rows' | 'set' | 'other';
  readonly end: number;
  readonly names: readonly ByteText[];
  readonly columns: readonly ByteText[] | null;
}

/** Longer heads than that are none. */
const longestHead = 256 * 1024;

function readHead({ text, at, finished }: TextWindow): Head | 'more' {
  const token =
    /(?:\s+|--\s[^\n]*\n|\/\*(?!!)[\s\S]*?\*\/|\/\*!\d*|\*\/)*(?:`((?:[^`]|``)*)`|"((?:[^"]|"")*)"|\[([^\]]*)\]|([\w$@#\u0080-\u00ff]+)|([\s\S]))/y;
  token.lastIndex = at;
  const names: ByteText[] = [];
  let columns: ByteText[] | null = null;
  let inList = false;
  let named = false;
  for (;;) {
    const found = token.exec(text);
    if (found === null || token.lastIndex === text.length) {
      if (!finished && text.length - at < longestHead) return 'more';
      return { kind: 'other', end: text.length, names, columns };
    }
    const [, backtick, double, bracket, bare, sign] = found;
    const quoted = backtick ?? double ?? bracket;
    const end = token.lastIndex;
    if (inList) {
      if (sign === ')') inList = false;
      else if (sign === '.') columns?.pop();
      else if (quoted !== undefined) columns?.push(quoted);
      else if (bare !== undefined) {
        if (/^(?:select|with)$/i.test(bare)) return { kind: 'other', end, names, columns };
        columns?.push(bare);
      } else if (sign !== ',') return { kind: 'other', end, names, columns };
      continue;
    }
    if (sign === '(') {
      named = true;
      inList = true;
      columns = [];
    } else if (sign === '.') named = false;
    else if (sign !== undefined) return { kind: 'other', end, names, columns };
    else if (!named && quoted !== undefined) {
      names.push(quoted);
      named = true;
    } else if (bare !== undefined) {
      if (/^values?$/i.test(bare) && names.length > 0) return { kind: 'rows', end, names, columns };
      if (/^set$/i.test(bare) && names.length > 0) return { kind: 'set', end, names, columns };
      if (/^(?:select|with|exec|execute|call)$/i.test(bare)) return { kind: 'other', end, names, columns };
      const next = text.charCodeAt(end);
      if (!named && (!modifiers.test(bare) || next === 46)) {
        names.push(bare);
        named = true;
      }
    }
  }
}

/** @returns the index of the comma or of the parenthesis that ends a column of a CREATE TABLE */
function endOfItem(statement: ByteText, from: number): number {
  const strings = new SqlValues(false);
  let depth = 0;
  for (let at = from; at < statement.length; at++) {
    const code = statement.charCodeAt(at);
    if (code === 39 || code === 34 || code === 96) {
      strings.string(statement, at, false);
      if (strings.end < 0) return statement.length;
      at = strings.end - 1;
    } else if (code === 45 && statement.charCodeAt(at + 1) === 45) {
      const lineEnd = statement.indexOf('\n', at);
      at = lineEnd < 0 ? statement.length : lineEnd;
    } else if (code === 40) depth++;
    else if (code === 41 && depth-- === 0) return at;
    else if (code === 44 && depth === 0) return at;
  }
  return statement.length;
}

/** `dbo.assures` and `assures` are one table. */
function lastName(name: string): string {
  return name
    .slice(name.lastIndexOf('.') + 1)
    .trim()
    .toLowerCase();
}

/**
 * What database clients print: mysql's boxes and `\G`, psql's aligned and expanded output, sqlcmd's and SQL*Plus's columns under
 * dashes, and tables in Markdown, which are written alike. A rule (a line of dashes) says where the columns are.
 */

import { recogniseHeader } from '../meaning/headers.ts';
import { type ByteText, readByteText, toByteText } from '../text/block.ts';
import { type Line, LineReader } from './line-reader.ts';
import { looksLikePerson } from './loose-text.ts';
import {
  type Layout,
  longestRecordBytes,
  type Recognised,
  type RecordSink,
  type Shape,
  type TextSample,
} from './shape.ts';

export const console: Shape = {
  name: 'console',
  recognise({ text, whole, wish }: TextSample): Recognised | null {
    const wished = wish.shape === 'console';
    if (!wished && !/^[ |+]*:?-{2,}|^-\[ |^\*{5,} \d+\. /m.test(text)) return null;
    let rows = 0;
    let read = 0;
    const reader = new ConsoleReader();
    const sink: RecordSink = {
      record: ({ start, end }) => {
        rows++;
        read += end - start;
      },
      outside: (start, end, reason) => {
        if (reason !== 'banner') read += end - start;
      },
      fault: () => {},
    };
    reader.push({ bytes: Buffer.alloc(0), text, offset: 0 }, sink);
    if (whole) reader.finish(sink);
    if (rows === 0 && !wished) return null;
    const confidence = wished ? 1 : 0.96 * Math.min(1, read / (text.replace(/\n\s*(?=\n)/g, '').length * 0.95));
    return { shape: 'console', confidence, separator: null, headerLine: null, start: () => new ConsoleReader() };
  },
};

/** How the rows of the table at hand are cut. `columns`: the first character of each, and the one behind its last. */
interface Grid {
  readonly kind: 'bars' | 'dashes';
  readonly columns: readonly (readonly [from: number, to: number])[];
  /** A box is closed by a rule; other tables end with a blank line or a count. */
  readonly boxed: boolean;
}

const boxRule = /^\s*\+(?:[-=]+\+)+\s*$/;
const barRule = /^\s*(?:\|\s*)?:?-+:?\s*(?:[|+]\s*:?-+:?\s*)*\|?\s*$/;
const dashRule = /^\s*-{2,}(?:\s+-+)*\s*$/;
const counts =
  /^\s*(?:\(?\d+ (?:rows?|lignes?|enregistrements?)\b.*|Query OK.*|\d+ (?:rows?|lignes?) selected\.?|Empty set.*|Time: .*|Temps : .*)\s*$/i;
const prompt = /^\s*(?:(?:mysql|MariaDB[^>]*|sqlite|SQL|\w+[=-][#>]|\d+)>|->|\w+=[#>]|SQL>)\s?/;
const mysqlMark = /^\*{5,} \d+\. (?:row|ligne) \*{5,}\s*$/;
const psqlMark = /^-\[ (?:RECORD|ENREGISTREMENT) \d+ \][-+]*\s*$/i;

class ConsoleReader extends LineReader {
  readonly #layouts = new Map<string, Layout>();
  readonly #vertical: Layout = { name: '', columns: [], headed: true };
  /** A line of which the next one decides what it is: a header above a rule, or a row. */
  #held: Line | null = null;
  #grid: Grid | null = null;
  /** A rule was met that opens a box, the header is to come. */
  #opened: Line | null = null;
  #layout: Layout = { name: '', columns: [], headed: false };
  /** The record of `\G` or of psql's expanded output. */
  #open: { start: number; end: number; line: number; cells: ByteText[]; columns: number[]; mysql: boolean } | null =
    null;
  #begun = false;

  protected override take(text: ByteText, start: number, end: number, line: number): void {
    this.#take({ text, start, end, line });
  }

  protected override closeOpen(): void {
    this.#flush();
  }

  #take(line: Line): void {
    const { text } = line;
    if (mysqlMark.test(text) || psqlMark.test(text)) {
      this.#flush();
      this.#grid = null;
      const { start, end } = line;
      this.#open = { start, end, line: line.line, cells: [], columns: [], mysql: text.startsWith('*') };
      return;
    }
    if (this.#open !== null && this.#takeMember(line)) return;
    if (counts.test(text) || (prompt.test(text) && !/^\s*\d+>/.test(text))) {
      this.#flush();
      this.#grid = null;
      if (this.#begun) this.aside(line, counts.test(text) ? 'footer' : 'structure');
      else this.#outside(line, 'banner');
      return;
    }
    if (boxRule.test(text)) this.#takeBoxRule(line);
    else if (this.#held !== null && this.#isHeaderAbove(this.#held, line)) this.#takeRule(this.#held, line);
    else if (text.trim() === '') this.#takeBlank();
    else {
      this.#release();
      this.#held = line;
    }
  }

  #takeBlank(): void {
    this.#release();
    // sqlcmd leaves a blank line above its count; psql and Markdown end with one.
    if (this.#grid?.kind === 'bars' && !this.#grid.boxed) this.#grid = null;
  }

  #takeBoxRule(line: Line): void {
    const held = this.#held;
    if (this.#opened !== null && held !== null) {
      this.#held = null;
      this.#begin({ kind: 'bars', columns: spansOf(readByteText(line.text), /[^+]+/g), boxed: true }, held);
      this.#opened = null;
    } else if (this.#grid?.boxed) {
      this.#release();
      this.#grid = null;
    } else {
      this.#release();
      this.#opened = line;
    }
    this.#outside(line, 'structure');
  }

  #isHeaderAbove({ text: header }: Line, { text: rule }: Line): boolean {
    if (this.#opened !== null || this.#grid?.boxed) return false;
    if (barRule.test(rule) && /[|+]/.test(rule))
      return header.includes('|') && bars(header).length === bars(rule.replaceAll('+', '|')).length;
    if (!dashRule.test(rule) || looksLikePerson(header)) return false;
    const words = cutAt(readByteText(header), spansOf(rule, /-+/g));
    return (
      words.every((word) => word === '' || word.length < 80) && words.some((word) => recogniseHeader(word) !== null)
    );
  }

  #takeRule(held: Line, rule: Line): void {
    this.#held = null;
    const isBars = /[|+]/.test(rule.text);
    this.#begin({ kind: isBars ? 'bars' : 'dashes', columns: spansOf(rule.text, /-+/g), boxed: false }, held);
    this.#outside(rule, 'structure');
  }

  /** @param header its line */
  #begin(grid: Grid, header: Line): void {
    const words = (
      grid.kind === 'bars' ? bars(header.text).map(readByteText) : cutAt(readByteText(header.text), grid.columns)
    ).map((word) => word.trim());
    const key = words.join('\0');
    let layout = this.#layouts.get(key);
    if (layout === undefined) {
      layout = { name: '', columns: words, headed: true };
      this.#layouts.set(key, layout);
    }
    this.#layout = layout;
    this.#grid = grid;
    this.#begun = true;
    this.#outside(header, 'header');
  }

  /** The line that was held is no header. */
  #release(): void {
    const line = this.#held;
    this.#held = null;
    if (line === null) return;
    if (this.#opened !== null) {
      // A box without a header: its first line is a row.
      this.#grid = { kind: 'bars', columns: spansOf(readByteText(this.#opened.text), /[^+]+/g), boxed: true };
      this.#opened = null;
      this.#layout = { name: '', columns: bars(line.text).map(() => ''), headed: false };
    }
    const grid = this.#grid;
    if (grid === null || (grid.boxed && !line.text.includes('|'))) {
      this.#stray(line);
      return;
    }
    const cells =
      grid.kind === 'bars'
        ? this.#cutBars(line.text, grid)
        : cutAt(readByteText(line.text), grid.columns).map(toByteText);
    this.#record({ ...line, cells, columns: null });
  }

  /** Bars in a cell are told from those between cells by where they stand. */
  #cutBars(text: ByteText, { columns, boxed }: Grid): ByteText[] {
    const cells = bars(text);
    if (cells.length === columns.length) return cells;
    const line = readByteText(text);
    const inPlace = columns.every(
      ([from, to], i) => (i === 0 && !boxed) || (line[from - 1] === '|' && to <= line.length),
    );
    return inPlace ? columns.map(([from, to]) => toByteText(line.slice(from, to).trim())) : cells;
  }

  /** A line of the open record. @returns false if it is none */
  #takeMember(line: Line): boolean {
    const open = this.#open;
    if (open === null) return false;
    const found = (open.mysql ? /^\s*([^:]+?): ?(.*)$/ : /^([^|]*?)\s*\| ?(.*)$/).exec(line.text);
    const ends = counts.test(line.text) || prompt.test(line.text) || line.text.trim() === '';
    if (ends || (found === null && open.cells.length === 0)) {
      this.#close();
      return line.text.trim() === '';
    }
    open.end = line.end;
    const name = readByteText(found?.[1] ?? '').trim();
    const fresh = found !== null && name !== '' && (name.length <= 64 || open.cells.length === 0);
    if (fresh) {
      const known = this.#vertical.columns.indexOf(name);
      open.columns.push(known < 0 ? this.#vertical.columns.push(name) - 1 : known);
      open.cells.push((found?.[2] ?? '').trim());
    } else open.cells.push(`${open.cells.pop() ?? ''}\n${found === null ? line.text : (found[2] ?? '')}`);
    return true;
  }

  #close(): void {
    const open = this.#open;
    this.#open = null;
    if (open === null) return;
    this.#begun = true;
    this.#record({ ...open, layout: this.#vertical });
  }

  #record(one: {
    cells: ByteText[];
    columns: number[] | null;
    start: number;
    end: number;
    line: number;
    layout?: Layout;
  }): void {
    const { cells, columns, start, end, line, layout = this.#layout } = one;
    if (end - start > longestRecordBytes) this.sink.fault('row-too-long', start, end, line);
    else this.sink.record({ layout, cells, columns, start, end, line });
  }

  #stray(line: Line): void {
    if (this.#begun && looksLikePerson(line.text)) this.sink.fault('record-malformed', line.start, line.end, line.line);
    else this.#outside(line, this.#begun ? 'footer' : 'banner');
  }

  #flush(): void {
    this.#close();
    this.#release();
  }

  #outside({ start, end }: Line, reason: Parameters<RecordSink['outside']>[2]): void {
    this.sink.outside(start, end, reason);
  }
}

/** Cells between bars, those at the line's ends left out. */
function bars(text: ByteText): ByteText[] {
  return text
    .replace(/^\s*\|/, '')
    .replace(/\|\s*$/, '')
    .split('|')
    .map((cell) => cell.trim());
}

function spansOf(rule: string, pattern: RegExp): [number, number][] {
  return [...rule.matchAll(pattern)].map((found) => [found.index, found.index + found[0].length]);
}

/** @param columns begin where they say, and end where the next one begins: numbers may be wider than their header */
function cutAt(line: string, columns: readonly (readonly [number, number])[]): string[] {
  return columns.map(([from], i) => line.slice(i === 0 ? 0 : from, columns[i + 1]?.[0] ?? line.length).trim());
}

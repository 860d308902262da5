/**
 * Tables: lines of cells parted by a separator, with a header or without. What is written in dumps is not RFC 4180: most are joined
 * by programs that quote nothing, so that a quote in a password would swallow everyone up to the next one. Here a quoted cell may
 * span lines only if no line in it could stand by itself as a row, holds an identifier beside a separator, or leaves the row with other
 * columns than the rest; else the quote is a character.
 */
import { recogniseHeader } from '../meaning/headers.ts';
import { type ByteText, readByteText } from '../text/block.ts';
import { cutBare, cutLine, cutPlainly, cutQuoted } from './cut-line.ts';
import { type Dialect, findDialect, isHeader, looksLikeIdentifier, unquoteRow } from './dialect.ts';
import { type Line, LineReader } from './line-reader.ts';
import { holdsNir } from './loose-text.ts';
import {
  type Layout,
  longestRecordBytes,
  type Recognised,
  type RecordSink,
  type Shape,
  type TextSample,
} from './shape.ts';

/** Lines that a quoted cell may span; longer texts in a cell of a leak are fewer than stray quotes. */
const mostLinesInCell = 200;
/** Quotes met in a cell that spans lines: each has the cell read again from its beginning. */
const mostAttempts = 16;
/** RFC 5322 atext: what a name may hold, a separator among it. */
const wholeAddress = /^[\w.!#$%&*+/=?^`{|}~'\x80-\xff-]{1,64}@[\w\x80-\xff.-]+\.[A-Za-z]{2,}$/;
const partsNames = /^[!#$&+/=?^{}~%-]+$/;
const identifierInside = /\S@\S{1,200}\.\w|\d{13}/;

export const table: Shape = {
  name: 'table',
  recognise(sample: TextSample): Recognised | null {
    const dialect = findDialect(sample);
    if (dialect === null) return null;
    const { header, regularity, isolation } = dialect;
    const wished = sample.wish.shape === 'table' || sample.wish.separator !== undefined;
    const confidence =
      header === null
        ? (dialect.columnCount > 3 ? 0.7 : 0.5) * regularity * isolation
        : 0.55 + 0.2 * regularity + 0.15 * isolation;
    return {
      shape: 'table',
      confidence: wished ? 1 : confidence,
      separator: readByteText(dialect.separator),
      headerLine: dialect.headerLine,
      start: () => new TableReader(dialect),
    };
  },
};

function namesIdentifier(cell: ByteText): boolean {
  const role = recogniseHeader(readByteText(cell));
  return role === 'nir' || role === 'email' || role === 'identifier';
}

class TableReader extends LineReader {
  readonly #dialect: Dialect;
  #layout: Layout;
  #headerText: ByteText | null = null;
  /** Lines of a row whose quote is open. */
  #open: Line[] = [];
  #openBytes = 0;
  #attempts = 0;
  /** The separator is one that RFC 5322 allows in a name as well. */
  readonly #namesMayHold: boolean;
  /** Where the last row that had as many cells as columns held an address; -1 where it held none. */
  #addressAt = -1;

  constructor(dialect: Dialect) {
    super();
    this.#dialect = dialect;
    this.#namesMayHold = partsNames.test(dialect.separator);
    const { header, columnCount } = dialect;
    const columns = header === null ? new Array<string>(columnCount).fill('') : [...header];
    this.#layout = { name: '', columns, headed: header !== null };
  }

  protected override take(text: ByteText, start: number, end: number, line: number): void {
    this.#take({ text, start, end, line });
  }

  protected override closeOpen(): void {
    while (this.#open.length > 0) this.#giveUp();
  }

  #take(line: Line): void {
    const dialect = this.#dialect;
    const sink = this.sink;
    if (line.line <= dialect.leadLines) {
      this.#takeLead(line, sink);
      return;
    }
    if (this.#open.length > 0) this.#goOn(line);
    else this.#takeRow(line, sink);
  }

  /** Lines above the rows. One that is itself a row, as where somebody sorted the file under its header, is one. */
  #takeLead(line: Line, sink: RecordSink): void {
    const dialect = this.#dialect;
    if (line.line <= dialect.skippedLines) {
      sink.outside(line.start, line.end, 'skipped');
      return;
    }
    if (line.line === dialect.headerLine) {
      this.#headerText = line.text;
      sink.outside(line.start, line.end, 'header');
      return;
    }
    const cells = this.#cut(line.text);
    if (cells.length === dialect.columnCount && cells.some(looksLikeIdentifier)) this.#emit(cells, line, line.end);
    // An address above a table is its seller's; a NIR is nobody's but its owner's.
    else if (holdsNir(line.text)) this.aside(line, 'banner');
    else sink.outside(line.start, line.end, 'banner');
  }

  #takeRow(line: Line, sink: RecordSink): void {
    const { quote, separator } = this.#dialect;
    const columnCount = this.#layout.columns.length;
    const text = this.#dialect.rowQuoted ? unquoteRow(line.text) : line.text;
    if (quote !== null && text.includes(quote)) {
      const cut = cutQuoted(text, separator, quote, columnCount);
      if (!cut.closed && columnCount > 1) {
        this.#open = [line];
        this.#openBytes = text.length;
        return;
      }
      const plain = cutBare(text, separator, columnCount);
      const sound = cut.closed && !cut.malformed && (cut.cells.length === columnCount || plain.length !== columnCount);
      this.#emit(sound ? cut.cells : cutPlainly(text, separator, quote, columnCount), line, line.end);
      return;
    }
    const cells = this.#cut(text);
    if (this.#isHeader(cells, line, sink)) return;
    this.#emit(cells, line, line.end);
  }

  /** A line under an open quote. */
  #goOn(line: Line): void {
    const { quote, separator } = this.#dialect;
    const columnCount = this.#layout.columns.length;
    if (quote === null) return;
    const alone = cutBare(line.text, separator, columnCount).length === columnCount;
    if (alone || this.#open.length >= mostLinesInCell || this.#openBytes > longestRecordBytes) {
      this.#giveUp(line);
      return;
    }
    this.#open.push(line);
    this.#openBytes += line.text.length + 1;
    if (!line.text.includes(quote)) {
      if (line.text.includes(separator) && identifierInside.test(line.text)) this.#giveUp();
      return;
    }
    const cut = cutQuoted(this.#open.map(({ text }) => text).join('\n'), separator, quote, columnCount);
    const [first] = this.#open;
    const wrong = cut.closed && (cut.malformed || cut.cells.length !== columnCount);
    if (wrong || ++this.#attempts >= mostAttempts || first === undefined) {
      this.#giveUp();
      return;
    }
    if (!cut.closed) return;
    this.#open = [];
    this.#attempts = 0;
    this.#emit(cut.cells, first, line.end);
  }

  /** The quote was a stray one: its line is read without quotes, and those after it anew. */
  #giveUp(next?: Line): void {
    const lines = next === undefined ? this.#open : [...this.#open, next];
    this.#open = [];
    this.#attempts = 0;
    const [first, ...rest] = lines;
    if (first === undefined) return;
    const { quote, separator } = this.#dialect;
    this.#emit(cutPlainly(first.text, separator, quote, this.#layout.columns.length), first, first.end);
    for (const line of rest) this.#take(line);
  }

  #cut(text: ByteText): ByteText[] {
    const { quote, separator, alternatives } = this.#dialect;
    const columnCount = this.#layout.columns.length;
    const cells = cutLine(text, separator, quote, columnCount);
    if (cells.length === columnCount) {
      if (this.#namesMayHold) this.#addressAt = cells.findIndex((cell) => cell.includes('@'));
      return cells;
    }
    if (this.#namesMayHold && cells.length > columnCount) return this.#joinName(cells);
    if (alternatives.length === 0) return cells;
    const whole = cells.filter(looksLikeIdentifier).length;
    for (const other of alternatives) {
      const cut = cutLine(text, other, quote);
      // `R&D` and two rows on one line are no row of another separator.
      const isBetter = cells.length === 1 || cut.filter(looksLikeIdentifier).length > whole;
      if (cut.length === columnCount && isBetter) return cut;
    }
    return cells;
  }

  /** `a/b@x.fr` in a table parted by strokes: the cells that make the address that stands in its column elsewhere. */
  #joinName(cells: ByteText[]): ByteText[] {
    const at = this.#addressAt;
    const last = at + cells.length - this.#layout.columns.length;
    const whole = cells.slice(at, last + 1).join(this.#dialect.separator);
    const isNumber = /^\d*$/.test(cells[at] ?? '');
    if (at < 0 || isNumber || !cells[last]?.includes('@') || !wholeAddress.test(whole)) return cells;
    return [...cells.slice(0, at), whole, ...cells.slice(last + 1)];
  }

  /** The header again, as where files were joined; or another one, which is another table from here on. */
  #isHeader(cells: readonly ByteText[], line: Line, sink: RecordSink): boolean {
    if (this.#dialect.headerless || /@|\d{5}/.test(line.text)) return false;
    const again = line.text === this.#headerText;
    if (!again) {
      if (cells.length < 2 || !isHeader(cells) || !cells.some(namesIdentifier)) return false;
      this.#layout = { name: '', columns: cells.map(readByteText), headed: true };
      this.#headerText = line.text;
    }
    sink.outside(line.start, line.end, 'header');
    return true;
  }

  #emit(cells: readonly ByteText[], { start, line }: Line, end: number): void {
    this.sink.record({ layout: this.#layout, cells, columns: null, start, end, line });
  }
}

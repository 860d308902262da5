/**
 * Rows of a delimited file, block by block, by papaparse's parser. What papaparse leaves to its caller is done here: line
 * numbers, and a quote that opens and is never rightly closed, as passwords hold them. Left alone, such a quote swallows
 * the rows that follow, and whoever was in them would later be "not listed".
 */
import Papa from 'papaparse';
import type { ByteText } from './text-blocks.ts';

/** Text of one row, in characters, past which its quote is taken for a stray one. */
const longestRow = 1024 * 1024;

interface LowParse {
  data: string[][];
  errors: unknown[];
  meta: { cursor: number };
}
/** papaparse's inner parser: public in the module, missing from its types. `test/cli/ingest/csv.test.ts` pins its behaviour. */
interface LowParser {
  parse(input: string, baseIndex: number, ignoreLastRow: boolean): LowParse;
  abort(): void;
}
interface LowConfig {
  delimiter: string;
  newline: '\n';
  step?: (results: LowParse) => void;
}
const LowParser = (Papa as unknown as { Parser: new (config: LowConfig) => LowParser }).Parser;

export type OnRow = (cells: ByteText[], line: number) => void;

export class CsvRows {
  readonly #delimiter: string;
  readonly #columnCount: number;
  readonly #onRow: OnRow;
  readonly #parser: LowParser;
  /** A row whose quote is still open at the end of a block. */
  #open = '';
  #line: number;

  /** @param columnCount cells that a sound row has · @param firstLine number of the first line that will be pushed */
  constructor(delimiter: string, columnCount: number, firstLine: number, onRow: OnRow) {
    this.#delimiter = delimiter;
    this.#columnCount = columnCount;
    this.#line = firstLine;
    this.#onRow = onRow;
    this.#parser = new LowParser({ delimiter, newline: '\n' });
  }

  /** Number of the line that comes next. */
  get line(): number {
    return this.#line;
  }

  /** @param text whole lines, each with its `\n` */
  push(text: ByteText): void {
    this.#open = this.#parse(this.#open + text);
    while (this.#open.length > longestRow) this.#giveUpOpenQuote();
  }

  /** Reads what is left: no closing quote will come any more. */
  finish(): void {
    while (this.#open !== '') this.#giveUpOpenQuote();
  }

  /** A line that was dropped before it came here. @returns its number. */
  skipLine(): number {
    this.finish();
    return this.#line++;
  }

  #giveUpOpenQuote(): void {
    this.#open = this.#parse(this.#readLineUnquoted(this.#open, 0));
  }

  /** @returns what is left of `text`: a row whose quote is open. */
  #parse(text: string): string {
    if (text === '') return '';
    const { data, errors, meta } = this.#parser.parse(text, 0, true);
    if (!text.includes('"') || (errors.length === 0 && data.length === countLines(text, meta.cursor))) {
      for (const cells of data) this.#onRow(cells, this.#line++);
      return text.slice(meta.cursor);
    }
    return this.#parseRowByRow(text);
  }

  /** The slow way, for a block in which a row spans lines or a quote is malformed. */
  #parseRowByRow(text: string): string {
    let rest = text;
    for (;;) {
      let start = 0;
      let stray = false;
      const input = rest;
      const parser = new LowParser({
        delimiter: this.#delimiter,
        newline: '\n',
        step: ({ data: [cells = []], errors, meta: { cursor } }) => {
          const lines = countLines(input.slice(start, cursor), cursor - start);
          const malformed = errors.length > 0 || lines > 1;
          // A quoted cell may hold line breaks; it may not hold them and leave the row with other columns than the rest.
          if (malformed && (!this.#fits(cells) || (errors.length > 0 && lines > 1))) {
            stray = true;
            parser.abort();
            return;
          }
          this.#onRow(cells, this.#line);
          this.#line += lines;
          start = cursor;
        },
      });
      const { meta } = parser.parse(input, 0, true);
      if (!stray) return input.slice(meta.cursor);
      rest = this.#readLineUnquoted(input, start);
    }
  }

  /** True if a row has as many cells as there are columns, empty ones at its end apart. */
  #fits(cells: readonly string[]): boolean {
    return cells.length >= this.#columnCount && cells.slice(this.#columnCount).every((cell) => cell.trim() === '');
  }

  /** Reads one line as if quotes meant nothing. @returns the text after it. */
  #readLineUnquoted(text: string, start: number): string {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    this.#onRow(text.slice(start, end).split(this.#delimiter), this.#line++);
    return text.slice(end + 1);
  }
}

/** Line feeds in the first `end` characters. */
function countLines(text: string, end: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}

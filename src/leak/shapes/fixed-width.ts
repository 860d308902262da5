/**
 * Fixed width: each column begins at the same character of every line, named by a header or by none. Columns are where the header's
 * words begin, or between characters that are blank in nearly every line; whichever makes more identifiers whole cells is right.
 */
import { recogniseHeader } from '../meaning/headers.ts';
import { type ByteText, readByteText, toByteText } from '../text/block.ts';
import { looksLikeData, looksLikeIdentifier } from './dialect.ts';
import { LineReader } from './line-reader.ts';
import type { Layout, Recognised, Shape, TextSample } from './shape.ts';

const sampleLines = 400;
/** Lines of titles above a header. */
const longestLead = 20;
/** Share of lines in which a character between two columns is blank. */
const nearlyAll = 0.97;
// Bounded: a cell of a megabyte of letters must not be searched again from each of them.
const identifierInside = /[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]+|(?<!\d)\d{6}[\dAB]\d{6}(?:\d\d)?/g;

interface Grid {
  /** First character of each column. */
  readonly starts: readonly number[];
  /** Columns are counted in bytes of UTF-8, as by programs that know no characters. */
  readonly inBytes: boolean;
  readonly header: readonly string[] | null;
  /** From 1; null where there is none. */
  readonly headerLine: number | null;
  /** Share of the sample's identifiers that are whole cells. */
  readonly isolation: number;
}

export const fixedWidth: Shape = {
  name: 'fixed-width',
  recognise(sample: TextSample): Recognised | null {
    const wished = sample.wish.shape === 'fixed-width';
    const grid = findGrid(sample);
    if (grid === null) return null;
    // Two columns without a header may be a list as well, which says more of its lines.
    const confidence = (grid.header !== null ? 0.89 : grid.starts.length > 2 ? 0.82 : 0.7) * grid.isolation;
    return {
      shape: 'fixed-width',
      confidence: wished ? 1 : confidence,
      separator: null,
      headerLine: grid.headerLine,
      start: () => new FixedWidthReader(grid),
    };
  },
};

function findGrid({ text, whole, wish }: TextSample): Grid | null {
  const all = text.split('\n', sampleLines + longestLead + 1);
  if (!whole) all.pop();
  const headerAt = wish.header === false ? -1 : all.slice(0, longestLead).findIndex(isHeaderLine);
  const header = all[headerAt];
  const rows = all.slice(headerAt + 1).filter((line) => line.trim() !== '' && line !== header);
  if (rows.length < 2 || rows.some((line) => line.includes('\t'))) return null;
  const identifiers = rows.reduce((sum, line) => sum + (line.match(identifierInside)?.length ?? 0), 0);
  if (identifiers === 0) return null;
  let best: Grid | null = null;
  let bestScore = Number.NEGATIVE_INFINITY;
  for (const inBytes of [false, true]) {
    const read = (line: ByteText) => (inBytes ? line : readByteText(line));
    const lines = rows.map(read);
    const word = header === undefined ? null : read(header);
    const candidates = [blankColumns(word === null ? lines : [word, ...lines])];
    if (word !== null)
      candidates.push([...word.matchAll(/\S+(?: \S+)*/g)].map(({ index }, i) => (i === 0 ? 0 : index)));
    for (const starts of candidates) {
      if (starts.length < 2) continue;
      const cells = lines.map((line) => cutAt(line, starts));
      const isolated = cells.reduce((sum, line) => sum + line.filter(looksLikeIdentifier).length, 0);
      const isolation = Math.min(1, isolated / identifiers);
      // Words that a column's beginning cuts in two: of characters and bytes, the right unit has fewest.
      const score = isolation - crossings(lines, starts) / (lines.length * starts.length);
      if (score <= bestScore) continue;
      bestScore = score;
      const words = word === null ? null : cutAt(word, starts).map((cell) => (inBytes ? readByteText(cell) : cell));
      best = { starts, inBytes, header: words, headerLine: word === null ? null : headerAt + 1, isolation };
    }
  }
  return best;
}

/** Words parted by blanks alone, one of which at least is known. */
function isHeaderLine(line: ByteText): boolean {
  if (/[;,|\t:]/.test(line) || looksLikeData(line.trim().slice(0, 79))) return false;
  const words = readByteText(line)
    .trim()
    .split(/\s{2,}|\s/);
  return words.length > 1 && words.some((word) => recogniseHeader(word) !== null) && !words.some(looksLikeData);
}

/** @returns the first character of each column, as far as blanks tell them apart */
function blankColumns(lines: readonly string[]): number[] {
  const width = Math.max(...lines.map((line) => line.length));
  const filled = new Array<number>(Math.min(width, 100_000)).fill(0);
  for (const line of lines) {
    for (let i = 0; i < line.length && i < filled.length; i++)
      if (line.charCodeAt(i) > 32) filled[i] = (filled[i] ?? 0) + 1;
  }
  const most = lines.length * (1 - nearlyAll);
  const starts: number[] = [];
  let from = -1;
  for (let i = 0; i < filled.length; i++) {
    const isBlank = (filled[i] ?? 0) <= most;
    if (isBlank) from = -1;
    else if (from < 0) {
      from = i;
      // Groups of a printed number (`1 85 05 78 006 084`) are one column.
      const grouped =
        i > 1 && (filled[i - 2] ?? 0) > most && lines.filter((line) => isGrouped(line, i)).length > lines.length * 0.9;
      if (!grouped) starts.push(starts.length === 0 ? 0 : i);
    }
  }
  return starts;
}

function crossings(lines: readonly string[], starts: readonly number[]): number {
  let count = 0;
  for (const line of lines)
    for (const from of starts) if (from > 0 && line.charCodeAt(from - 1) > 32 && line.charCodeAt(from) > 32) count++;
  return count;
}

function isGrouped(line: string, at: number): boolean {
  return /[\dABab] [\dABab]/.test(line.slice(at - 2, at + 1));
}

function cutAt(line: string, starts: readonly number[]): string[] {
  return starts.map((from, i) => line.slice(from, starts[i + 1] ?? line.length).trim());
}

class FixedWidthReader extends LineReader {
  readonly #grid: Grid;
  readonly #layout: Layout;
  #headerText: ByteText | null = null;

  constructor(grid: Grid) {
    super();
    this.#grid = grid;
    const { header, starts } = grid;
    this.#layout = { name: '', columns: header === null ? starts.map(() => '') : [...header], headed: header !== null };
  }

  protected override take(text: ByteText, start: number, end: number, line: number): void {
    const { headerLine, inBytes, starts } = this.#grid;
    if (text.trim() === '') return;
    if (line === headerLine) this.#headerText = text;
    if (line === headerLine || text === this.#headerText) {
      this.sink.outside(start, end, 'header');
      return;
    }
    const cells = inBytes ? cutAt(text, starts) : cutAt(readByteText(text), starts).map(toByteText);
    // Above the header, a line with an identifier in a column is a row, as where somebody sorted the file.
    if (headerLine !== null && line < headerLine && !cells.some(looksLikeIdentifier)) {
      this.sink.outside(start, end, 'banner');
      return;
    }
    this.sink.record({ layout: this.#layout, cells, columns: null, start, end, line });
  }
}

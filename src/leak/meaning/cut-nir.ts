/**
 * A NIR that fills several columns side by side, cut anywhere: into its seven printed groups, 5 + 8 + 2, year by year. Told by the rows alone: by
 * chance one in a hundred has a right key.
 */
import { canonicaliseNir } from '../../core/identifier/identifier.ts';
import type { LeakRecord } from '../shapes/shape.ts';
import { type ByteText, readByteText } from '../text/block.ts';
import { countShortNumber, noShortNumbers, plausibleOf } from './short-nirs.ts';

/** The columns that hold a NIR together. */
export interface CutNir {
  /** Index of the first one. */
  readonly first: number;
  /** Characters in each; zeroes in front are lost where columns hold numbers. */
  readonly widths: readonly number[];
}

const keyedLength = 15;
const keylessLength = 13;
/** Rows from which numbers without a key show men and women of many years. */
const fewestKeyless = 4;
const lastDepartment = 99;
/** A piece that has as many by itself is a NIR without its key. */
const longestPiece = 12;
/** INSEE's groups, with the key: their widths are known where zeroes are lost in every row. */
const printedGroups = [1, 2, 2, 2, 3, 3, 2];
const groupsWithoutKey = printedGroups.slice(0, -1);
/** Rows below which chance could have made the keys right. */
const fewestRows = 2;
const mostRows = 200;
const mostly = 0.8;
const piece = /^(?:\d+|\d*2?[AB]\d*)$/i;

/** @param rows as wide as the layout, cells in the order of its columns · @returns null if no columns hold a NIR so, or in hardly any row */
export function findCutNir(rows: readonly (readonly ByteText[])[], width: number): CutNir | null {
  const looked = rows.slice(0, mostRows);
  if (looked.length < fewestRows) return null;
  const longest = Array.from({ length: width }, (_, column) => longestIn(looked, column));
  for (let first = 0; first < width; first++) {
    for (const widths of cutsFrom(longest, first)) {
      const found = looked.map((cells) => joined(cells, first, widths)).filter((one) => one !== null);
      if (found.length < fewestRows || found.length < looked.length * mostly) continue;
      if (lengthOf(widths) === keyedLength || areLives(found)) return { first, widths };
    }
  }
  return null;
}

/** @returns the characters of the longest cell; 0 for a column that does not hold pieces of numbers */
function longestIn(rows: readonly (readonly ByteText[])[], column: number): number {
  let longest = 0;
  let others = 0;
  for (const cells of rows) {
    const cell = trimmed(cells[column]);
    if (cell.length <= longestPiece && piece.test(cell)) longest = Math.max(longest, cell.length);
    else if (++others > rows.length * (1 - mostly)) return 0;
  }
  return longest;
}

/** Cuts whose pieces may make a NIR, from that column on, those with a key first. */
function* cutsFrom(longest: readonly number[], first: number): Generator<readonly number[]> {
  for (const length of [keyedLength, keylessLength]) {
    let sum = 0;
    let end = first;
    while (end < longest.length && longest[end] !== 0 && sum < length) sum += longest[end++] ?? 0;
    if (sum === length && end > first + 1) yield longest.slice(first, end);
    const printed = length === keyedLength ? printedGroups : groupsWithoutKey;
    const groups = longest.slice(first, first + printed.length);
    if (groups.length === printed.length && groups.every((one, i) => one > 0 && one <= (printed[i] ?? 0)))
      yield printed;
  }
}

function lengthOf(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, 0);
}

/** Men and women of many years, born in months and departments that there are: nothing else that is cut into columns looks so. */
function areLives(numbers: readonly string[]): boolean {
  const counts = noShortNumbers();
  for (const number of numbers) {
    const department = number.slice(5, 7);
    if (!/^2[AB]$/.test(department) && !(Number(department) >= 1 && Number(department) <= lastDepartment)) return false;
    countShortNumber(counts, number);
  }
  const { plausibleMen, plausibleWomen, years } = counts;
  return (
    numbers.length >= fewestKeyless &&
    plausibleOf(counts) === numbers.length &&
    plausibleMen > 0 &&
    plausibleWomen > 0 &&
    years.size >= Math.min(numbers.length / 2, 8)
  );
}

function joined(cells: readonly ByteText[], first: number, widths: readonly number[]): string | null {
  let all = '';
  for (const [i, width] of widths.entries()) {
    const cell = trimmed(cells[first + i]);
    if (cell.length === 0 || cell.length > width || !piece.test(cell)) return null;
    all += cell.padStart(width, '0');
  }
  return canonicaliseNir(all);
}

function trimmed(cell: ByteText | undefined): string {
  return readByteText(cell ?? '')
    .trim()
    .replace(/^'/, '');
}

/** @returns the record with the NIR in the first of its columns and nothing in the others; itself where it has none so */
export function joinCutNir(record: LeakRecord, { first, widths }: CutNir): LeakRecord {
  const { cells, columns, layout } = record;
  if (columns !== null) {
    const pieces = widths.map((_, i) => cells[columns.indexOf(first + i)] ?? '');
    return joined(pieces, 0, widths) === null
      ? record
      : withJoined(record, pieces, widths, (i) => (columns[i] ?? -1) - first);
  }
  // A separator in a cell before them shifts them.
  for (const at of [first, first + cells.length - layout.columns.length]) {
    if (at < 0 || joined(cells, at, widths) === null) continue;
    return withJoined(record, cells.slice(at, at + widths.length), widths, (i) => i - at);
  }
  return record;
}

/** @param pieceOf index of the piece that a cell is; out of range for one that is none */
function withJoined(
  record: LeakRecord,
  pieces: readonly ByteText[],
  widths: readonly number[],
  pieceOf: (cell: number) => number,
): LeakRecord {
  const whole = pieces.map((one, i) => trimmed(one).padStart(widths[i] ?? 0, '0')).join('');
  const cells = record.cells.map((cell, i) => {
    const index = pieceOf(i);
    if (index === 0) return whole;
    return index > 0 && index < widths.length ? '' : cell;
  });
  return { ...record, cells };
}

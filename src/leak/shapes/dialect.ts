/**
 * How a table's lines are cut: separator, quotes, header. Found from the sample by what makes lines alike and identifiers whole
 * cells. Nothing here knows what a column means but for its header's words.
 */
import { findCutNir } from '../meaning/cut-nir.ts';
import { headerWords, recogniseHeader } from '../meaning/headers.ts';
import { type ByteText, readByteText, toByteText } from '../text/block.ts';
import { cutLine, type Quote } from './cut-line.ts';
import { holdsIdentifier } from './loose-text.ts';
import type { TextSample } from './shape.ts';

export interface Dialect {
  readonly separator: ByteText;
  /** Other separators that some lines use, with the same number of cells. */
  readonly alternatives: readonly ByteText[];
  /** Null where no cell of the sample is rightly quoted: a quote is then a character like any other. */
  readonly quote: Quote | null;
  /** Each line as a whole stands in quotes. */
  readonly rowQuoted: boolean;
  /** Cells of a sound row. */
  readonly columnCount: number;
  /** Header words; null where there is no header. */
  readonly header: readonly string[] | null;
  /** Lines before the first row: the header's, and those above. */
  readonly leadLines: number;
  /** Of these, the first ones that the analyst said to skip. */
  readonly skippedLines: number;
  /** The analyst said that no line is a header, in the middle either. */
  readonly headerless: boolean;
  /** Of the header, from 1; null where there is none. */
  readonly headerLine: number | null;
  /** 0 … 1: share of the sample's lines that have `columnCount` cells. */
  readonly regularity: number;
  /** 0 … 1: share of the sample's identifiers that are whole cells. */
  readonly isolation: number;
}

/** Tried first, in this order among equals. `\x01` is Hive's, `\x1f` the sheets' own (`containers/container.ts`). */
const usual = [
  ';',
  ',',
  '\t',
  '|',
  '\u001f',
  '\u0001',
  ':',
  '^',
  '~',
  '§',
  '¤',
  '¬',
  '¦',
  '::',
  '||',
  ';;',
  '^^',
  '~~',
  '|~|',
  '--',
  '#',
  '/',
  '&',
].map(toByteText);
/** Lines that are looked at; enough to outvote a few bad ones. */
const sampleLines = 400;
/** Characters of a line that are searched for identifiers. */
const longestLook = 8192;
/** Lines of titles and banners above a header. */
const longestLead = 60;
// Bounded, as every pattern here: a cell of a megabyte must cost no more than a megabyte.
const emailLike = /[^\s@<>()[\]:;,|"'\\/]{1,64}@[^\s@<>()[\]:;,|"'\\/]{1,200}\.[a-zA-Z]{2,}/g;
const nirLike = /(?<!\d)\d{6}[\dABab]\d{6}(?:\d\d)?(?!\d)/g;
// Without the characters that part cells, though RFC 5322 lets an address hold some of them. No address holds a control character or
// a sign either: signs are U+0080 to U+00BF (C2 and a byte) and U+2000 to U+2FFF (E2 and two), of which only the soft hyphen and the
// characters without a width are found inside addresses.
const inAddress = String.raw`(?:[^\0-\x20\x7f\xc2\xe2@^~|:;,<>()"\\/=?{}#!$*&]|\xc2\xad|\xe2(?:\x80[\x8b-\x8f\xaa-\xae]|\x81[\xa0-\xaf]))`;
const wholeEmail = new RegExp(String.raw`^\s*["'<]*${inAddress}+@${inAddress}+\.[a-zA-Z]{2,}[>"']*\s*$`);
const wholeNir =
  /^\s*["']*(?:\d{6}[\dABab]\d{6}(?:[ ./-]?\d\d)?|\d([ .-])\d\d\1\d\d\1[\dABab]{2}\1\d{3}\1\d{3}(?:\1\d\d)?)["']*\s*$/;

/** True if a cell is an identifier from its first to its last character. A look, not a judgement: no key is computed. */
export function looksLikeIdentifier(cell: ByteText): boolean {
  return cell.length <= 400 && (wholeEmail.test(cell) || wholeNir.test(cell));
}

/** `NIR : 1 85 05 78 …`: digits in groups, parted by one sign or by a blank of two or three bytes; those of Corsica have a letter. */
const gap = String.raw`(?:[ ./-]|\xc2\xa0|\xe2\x80[\x89\xaf])?`;
const tenDigits = new RegExp(`(?:\\d${gap}){10}|(?:\\d${gap}){5}2[ABab](?:${gap}\\d){6}`);

/** True if no header would hold that cell: an address, a URL, a long run of digits, a long text. */
export function looksLikeData(cell: ByteText): boolean {
  return (
    cell.length > 80 ||
    /\d{5}|\S@\S{1,80}\.\S|:\/\/|%40/.test(cell) ||
    tenDigits.test(cell) ||
    looksLikeIdentifier(cell)
  );
}

/** @returns null if nothing in the sample looks like a table. */
export function findDialect(sample: TextSample): Dialect | null {
  const skipped = sample.wish.skipLines ?? 0;
  const all = linesOf(sample);
  const lines = all.slice(skipped);
  const declared = /^sep=(.+)$/i.exec(lines[0] ?? '')?.[1];
  const from = declared === undefined ? 0 : 1;
  const body = lines.slice(from, from + sampleLines + longestLead);
  if (body.every((line) => line.trim() === '')) return null;
  const wished = sample.wish.separator ?? declared;
  const rowQuoted = isRowQuoted(body);
  const read = rowQuoted ? body.map(unquoteRow) : body;
  const singly = { lines: read, at: read.map((_, i) => i) };
  const spanning = rowQuoted ? null : joinSpanning(read, singly.at);
  const quote = rowQuoted ? null : (quoteOf(read) ?? (spanning === null ? null : '"'));
  // Some rows may be parted by another one, whatever was said of the rest.
  const candidates = [...usual, ...unusual(read)];
  let best: { dialect: Dialect; score: number } | null = null;
  for (const separator of wished === undefined ? [...candidates, ' '] : [toByteText(wished)]) {
    const blank = separator === ' ' && wished === undefined;
    for (const one of spanning === null ? [singly] : [singly, spanning]) {
      const dialect = judge(one, separator, blank ? [' '] : candidates, quote, rowQuoted, skipped + from, sample);
      // Blanks stand in any text: they part cells where a header and every row say so, as in what R's write.table writes.
      if (dialect === null || (blank && (dialect.header === null || dialect.regularity < 1 || dialect.columnCount < 3)))
        continue;
      const score = scoreOf(dialect, wished !== undefined);
      if (best === null || score > best.score + 1e-9) best = { dialect, score };
    }
  }
  return best?.dialect ?? null;
}

function linesOf({ text, whole }: TextSample): ByteText[] {
  const lines = text.split('\n');
  // Behind the last line feed there is nothing, or a line that the sample cuts.
  const last = lines.pop() ?? '';
  if (whole && last !== '') lines.push(last);
  return lines.slice(0, 2 * sampleLines);
}

function scoreOf({ header, regularity, isolation, columnCount }: Dialect, wished: boolean): number {
  const known = header === null ? 0 : Math.min(1, header.filter((word) => recogniseHeader(word) !== null).length / 3);
  return (wished ? 10 : 0) + isolation * 2 + regularity + known + Math.min(columnCount, 12) / 100;
}

/** Lines of the sample, and of each the place among those of the file. */
interface SampledLines {
  readonly lines: readonly ByteText[];
  readonly at: readonly number[];
}

/** Lines that a quoted cell may span in the sample. */
const mostSpanned = 20;
const opensCell = /^[^"]*(?:"[^"]*"[^"]*)*?(?:^|[^\w"])"[^"]*$/;
const closesCell = /^[^"]*"(?:$|[^\w"])/;

/** @returns the lines with those joined that a quoted cell may span, phones one below the other, say; null if there are none */
function joinSpanning(lines: readonly ByteText[], at: readonly number[]): SampledLines | null {
  const joined: ByteText[] = [];
  const places: number[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? '';
    joined.push(line);
    places.push(at[i] ?? 0);
    if (line.length > longestLook || !line.includes('"') || !opensCell.test(line)) continue;
    let end = i + 1;
    while (end < lines.length && end <= i + mostSpanned && !lines[end]?.includes('"')) end++;
    if (!closesCell.test(lines[end] ?? '')) continue;
    joined[joined.length - 1] = lines.slice(i, end + 1).join('\n');
    i = end;
  }
  return joined.length === lines.length ? null : { lines: joined, at: places };
}

function judge(
  { lines, at }: SampledLines,
  separator: ByteText,
  candidates: readonly ByteText[],
  quote: Quote | null,
  rowQuoted: boolean,
  skipped: number,
  { wish }: TextSample,
): Dialect | null {
  const cut = lines.map((line) => cutLine(line, separator, quote));
  const filled = cut.filter((cells) => cells.length > 1 || (cells[0] ?? '').trim() !== '');
  const modal = mode(filled.map((cells) => cells.length).filter((count) => count > 1)) ?? 1;
  const alone = separator === ';' && filled.every((cells) => cells.length === 1);
  // One column is a table only if its header says what it is; one candidate stands for them all.
  if (modal === 1 && !alone) return null;
  const found =
    wish.header === false ? null : findHeader(lines, cut, separator, candidates, quote, modal, wish.names ?? []);
  if (modal === 1 && found === null) return null;
  const dataFrom = found === null ? firstRow(cut, modal) : found.at + 1;
  const rows = cut.slice(dataFrom);
  let columnCount = found === null ? modal : found.cells.length;
  let header = found?.cells.map(readByteText) ?? null;
  if (header !== null && modal === header.length + 1 && hasRowNumbers(rows, modal)) {
    // R's write.table names every column but that of the row's number.
    header = ['', ...header];
    columnCount = modal;
  }
  const alternatives = candidates.filter(
    (other) =>
      other !== separator &&
      rows.some((cells, i) => cells.length !== columnCount && cutsTo(lines[dataFrom + i], other, quote, columnCount)),
  );
  const isSound = (cells: readonly ByteText[], i: number) =>
    cells.length === columnCount ||
    alternatives.some((other) => cutsTo(lines[dataFrom + i], other, quote, columnCount));
  const filledRows = rows
    .map((cells, i) => ({ cells, i }))
    .filter(({ cells }) => cells.length > 1 || (cells[0] ?? '').trim() !== '');
  const sound = filledRows.filter(({ cells, i }) => isSound(cells, i)).length;
  const whole = filledRows.reduce((sum, { cells, i }) => {
    const best =
      isSound(cells, i) && cells.length !== columnCount
        ? cutBy(alternatives, lines[dataFrom + i], quote, columnCount)
        : cells;
    return (
      sum + best.flatMap((cell) => (cell.includes('\n') ? cell.split('\n') : [cell])).filter(looksLikeIdentifier).length
    );
  }, 0);
  const all = filledRows.reduce((sum, { i }) => sum + identifiersIn(lines[dataFrom + i] ?? '', separator), 0);
  const isolation = all === 0 ? (found === null ? 0 : 0.5) : Math.min(1, whole / all);
  // Columns that hold a NIR together are cut where they should be, whatever stands beside them.
  const sameWidth = filledRows.flatMap(({ cells }) => (cells.length === columnCount ? [cells] : []));
  const isCut = isolation < 1 && columnCount > 2 && findCutNir(sameWidth, columnCount) !== null;
  return {
    separator,
    alternatives,
    quote,
    rowQuoted,
    columnCount,
    header,
    leadLines: skipped + (at[dataFrom] ?? at.length),
    skippedLines: wish.skipLines ?? 0,
    headerless: wish.header === false,
    headerLine: found === null ? null : skipped + (at[found.at] ?? 0) + 1,
    regularity: filledRows.length === 0 ? (found === null ? 0 : 1) : sound / filledRows.length,
    isolation: isCut ? 1 : isolation,
  };
}

/** The header: the first line of words, none of which is data, at least one of which is known, with as many cells as rows have or so. */
function findHeader(
  lines: readonly ByteText[],
  cut: readonly (readonly ByteText[])[],
  separator: ByteText,
  candidates: readonly ByteText[],
  quote: Quote | null,
  modal: number,
  names: readonly string[],
): { at: number; cells: readonly ByteText[] } | null {
  for (let at = 0; at < Math.min(lines.length, longestLead); at++) {
    const line = lines[at] ?? '';
    if (line.trim() === '') continue;
    let cells: readonly ByteText[] = cut[at] ?? [];
    // The header may have been written by hand, with another separator than the rows.
    if (cells.length !== modal && modal > 1) {
      const other = candidates.find((one) => one !== separator && cutsTo(line, one, quote, modal));
      if (other !== undefined) cells = cutLine(line, other, quote);
    }
    // A row of data ends the search: whatever words come later are no header of what stands above them.
    if (cells.length === modal && cells.some(looksLikeIdentifier)) return null;
    if (isHeader(cells, names) && (cells.length > 1 || modal === 1)) return { at, cells };
  }
  return null;
}

/**
 * @param cells of a line · @param names columns that were named by hand
 * @returns true if they are header words, at least one of them known and none of them data
 */
export function isHeader(cells: readonly ByteText[], names: readonly string[] = []): boolean {
  // A line of JSON, XML or SQL names its fields as a header does.
  if (/^\s*[{[<]|^\s*insert into/i.test(cells[0] ?? '') || cells.some(looksLikeData)) return false;
  const words = cells.map((cell) => readByteText(cell));
  const spoken = names.map(headerWords).filter((name) => name !== '' && !/^\d+$/.test(name));
  if (spoken.length > 0 && words.some((word) => spoken.includes(headerWords(word)))) return true;
  const known = words.filter((word) => word.trim().length <= 60 && recogniseHeader(word) !== null).length;
  if (known === 0 || known * 4 < words.filter((word) => word.trim() !== '').length) return false;
  // `jean @ x.fr` under a word is a row of somebody all the same.
  return !cells.some(holdsIdentifier);
}

/** Above the first row of a table without header there may be a banner all the same. */
function firstRow(cut: readonly (readonly ByteText[])[], modal: number): number {
  const at = cut.slice(0, longestLead).findIndex((cells) => cells.length === modal || cells.some(looksLikeIdentifier));
  return Math.max(0, at);
}

function hasRowNumbers(rows: readonly (readonly ByteText[])[], modal: number): boolean {
  const first = rows.filter((cells) => cells.length === modal).map((cells) => (cells[0] ?? '').replace(/["']/g, ''));
  return (
    first.length > 0 &&
    first.every((cell, i) => /^\d{1,9}$/.test(cell) && (i === 0 || Number(cell) > Number(first[i - 1])))
  );
}

function cutsTo(line: ByteText | undefined, separator: ByteText, quote: Quote | null, count: number): boolean {
  return count > 1 && line !== undefined && cutLine(line, separator, quote).length === count;
}

function cutBy(
  separators: readonly ByteText[],
  line: ByteText | undefined,
  quote: Quote | null,
  count: number,
): ByteText[] {
  for (const separator of separators) {
    const cells = cutLine(line ?? '', separator, quote);
    if (cells.length === count) return cells;
  }
  return [];
}

/** Identifiers anywhere in a line. `~` may stand in an address, and parts cells where it is the separator. */
function identifiersIn(text: ByteText, separator: ByteText): number {
  const line = text.slice(0, longestLook).replaceAll(separator, ' ');
  return (line.match(emailLike)?.length ?? 0) + (line.match(nirLike)?.length ?? 0);
}

function mode(counts: readonly number[]): number | null {
  const times = new Map<number, number>();
  for (const count of counts) times.set(count, (times.get(count) ?? 0) + 1);
  let best: number | null = null;
  for (const [count, many] of times) if (best === null || many > (times.get(best) ?? 0)) best = count;
  return best;
}

/** Characters that stand in nearly every line equally often, though nobody would expect them to part cells. */
function unusual(lines: readonly ByteText[]): ByteText[] {
  const filled = lines.filter((line) => line.trim() !== '');
  const counts = new Map<string, Map<number, number>>();
  for (const line of filled) {
    const own = new Map<string, number>();
    for (const character of readByteText(line)) {
      if (/[\p{L}\p{N}\s@._\-"']/u.test(character)) continue;
      own.set(character, (own.get(character) ?? 0) + 1);
    }
    for (const [character, many] of own) {
      const times = counts.get(character) ?? new Map<number, number>();
      times.set(many, (times.get(many) ?? 0) + 1);
      counts.set(character, times);
    }
  }
  const known = new Set(usual);
  return [...counts]
    .filter(([, times]) => Math.max(...times.values()) * 10 >= filled.length * 8)
    .flatMap(([character]) => [character, character + character])
    .map(toByteText)
    .filter((one) => !known.has(one));
}

/** True if nearly every line is one cell in quotes that itself holds separators: a table saved as a column of another. */
function isRowQuoted(lines: readonly ByteText[]): boolean {
  const filled = lines.filter((line) => line.trim() !== '');
  const quoted = filled.filter(
    (line) => /^"(?:[^"]|"")*"[;,\t]*$/.test(line.trim()) && /[;,\t|]/.test(line.slice(1, -1)),
  );
  return filled.length > 0 && quoted.length * 10 >= filled.length * 9;
}

export function unquoteRow(line: ByteText): ByteText {
  const inner = /^\s*"((?:[^"]|"")*)"[;,\t]*\s*$/.exec(line)?.[1];
  return inner === undefined ? line : inner.replaceAll('""', '"');
}

/** Which quote parts cells from their wrapping: the one that wraps whole cells, if any does. */
function quoteOf(lines: readonly ByteText[]): Quote | null {
  const wrapped = { '"': 0, "'": 0 };
  const opening = { '"': 0, "'": 0 };
  for (const line of lines) {
    for (const quote of ['"', "'"] as const) {
      if (!line.includes(quote)) continue;
      wrapped[quote] +=
        line.match(quote === '"' ? /(?:^|[^\w"])"(?:[^"]|"")*"(?=$|[^\w"])/g : /(?:^|[^\w'])'[^']*'(?=$|[^\w'])/g)
          ?.length ?? 0;
      opening[quote] += line.split(quote).length - 1;
    }
  }
  if (wrapped['"'] > 0) return '"';
  // Apostrophes stand in names: they are quotes only where nearly all of them come in pairs around cells.
  return wrapped["'"] > 3 && wrapped["'"] * 2 >= opening["'"] * 0.95 ? "'" : null;
}

/** One line of a table into cells. A quote counts only where it wraps a whole cell; anywhere else it is a character of the cell. */
import type { ByteText } from '../text/block.ts';

export type Quote = '"' | "'";

export interface QuotedCut {
  readonly cells: ByteText[];
  /** False if a quoted cell is still open at the end of the text. */
  readonly closed: boolean;
  /** True if a closing quote is followed by something else than a separator: these quotes wrap nothing. */
  readonly malformed: boolean;
}

/** Of HTML, whose semicolon parts no cells. By name: `AT&T;` is no entity. */
const entity =
  /&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|nbsp|amp|lt|gt|quot|apos|commat|period|shy|zwn?j|e[nm]sp|thinsp|[nm]dash|middot|bull|hellip|euro|deg|[lr][sd]quo|[lr]aquo|szlig|(?:ae|AE|oe|OE)lig|[aeiouyncAEIOUYNC](?:acute|grave|circ|uml|tilde|ring|cedil|slash));/g;
/** Stands for that semicolon while a line is cut. Decoded text holds no NUL. */
const kept = '\0';
/** What stands behind a semicolon that parts cells, and behind none of an entity in a name. */
const beginsWithIdentifier =
  /^[\s"']{0,3}(?:\d{6}[\dABab]\d{6}(?:\d\d)?(?![\dA-Za-z])|[^\s@;]{1,64}@[^\s@;]{1,200}\.[A-Za-z]{2,})/;

/**
 * Cells of a text without quotes.
 * @param columnCount cells that a sound row has; 0 where it is not known
 */
export function cutBare(text: ByteText, separator: ByteText, columnCount = 0): ByteText[] {
  if (separator !== ';' || !text.includes('&')) return text.split(separator);
  return withKept(keepEntities(text, columnCount, (one) => one.split(separator).length).split(separator));
}

function withKept(cells: readonly ByteText[]): ByteText[] {
  return cells.map((cell) => cell.replaceAll(kept, ';'));
}

/**
 * Keeps the semicolons that end entities apart. The one of `soleil&nbsp;`, a password and the next cell, ends none: as many of them part cells
 * as the row lacks, those before identifiers first.
 *
 * @param count of a text's cells
 */
function keepEntities(text: ByteText, columnCount: number, count: (text: ByteText) => number): ByteText {
  const whole = text.replace(entity, (found) => found.slice(0, -1) + kept);
  const missing = columnCount - count(whole);
  if (missing <= 0) return whole;
  const places: number[] = [];
  for (let at = whole.indexOf(kept); at >= 0; at = whole.indexOf(kept, at + 1)) places.push(at);
  if (places.length < missing) return whole;
  const isBeforeIdentifier = (at: number) => (beginsWithIdentifier.test(whole.slice(at + 1, at + 300)) ? 1 : 0);
  const likeliest = places.toSorted((a, b) => isBeforeIdentifier(b) - isBeforeIdentifier(a) || b - a);
  let parted = whole;
  for (const at of likeliest.slice(0, missing)) parted = `${parted.slice(0, at)};${parted.slice(at + 1)}`;
  return parted;
}

/** Cells of a line that stands alone: quoted cells where all quotes are sound, else cut at each separator. */
export function cutLine(line: ByteText, separator: ByteText, quote: Quote | null, columnCount = 0): ByteText[] {
  if (quote === null || !line.includes(quote)) return cutBare(line, separator, columnCount);
  const cut = cutQuoted(line, separator, quote, columnCount);
  return cut.closed && !cut.malformed ? cut.cells : cutPlainly(line, separator, quote, columnCount);
}

/** Cut at each separator, whatever the quotes; those that wrap a cell are taken off. */
export function cutPlainly(line: ByteText, separator: ByteText, quote: Quote | null, columnCount = 0): ByteText[] {
  const cells = cutBare(line, separator, columnCount);
  if (quote === null) return cells;
  return cells.map((cell) =>
    cell.length > 1 && cell.startsWith(quote) && cell.endsWith(quote) ? cell.slice(1, -1) : cell,
  );
}

/** Cells by RFC 4180, with blanks around the quotes allowed unless they part the cells, and a backslash before a quote as MySQL writes it. */
export function cutQuoted(text: ByteText, separator: ByteText, quote: Quote, columnCount = 0): QuotedCut {
  if (separator !== ';' || !text.includes('&')) return cutInQuotes(text, separator, quote);
  const count = (one: ByteText) => cutInQuotes(one, separator, quote).cells.length;
  const cut = cutInQuotes(keepEntities(text, columnCount, count), separator, quote);
  return { ...cut, cells: withKept(cut.cells) };
}

function cutInQuotes(text: ByteText, separator: ByteText, quote: Quote): QuotedCut {
  const cells: ByteText[] = [];
  let malformed = false;
  let at = 0;
  for (;;) {
    let open = at;
    while (text.charCodeAt(open) === 32 && separator !== ' ') open++;
    if (text[open] !== quote) {
      const end = text.indexOf(separator, at);
      cells.push(text.slice(at, end < 0 ? text.length : end));
      if (end < 0) return { cells, closed: true, malformed };
      at = end + separator.length;
      continue;
    }
    const close = closingQuote(text, open + 1, separator, quote);
    if (close.at < 0) {
      cells.push(text.slice(open + 1));
      return { cells, closed: false, malformed };
    }
    malformed ||= close.malformed;
    const inner = text.slice(open + 1, close.at);
    cells.push(inner.includes(quote) ? inner.replaceAll(quote + quote, quote).replaceAll(`\\${quote}`, quote) : inner);
    if (close.next < 0) return { cells, closed: true, malformed };
    at = close.next;
  }
}

/** @returns where the quote is, and where the next cell begins (-1 at the end of the text); `at` -1 if it is never closed */
function closingQuote(
  text: ByteText,
  from: number,
  separator: ByteText,
  quote: Quote,
): { at: number; next: number; malformed: boolean } {
  for (let at = text.indexOf(quote, from); at >= 0; at = text.indexOf(quote, at + 1)) {
    if (text[at + 1] === quote) {
      at++;
      continue;
    }
    let after = at + 1;
    while (text.charCodeAt(after) === 32 && separator !== ' ') after++;
    if (after >= text.length) return { at, next: -1, malformed: false };
    if (text.startsWith(separator, after)) return { at, next: after + separator.length, malformed: false };
    if (text.charCodeAt(at - 1) === 92) continue;
    const next = text.indexOf(separator, after);
    return { at: at, next: next < 0 ? -1 : next + separator.length, malformed: true };
  }
  return { at: -1, next: -1, malformed: false };
}

/** Readings of single cells: dates, titles, account numbers, names without accents. Nothing is kept. */
import type { ByteText } from '../leak/text/block.ts';

export interface ReadDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hasTime: boolean;
}

/** Dates as exports write them: day first or year first, with or without separators. @returns null for anything else */
export function readDate(cell: ByteText): ReadDate | null {
  if (cell.length >= 10) {
    // The two writings that nearly all exports use, without a pattern: dates are in every row.
    const separator = cell.charCodeAt(4);
    if (separator === 45 && cell.charCodeAt(7) === 45) {
      const year = digitsAt(cell, 0, 4);
      if (year >= 0) return dateOfNumbers(year, digitsAt(cell, 5, 2), digitsAt(cell, 8, 2), cell.length > 12);
    } else if (cell.length === 10 && cell.charCodeAt(2) === 47 && cell.charCodeAt(5) === 47) {
      const read = dateOfNumbers(digitsAt(cell, 6, 4), digitsAt(cell, 3, 2), digitsAt(cell, 0, 2), false);
      if (read !== null) return read;
    }
  }
  const text = cell.trim();
  if (text.length < 8 || text.length > 40) return null;
  const time = text.length > 12;
  let found = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/.exec(text);
  if (found !== null) return dateOf(found[1], found[2], found[3], time);
  found = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?!\d)/.exec(text);
  if (found !== null) return dateOf(found[3], found[2], found[1], time) ?? dateOf(found[3], found[1], found[2], time);
  if (!/^\d{8}$/.test(text)) return null;
  return (
    dateOf(text.slice(0, 4), text.slice(4, 6), text.slice(6), false) ??
    dateOf(text.slice(4), text.slice(2, 4), text.slice(0, 2), false)
  );
}

/** @returns the number, or −1 where other characters stand there */
function digitsAt(cell: ByteText, from: number, count: number): number {
  let number = 0;
  for (let i = from; i < from + count; i++) {
    const digit = cell.charCodeAt(i) - 48;
    if (!(digit >= 0 && digit <= 9)) return -1;
    number = number * 10 + digit;
  }
  return number;
}

function dateOf(yearText = '', monthText = '', dayText = '', hasTime: boolean): ReadDate | null {
  const short = Number(yearText);
  const year = yearText.length === 2 ? (short > 30 ? 1900 + short : 2000 + short) : short;
  return dateOfNumbers(year, Number(monthText), Number(dayText), hasTime);
}

function dateOfNumbers(year: number, month: number, day: number, hasTime: boolean): ReadDate | null {
  if (year < 1890 || year > 2100 || month < 1 || month > 12 || day < 1 || day > 31) return null;
  return { year, month, day, hasTime };
}

/** @returns year, month and day as one number: `20261201` */
export function dayNumber({ year, month, day }: Pick<ReadDate, 'year' | 'month' | 'day'>): number {
  return (year * 100 + month) * 100 + day;
}

/** Day and month change places where an export passed through an American machine. */
export function agreesWithDate(
  { year, month }: { readonly year: number; readonly month: number },
  date: ReadDate,
): boolean {
  return date.year % 100 === year && (month > 12 || date.month === month || date.day === month);
}

/** @returns 1 for a man's title, 2 for a woman's, 0 where the cell says neither */
export function sexOfTitle(cell: ByteText): 0 | 1 | 2 {
  const word = cell.trim().toLowerCase().replace(/\.$/, '');
  switch (word) {
    case 'm':
    case 'mr':
    case 'h':
    case 'monsieur':
    case 'homme':
    case 'masculin':
    case 'male':
    case '1':
      return 1;
    case 'f':
    case 'mme':
    case 'mlle':
    case 'mrs':
    case 'ms':
    case 'madame':
    case 'mademoiselle':
    case 'femme':
    case 'feminin':
    case 'female':
    case '2':
      return 2;
    default:
      return 0;
  }
}

/** ISO 13616: the remainder by 97 of a right account number, its first four characters behind the others, is 1. */
export function isIban(cell: ByteText): boolean {
  let remainder = 0;
  // Country and check digits, which are counted last.
  let head = 0;
  let count = 0;
  for (let i = 0; i < cell.length; i++) {
    const code = cell.charCodeAt(i);
    // White space, the bytes of a no-break space, dot and hyphen.
    if (code === 32 || (code >= 9 && code <= 13) || code === 0xa0 || code === 0xc2 || code === 45 || code === 46)
      continue;
    const isDigit = code >= 48 && code <= 57;
    const upper = code & 0xdf;
    if (!isDigit && (upper < 65 || upper > 90)) return false;
    if (count < 4 && isDigit !== count >= 2) return false;
    const value = isDigit ? code - 48 : upper - 55;
    if (count < 4) head = isDigit ? head * 10 + value : head * 100 + value;
    else remainder = isDigit ? (remainder * 10 + value) % 97 : (remainder * 100 + value) % 97;
    count++;
  }
  // Two letters and two digits are six digits.
  return count >= 15 && count <= 34 && (remainder * 1_000_000 + head) % 97 === 1;
}

/** Room for the letters of one cell; longer cells are no names. */
const letters = Buffer.alloc(256);
/** Base letters of U+00C0 to U+00FF, by the second byte of their UTF-8; 0 where there is none. */
const latinLetters = Uint8Array.from({ length: 64 }, (_, i) => {
  const base = String.fromCharCode(0xc0 + i)
    .normalize('NFKD')
    .toLowerCase()
    .charCodeAt(0);
  return base >= 97 && base <= 122 ? base : 0;
});

/** Letters a–z alone, accents taken off; empty where nothing is left. Runs for several cells of every row. */
export function plainLetters(cell: ByteText): string {
  const length = Math.min(cell.length, letters.length);
  let count = 0;
  // Letters alone, of either case; of lower case alone.
  let isCased = true;
  let isPlain = true;
  for (let i = 0; i < length; i++) {
    const code = cell.charCodeAt(i);
    const lower = code >= 65 && code <= 90 ? code + 32 : code;
    if (lower < 97 || lower > 122) isPlain = isCased = false;
    else if (lower !== code) isPlain = false;
    if (lower >= 97 && lower <= 122) letters[count++] = lower;
    else if (code === 0xc3 && i + 1 < length) {
      const base = latinLetters[(cell.charCodeAt(i + 1) & 0xff) - 0x80] ?? 0;
      if (base !== 0) letters[count++] = base;
      i++;
    }
  }
  if (isCased && length === cell.length) return isPlain ? cell : cell.toLowerCase();
  return letters.toString('latin1', 0, count);
}

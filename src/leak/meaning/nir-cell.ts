/**
 * What spreadsheets, databases and OCR make of a NIR, undone: only where every digit is there, and where the key, if there is one,
 * says that the repair is right. The plain writings are `core/identifier`'s.
 */
import { canonicaliseNir, quickNir } from '../../core/identifier/identifier.ts';
import { withoutLiteral } from './notation.ts';

/** What was done to read a cell. Counted and shown; null for a plain writing. */
export type NirRepair =
  | 'decimal'
  | 'thousands'
  | 'exponent'
  | 'key-digit'
  | 'key-empty'
  | 'rank'
  | 'letter-o'
  | 'corsica-20'
  | 'zeroes-before';

export interface ReadNir {
  readonly canonical: string;
  readonly repair: NirRepair | null;
}

const blanks = /[\s\u00a0\u202f.\-'’]/g;

/** @returns null if no NIR can be made of the cell without guessing. */
export function readNirCell(text: string): ReadNir | null {
  const quick = quickNir(text);
  if (typeof quick === 'string') return { canonical: quick, repair: null };
  const trimmed = withoutLiteral(text).trim();
  if (quick === undefined || trimmed !== text) {
    const canonical = canonicaliseNir(trimmed);
    if (canonical !== null) return { canonical, repair: null };
  }
  for (const [repair, attempt] of repairs) {
    const written = attempt(trimmed);
    const canonical = written === null ? null : canonicaliseNir(written);
    if (canonical !== null) return { canonical, repair };
  }
  return null;
}

const repairs: readonly (readonly [NirRepair, (text: string) => string | null])[] = [
  ['decimal', (text) => /^['"]?(\d{5}(?:\d\d|2[ABab])\d{6}(?:\d\d)?)[.,]0+['"]?$/.exec(text)?.[1] ?? null],
  ['thousands', (text) => (/^\d{1,3}(?:[,.'’ \u00a0\u202f]\d{3}){4}$/.test(text) ? text.replace(/\D/g, '') : null)],
  ['exponent', fromExponent],
  ['rank', (text) => /^([\dABab .-]{15,21}\d)[ /-]\d{1,2}$/.exec(text)?.[1] ?? null],
  ['key-digit', oneDigitKey],
  // 13 characters that end with 000 are nobody's: a spreadsheet keeps 15 digits, and others fewer.
  ['key-empty', (text) => /^([12]\d{5}[\dABab]\d{3}(?!000)\d{3})00$/.exec(text.replace(blanks, ''))?.[1] ?? null],
  // A fixed width filled up in front; 15 digits with a right key alone.
  ['zeroes-before', (text) => /^'?0{1,9}([1-8]\d{5}[\dABab]\d{8})$/.exec(text.replace(blanks, ''))?.[1] ?? null],
  ['corsica-20', (text) => corsicaFromZero(text.replace(blanks, ''))],
  ['letter-o', withoutLetterO],
  ['letter-o', withoutLetters],
];

/** `1.85057800608436E14` is a whole number that Java wrote; `1.85058E+14` is one that a spreadsheet rounded. */
function fromExponent(text: string): string | null {
  const parts = /^(\d)[.,](\d+)E\+?(\d\d)$/i.exec(text);
  if (parts === null) return null;
  const [, first = '', rest = '', exponent = ''] = parts;
  const digits = Number(exponent) + 1;
  if (digits !== 13 && digits !== 15) return null;
  const missing = digits - 1 - rest.length;
  // A zero at the end is not written: the key of 15 digits vouches for it, 13 digits have none.
  return missing === 0 || (digits === 15 && missing > 0 && missing <= 2) ? first + rest + '0'.repeat(missing) : null;
}

/** 13 characters and a key that was a number: `4` for `04`. */
function oneDigitKey(text: string): string | null {
  const bare = text.replace(blanks, '');
  return /^\d{6}[\dABab]\d{7}$/.test(bare) ? `${bare.slice(0, 13)}0${bare.slice(13)}` : null;
}

/** 2A and 2B in a column of numbers, written 20 as before 1976, under the key of 2A or 2B. */
function corsicaFromZero(bare: string): string | null {
  if (!/^[12]\d{4}20\d{8}$/.test(bare)) return null;
  for (const letter of ['A', 'B']) {
    const written = `${bare.slice(0, 6)}${letter}${bare.slice(7)}`;
    if (canonicaliseNir(written) !== null) return written;
  }
  return null;
}

/** `l85O578OO6O8436`: only where the key says that the letters were digits. */
function withoutLetters(text: string): string | null {
  if (!/[oOiIlL|]/.test(text) || !/^[\doOiIlL|ABab .'/-]+$/.test(text)) return null;
  const bare = text
    .replace(blanks, '')
    .replace(/\//g, '')
    .replace(/[oO]/g, '0')
    .replace(/[iIlL|]/g, '1');
  return bare.length === 15 ? bare : null;
}

function withoutLetterO(text: string): string | null {
  if (!/[oO]/.test(text) || !/^[\doOABab .'-]+$/.test(text)) return null;
  const bare = text.replace(blanks, '').replace(/[oO]/g, '0');
  return bare.length === 13 || bare.length === 15 ? bare : null;
}

/**
 * 19 and 18 stand for 2A and 2B where a column holds numbers, and for Corrèze and Cher everywhere else.
 * @param canonical 13 characters · @returns the Corsican reading, or null where there is none
 */
export function numericCorsica(canonical: string): string | null {
  const department = canonical.slice(5, 7);
  if (department !== '19' && department !== '18') return null;
  return `${canonical.slice(0, 5)}${department === '19' ? '2A' : '2B'}${canonical.slice(7)}`;
}

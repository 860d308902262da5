/**
 * The writings of a number: from what a person types, pastes or exports to bare upper-case characters (FORMAT §10, steps that
 * NIR, phone and RPPS share). This is the complete way; each kind has a quick one for plain ASCII.
 */
import { visibleText } from './unicode.ts';

/** Characters that carry no meaning inside a number: spaces, dots, all dashes, slashes, apostrophes, wrappers. */
// \p{Z} holds U+0020, U+00A0, U+2007, U+2009 and U+202F; \p{Pd} every dash; U+2212 is the minus sign, a symbol;
// U+0301 is what NFKC leaves of an acute accent typed as an apostrophe.
const separators = /[\p{Z}\s\p{Pd}\u2212.·•/\\'’‘ʼ`´"“”()_=]|\u0301/gu;

/** `1.84012E+14`, with a point or a comma: a spreadsheet rounded the number, and its last digits are gone. */
const scientific = /^\d(?:[.,]\d+)?E\+?\d{1,2}$/i;

/** Zeros of the digit runs that NFKC leaves alone: Arabic-Indic and extended Arabic-Indic. */
const otherZeros = [0x0660, 0x06f0];

export function isScientific(text: string): boolean {
  return scientific.test(visibleText(text));
}

/**
 * @param wholeWidths numbers of digits that a data frame saves as a decimal: `2840588321025.0` loses its `.0`
 * @returns the characters of `text` without separators, digits as ASCII, letters in upper case; characters that no number
 * holds are kept, for the caller to refuse. Empty if `text` holds separators only.
 */
export function bareNumberCharacters(text: string, wholeWidths: readonly number[] = []): string {
  const visible = visibleText(text);
  const whole = /^(\d+)[.,]0$/.exec(visible)?.[1];
  const kept = whole !== undefined && wholeWidths.includes(whole.length) ? whole : visible;
  let bare = '';
  for (const character of kept.replace(separators, '')) bare += asciiDigit(character) ?? character;
  return bare.toUpperCase();
}

function asciiDigit(character: string): string | null {
  const code = character.codePointAt(0) ?? 0;
  for (const zero of otherZeros) if (code >= zero && code <= zero + 9) return String(code - zero);
  return null;
}

/** ISO/IEC 7812-1, annex B: the last digit of `digits` is a check digit by Luhn's rule. */
export function hasLuhnDigit(digits: string): boolean {
  return luhnDigit(digits.slice(0, -1)) === digits.at(-1);
}

/** @returns the check digit, by Luhn's rule, that goes behind `digits` */
export function luhnDigit(digits: string): string {
  let total = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const weighed = i % 2 === 0 ? digit * 2 : digit;
    total += weighed > 9 ? weighed - 9 : weighed;
  }
  return String((10 - (total % 10)) % 10);
}

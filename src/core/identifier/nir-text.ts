/**
 * The writings of a NIR: from what a person types, pastes or exports to bare upper-case characters.
 * The slow and complete way; `nir.ts` has the fast one for plain ASCII.
 */

/** Characters that carry no meaning inside a number: spaces, dots, all dashes, slashes, apostrophes, wrappers. */
// \p{Z} holds U+0020, U+00A0, U+2007, U+2009 and U+202F; \p{Pd} every dash; U+2212 is the minus sign, a symbol;
// U+0301 is what NFKC leaves of an acute accent typed as an apostrophe.
const separators = /[\p{Z}\s\p{Pd}\u2212.·•/\\'’‘ʼ`´"“”()_=]|\u0301/gu;

/** Invisible characters that come with a paste: soft hyphen, zero-width and direction marks, byte order mark. */
export const invisibles = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/gu;

/** A number that a spreadsheet or a data frame saved as a decimal: `2840588321025.0`. */
const decimalTail = /^(\d{13}(?:\d{2})?)[.,]0$/;

/** `1.84012E+14`, with a point or a comma. */
const scientific = /^\d(?:[.,]\d+)?E\+?\d{1,2}$/i;

/** Zeros of the digit runs that NFKC leaves alone: Arabic-Indic and extended Arabic-Indic. */
const otherZeros = [0x0660, 0x06f0];

export function isScientific(text: string): boolean {
  return scientific.test(text.normalize('NFKC').trim());
}

/**
 * @returns the characters of `text` without separators, digits as ASCII, letters in upper case; characters that no NIR
 * holds are kept, for the caller to refuse. Empty if `text` holds separators only.
 */
export function bareNirCharacters(text: string): string {
  const visible = text.normalize('NFKC').replace(invisibles, '').trim();
  const whole = decimalTail.exec(visible)?.[1] ?? visible;
  let bare = '';
  for (const character of whole.replace(separators, '')) bare += asciiDigit(character) ?? character;
  return bare.toUpperCase();
}

function asciiDigit(character: string): string | null {
  const code = character.codePointAt(0) ?? 0;
  for (const zero of otherZeros) if (code >= zero && code <= zero + 9) return String(code - zero);
  return null;
}

/**
 * Which characters the shipped fonts draw (`sheetFontFiles`, both weights alike). A character that they lack would be
 * drawn by whatever font the machine has, and the lines of the sheet would fall otherwise on each machine. So it is
 * replaced before it is printed. Step `print` of the flow; pure.
 */

/** The fonts' own character maps, as ranges. A test reads the maps and compares. */
const drawn =
  /^[\u0020-\u007e\u00a0-\u00ac\u00ae-\u00b4\u00b6-\u0107\u010a-\u0113\u0116-\u011b\u011e-\u0123\u0126\u0127\u012a\u012b\u012e-\u0133\u0136\u0137\u0139-\u013e\u0141-\u0148\u0150-\u0155\u0158-\u015b\u015e-\u0165\u016a\u016b\u016e-\u017e\u0192\u0218-\u021b\u0237\u02c6\u02c7\u02c9\u02da\u02dc\u02dd\u1e80-\u1e85\u1e9e\u1ef2\u1ef3\u2009\u2013\u2014\u2018-\u201a\u201c-\u201e\u2020\u2022\u2026\u2039\u203a\u2044\u20ac\u20b9\u2113\u2122\u2212\u2215]$/u;

/** Signs that have a like in the fonts: hyphens, dashes, spaces of other widths. A soft hyphen is not drawn. */
const alike: Readonly<Record<string, string>> = {
  '\u00ad': '',
  '\u00b5': 'u',
  '\u2002': ' ',
  '\u2003': ' ',
  '\u2007': '\u00a0',
  '\u2010': '-',
  '\u2011': '-',
  '\u2012': '\u2013',
  '\u2015': '\u2014',
  // Written as markup by `html.ts`.
  '\u202f': '\u202f',
  '\u2032': '\u2019',
  '\u2033': '\u201d',
};

/** Stands for a character of which the fonts have nothing like. */
const missing = '?';

/** @returns true if the fonts have a glyph for this one character */
export function isDrawn(character: string): boolean {
  return drawn.test(character);
}

/**
 * @returns the text in characters that the fonts draw: an accent that they lack is left out (`ẵ` becomes `a`), a letter
 *   of another script becomes a question mark, line breaks and tabs become spaces
 */
export function drawable(text: string): string {
  return Array.from(text.normalize('NFC'), substitute).join('');
}

function substitute(character: string): string {
  if (isDrawn(character)) return character;
  const like = alike[character];
  if (like !== undefined) return like;
  if (/\s/u.test(character)) return ' ';
  if (/\p{M}/u.test(character)) return '';
  const parts = Array.from(character.normalize('NFKD')).filter((part) => !/\p{M}/u.test(part));
  return parts.length > 0 && parts.every(isDrawn) ? parts.join('') : missing;
}

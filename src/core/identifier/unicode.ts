/**
 * The Unicode of canonical forms (FORMAT §10): version 14.0, whatever newer one the JavaScript engine brings. First step of
 * the flow; constants and one test.
 *
 * Normalisation, lower case and the categories that §10 names are the same for every character of 14.0 in each later
 * version up to 17.0 (compared character by character). So it is enough to refuse the characters that came after 14.0:
 * an engine that does not know them and one that does then give the same answer.
 */

/** The newest version against which `addedLater` was made. A test fails once the engine brings a newer one. */
export const comparedUnicodeVersion = '17.0';

/** Most texts: nothing in them needs a look into the tables below. */
const ascii = /^[\0-\x7f]*$/;

/** What Unicode 15.0 to 17.0 assigned. */
export const afterUnicode14 = `
  88F 897 C5C CDC CF3 ECE 1ACF-1ADD 1AE0-1AEB 1B4E-1B4F 1B7F 1C89-1C8A 20C1 2427-2429 2B96 2FFC-2FFF 31E4-31E5 31EF
  A7CB-A7CF A7D2 A7D4 A7DA-A7DC A7F1 FBC3-FBD2 FD90-FD91 FDC8-FDCE 105C0-105F3 10940-10959 10D40-10D65 10D69-10D85
  10D8E-10D8F 10EC2-10EC7 10ED0-10ED8 10EFA-10EFF 1123F-11241 11380-11389 1138B 1138E 11390-113B5 113B7-113C0 113C2
  113C5 113C7-113CA 113CC-113D5 113D7-113D8 113E1-113E2 116D0-116E3 11B00-11B09 11B60-11B67 11BC0-11BE1 11BF0-11BF9
  11DB0-11DDB 11DE0-11DE9 11F00-11F10 11F12-11F3A 11F3E-11F5A 1342F 13439-13455 13460-143FA 16100-16139 16D40-16D79
  16EA0-16EB8 16EBB-16ED3 16FF2-16FF6 187F8-187FF 18CFF 18D09-18D1E 18D80-18DF2 1B132 1B155 1CC00-1CCFC 1CD00-1CEB3
  1CEBA-1CED0 1CEE0-1CEF0 1D2C0-1D2D3 1DF25-1DF2A 1E030-1E06D 1E08F 1E4D0-1E4F9 1E5D0-1E5FA 1E5FF 1E6C0-1E6DE
  1E6E0-1E6F5 1E6FE-1E6FF 1F6D8 1F6DC 1F774-1F77F 1F7D9 1F8B2-1F8BB 1F8C0-1F8C1 1F8D0-1F8D8 1FA54-1FA57 1FA75-1FA77
  1FA87-1FA8A 1FA8E-1FA8F 1FAAD-1FAAF 1FABB-1FABF 1FAC6 1FAC8 1FACD-1FACF 1FADA-1FADC 1FADF 1FAE8-1FAEA 1FAEF
  1FAF7-1FAF8 1FBCB-1FBEF 1FBFA 2B739-2B73F 2CEA2-2CEAD 2EBF0-2EE5D 31350-33479`;
const addedLater = characterClass(afterUnicode14);

/** @returns true if `text` holds a character that Unicode 14.0 does not know; no identifier does */
export function hasLaterCharacters(text: string): boolean {
  return !ascii.test(text) && (text.search(addedLater) >= 0 || /\p{Cn}/u.test(text));
}

/**
 * Characters that nobody sees, and that come with a paste: Unicode's Default_Ignorable_Code_Point and the format controls
 * of direction. Written out, since the property grows with Unicode.
 */
const invisibles = characterClass(`
  AD 34F 61C 115F-1160 17B4-17B5 180B-180F 200B-200F 202A-202E 2060-206F 3164 FE00-FE0F FEFF FFA0 FFF0-FFF8 1BCA0-1BCA3
  1D173-1D17A E0000-E0FFF`);

/**
 * @returns `text` without what nobody sees, compatibility forms (full-width `＠`, `１`) folded by NFKC, trimmed.
 */
export function visibleText(text: string): string {
  return ascii.test(text) ? text.trim() : text.replaceAll(invisibles, '').normalize('NFKC').trim();
}

/** @param ranges code points and ranges of them in hexadecimal, separated by white space */
function characterClass(ranges: string): RegExp {
  const escaped = ranges.trim().replace(/[0-9A-F]+/g, '\\u{$&}');
  return new RegExp(`[${escaped.replace(/\s+/g, '')}]`, 'gu');
}

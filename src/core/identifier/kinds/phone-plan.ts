/**
 * The French numbering plan, as far as FORMAT §10.3 needs it: which country code a national number has. First step of the
 * flow; a table.
 *
 * The prefixes are those that libphonenumber's metadata has for each overseas country code; they were not compared with the
 * annex of ARCEP's numbering plan (décision 2018-0881), which could not be opened. Overseas numbers are dialled in ten digits at
 * home and bear a country code of their own abroad: 06 92 … is +262 692 …, never +33.
 */

/** Metropolitan France, and the territories that share its plan of ten digits. */
export const frenchCountryCodes = ['33', '262', '508', '590', '594', '596'] as const;
export type FrenchCountryCode = (typeof frenchCountryCodes)[number];

/** By the first digits after the 0: the longest that fits holds. Null: ranges kept for overseas and not given out yet. */
const overseas: ReadonlyMap<string, FrenchCountryCode | null> = new Map<string, FrenchCountryCode | null>([
  // La Réunion, Mayotte, and the southern lands.
  ...prefixes('262', '262 263 268 269 639 692 693 7092 70935 70936 70937 9398 9399 9478 9479 9762 9763 9769'),
  // Saint-Pierre-et-Miquelon.
  ...prefixes('508', '508 708'),
  // Guadeloupe, Saint-Barthélemy, Saint-Martin.
  ...prefixes('590', '590 5987 690 691 7090 9395 9475 9760 9761 9768'),
  // Guyane.
  ...prefixes('594', '594 5988 694 70930 70931 70932 70933 9396 9476 9764 9765'),
  // Martinique.
  ...prefixes('596', '596 5989 696 697 7091 9397 9477 9766 9767'),
  ...prefixes(null, '709'),
]);

function prefixes(code: FrenchCountryCode | null, list: string): [string, FrenchCountryCode | null][] {
  return list.split(' ').map((prefix) => [prefix, code]);
}

/** First two digits of every prefix above: most numbers begin with none of them and need no look into the table. */
const overseasBeginnings: ReadonlySet<string> = new Set([...overseas.keys()].map((prefix) => prefix.slice(0, 2)));

/**
 * @param national nine digits, without the 0 in front; what is shorter is judged by the digits that are there
 * @returns its country code; null if the range is given out to no territory
 */
export function countryCodeOf(national: string): FrenchCountryCode | null {
  if (!overseasBeginnings.has(national.slice(0, 2))) return '33';
  for (const length of [5, 4, 3]) {
    const code = overseas.get(national.slice(0, length));
    if (code !== undefined) return code;
  }
  return '33';
}

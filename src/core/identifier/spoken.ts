/** How an identifier is said in French when an adviser reads it back to the caller. Spelling of before 1990. */

const upToSixteen =
  'zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize'.split(' ');
const tens = ['', 'dix', 'vingt', 'trente', 'quarante', 'cinquante', 'soixante', 'soixante', 'quatre-vingt'];

/** A whole number from 0 to 999 in words. */
export function sayNumber(value: number): string {
  if (value < 17) return upToSixteen[value] ?? '';
  if (value < 100) return sayTens(value);
  const hundreds = Math.floor(value / 100);
  const rest = value % 100;
  const head = hundreds === 1 ? 'cent' : `${sayNumber(hundreds)} cent`;
  if (rest === 0) return hundreds === 1 ? head : `${head}s`;
  return `${head} ${sayNumber(rest)}`;
}

function sayTens(value: number): string {
  if (value === 80) return 'quatre-vingts';
  // 70–79 and 90–99 count on from 60 and 80.
  const decade = Math.min(8, Math.floor(value / 10));
  const base = decade === 7 ? 60 : decade * 10;
  const unit = value - base;
  const ten = tens[decade] ?? '';
  if (unit === 0) return ten;
  if ((unit === 1 || unit === 11) && base !== 80) return `${ten} et ${sayNumber(unit)}`;
  return `${ten}-${sayNumber(unit)}`;
}

/** Longer groups of digits are said one by one: nobody hears a number in them. */
const longestSaidAsNumber = 3;

/**
 * A group of a number, its leading zeros said one by one: `025` → « zéro vingt-cinq »; what is not digits alone, character by
 * character: `2A` → « deux A ».
 */
export function sayDigitGroup(group: string): string {
  if (!/^\d+$/.test(group) || group.length > longestSaidAsNumber) {
    return [...group].map((character) => (/\d/.test(character) ? sayNumber(Number(character)) : character)).join(' ');
  }
  const zeros = /^0*/.exec(group)?.[0].length ?? 0;
  const words: string[] = new Array(zeros).fill('zéro');
  if (zeros < group.length) words.push(sayNumber(Number(group.slice(zeros))));
  return words.join(' ');
}

const symbolNames: ReadonlyMap<string, string> = new Map([
  ['@', 'arobase'],
  ['.', 'point'],
  ['-', 'tiret'],
  ['_', 'tiret bas'],
  ['+', 'plus'],
  ["'", 'apostrophe'],
  ['&', 'et commercial'],
  ['#', 'dièse'],
  ['$', 'dollar'],
  ['%', 'pour cent'],
  ['*', 'astérisque'],
  ['/', 'barre oblique'],
  ['=', 'égal'],
  ['!', 'point d’exclamation'],
  ['?', 'point d’interrogation'],
  ['^', 'accent circonflexe'],
  ['`', 'accent grave'],
  ['{', 'accolade ouvrante'],
  ['}', 'accolade fermante'],
  ['|', 'barre verticale'],
  ['~', 'tilde'],
]);

/** Short endings that everyone says as a word. */
const saidAsWords = new Set(['com', 'net', 'org']);

/** One group of an e-mail address (see `groupEmail`): a word, letters one by one, digits one by one, a symbol's name. */
export function sayEmailGroup(group: string): string {
  const symbol = symbolNames.get(group);
  if (symbol !== undefined) return symbol;
  if (/^\d+$/.test(group)) return [...group].map((digit) => sayNumber(Number(digit))).join(' ');
  // Three letters or fewer, or no vowel: nobody hears a word there, so letter by letter.
  const spelled = !saidAsWords.has(group) && ([...group].length <= 3 || !/[aeiouyà-öø-ÿœ]/i.test(group));
  return spelled ? [...group.toUpperCase()].join(' ') : group;
}

/** Cuts an address into words, digit runs and symbols, in order; joined again they give the address back. */
export function groupEmail(address: string): string[] {
  return address.match(/[\p{L}\p{M}]+|\d+|[^\p{L}\p{M}\d]/gu) ?? [];
}

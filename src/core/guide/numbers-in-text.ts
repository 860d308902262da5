/**
 * NIRs, card numbers, bank details and phone numbers that a text holds, however their digits are set apart. Step `guide`;
 * pure. Two readings:
 *
 * - loose: groups with at most two spaces, dots, dashes or slashes between them, cut anywhere;
 * - strict: groups with anything but letters between them, line breaks above all, but only where they are cut as people
 *   cut such a number, or the key is right. Otherwise two amounts and a time on three lines would be one.
 */
import { canonicaliseNir, parseNir } from '../identifier/identifier.ts';
import { hasLuhnDigit } from '../identifier/number-text.ts';

export type NumberKind = 'nir' | 'card' | 'iban' | 'phone';

/** Of bank details without IBAN, the longest there is. */
const longestNumber = 23;

/** ISO/IEC 7812: 12 to 19 digits; payment cards are 13 at least, and the networks begin with 2 to 6. */
const cardPattern = /^[2-6]\d{12,18}$/;
/** Four groups of four: a card number even if one of its digits is mistyped. */
const cardGroups = /(?<!\d)[2-6]\d{3}([ .-])\d{4}\1\d{4}\1\d{4}(?!\d)/;

/** Not a full stop followed by a space: that ends a sentence, and the next digits are another number. */
const loose = '(?:[ \\-/_]{0,2}|[.\\-/_]{1,2})';
const strict = '[^\\p{L}\\p{N}]{0,5}';
/** Digits, and the letter of a Corsican department, set apart by what `between` takes. */
const runsOf = (between: string) =>
  new RegExp(`\\d(?:${between}(?:\\d|(?<=2${between})[AB](?=${between}\\d)))+`, 'giu');
const looseRuns = runsOf(loose);
const strictRuns = runsOf(strict);

/** « 12/11/2026 »: taken out first, so that one beside an amount is not read as one number. */
const dates =
  /(?<!\d)(?:0?[1-9]|[12]\d|3[01])[/.-](?:0?[1-9]|1[0-2])[/.-](?:19|20)\d\d(?![ .\-/]?\d{3})|(?:19|20)\d\d-[01]\d-[0-3]\d(?!\d)/g;

/** Where a NIR is cut: after its sex, year, month, department, commune, order; or on either side of a Corsican letter. */
const nirCuts = new Set([1, 3, 5, 7, 10, 13]);

/** An O for a zero, an l or an I for a one, beside digits: as sloppy hands and text recognition write them. */
const slips = /(?<=\d[ .,\-/_]{0,2})[Oo](?=[ .,\-/_]{0,2}\d)|(?<=\d[ .,\-/_]{0,2})[lI](?=\d)/g;

/** @param text as `asTyped` gives it · @param harmless digits of numbers that may stand in a text */
export function numbersInText(text: string, harmless: readonly string[]): Set<NumberKind> {
  const found = numbersAsWritten(text.replace(/\( ?0 ?\)/g, ' '), harmless);
  const meant = text.replace(slips, (letter) => (letter === 'O' || letter === 'o' ? '0' : '1'));
  if (meant !== text && numbersAsWritten(meant, harmless).has('nir')) found.add('nir');
  return found;
}

function numbersAsWritten(text: string, harmless: readonly string[]): Set<NumberKind> {
  const found = new Set<NumberKind>();
  const dated = withoutHarmless(text, harmless);
  // A NIR with its right key is one, even where a part of it could be a date.
  for (const [run] of dated.matchAll(strictRuns)) {
    if (looseNumbers(groupsOf(run).map(({ digits }) => digits)).some(isKeyedNir)) found.add('nir');
  }
  const bare = dated.replace(dates, ' ; ');
  if (cardGroups.test(bare)) found.add('card');
  for (const [run] of bare.matchAll(looseRuns)) {
    for (const number of looseNumbers(groupsOf(run).map(({ digits }) => digits))) {
      const kind = kindOfNumber(number);
      if (kind !== null) found.add(kind);
    }
  }
  for (const [run] of bare.matchAll(strictRuns)) {
    for (const kind of strictKinds(groupsOf(run))) found.add(kind);
  }
  return found;
}

/** Takes out the public numbers of the guide (« 0 892 705 705 »): they are nobody's, and must not be joined with digits beside them. */
function withoutHarmless(text: string, harmless: readonly string[]): string {
  let left = text;
  for (const number of harmless) {
    const digits = number.replace(/\D/g, '');
    // Three or four digits alone (« 3646 ») may as well be part of what is looked for.
    if (digits.length < 8) continue;
    const spaced = [...digits].join('[ .\\-/_]{0,2}');
    left = left.replace(new RegExp(`(?<!\\d)(?:\\+ ?)?${spaced}(?!\\d)`, 'g'), ' ; ');
  }
  return left;
}

interface Group {
  readonly digits: string;
  /** What stands between it and the one before; '' for the first. */
  readonly gap: string;
}

function groupsOf(run: string): Group[] {
  return [...run.toUpperCase().matchAll(/([^\dAB]*)(\d+|[AB])/g)].map(([, gap = '', digits = '']) => ({ gap, digits }));
}

/** Every number that a run of groups can be read as: neighbouring groups joined, and what hides in one long group. */
function looseNumbers(groups: readonly string[]): string[] {
  const numbers = new Set<string>();
  for (let from = 0; from < groups.length; from++) {
    let joined = '';
    for (let to = from; to < groups.length && joined.length <= longestNumber; to++) {
      joined += groups[to];
      // Nothing shorter is looked for.
      if (joined.length >= 10) numbers.add(joined);
    }
  }
  for (const group of groups) {
    for (let at = 0; at + 15 <= group.length; at++) numbers.add(group.slice(at, at + 15));
  }
  return [...numbers];
}

function kindOfNumber(number: string): NumberKind | null {
  if (isNirLike(number)) return 'nir';
  if (cardPattern.test(number) && hasLuhnDigit(number)) return 'card';
  if (/^\d{23}$/.test(number) && isRib(number)) return 'iban';
  return isPhone(number) ? 'phone' : null;
}

function isPhone(number: string): boolean {
  return /^(?:0|33|0033)[1-9]\d{8}$/.test(number);
}

function strictKinds(groups: readonly Group[]): Set<NumberKind> {
  const kinds = new Set<NumberKind>();
  for (let from = 0; from < groups.length; from++) {
    let joined = '';
    const cuts: number[] = [];
    const gaps = new Set<string>();
    for (const { digits, gap } of groups.slice(from)) {
      if (joined.length > 0) {
        cuts.push(joined.length);
        gaps.add(gap);
      }
      joined += digits;
      if (joined.length > longestNumber) break;
      const kind = strictKindOf(joined, cuts, gaps);
      if (kind !== null) kinds.add(kind);
    }
  }
  return kinds;
}

function strictKindOf(number: string, cuts: readonly number[], gaps: ReadonlySet<string>): NumberKind | null {
  if (isNirLike(number)) {
    const corsica = /[AB]/.test(number);
    const cutLikeNir = cuts.every((cut) => nirCuts.has(cut) || (corsica && cut === 6));
    // A number that is only cut by line ends may be cut anywhere.
    const onlyBroken = /^[12]/.test(number) && [...gaps].every((gap) => /^ ?[\r\n\u2028\u2029]+ ?$/.test(gap));
    if (cutLikeNir || onlyBroken) return 'nir';
  }
  const widths = [...cuts, number.length].map((cut, index) => cut - (cuts[index - 1] ?? 0)).join('-');
  if (cardPattern.test(number) && hasLuhnDigit(number) && /^(?:4-4-4-4|4-6-5|4-4-4-4-3)$/.test(widths)) return 'card';
  if (/^\d{23}$/.test(number) && isRib(number)) return 'iban';
  // « 08:30, 09:15 » are times: a phone number has the same separator between all its pairs.
  if (isPhone(number) && gaps.size === 1 && widths === '2-2-2-2-2') return 'phone';
  return null;
}

function isKeyedNir(number: string): boolean {
  return number.length === 15 && canonicaliseNir(number) !== null;
}

/** A NIR, with or without key; also one whose key is mistyped, for it still tells who the person is. */
function isNirLike(number: string): boolean {
  if (number.length !== 13 && number.length !== 15) return false;
  if (canonicaliseNir(number) !== null) return true;
  // A card number of 15 digits is not taken for a mistyped NIR.
  if (number.length !== 15 || hasLuhnDigit(number)) return false;
  const parsed = parseNir(number);
  return parsed.kind === 'invalid' && parsed.problems.every((problem) => problem === 'nir-key-wrong');
}

/** French bank details without their IBAN: bank 5, branch 5, account 11, key 2 (89, 15 and 3 are its weights). */
function isRib(digits: string): boolean {
  const [bank, branch, account, key] = [
    digits.slice(0, 5),
    digits.slice(5, 10),
    digits.slice(10, 21),
    digits.slice(21),
  ];
  const weighed = 89n * BigInt(bank) + 15n * BigInt(branch) + 3n * BigInt(account);
  return 97n - (weighed % 97n) === BigInt(key);
}

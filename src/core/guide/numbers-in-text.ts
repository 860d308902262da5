/**
 * Identifiers that are numbers, card numbers and bank details that a text holds, however their digits are set apart. What a
 * number of each kind looks like stands beside the kind (`KindSpec.inText`). Step `guide`; pure. Two readings:
 *
 * - loose: groups with at most two spaces, dots, dashes or slashes between them, cut anywhere;
 * - strict: groups with anything but letters between them, line breaks above all, but only where they are cut as people
 *   cut such a number, or the key is right. Otherwise two amounts and a time on three lines would be one.
 */
import type { Cut, Likeness, NumberInText } from '../identifier/kind-spec.ts';
import { kindSpecs } from '../identifier/kinds.ts';
import { hasLuhnDigit } from '../identifier/number-text.ts';
import { identifierKinds, type SuspectKind } from '../vocabulary.ts';
import { Findings } from './findings.ts';

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

/** An O for a zero, an l or an I for a one, beside digits: as sloppy hands and text recognition write them. */
const slips = /(?<=\d[ .,\-/_]{0,2})[Oo](?=[ .,\-/_]{0,2}\d)|(?<=\d[ .,\-/_]{0,2})[lI](?=\d)/g;

const cards: NumberInText = {
  joined: (number) => (isCard(number) ? 'sure' : null),
  cut: (number, { widths }) => (isCard(number) && /^(?:4-4-4-4|4-6-5|4-4-4-4-3)$/.test(widths) ? 'sure' : null),
};

const bankDetails: NumberInText = {
  joined: (number) => (isRib(number) ? 'sure' : null),
  cut: (number) => (isRib(number) ? 'sure' : null),
};

const numbers: readonly (readonly [SuspectKind, NumberInText])[] = [
  ...identifierKinds.map((kind) => [kind, kindSpecs[kind].inText] as const),
  ['card', cards],
  ['iban', bankDetails],
];

/** @param text as `asTyped` gives it · @param harmless digits of numbers that may stand in a text */
export function numbersInText(text: string, harmless: readonly string[]): Findings {
  const found = numbersAsWritten(text.replace(/\( ?0 ?\)/g, ' '), harmless);
  const meant = text.replace(slips, (letter) => (letter === 'O' || letter === 'o' ? '0' : '1'));
  if (meant !== text) {
    for (const [kind, likeness] of numbersAsWritten(meant, harmless))
      if (likeness === 'sure') found.add(kind, likeness);
  }
  return found;
}

function numbersAsWritten(text: string, harmless: readonly string[]): Findings {
  const found = new Findings();
  const dated = withoutHarmless(text, harmless);
  // A number with its right key is one, even where a part of it could be a date.
  for (const [run] of dated.matchAll(strictRuns)) {
    for (const { number } of looseNumbers(groupsOf(run).map(({ digits }) => digits))) {
      for (const [kind, { keyed }] of numbers) if (keyed?.(number) === true) found.add(kind, 'sure');
    }
  }
  const bare = dated.replace(dates, ' ; ');
  if (cardGroups.test(bare)) found.add('card', 'sure');
  for (const [run] of bare.matchAll(looseRuns)) {
    for (const { number, groups } of looseNumbers(groupsOf(run).map(({ digits }) => digits))) {
      addKinds(found, ({ joined }) => joined(number, groups));
    }
  }
  for (const [run] of bare.matchAll(strictRuns)) addCutNumbers(groupsOf(run), found);
  return found;
}

/** One number is one thing: what surely is a NIR is not a card besides, whose check digit one number in ten has by chance. */
function addKinds(found: Findings, likenessOf: (guard: NumberInText) => Likeness | null): void {
  for (const [kind, guard] of numbers) {
    const likeness = likenessOf(guard);
    found.add(kind, likeness);
    if (likeness === 'sure') return;
  }
}

/** Takes out the public numbers of the guide (« 0 892 705 705 », « 00 33 1 84 90 36 46 »): they are nobody's, and must not be joined with digits beside them. */
export function withoutHarmless(text: string, harmless: readonly string[]): string {
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

interface JoinedNumber {
  readonly number: string;
  /** In how many groups it was written. */
  readonly groups: number;
}

/** Every number that a run of groups can be read as: neighbouring groups joined, and what hides in one long group. */
function looseNumbers(groups: readonly string[]): JoinedNumber[] {
  const found = new Map<string, number>();
  for (let from = 0; from < groups.length; from++) {
    let joined = '';
    for (let to = from; to < groups.length && joined.length <= longestNumber; to++) {
      joined += groups[to];
      // Nothing shorter is looked for.
      if (joined.length >= 10)
        found.set(joined, Math.min(to - from + 1, found.get(joined) ?? Number.POSITIVE_INFINITY));
    }
  }
  for (const group of groups) {
    // A NIR with its key, glued to other digits.
    for (let at = 0; at + 15 <= group.length; at++) found.set(group.slice(at, at + 15), 1);
  }
  return [...found].map(([number, count]) => ({ number, groups: count }));
}

function addCutNumbers(groups: readonly Group[], found: Findings): void {
  for (let from = 0; from < groups.length; from++) {
    let joined = '';
    const at: number[] = [];
    const lengths: number[] = [];
    const gaps = new Set<string>();
    for (const { digits, gap } of groups.slice(from)) {
      if (joined.length > 0) {
        at.push(joined.length);
        gaps.add(gap);
      }
      joined += digits;
      lengths.push(digits.length);
      if (joined.length > longestNumber) break;
      const cut: Cut = { at, widths: lengths.join('-'), gaps };
      addKinds(found, (guard) => guard.cut(joined, cut));
    }
  }
}

function isCard(number: string): boolean {
  return cardPattern.test(number) && hasLuhnDigit(number);
}

/** French bank details without their IBAN: bank 5, branch 5, account 11, key 2 (89, 15 and 3 are its weights). */
function isRib(digits: string): boolean {
  if (!/^\d{23}$/.test(digits)) return false;
  const [bank, branch, account, key] = [
    digits.slice(0, 5),
    digits.slice(5, 10),
    digits.slice(10, 21),
    digits.slice(21),
  ];
  const weighed = 89n * BigInt(bank) + 15n * BigInt(branch) + 3n * BigInt(account);
  return 97n - (weighed % 97n) === BigInt(key);
}

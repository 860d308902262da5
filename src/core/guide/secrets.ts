/**
 * Whether a free-text note looks like it holds something that a case must never keep: an identifier, a card number, an
 * IBAN, a phone number, a password. It would rather ask once too often than let one through. Step `guide`; pure.
 */
import { parseNir } from '../identifier/identifier.ts';
import { invisibles } from '../identifier/nir-text.ts';
import type { Guide } from './schema.ts';

export const suspectKinds = ['nir', 'email', 'card', 'iban', 'phone', 'password'] as const;
export type SuspectKind = (typeof suspectKinds)[number];

/** More digits than this in one run are not a number that someone dictates; their windows are still looked through. */
const longestRunGroups = 48;

/** ISO/IEC 7812: 12 to 19 digits; payment cards are 13 at least, and the networks begin with 2 to 6. */
const cardPattern = /^[2-6]\d{12,18}$/;

/** Digits, and the letter of a Corsican department, in groups set apart by what people type between them. */
const digitRuns = /\d(?:[ \u00a0\u202f\u2009.\-/_]{0,2}(?:\d|(?<=2)[AB](?=[ \u00a0\u202f.\-/_]{0,2}\d)))+/gi;
const separators = /[ \u00a0\u202f\u2009.\-/_]+/;
/** « 12/11/2026 »: taken out first, so that a date beside a time or an amount is not read as one number. */
const dates =
  /(?<!\d)(?:0?[1-9]|[12]\d|3[01])[/.-](?:0?[1-9]|1[0-2])[/.-](?:19|20)\d\d(?![ .\-/]?\d{3})|(?:19|20)\d\d-[01]\d-[0-3]\d(?!\d)/g;
const emails = /[^\s@<>,;]+@[^\s@<>,;]+\.\p{L}{2,}/u;
/** ISO 13616: two letters, two check digits, up to 30 more. */
const ibans = /(?<![\p{L}\d])[A-Z]{2}\d{2}(?:[ \u00a0\u202f-]?[A-Z0-9]){10,30}/giu;
/** « mot de passe : … », « mdp = … », « le mot de passe est … ». */
const namedPassword =
  /(?:mots? de passe|mdp|passwords?|pwd|code (?:secret|confidentiel|pin)|pin)(?: ameli)?\s*(?:[:=]\s*|(?:est|is|c['’]est)\s+)[«"“(]?\s*(\S{3,})/giu;
/** What an adviser writes about a password, as opposed to the password itself. */
const aboutPassword =
  /^(?:à|au|chang|modifi|perdu|oubli|fait|refus|bloqu|unique|diff|r[ée]utilis|le|la|même|identique|ok|connu|trop|faible|compromis|d[ée]j|encore|bien|pas|tr[eè]s|ensuite|puis|plus|not|now|the|same|weak|lost|done|used|utilis|sert|own|reset|reused)/iu;
/** Four groups of four: a card number even if one of its digits is mistyped. */
const cardGroups = /(?<!\d)[2-6]\d{3}([ \u00a0\u202f.-])\d{4}\1\d{4}\1\d{4}(?!\d)/;

/**
 * @param harmless numbers that may stand in a note: those of the guide's own contacts (`harmlessNumbers`).
 * @returns what it looks like, in the order of `suspectKinds`; empty if nothing was found. Never the text itself.
 */
export function looksLikeSecret(note: string, harmless: readonly string[] = []): SuspectKind[] {
  const text = note.normalize('NFKC').replace(invisibles, '');
  const found = new Set<SuspectKind>();
  if (emails.test(text)) found.add('email');
  if (namesPassword(text) || text.split(/\s+/).some(isPasswordLike)) found.add('password');
  const withoutIbans = asTyped(text).replace(ibans, (candidate) => {
    if (!isIbanLike(candidate)) return candidate;
    found.add('iban');
    return ' ; ';
  });
  if (cardGroups.test(withoutIbans)) found.add('card');
  const allowed = new Set(harmless.map(bareDigits));
  for (const [run] of withoutIbans.replace(dates, ' ; ').matchAll(digitRuns)) {
    for (const number of numbersOf(run)) {
      const kind = allowed.has(number) ? null : kindOfNumber(number);
      if (kind !== null) found.add(kind);
    }
  }
  return suspectKinds.filter((kind) => found.has(kind));
}

/**
 * What is pasted from a document, as it would be typed: its dashes (the no-break hyphen of word processors above all), middle
 * dots and apostrophes as hyphens, its spaces as spaces, its digits as ASCII. All that `parseNir` passes over is found.
 */
function asTyped(text: string): string {
  return text
    .replace(/[\p{Pd}\u2212\u00b7\u2022'’]/gu, '-')
    .replace(/[\p{Z}\t]/gu, ' ')
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/gu, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf));
}

/** The numbers of the guide's contacts, which a note may name. */
export function harmlessNumbers(guide: Guide): string[] {
  return [...guide.contacts.values()].flatMap((contact) =>
    [contact.kind === 'phone' || contact.kind === 'sms' ? contact.address : null, contact.abroad].flatMap(
      (n) => n ?? [],
    ),
  );
}

/** Every number that a run of groups can be read as: neighbouring groups joined, and what hides in one long group. */
function numbersOf(run: string): Set<string> {
  const groups = run.toUpperCase().split(separators).slice(0, longestRunGroups);
  const numbers = new Set<string>();
  for (let from = 0; from < groups.length; from++) {
    let joined = '';
    for (let to = from; to < groups.length && joined.length <= 23; to++) {
      joined += groups[to];
      numbers.add(joined);
    }
    const group = groups[from] ?? '';
    for (let at = 0; at + 15 <= group.length; at++) numbers.add(group.slice(at, at + 15));
  }
  return numbers;
}

function kindOfNumber(number: string): SuspectKind | null {
  if (isNirLike(number)) return 'nir';
  if (cardPattern.test(number) && hasLuhnDigit(number)) return 'card';
  if (/^\d{23}$/.test(number) && isRib(number)) return 'iban';
  return /^(?:0|33|0033)[1-9]\d{8}$/.test(number) ? 'phone' : null;
}

/** A NIR, with or without key; also one whose key is mistyped, for it still tells who the person is. */
function isNirLike(number: string): boolean {
  if (number.length !== 13 && number.length !== 15) return false;
  const parsed = parseNir(number);
  if (parsed.kind === 'ok') return true;
  // A card number of 15 digits is not taken for a mistyped NIR.
  return (
    number.length === 15 && parsed.problems.every((problem) => problem === 'nir-key-wrong') && !hasLuhnDigit(number)
  );
}

/** ISO/IEC 7812-1, annex B. */
function hasLuhnDigit(digits: string): boolean {
  let total = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    total += doubled > 9 ? doubled - 9 : doubled;
  }
  return total % 10 === 0;
}

/** ISO 13616: moved check digits, letters as 10 to 35, remainder 1. A French one is told by its shape alone. */
function isIbanLike(candidate: string): boolean {
  const compact = candidate
    .replace(separators, '')
    .replace(/[ \u00a0\u202f-]/g, '')
    .toUpperCase();
  if (/^(?:FR|MC)\d{2}\d{10}/.test(compact)) return true;
  const groups = candidate.toUpperCase().split(/[ \u00a0\u202f-]+/);
  return groups.some((_, index) => {
    const iban = groups.slice(0, index + 1).join('');
    return iban.length >= 15 && iban.length <= 34 && remainder97(`${iban.slice(4)}${iban.slice(0, 4)}`) === 1;
  });
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

function remainder97(text: string): number {
  let remainder = 0;
  for (const character of text) {
    for (const digit of Number.parseInt(character, 36).toString()) remainder = (remainder * 10 + Number(digit)) % 97;
  }
  return remainder;
}

function namesPassword(text: string): boolean {
  return [...text.matchAll(namedPassword)].some(([, word = '']) => !aboutPassword.test(word));
}

/** A word of at least 8 characters that mixes small, capital, digit and sign, and is no address, date or reference. */
function isPasswordLike(word: string): boolean {
  const bare = word.replace(/^[«"'“(]+|[»"'”),.;:…]+$/g, '');
  if (bare.length < 8 || /^(?:https?:|www\.)|^\w+(?:[-.]\w+)*\.(?:fr|com|org|net|eu)\b/i.test(bare)) return false;
  return /\p{Ll}/u.test(bare) && /\p{Lu}/u.test(bare) && /\d/.test(bare) && /[^\p{L}\d’'-]/u.test(bare);
}

function bareDigits(number: string): string {
  return number.replace(/\D/g, '');
}

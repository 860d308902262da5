/**
 * Whether a free-text note looks like it holds something that a case must never keep: an identifier, a card number, an
 * IBAN, a phone number, a password. It would rather ask once too often than let one through. Step `guide`; pure.
 *
 * What it cannot see is what was meant to be hidden: digits spelt out, or one number in two fields.
 */
import { numbersInText } from './numbers-in-text.ts';
import type { Guide } from './schema.ts';
import { asTyped } from './written-text.ts';

export const suspectKinds = ['nir', 'email', 'card', 'iban', 'phone', 'password'] as const;
export type SuspectKind = (typeof suspectKinds)[number];

const email = /[^\s@<>,;]{1,64}@[^\s@<>,;]+\.\p{L}{2,}/u;
/** « jean @ exemple . fr », « jean (at) exemple.fr », « jean arobase exemple point fr ». */
const spokenEmail =
  /[^\s@<>,;]{1,64} {0,3}(?:@|[([{] ?(?:at|arr?obas(?:e|se)?|@) ?[)\]}]|\barr?obas(?:e|se)?\b) {0,3}[\p{L}\d_-]+(?:(?: ?[([]?(?:point|dot)[)\]]? ?| \. |\.)[\p{L}\d_-]+){0,6}(?:(?: ?[([]?(?:point|dot)[)\]]? ?| \. |\.)\p{L}{2,}| ?\. ?(?:fr|com|net|org|eu)\b)/iu;

/** ISO 13616: two letters, two check digits, up to 30 more. */
const ibans = /(?<![\p{L}\d])[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]){10,30}/giu;
/** The same with anything between its digits, for those countries whose account numbers are digits and who bank here. */
const frenchIbans = /(?<![\p{L}\d])(?:FR|MC)(?:[^\p{L}\p{N}]{0,5}\d){12}/giu;
/** « mot de passe : … », « mdp = … », « le mot de passe est … ». */
const namedPassword =
  /(?:mots? de passe|mdp|passwords?|pwd|code (?:secret|confidentiel|pin)|pin)(?: ameli)?\s*(?:[:=]\s*|(?:est|is|c['’]est)\s+)[«"“(]?\s*(\S{3,})/giu;
/** What an adviser writes about a password, as opposed to the password itself. */
const aboutPassword =
  /^(?:à|au|chang|modifi|perdu|oubli|fait|refus|bloqu|unique|diff|r[ée]utilis|le|la|même|identique|ok|connu|trop|faible|compromis|d[ée]j|encore|bien|pas|tr[eè]s|ensuite|puis|plus|not|now|the|same|weak|lost|done|used|utilis|sert|own|reset|reused)/iu;

/**
 * @param harmless numbers that may stand in a note: those of the guide's own contacts (`harmlessNumbers`).
 * @returns what it looks like, in the order of `suspectKinds`; empty if nothing was found. Never the text itself.
 */
export function looksLikeSecret(note: string, harmless: readonly string[] = []): SuspectKind[] {
  const text = note.normalize('NFKC').replace(/\p{Cf}/gu, '');
  const typed = asTyped(note);
  const found = new Set<SuspectKind>();
  if (email.test(text) || spokenEmail.test(typed.replace(/[\r\n]+/g, ' '))) found.add('email');
  if (namesPassword(text) || text.split(/\s+/).some(isPasswordLike)) found.add('password');
  const withoutIbans = typed.replace(ibans, (candidate) => {
    if (!isIbanLike(candidate)) return candidate;
    found.add('iban');
    return ' ; ';
  });
  const withoutFrench = withoutIbans.replace(frenchIbans, () => {
    found.add('iban');
    return ' ; ';
  });
  for (const kind of numbersInText(withoutFrench, harmless)) found.add(kind);
  return suspectKinds.filter((kind) => found.has(kind));
}

/** The numbers of the guide's contacts, which a note may name. */
export function harmlessNumbers(guide: Guide): string[] {
  return [...guide.contacts.values()].flatMap((contact) =>
    [contact.kind === 'phone' || contact.kind === 'sms' ? contact.address : null, contact.abroad].flatMap(
      (n) => n ?? [],
    ),
  );
}

/** ISO 13616: moved check digits, letters as 10 to 35, remainder 1. A French one is told by its shape alone. */
function isIbanLike(candidate: string): boolean {
  const groups = candidate.toUpperCase().split(/[ -]+/);
  if (/^(?:FR|MC)\d{2}\d{10}/.test(groups.join(''))) return true;
  return groups.some((_, index) => {
    const iban = groups.slice(0, index + 1).join('');
    return iban.length >= 15 && iban.length <= 34 && remainder97(`${iban.slice(4)}${iban.slice(0, 4)}`) === 1;
  });
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

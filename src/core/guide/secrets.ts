/**
 * Whether a free text looks like it holds something that a case must never keep: an identifier of any kind, a card number, an
 * IBAN, a password. A note would rather be asked about once too often than let one through; a field for references takes what
 * may as well be one (`Likeness`). Step `guide`; pure.
 *
 * What it cannot see is what was meant to be hidden: digits spelt out, or one number in two fields.
 */
import { kindSpecs } from '../identifier/kinds.ts';
import { identifierKinds, type SuspectKind, suspectKinds } from '../vocabulary.ts';
import type { Findings } from './findings.ts';
import { numbersInText, withoutHarmless } from './numbers-in-text.ts';
import type { Guide } from './schema.ts';
import { asTyped } from './written-text.ts';

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
  const found = findSecrets(note, harmless);
  return suspectKinds.filter((kind) => found.of(kind) !== null);
}

/** @returns true for a text of a field for references, names or reasons that surely holds a secret */
export function surelyHoldsSecret(text: string): boolean {
  return [...findSecrets(text, [])].some(([, likeness]) => likeness === 'sure');
}

/** @returns true for a text of such a field that a sheet leaves blank: on paper, what only looks like a password is left out too */
export function mustStayOffPaper(text: string): boolean {
  return [...findSecrets(text, [])].some(([kind, likeness]) => likeness === 'sure' || kind === 'password');
}

function findSecrets(note: string, harmless: readonly string[]): Findings {
  const text = note.normalize('NFKC').replace(/\p{Cf}/gu, '');
  const typed = asTyped(note);
  let withoutIbans = typed.replace(ibans, (candidate) => (isIbanLike(candidate) ? ' ; ' : candidate));
  withoutIbans = withoutIbans.replace(frenchIbans, ' ; ');
  const found = numbersInText(withoutIbans, harmless);
  if (withoutIbans !== typed) found.add('iban', 'sure');
  if (namesPassword(text)) found.add('password', 'sure');
  // Such a word is likely in a reference number.
  else if (text.split(/\s+/).some(isPasswordLike)) found.add('password', 'doubtful');
  const own = withoutHarmless(withoutIbans, harmless);
  for (const kind of identifierKinds) found.add(kind, kindSpecs[kind].inText.written(text, own));
  return found;
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

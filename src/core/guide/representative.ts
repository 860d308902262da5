/**
 * What is said to somebody who calls for another: a parent, a guardian, a relative of who died. « Votre carte » is then the other
 * person's, and says so. Step `guide` of the flow; pure.
 */
import type { PersonKind } from '../vocabulary.ts';
import type { BilingualText } from './schema.ts';

type Represented = Exclude<PersonKind, 'caller'>;

/** How the person is named to whoever represents them. */
const named: Readonly<Record<Represented, BilingualText>> = {
  child: { fr: 'votre enfant', en: 'your child' },
  'protected-adult': { fr: 'la personne protégée', en: 'the protected person' },
  deceased: { fr: 'la personne décédée', en: 'the person who died' },
};

/** Feminine nouns with « sa »; before a vowel it is « son », whatever the gender. A test finds one that is missing here. */
const feminineNouns = new Set(['banque', 'caisse', 'carte', 'date', 'fiche', 'ligne', 'messagerie']);
const masculineNouns = new Set(['compte', 'courriel', 'fournisseur', 'mot', 'nom', 'numéro', 'RIB', 'téléphone']);
const startsWithVowel = /^[aeiouyhéèêàâîô]/iu;

/**
 * @returns `text` as it is said to who represents the person: unchanged to the caller themselves, and where it names nothing that is
 * the person's. The acts stay those of who is on the phone.
 */
export function sayFor({ fr, en }: BilingualText, who: PersonKind): BilingualText {
  if (who === 'caller') return { fr, en };
  const name = named[who];
  return { fr: frenchFor(fr, name.fr), en: englishFor(en, name.en) };
}

function frenchFor(text: string, name: string): string {
  const threatened = text.replace(/vous menace-t-il/u, `menace-t-il ${name}`);
  const of = threatened.replace(/(?<=(?:pas|disent) )de vous(?!\p{L})/gu, `de ${name}`);
  const owned = of
    .replace(/(?<!\p{L})vos (?=\p{L})/giu, 'ses ')
    .replace(/(?<!\p{L})votre (?!enfant)(\p{L}+)/giu, (_, noun: string) => `${possessive(noun)} ${noun}`);
  return owned === of ? of : `Pour ${name} : ${lowerFirst(owned)}`;
}

function possessive(noun: string): 'son' | 'sa' {
  return feminineNouns.has(noun) && !startsWithVowel.test(noun) ? 'sa' : 'son';
}

/** @returns whether a French noun behind « votre » has its right possessive here */
export function isKnownNoun(noun: string): boolean {
  return feminineNouns.has(noun) || masculineNouns.has(noun) || startsWithVowel.test(noun);
}

function englishFor(text: string, name: string): string {
  const of = text.replace(/\bsay of you\b/g, `say of ${name}`).replace(/\bthreatening you\b/g, `threatening ${name}`);
  const owned = of
    .replace(/\bnot yours\b/g, 'not theirs')
    .replace(/\b([Yy])our\b(?! child)/g, (_, first: string) => (first === 'Y' ? 'Their' : 'their'));
  return owned === of ? of : `For ${name}: ${lowerFirst(owned)}`;
}

/** A name keeps its capital: `RIB`, and words that have one inside. */
function lowerFirst(text: string): string {
  const [first = '', second = ''] = text;
  return second === second.toUpperCase() && /\p{L}/u.test(second) ? text : first.toLowerCase() + text.slice(1);
}

/**
 * What is said and printed to somebody who calls for another: a parent, a guardian, a relative of who died. « Votre carte » is
 * then the other person's, and says so; « vous » stays whoever is on the phone, for the acts are theirs. Step `guide`; pure.
 */
import type { PersonKind } from '../vocabulary.ts';
import type { BilingualText, Contact, StepSheet } from './schema.ts';
import { withCapital } from './typography.ts';

type Represented = Exclude<PersonKind, 'caller'>;

interface Name {
  /** To whoever represents the person. */
  readonly fr: string;
  readonly en: string;
  /** « your child’s card ». */
  readonly enOwner: string;
}

const named: Readonly<Record<Represented, Name>> = {
  child: {
    fr: 'votre enfant',
    en: 'your child',
    enOwner: 'your child’s',
  },
  'protected-adult': {
    fr: 'la personne protégée',
    en: 'the protected person',
    enOwner: 'the protected person’s',
  },
  deceased: {
    fr: 'la personne décédée',
    en: 'the person who died',
    enOwner: 'the deceased person’s',
  },
};

/** Feminine nouns with « sa » and « la »; before a vowel « son » and « l’ », whatever the gender. A test finds one that is missing here. */
const feminineNouns = new Set(['banque', 'caisse', 'carte', 'date', 'fiche', 'ligne', 'messagerie']);
const masculineNouns = new Set([
  'compte',
  'courriel',
  'document',
  'dossier',
  'fournisseur',
  'mot',
  'nom',
  'numéro',
  'RIB',
  'site',
  'téléphone',
]);
const startsWithVowel = /^[aeiouyéhèêàâîô]/iu;
/** What stays the reader's own: whoever calls for another goes to their own town hall. */
const readersOwn = new Set(['enfant', 'enfants', 'mairie', 'plainte', 'référence']);
const readersOwnEnglish = 'child|children|complaint|minor children|reference|town hall';

/** What belongs to a noun, so that « de votre enfant » comes behind it: « le numéro de sécurité sociale de votre enfant ». */
const complements =
  'de sécurité sociale|de courriel|de naissance|de passe|de téléphone|de messagerie|de banque|bancaires?|en banque|en ligne de la caisse|en ligne|téléphonique|professionnelle|ameli(?!\\.\\p{L})|amelipro|primaire|habituel';
const owned = new RegExp(
  `(?<!\\p{L})(?:(à|de) )?(votre|vos) (\\p{L}+)((?: (?:${complements})(?!\\p{L}))*)|(?<=(?:pas|disent|passer) )(de|pour) vous(?![\\p{L}-])`,
  'giu',
);

/** Whether the person was named in what is read as one: behind the name « sa banque » is enough. */
interface Mention {
  named: boolean;
}

function frenchFor(text: string, who: Represented, mention: Mention = { named: false }): string {
  const { fr: name } = named[who];
  return text.replace(
    owned,
    (whole, preposition: string | undefined, owner: string, noun: string, rest: string, of) => {
      if (owner === undefined) {
        mention.named = true;
        return `${of} ${name}`;
      }
      if (readersOwn.has(noun)) return whole;
      const isPlural = owner.toLowerCase() === 'vos';
      const isCapital = /^\p{Lu}/u.test(whole);
      const before = preposition?.toLowerCase();
      let written: string;
      if (mention.named) {
        written = `${before === undefined ? '' : `${before} `}${isPlural ? 'ses' : possessive(noun)} ${noun}${rest}`;
      } else {
        mention.named = true;
        written = `${withArticle(noun, isPlural, before)}${noun}${rest} de ${name}`;
      }
      return isCapital ? withCapital(written) : written;
    },
  );
}

function possessive(noun: string): 'son' | 'sa' {
  return feminineNouns.has(noun) && !startsWithVowel.test(noun) ? 'sa' : 'son';
}

/** « au numéro », « de la carte », « l’adresse »: what the article becomes behind « à » and « de ». */
function withArticle(noun: string, isPlural: boolean, before: string | undefined): string {
  if (isPlural) return before === 'à' ? 'aux ' : before === 'de' ? 'des ' : 'les ';
  const spaced = before === undefined ? '' : `${before} `;
  if (startsWithVowel.test(noun)) return `${spaced}l’`;
  if (feminineNouns.has(noun)) return `${spaced}la `;
  return before === 'à' ? 'au ' : before === 'de' ? 'du ' : 'le ';
}

/** @returns whether a French noun behind « votre » has its right article here */
export function isKnownNoun(noun: string): boolean {
  return feminineNouns.has(noun) || masculineNouns.has(noun) || readersOwn.has(noun) || startsWithVowel.test(noun);
}

const ownedEnglish = new RegExp(
  `\\b(not )yours\\b|\\b(say of) you\\b|\\b([Yy])our (?!(?:${readersOwnEnglish})\\b)`,
  'g',
);

function englishFor(text: string, who: Represented): string {
  const { en, enOwner } = named[who];
  let isNamed = false;
  return text.replace(ownedEnglish, (_, not: string | undefined, of: string | undefined, first: string) => {
    const wasNamed = isNamed;
    isNamed = true;
    if (of !== undefined) return `${of} ${en}`;
    if (not !== undefined) return `${not}${wasNamed ? 'theirs' : enOwner}`;
    const owner = wasNamed ? 'their' : enOwner;
    return `${first === 'Y' ? withCapital(owner) : owner} `;
  });
}

/** `{person}` in a wording of the guide's that is for representatives alone. */
function fill(text: string, name: string): string {
  return text.replace(/\{person\}/g, (_, at: number) => (at === 0 ? withCapital(name) : name));
}

/**
 * @param own wording of the guide's for representatives, where changing what is the person's does not make a sentence of it
 * @returns `text` as it is said to who represents the person: unchanged to the caller themselves
 */
export function sayFor(text: BilingualText, who: PersonKind, own?: BilingualText | undefined): BilingualText {
  if (who === 'caller') return text;
  if (own !== undefined) return { fr: fill(own.fr, named[who].fr), en: fill(own.en, named[who].en) };
  return { fr: frenchFor(text.fr, who), en: englishFor(text.en, who) };
}

/** The same for what is printed of a step. Each line of the easy-to-read edition follows the one above it. */
export function printFor(sheet: StepSheet, who: PersonKind, own?: StepSheet | undefined): StepSheet {
  if (who === 'caller') return sheet;
  const { fr: name, en } = named[who];
  if (own !== undefined) {
    return {
      fr: fill(own.fr, name),
      en: fill(own.en, en),
      easy: own.easy.map((line) => fill(line, name)),
      easyTitle: fill(own.easyTitle, name),
    };
  }
  const mention = { named: false };
  return {
    fr: frenchFor(sheet.fr, who),
    en: englishFor(sheet.en, who),
    easy: sheet.easy.map((line) => frenchFor(line, who, mention)),
    easyTitle: frenchFor(sheet.easyTitle, who),
  };
}

/** « La banque de votre enfant »: whom to turn to, where only the person has the number. */
export function contactFor(contact: Contact, who: PersonKind): Contact {
  if (who === 'caller') return contact;
  const mention = { named: false };
  return {
    ...contact,
    name: sayFor(contact.name, who),
    use: sayFor(contact.use, who),
    easy: contact.easy.map((line) => frenchFor(line, who, mention)),
  };
}

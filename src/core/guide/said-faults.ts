/**
 * Whether a text can be said on the phone: each sentence stands alone, is short, and uses words that callers use. Step
 * `guide` of the flow; pure.
 */
import type { Locale } from '../vocabulary.ts';

export type SaidFault = 'said-pronoun' | 'said-long' | 'said-word';

/** What a person of seventy follows on the phone without a second hearing. */
export const longestSaidWords = 20;

/** Nothing was named yet that these could stand for: « Faites-le », « Transférez-le », « Cela prend … », « La signaler ». */
const leadingPronoun = {
  fr: /^(?:(?:Il|Elle|Ils|Elles) (?!faut\b|y a\b)|(?:Cela|Ça|Ceci|Celui-ci|Celle-ci|Ceux-ci)\b|\p{L}+-(?:le|la|les|y|en|lui|leur)(?![\p{L}])|(?:Le|La|Les|L’)\s?(?:\p{L}+(?<!i)er|\p{L}+ir|faire|prendre|mettre|rendre)(?!\p{L}))/u,
  en: /^(?:(?:It|They|This|That|These|Those|He|She) |(?:\p{L}+) (?:it|them|so)\b)/u,
} as const;

/**
 * « ce compte », « ces messages »: whoever hears the sentence alone looks for the noun before it. « ce que », « ce qui » point at what
 * follows, and « ce moment » at now.
 */
const demonstrative = {
  fr: /(?<![\p{L}-])(?:ce|cet|cette|ces) (?!(?:que|qui|dont|sont|mois|jour|jours|moment|soir|semaine|matin)(?!\p{L})|qu’|n’)(\p{L}+)/giu,
  en: /(?<![\p{L}-])(?:this|these|those) (?!(?:is|are|was|together|week|month|time|way)\b)([\p{L}-]+)/giu,
} as const;

/** « en parler », « allez-y », « j’y vais »: what y and en stand for was said elsewhere, if at all. « Y a-t-il » stands for nothing. */
const pronounInside =
  /(?<![\p{L}-])en (?!(?:danger|premier|dernier|entier|papier|hiver)(?!\p{L}))\p{L}+(?:er|ir|re)(?!\p{L})|[jlmnst]’(?:en|y)(?! a(?!\p{L}))(?![\p{L}-])|(?<!\p{L}|il |n’)y (?!a(?!\p{L}))|\p{L}-(?:y|en)(?![\p{L}-])/iu;

/** Words of the trade. Of two words for one thing `second-words.ts` tells, in all French texts. */
const tradeWords = {
  fr: /(?<![\p{L}-])(?:spam|NIR|PIN|MFA|2FA|login|tag|hash|canari)(?![\p{L}-])/iu,
  en: /(?<![\p{L}-])(?:NIR|dataset|phishing|spam|MFA|2FA|hash|canary)(?![\p{L}-])/iu,
} as const;

/** @param text as it is said, with `{fund}` and the like for one word each */
export function saidFaults(text: string, language: Locale): SaidFault[] {
  const sentences = text
    .replace(/[«»“”]/g, ' ')
    .split(/(?<=[.!?…:;])\s+/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => /\p{L}/u.test(sentence));
  const faults = new Set<SaidFault>();
  for (const sentence of sentences) {
    if (leadingPronoun[language].test(sentence)) faults.add('said-pronoun');
    if (wordsIn(sentence) > longestSaidWords) faults.add('said-long');
    if (tradeWords[language].test(sentence)) faults.add('said-word');
  }
  if (hasUnnamedNoun(text, language) || (language === 'fr' && pronounInside.test(text))) faults.add('said-pronoun');
  return [...faults];
}

/** @returns true where a demonstrative points at a noun that the text has not said yet */
function hasUnnamedNoun(text: string, language: Locale): boolean {
  return [...text.matchAll(demonstrative[language])].some(({ 1: noun = '', index }) => {
    const before = text.slice(0, index).toLowerCase();
    return !before.includes(noun.toLowerCase().replace(/s$/, ''));
  });
}

function wordsIn(sentence: string): number {
  return sentence.split(/[\s’'\u00a0\u202f]+/u).filter((word) => /[\p{L}\d{]/u.test(word)).length;
}

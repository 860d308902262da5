/**
 * Faults of wording in the guide: typography, missing translations, hard words in the easy-to-read edition, sentences
 * that say more than is known. Step `guide` of the flow; pure.
 */
import type { Locale } from '../vocabulary.ts';
import type { FindingCode, FindingSeverity, GuideFinding } from './check-guide.ts';
import { saidFaults } from './said-faults.ts';
import type { Guide } from './schema.ts';
import { secondWordsIn } from './second-words.ts';
import { setEnglish, setFrench } from './typography.ts';

/** One text of the guide, and where it stands. */
interface Place {
  readonly path: string;
  readonly language: Locale;
  readonly isEasy: boolean;
  readonly text: string;
}

/**
 * A sentence of about 12 words (FALC, Inclusion Europe 2009). Five more are let through: an address or a name such as
 * « numéro de sécurité sociale » counts for several.
 */
const longestEasyWords = 17;

/** Abbreviations and foreign words that the easy-to-read edition spells out; `;` has its own rule. */
const hardInEasy =
  /;|(?<![-.\p{L}\d])(?:SMS|RIB|IBAN|NIR|CPAM|MFA|SIM|PDF|mail|e-mail|email|phishing|spam|cf|etc)(?![-.]?[\p{L}\d])/u;

/** A step's text never says that data leaked: that is said in one place, by the status of each incident. */
const leakAsserted =
  /(?:ont|a|avez|ai) (?:été )?(?:fuité|fui\b|divulgué|piraté|exposé|compromis)|(?:données|informations|identifiants)[^.!?]*volé|was (?:leaked|hacked|stolen|exposed)|(?:has|have) been (?:leaked|hacked|stolen|exposed)|ameli a été/iu;

/** What an adviser never asks for (wording rules of the guide). */
const secretAsked =
  /(?:dites|donnez|lisez|épelez|envoyez)[- ](?:moi|nous)[^.!?]*(?:mot de passe|code|cryptogramme|numéro de (?:la |votre )?carte|numéro fiscal|IBAN|RIB)|(?:tell|give|read|spell|send) (?:me|us) (?:the|your)[^.!?]*(?:password|code|card number|tax number|IBAN)/iu;

export function checkTexts(guide: Guide): GuideFinding[] {
  return placesOf(guide).flatMap((place) => [...typography(place), ...words(place), ...easy(place), ...meaning(place)]);
}

function found(
  severity: FindingSeverity,
  code: FindingCode,
  path: string,
  details: GuideFinding['details'] = {},
): GuideFinding {
  return { severity, code, path, details };
}

function typography({ path, language, text }: Place): GuideFinding[] {
  const set = language === 'fr' ? setFrench(text) : setEnglish(text);
  const findings = set === text ? [] : [found('error', 'typography', path, { shouldBe: set })];
  return text.trim() === '' || /\bTODO\b|\bXXX\b/.test(text)
    ? [...findings, found('error', 'translation-missing', path)]
    : findings;
}

function words({ path, language, text }: Place): GuideFinding[] {
  if (language !== 'fr') return [];
  return secondWordsIn(text).map((fault) => found('error', 'word-second', path, fault));
}

function easy({ path, isEasy, text }: Place): GuideFinding[] {
  if (!isEasy) return [];
  const words = text.split(/[\s\u00a0\u202f]+/).filter((word) => /[\p{L}\d]/u.test(word)).length;
  return [
    ...(words > longestEasyWords ? [found('warning', 'easy-line-long', path, { words })] : []),
    ...(hardInEasy.test(text) ? [found('warning', 'easy-line-hard', path)] : []),
  ];
}

function meaning({ path, text, language }: Place): GuideFinding[] {
  const isStep = path.startsWith('steps.');
  // Questions are said aloud as well.
  const isSaid = /\.say\.(?:fr|en)$|^questions\..*\.(?:text|forOthers)\.(?:fr|en)$|^texts\.numberHeld\./.test(path);
  return [
    ...(isSaid ? saidFaults(text, language).map((code) => found('error', code, path)) : []),
    ...(isStep && leakAsserted.test(text) ? [found('error', 'asserts-leak', path)] : []),
    ...(isSaid && secretAsked.test(text) && !/ne me (?:dites|donnez|lisez)|do not|n’avez pas à/iu.test(text)
      ? [found('error', 'asks-secret', path)]
      : []),
  ];
}

/** Every text that a person reads, by walking the data: a text that is added later is checked without a change here. */
function placesOf(guide: Guide): Place[] {
  const files: Readonly<Record<string, unknown>> = {
    steps: { steps: guide.steps, evidence: [...guide.evidence.values()] },
    contacts: { contacts: [...guide.contacts.values()] },
    questions: { questions: guide.questions },
    texts: guide.texts,
    letters: { letters: [...guide.letters.values()] },
  };
  return Object.entries(files).flatMap(([name, value]) => walk(value, name, null, false));
}

function walk(value: unknown, path: string, language: Place['language'] | null, isEasy: boolean): Place[] {
  if (typeof value === 'string') return language === null ? [] : [{ path, language, isEasy, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const isEasyKey = key === 'easy' || key === 'easyTitle';
    const inside = key === 'fr' || isEasyKey ? 'fr' : key === 'en' ? 'en' : language;
    return walk(inner, `${path}.${key}`, inside, isEasy || isEasyKey);
  });
}

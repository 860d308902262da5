/**
 * The interface's words: i18next with ICU messages, French by default, English complete. Keys are flat and typed by
 * the French texts, so that a missing English sentence is a compile error. Nothing is fetched: both languages are
 * in the bundle, and switching is immediate.
 */

import i18next, { type i18n } from 'i18next';
import ICU from 'i18next-icu';
import type { Locale } from '../../contract/values.ts';
import { en } from './en.ts';
import { fr, type TextKey } from './fr.ts';
import { type ProblemWords, problemsEn, problemsFr, problemTextParts } from './problems.ts';
import { typesetFrench } from './typography.ts';

/** Values of a message's placeholders. */
export type TextValues = Readonly<Record<string, string | number>>;

function withProblems(
  texts: Readonly<Record<TextKey, string>>,
  problems: Readonly<Record<string, ProblemWords>>,
): Readonly<Record<string, string>> {
  const all: Record<string, string> = { ...texts };
  for (const [code, words] of Object.entries(problems)) {
    for (const part of problemTextParts) all[`problem.${code}.${part}`] = words[part];
  }
  return all;
}

function typeset(texts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([key, sentence]) => [key, typesetFrench(sentence)]));
}

/** @returns a ready instance with both languages; `createText` takes one of them. */
export function createI18n(locale: Locale): i18n {
  const instance = i18next.createInstance();
  void instance.use(ICU).init({
    lng: locale,
    fallbackLng: false,
    keySeparator: false,
    nsSeparator: false,
    initAsync: false,
    interpolation: { escapeValue: false },
    resources: {
      fr: { translation: typeset(withProblems(fr, problemsFr)) },
      en: { translation: withProblems(en, problemsEn) },
    },
  });
  return instance;
}

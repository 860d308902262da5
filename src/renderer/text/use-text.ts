/**
 * The hook through which every component gets its words, dates and numbers in the current language. All share the one
 * `Text` that the root hands down: making formats of `Intl` costs a millisecond, and a screen has thirty components.
 */
import type { i18n as I18n } from 'i18next';
import { createContext, useContext } from 'react';
import type { Bilingual, Locale } from '../../contract/values.ts';
import { createFormats, type Formats } from './formats.ts';
import type { TextKey } from './fr.ts';
import type { TextValues } from './i18n.ts';

export interface Text extends Formats {
  readonly locale: Locale;
  /** The sentence of a key, with its placeholders filled. */
  t(key: TextKey, values?: TextValues): string;
  /** The current language of a text that comes from a pack or the guide. */
  pick(text: Bilingual): string;
}

/** What an ICU message is told by: a sentence without these says what is written. */
const icuSyntax = /[{}']/;

/** @returns a new `Text`; make one for each language, not for each render */
export function createText(i18n: I18n, locale: Locale): Text {
  const t = i18n.getFixedT(locale);
  const sentences: Readonly<Record<string, string | undefined>> = i18n.getResourceBundle(locale, 'translation');
  return {
    locale,
    t: (key, values) => {
      const sentence = sentences[key];
      return sentence === undefined || icuSyntax.test(sentence) ? t(key, values ?? {}) : sentence;
    },
    pick: (bilingual) => bilingual[locale],
    ...createFormats(locale),
  };
}

/** Given a value by the root of the application. */
export const TextContext = createContext<Text | null>(null);

export function useText(): Text {
  const text = useContext(TextContext);
  if (text === null) throw new Error('a component was rendered outside TextContext');
  return text;
}

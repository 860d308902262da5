/**
 * The hook through which every component gets its words, dates and numbers in the current language. All share one
 * `Text` per language: making formats of `Intl` in each of a list's rows is what makes scrolling stutter.
 */
import type { i18n as I18n } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Bilingual } from '../../contract/values.ts';
import { createFormats, type Formats } from './formats.ts';
import type { TextKey } from './fr.ts';
import type { Locale, TextValues } from './i18n.ts';

export interface Text extends Formats {
  readonly locale: Locale;
  /** The sentence of a key, with its placeholders filled. */
  t(key: TextKey, values?: TextValues): string;
  /** The current language of a text that comes from a pack or the guide. */
  pick(text: Bilingual): string;
}

const texts = new WeakMap<I18n, Map<Locale, Text>>();

function textOf(i18n: I18n, locale: Locale): Text {
  let byLocale = texts.get(i18n);
  if (byLocale === undefined) {
    byLocale = new Map();
    texts.set(i18n, byLocale);
  }
  let text = byLocale.get(locale);
  if (text === undefined) {
    const t = i18n.getFixedT(locale);
    text = {
      locale,
      t: (key, values) => t(key, values ?? {}),
      pick: (bilingual) => bilingual[locale],
      ...createFormats(locale),
    };
    byLocale.set(locale, text);
  }
  return text;
}

export function useText(): Text {
  const { i18n } = useTranslation();
  return textOf(i18n, i18n.language === 'en' ? 'en' : 'fr');
}

/** The hook through which every component gets its words, dates and numbers in the current language. */
import { useMemo } from 'react';
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

export function useText(): Text {
  const { t, i18n } = useTranslation();
  const locale: Locale = i18n.language === 'en' ? 'en' : 'fr';
  return useMemo(
    () => ({
      locale,
      t: (key: TextKey, values?: TextValues) => t(key, values ?? {}),
      pick: (text: Bilingual) => text[locale],
      ...createFormats(locale),
    }),
    [locale, t],
  );
}

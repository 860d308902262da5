/** Dates and times as the sheet writes them and the script says them, in full. Pure, no locale data of the machine. */
import type { Locale } from './vocabulary.ts';

const months = {
  fr: 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' '),
  en: 'January February March April May June July August September October November December'.split(' '),
} as const;

const isoDate = /^(\d{4})-(\d{2})-(\d{2})/;
const isoTime = /^(\d{1,2}):(\d{2})/;
const fixedSpace = '\u00a0';

/**
 * @param text an ISO date or instant; of an instant, the date part as written (the caller chooses the time zone).
 * @returns « 1er novembre 2026 », `1 November 2026`; anything that is not a date comes back as it is.
 */
export function writeDate(text: string, locale: Locale): string {
  const [, year = '', month = '', day = ''] = isoDate.exec(text) ?? [];
  const name = months[locale][Number(month) - 1];
  if (name === undefined) return text;
  const number = Number(day) === 1 && locale === 'fr' ? '1er' : String(Number(day));
  return `${number}${fixedSpace}${name}${fixedSpace}${year}`;
}

/** @param text `14:32`. @returns « 14 h 32 », `14:32`; anything that is not a time comes back as it is. */
export function writeTime(text: string, locale: Locale): string {
  const [, hours, minutes] = isoTime.exec(text) ?? [];
  if (hours === undefined || minutes === undefined) return text;
  return locale === 'fr' ? `${Number(hours)}${fixedSpace}h${fixedSpace}${minutes}` : `${hours}:${minutes}`;
}

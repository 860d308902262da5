/** Dates, times, sizes and durations as a person reads them. No React; the time zone is the workstation's. */
import type { Locale } from '../../contract/values.ts';

export interface Formats {
  /** « 21 novembre 2026 », « 1er novembre 2026 ». Takes a calendar date or an instant (ISO); text that is neither is returned as it is. */
  date(iso: string): string;
  /** « 21/11/2026 », for dense lists. */
  shortDate(iso: string): string;
  /** « 14:05 ». */
  time(iso: string): string;
  number(value: number): string;
  /** A size in bytes, with one decimal and a decimal unit. */
  fileSize(bytes: number): string;
  /** Minutes and seconds of a duration in milliseconds: « 3:07 ». */
  stopwatch(durationMs: number): string;
}

/** A calendar date is read at noon, so that no time zone moves it to the day before. */
function instantOf(iso: string): Date | null {
  const date = new Date(/^\d{4}-\d{2}-\d{2}$/.test(iso) ? `${iso}T12:00:00` : iso);
  return Number.isNaN(date.getTime()) ? null : date;
}

/** « 1er novembre »: what French printing asks for and the browser's own dates do not know. */
function withFirstOfMonth(text: string): string {
  return text.replace(/^1(?=\s\p{L})/u, '1er');
}

const sizeUnits: Readonly<Record<Locale, readonly string[]>> = {
  fr: ['o', 'ko', 'Mo', 'Go', 'To'],
  en: ['B', 'kB', 'MB', 'GB', 'TB'],
};

export function createFormats(locale: Locale): Formats {
  const language = locale === 'fr' ? 'fr-FR' : 'en-GB';
  const long = new Intl.DateTimeFormat(language, { dateStyle: 'long' });
  const short = new Intl.DateTimeFormat(language, { dateStyle: 'short' });
  const time = new Intl.DateTimeFormat(language, { timeStyle: 'short' });
  const number = new Intl.NumberFormat(language);
  const decimal = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const formatted = (format: Intl.DateTimeFormat, iso: string) => {
    const date = instantOf(iso);
    return date === null ? iso : format.format(date);
  };
  const spelt = (iso: string) => {
    const date = instantOf(iso);
    if (date === null) return iso;
    return locale === 'fr' ? withFirstOfMonth(long.format(date)) : long.format(date);
  };
  return {
    date: spelt,
    shortDate: (iso) => formatted(short, iso),
    time: (iso) => formatted(time, iso),
    number: (value) => number.format(value),
    fileSize(bytes) {
      const units = sizeUnits[locale];
      let value = bytes;
      let unit = 0;
      while (value >= 1000 && unit < units.length - 1) {
        value /= 1000;
        unit += 1;
      }
      return `${decimal.format(value)}\u00a0${units[unit]}`;
    },
    stopwatch(durationMs) {
      const seconds = Math.max(0, Math.floor(durationMs / 1000));
      return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    },
  };
}

/** @returns the calendar date `days` after `from`, as YYYY-MM-DD in local time. */
export function calendarDateIn(days: number, from: Date): string {
  const date = new Date(from.getFullYear(), from.getMonth(), from.getDate() + days, 12);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/**
 * Dates and times as people type them, to and from what is stored. Both languages write day, month, year: a browser's own
 * date field follows the browser's language, and shows the month first wherever that is American. No React.
 */

const two = (part: number) => String(part).padStart(2, '0');

/** Day, month, year with any usual separator, or eight digits; a year of two digits is one of this century. */
const dayForm = /^(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{4}|\d{2})$/;
const digitsForm = /^(\d{2})(\d{2})(\d{4})$/;
const isoForm = /^(\d{4})-(\d{2})-(\d{2})$/;
/** « 14:05 », « 14h05 », « 14 h », « 1405 ». */
const timeForm = /^(\d{1,2})\s*[:h.]\s*(\d{2})?$/i;
const timeDigitsForm = /^(\d{2})(\d{2})$/;

/** @returns a calendar date (YYYY-MM-DD); null where the text is none, the 31st of February included */
export function parseDay(typed: string): string | null {
  const text = typed.trim();
  const iso = isoForm.exec(text);
  const [, day = '', month = '', year = ''] =
    iso !== null ? ['', iso[3], iso[2], iso[1]] : (dayForm.exec(text) ?? digitsForm.exec(text) ?? []);
  if (day === '') return null;
  const fullYear = Number(year.length === 2 ? `20${year}` : year);
  const date = new Date(Date.UTC(fullYear, Number(month) - 1, Number(day)));
  const isReal = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  return isReal && fullYear >= 1900 ? date.toISOString().slice(0, 10) : null;
}

/** @param iso a calendar date @returns day, month and year with slashes; '' of '' */
export function spellDay(iso: string): string {
  const [, year, month, day] = isoForm.exec(iso) ?? [];
  return year === undefined ? '' : `${day}/${month}/${year}`;
}

/** @returns hours and minutes (HH:MM); null where the text is no time of a day */
export function parseTime(typed: string): string | null {
  const text = typed.trim();
  const [, hours = '', minutes = '0'] = timeForm.exec(text) ?? timeDigitsForm.exec(text) ?? [];
  if (hours === '' || Number(hours) > 23 || Number(minutes) > 59) return null;
  return `${two(Number(hours))}:${two(Number(minutes))}`;
}

/** @returns the calendar date `days` after `iso` */
export function dayAfter(iso: string, days: number): string {
  const date = new Date(`${iso}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

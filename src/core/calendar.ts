/**
 * Calendar dates where the workstation is: the only ones that people mean by « today ». Data and the journal hold instants
 * (UTC); whatever is a date, a due date, an age of contacts, the last day of a notice, is a date of the machine's own time
 * zone, overseas as in Paris. Pure but for that zone.
 */

/** @returns `2026-11-21`, the date that a calendar on the wall shows at this instant */
export function civilDate(atMs: number): string {
  const at = new Date(atMs);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${String(at.getFullYear()).padStart(4, '0')}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** @param day calendar date. @returns the instant (ms) at which it begins here, or the one `later` days after it */
export function civilDayStartMs(day: string, later = 0): number {
  const [year = 0, month = 1, dayOfMonth = 1] = day.split('-').map(Number);
  // Not 24 hours later: twice a year a day is an hour shorter or longer.
  return new Date(year, month - 1, dayOfMonth + later).getTime();
}

/** How old a contact's last check is. Step `guide` of the flow; pure. */
import type { Contact } from './schema.ts';

const dayMs = 86_400_000;

/** A year: hours and prices of public services change with the calendar year. A setting may shorten it. */
export const defaultContactMaxAgeDays = 365;

/**
 * @param today calendar date, `2026-11-21`.
 * @returns days since the check, or null where its date is not known. A year alone counts from its first day.
 */
export function contactAgeDays(contact: Pick<Contact, 'checkedOn'>, today: string): number | null {
  if (contact.checkedOn === null) return null;
  const checked = contact.checkedOn.length === 4 ? `${contact.checkedOn}-01-01` : contact.checkedOn;
  return Math.round((Date.parse(`${today}T00:00:00Z`) - Date.parse(`${checked}T00:00:00Z`)) / dayMs);
}

/** @returns true if the guide states nothing of it that could go out of date: « your own bank ». */
export function hasNothingToCheck(contact: Pick<Contact, 'address' | 'hours' | 'price'>): boolean {
  return contact.address === null && contact.hours === null && contact.price === null;
}

/**
 * Whether the age of a contact is over the limit: what an adviser is told. That nobody knows when it was checked is for whoever
 * edits the guide to mend, and is said in its report and to supervisors.
 */
export function isContactOutdated(
  contact: Pick<Contact, 'checkedOn' | 'address' | 'hours' | 'price'>,
  today: string,
  maxAgeDays: number,
): boolean {
  return contactAgeDays(contact, today) !== null && isContactStale(contact, today, maxAgeDays);
}

/** @returns true if it was checked longer ago than `maxAgeDays`, or nobody knows when. */
export function isContactStale(
  contact: Pick<Contact, 'checkedOn' | 'address' | 'hours' | 'price'>,
  today: string,
  maxAgeDays: number,
): boolean {
  if (hasNothingToCheck(contact)) return false;
  const ageDays = contactAgeDays(contact, today);
  return ageDays === null || ageDays > maxAgeDays;
}

/** How old a contact's last check is. Step `guide` of the flow; pure. */
import type { ContactAge } from '../vocabulary.ts';
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

type Checked = Pick<Contact, 'checkedOn' | 'address' | 'hours' | 'price'>;

/** @returns `unknown` where nobody knows when it was checked */
export function contactAge(contact: Checked, today: string, maxAgeDays: number): ContactAge {
  if (hasNothingToCheck(contact)) return 'nothing-to-check';
  const ageDays = contactAgeDays(contact, today);
  if (ageDays === null) return 'unknown';
  return ageDays > maxAgeDays ? 'outdated' : 'checked';
}

/**
 * Whether the age of a contact is over the limit: what an adviser is told. That nobody knows when it was checked is for whoever
 * edits the guide to mend, and is said in its report and to supervisors.
 */
export function isContactOutdated(contact: Checked, today: string, maxAgeDays: number): boolean {
  return contactAge(contact, today, maxAgeDays) === 'outdated';
}

/** @returns true if it was checked longer ago than `maxAgeDays`, or nobody knows when. */
export function isContactStale(contact: Checked, today: string, maxAgeDays: number): boolean {
  const age = contactAge(contact, today, maxAgeDays);
  return age === 'outdated' || age === 'unknown';
}

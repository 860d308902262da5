import type { Page } from 'playwright-core';

const looks = 8;
const pauseMs = 250;

/**
 * Examines the page until nothing is found: what is gone a moment later, nobody can meet, and how long a moment is depends on
 * what else the machine does.
 * @returns what is still found at the last look, seconds after the first; empty where there is nothing
 */
export async function lastingFaults(page: Page, examine: (page: Page) => Promise<string[]>): Promise<string[]> {
  let faults = await examine(page);
  for (let again = 1; again < looks && faults.length > 0; again++) {
    await page.waitForTimeout(pauseMs);
    faults = await examine(page);
  }
  return faults;
}

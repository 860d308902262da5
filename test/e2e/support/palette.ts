/** The command palette, by which a test goes anywhere with the keyboard. */
import type { Page } from 'playwright-core';
import { hasFocus } from './vigie.ts';

/** Types a few letters of a command into the palette and runs it. */
export async function runCommand(page: Page, label: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await hasFocus(page.getByRole('combobox'));
  await page.keyboard.type(label);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

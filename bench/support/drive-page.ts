/** A call as an adviser works through it, by keys alone, with the times of what is waited for. */
import type { Page } from 'playwright-core';
import { fr } from '../../src/renderer/text/fr.ts';
import { type Answer, type Answered, timeKey } from './page-timing.ts';

const verdictShown: Answer = { selector: '[data-verdict] h2' };
const stepShown: Answer = { selector: '[data-verdict] ~ div section h2[tabindex="-1"]' };
/** The numbers between its pages come once the sheet lies in its frame; one of a single page would have none. */
const previewShown: Answer = { selector: '[role=dialog] iframe ~ span' };
const deskShown: Answer = { selector: 'h2', text: fr['home.title'] };
/** Its first word: what stands between it and the path is a matter of typography. */
const savedShown: Answer = { selector: '[role=dialog] p', text: /^\p{L}+/u.exec(fr['sheet.saved'])?.[0] ?? '' };

const heading = (page: Page) => page.getByRole('heading', { name: fr['home.title'] });

/** At the gate. @returns from the key to the desk */
export async function timeUnlock(page: Page, passphrase: string): Promise<Answered> {
  await page.getByLabel(fr['unlock.passphrase'], { exact: true }).fill(passphrase);
  // What comes right after is measured too: the driver does not give the desk time to finish.
  return await timeKey(page, 'Enter', deskShown, 0);
}

/** From the desk to a filled field and an authenticated caller: all that is left is Enter. */
export async function beginCall(page: Page, identifier: string): Promise<void> {
  await page.keyboard.press('F2');
  const field = page.getByLabel(fr['identifier.label'], { exact: true });
  await field.waitFor();
  await page.keyboard.press('F3');
  await field.fill(identifier);
}

export async function timeVerdict(page: Page, afterMs?: number): Promise<Answered> {
  return await timeKey(page, 'Enter', verdictShown, afterMs);
}

/** Past the first questions, to the first step. */
export async function skipQuestions(page: Page): Promise<void> {
  const card = page.getByRole('region', { name: fr['triage.title'] });
  await card.waitFor();
  await page.keyboard.press('Control+Enter');
  await card.waitFor({ state: 'detached' });
}

/** Settles the step that is shown as done. @returns until the next one is shown */
export async function timeStep(page: Page, afterMs?: number): Promise<Answered> {
  return await timeKey(page, '1', stepShown, afterMs);
}

export async function timePreview(page: Page, afterMs?: number): Promise<Answered> {
  return await timeKey(page, 'Control+p', previewShown, afterMs);
}

/** With the sheet on screen. @returns until its file is said to be saved */
export async function timeSave(page: Page): Promise<Answered> {
  await page.getByRole('dialog').getByRole('button', { name: fr['sheet.save'] }).focus();
  return await timeKey(page, 'Enter', savedShown);
}

export async function closeSheet(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

/** Back to the desk. The steps that are left stay open, as in a call that was cut short. */
export async function endCall(page: Page): Promise<void> {
  await page.keyboard.press('F2');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Enter');
  await heading(page).waitFor();
}

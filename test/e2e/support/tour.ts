/** Every state of the interface that a person meets in a day, one after the other, with the keyboard. */
import type { Page } from 'playwright-core';
import { inject } from 'vitest';
import { hasFocus, type TextKey, words } from './vigie.ts';

/** Types a few letters of a command into the palette and runs it. */
export async function runCommand(page: Page, label: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await hasFocus(page.getByRole('combobox'));
  await page.keyboard.type(label);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

/**
 * From an unlocked desk without a call, back to it. @param visit called at each state, with its name; leaves it as it was
 */
export async function tour(page: Page, locale: 'fr' | 'en', visit: (state: string) => Promise<void>): Promise<void> {
  const { set } = inject('prepared');
  const listed = set.known.listed.find((text) => /^[12]/.test(text)) ?? '';
  const say = (key: TextKey) => words(key, locale);
  const heading = (key: TextKey) => page.getByRole('heading', { name: say(key) }).first();

  await heading('home.title').waitFor();
  await visit('desk');
  for (const [place, title] of [
    ['cases', 'cases.title'],
    ['sets', 'packs.title'],
    ['settings', 'settings.title'],
  ] as const) {
    await runCommand(page, say(title));
    await heading(title).waitFor();
    await visit(place);
  }

  for (const [dialog, key] of [
    ['palette', 'Control+k'],
    ['shortcuts', 'F1'],
  ] as const) {
    await page.keyboard.press(key);
    await page.getByRole('dialog').waitFor();
    await visit(dialog);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }

  await page.keyboard.press('F2');
  await hasFocus(page.getByLabel(say('identifier.label')));
  await visit('call');
  // One digit is wrong: the key tells, and suggestions come up.
  await page.keyboard.type(listed.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10)));
  await page.getByText(say('identifier.key.wrong')).first().waitFor();
  await visit('wrong key');
  await page.getByLabel(say('identifier.label')).fill(listed);
  await page.getByText(say('identifier.key.valid')).first().waitFor();
  await page.keyboard.press('F3');
  await page.keyboard.press('Enter');
  await heading('verdict.listed').waitFor();
  await visit('listed');

  await page.keyboard.press('3');
  await visit('step put off');
  await runCommand(page, say('wrap.title'));
  await heading('wrap.title').waitFor();
  await visit('wrap-up');

  await page.keyboard.press('Control+p');
  await page.locator('iframe').waitFor();
  await visit('sheet');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });

  await page.keyboard.press('F2');
  await page.getByRole('dialog').waitFor();
  await visit('leave');
  await page
    .getByRole('dialog')
    .getByRole('button')
    .filter({ hasText: say('leave.close') })
    .click();
  await heading('home.title').waitFor();
}

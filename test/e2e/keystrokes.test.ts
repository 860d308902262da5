/** A whole call with the keyboard alone, and how many keys it takes besides the identifier itself. */

import { existsSync } from 'node:fs';
import { describe, expect, inject, it } from 'vitest';
import { mostPhoneActions } from '../../src/core/guide/plan.ts';
import { withLaunchedDesk } from './support/desk.ts';
import { answerFirstQuestions, hasFocus, readTree, words } from './support/vigie.ts';

const { set } = inject('prepared');
const listed = set.known.listed.find((text) => /^[12]/.test(text)) ?? '';

const desk = withLaunchedDesk({ prepared: true });

describe('a call from the desk to the desk', () => {
  it('takes one key for each step and each first question, and nine for all the rest', async () => {
    let presses = 0;
    const press = async (key: string): Promise<void> => {
      presses++;
      await desk.page.keyboard.press(key);
    };
    const wrapUp = desk.page.getByRole('heading', { name: words('wrap.title') });
    const stepTitle = desk.page.locator('h2[tabindex="-1"]').last();

    await press('F2');
    await hasFocus(desk.page.getByLabel(words('identifier.label')));
    await desk.page.keyboard.type(listed);
    await press('F3');
    await press('Enter');
    await desk.page.getByRole('heading', { name: words('verdict.listed') }).waitFor();
    expect(await answerFirstQuestions(desk.page)).toBe(5);

    let steps = 0;
    while (!(await wrapUp.isVisible()) && steps < 40) {
      const title = await stepTitle.textContent();
      await press('1');
      steps++;
      await expect
        .poll(async () => (await wrapUp.isVisible()) || (await stepTitle.textContent()) !== title, { interval: 30 })
        .toBe(true);
    }
    expect(steps).toBeGreaterThanOrEqual(mostPhoneActions);

    await press('Control+p');
    await desk.page.locator('iframe').waitFor();
    const dialog = desk.page.getByRole('dialog');
    await hasFocus(dialog.getByRole('button', { name: words('sheet.print') }));
    const save = dialog.getByRole('button', { name: words('sheet.save') });
    while (!(await save.evaluate((element) => element === document.activeElement))) await press('Tab');
    await press('Enter');
    await expect.poll(() => existsSync(desk.saveDir) && readTree(desk.saveDir).length).toBe(1);
    await press('Escape');
    await press('F2');
    await dialog.waitFor();
    await press('Enter');
    await desk.page.getByRole('heading', { name: words('home.title') }).waitFor();

    expect({ besidesSteps: presses - steps }).toEqual({ besidesSteps: 9 });
  });

  it('raised no error that nobody saw', () => {
    expect(desk.faults).toEqual([]);
  });
});

/** The gate: wrong passphrases and their delay, the idle lock, the lock in the middle of a call and the way back. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { TestClock } from '../app/harness.ts';
import { makeWorkspace } from './support/make-set.ts';
import {
  callFromPage,
  check,
  hasFocus,
  type Launched,
  launch,
  picture,
  shellName,
  unlock,
  words,
} from './support/vigie.ts';

const workspace = makeWorkspace();
const clock = new TestClock();
const { set } = inject('prepared');
const listed = set.known.listed.find((text) => /^[12]/.test(text)) ?? '';

let vigie: Launched;
let page: Page;
beforeAll(async () => {
  clock.ms = Date.now();
  vigie = await launch(workspace.dir, { prepared: true, clock });
  page = vigie.page;
});
afterAll(async () => {
  await vigie?.close();
  workspace.remove();
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await picture(page, task.name);
});

const field = () => page.getByLabel(words('unlock.passphrase'), { exact: true });

describe('unlocking', () => {
  it('says that a passphrase is wrong, then makes one wait, whatever page is loaded meanwhile', async () => {
    for (let attempts = 0; attempts < 3; attempts++) {
      await hasFocus(field());
      await page.keyboard.type(`fausse phrase numéro ${attempts}`);
      await page.keyboard.press('Enter');
      await page.getByText(words('unlock.wrong')).waitFor();
      expect(await field().inputValue()).toBe('');
    }
    await page.getByRole('timer').waitFor();
    expect(await field().isDisabled()).toBe(true);
    // Around the countdown: a page that was loaded anew, and a call past the screens.
    await page.reload();
    const answer = await callFromPage(page, 'unlock', { passphrase: inject('prepared').passphrase });
    expect(answer).toMatchObject({ ok: false, problem: { code: 'unlock-delayed' } });
  });

  it('opens once the delay has passed', async () => {
    // Five seconds after the third failure; Electron's clock is the machine's.
    if (shellName === 'chromium') clock.ms += 6_000;
    else await page.waitForTimeout(6_000);
    await page.reload();
    await unlock(page);
  });
});

describe('locking in the middle of a call', () => {
  let reference = '';

  it('hides the call at once, and gives it back after unlocking, without the identifier', async () => {
    await check(page, listed, 'verdict.listed');
    await page.keyboard.press('1');
    reference =
      (await page
        .getByText(/VG-[0-9A-Z]{4}-[0-9A-Z]{4}/)
        .first()
        .textContent()) ?? '';
    await page.keyboard.press('Control+l');
    await hasFocus(field());
    expect(await page.content()).not.toContain(reference);
    await page.getByText(words('locked.asked')).waitFor();

    await unlock(page);
    await page.getByRole('button', { name: words('home.resume').replace('{reference}', reference) }).click();
    await page.getByText(reference).first().waitFor();
    const found = await callFromPage(page, 'readCase', { reference });
    if (!found.ok) throw new Error(found.problem.code);
    expect(found.value.plan.steps.filter(({ outcome }) => outcome?.kind === 'done')).toHaveLength(1);
    expect(JSON.stringify(found.value)).not.toContain(listed);
  });

  it.skipIf(shellName === 'electron')('locks by itself when nobody is there', async () => {
    clock.ms += 6 * 60_000;
    // Whoever touches the keyboard after that finds it locked: the key itself does nothing more.
    await page.keyboard.press('1');
    await hasFocus(field());
    await page.getByText(words('locked.idle')).waitFor();
    expect(await page.content()).not.toContain(reference);
  });

  it('raised no error that nobody saw', () => {
    expect(vigie.faults).toEqual([]);
  });
});

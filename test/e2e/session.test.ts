/** The gate: wrong passphrases and their delay, the idle lock, the lock in the middle of a call and the way back. */
import { describe, expect, inject, it } from 'vitest';
import { TestClock } from '../app/harness.ts';
import { withLaunchedDesk } from './support/desk.ts';
import { callFromPage, check, hasFocus, shellName, unlock, words } from './support/vigie.ts';

const clock = new TestClock();
clock.ms = Date.now();
const { set } = inject('prepared');
const listed = set.known.listed.find((text) => /^[12]/.test(text)) ?? '';

const desk = withLaunchedDesk({ prepared: true, clock, unlocked: false });

const field = () => desk.page.getByLabel(words('unlock.passphrase'), { exact: true });

describe('unlocking', () => {
  it('says that a passphrase is wrong, then makes one wait, whatever page is loaded meanwhile', async () => {
    for (let attempts = 0; attempts < 3; attempts++) {
      await hasFocus(field());
      await desk.page.keyboard.type(`fausse phrase numéro ${attempts}`);
      await desk.page.keyboard.press('Enter');
      await desk.page.getByText(words('unlock.wrong')).first().waitFor();
      expect(await field().inputValue()).toBe('');
    }
    await desk.page.getByRole('timer').waitFor();
    // Read-only, not disabled: whoever waits still has the focus there.
    expect(await field().isEditable()).toBe(false);
    await hasFocus(field());
    // Around the countdown: a page that was loaded anew, and a call past the screens.
    await desk.page.reload();
    const answer = await callFromPage(desk.page, 'unlock', { passphrase: inject('prepared').passphrase });
    expect(answer).toMatchObject({ ok: false, problem: { code: 'unlock-delayed' } });
  });

  it('opens once the delay has passed', async () => {
    // Five seconds after the third failure; Electron's clock is the machine's.
    if (shellName === 'chromium') clock.ms += 6_000;
    else await desk.page.waitForTimeout(6_000);
    await desk.page.reload();
    await unlock(desk.page);
  });
});

describe('locking in the middle of a call', () => {
  let reference = '';

  it('hides the call at once, and gives it back after unlocking, without the identifier', async () => {
    await check(desk.page, listed, 'verdict.listed');
    await desk.page.keyboard.press('1');
    reference =
      (await desk.page
        .getByText(/VG-[0-9A-Z]{4}-[0-9A-Z]{4}/)
        .first()
        .textContent()) ?? '';
    await desk.page.keyboard.press('Control+l');
    await hasFocus(field());
    expect(await desk.page.content()).not.toContain(reference);
    await desk.page.getByText(words('locked.asked')).waitFor();

    await unlock(desk.page);
    await desk.page.getByRole('button', { name: words('home.resume').replace('{reference}', reference) }).click();
    await desk.page.getByText(reference).first().waitFor();
    const found = await callFromPage(desk.page, 'readCase', { reference });
    if (!found.ok) throw new Error(found.problem.code);
    expect(found.value.plan.steps.filter(({ outcome }) => outcome?.kind === 'done')).toHaveLength(1);
    expect(JSON.stringify(found.value)).not.toContain(listed);
  });

  it.skipIf(shellName === 'electron')('locks by itself when nobody is there', async () => {
    // The page tells of keys once a second at most; one that it does not tell of locks nothing.
    await desk.page.waitForTimeout(1_100);
    clock.ms += 6 * 60_000;
    // Whoever touches the keyboard after that finds it locked: the key itself does nothing more.
    await desk.page.keyboard.press('1');
    await hasFocus(field());
    await desk.page.getByText(words('locked.idle')).waitFor();
    expect(await desk.page.content()).not.toContain(reference);
  });

  it.skipIf(shellName === 'electron')(
    'is locked, and no blank window, for whoever loads the page anew meanwhile',
    async () => {
      await unlock(desk.page);
      await desk.page.keyboard.press('Control+l');
      for (let times = 0; times < 3; times++) await desk.page.reload().catch(() => undefined);
      await hasFocus(field());
    },
  );

  it('raised no error that nobody saw', () => {
    expect(desk.faults).toEqual([]);
  });
});

/**
 * What a person who does not see the screen is told where a call does not go straight on: every sentence that stands in a live
 * region, in its order, and where the focus is, which is never the page's body. Whole calls are in `calls.test.ts`.
 */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { projectRoot } from '../../scripts/lib/project.mjs';
import { withLaunchedDesk } from './support/desk.ts';
import { focusOnBody, forgetHeard, heardBy, listen } from './support/listening.ts';
import { makeWorkspace } from './support/make-set.ts';
import { runCommand } from './support/palette.ts';
import {
  answerFirstQuestions,
  check,
  checkAndStay,
  hasFocus,
  shellName,
  type TextKey,
  words,
} from './support/vigie.ts';

const { set } = inject('prepared');
const numbersOf = (texts: readonly string[]) => texts.filter((text) => /^[12]/.test(text));
const [listed = '', ...others] = numbersOf(set.known.listed);
const absent = numbersOf(set.known.absent);
const desk = withLaunchedDesk({ prepared: true });
const { dir: resourcesDir, remove } = makeWorkspace();
placeGuideWithoutBeside();
const sideDesk = withLaunchedDesk({ prepared: true, resourcesDir });
afterAll(remove);

/** A guide, as an organisation may edit it, in which every question that comes after the first ones is asked at the side. */
function placeGuideWithoutBeside(): void {
  cpSync(join(projectRoot, 'resources'), resourcesDir, { recursive: true });
  const path = join(resourcesDir, 'guide', 'questions.json');
  const file = JSON.parse(readFileSync(path, 'utf8')) as { questions: { beside?: unknown }[] };
  for (const question of file.questions) delete question.beside;
  writeFileSync(path, JSON.stringify(file));
}

const heard = () => heardBy(desk.page);
const inRegions = async () => (await heard()).filter(({ region }) => region !== 'focus').map(({ text }) => text);

beforeAll(() => listen(desk.page));

describe('the regions', () => {
  it('are in the page before anything is said in them', async () => {
    await desk.page.reload();
    const empty = await desk.page.evaluate(() =>
      ['said', 'said-at-once'].map((id) => {
        const element = document.getElementById(id);
        return [element?.getAttribute('aria-live'), element?.textContent];
      }),
    );
    expect(empty).toEqual([
      ['polite', ''],
      ['assertive', ''],
    ]);
  });

  it('are the only ones: nothing that stands still is a status', async () => {
    await desk.page.getByRole('heading', { name: words('home.title') }).waitFor();
    await listen(desk.page);
    const others = await desk.page
      .locator('#root :is([role=status], [role=alert], [aria-live])')
      .evaluateAll((elements) => elements.map(({ outerHTML }) => outerHTML));
    expect(others).toEqual([]);
  });
});

describe('a verdict', () => {
  it('of the check before is not said again with the next call', async () => {
    await check(desk.page, absent[0] ?? '', 'verdict.absent');
    await leave();
    await forgetHeard(desk.page);
    await desk.page.keyboard.press('F2');
    await hasFocus(desk.page.getByLabel(words('identifier.label')));
    await desk.page.waitForTimeout(500);
    expect((await inRegions()).filter((text) => text.startsWith(words('verdict.absent')))).toEqual([]);
    await leave();
  });

  it('says how many of the first questions are left unasked when they are passed', async () => {
    await forgetHeard(desk.page);
    await check(desk.page, listed, 'verdict.listed');
    const left = '5 premières questions n’ont pas été posées.';
    await expect.poll(async () => (await inRegions()).includes(left)).toBe(true);
    const again = desk.page.getByRole('button', { name: words('triage.again') });
    expect(await again.textContent()).toContain('5 non posées');
    await leave();
  });
});

describe('whatever is done', () => {
  const button = (key: TextKey) => desk.page.getByRole('button', { name: words(key), exact: true }).first();

  it('the focus goes to the step after the last of the first questions', async () => {
    await checkAndStay(desk.page, listed, 'verdict.listed');
    await answerFirstQuestions(desk.page, '?');
    await hasFocus(desk.page.locator('h2[data-focus-home]'));
  });

  // Electron has its resources with it.
  it.skipIf(shellName === 'electron')(
    'the focus stays with the question at the side that follows the answered one',
    async () => {
      await check(sideDesk.page, listed, 'verdict.listed');
      const questions = sideDesk.page.getByRole('region', { name: words('question.title') });
      const asked = questions.locator('fieldset');
      const first = await asked.getAttribute('aria-label');
      await questions.getByRole('button', { name: words('question.no'), exact: true }).press('Enter');
      await expect.poll(() => asked.getAttribute('aria-label')).not.toBe(first);
      expect(await asked.evaluate((element) => element === document.activeElement)).toBe(true);
      expect(sideDesk.faults).toEqual([]);
    },
  );

  it('the focus goes to the next step, to the form of an outcome, and back from it', async () => {
    const title = desk.page.locator('h2[data-focus-home]');
    await desk.page.keyboard.press('1');
    await hasFocus(title);
    await desk.page.keyboard.press('3');
    await hasFocus(desk.page.locator('form input'));
    // With the form open, a digit is no outcome: not in its field, and not on its buttons.
    const settled = () => desk.page.locator('[data-settled]').count();
    const before = await settled();
    await desk.page.keyboard.press('1');
    await button('common.cancel').focus();
    for (const digit of ['1', '2', '3', '4']) await desk.page.keyboard.press(digit);
    await desk.page.waitForTimeout(50);
    expect([await settled(), await desk.page.locator('form input').count()]).toEqual([before, 1]);
    await button('common.cancel').press('Enter');
    await hasFocus(title);
    await desk.page.keyboard.press('4');
    await hasFocus(desk.page.getByLabel(words('guide.reason')));
    await desk.page.keyboard.press('Escape');
    await hasFocus(title);
    await desk.page.keyboard.press('1');
    await desk.page.keyboard.press('Control+z');
    await button('guide.undo').waitFor({ state: 'detached' });
  });

  it('the focus survives every screen, dialog and place of the palette', async () => {
    for (const key of ['cases.title', 'packs.title', 'supervisor.title', 'settings.title', 'wrap.title'] as const) {
      await runCommand(desk.page, words(key));
      await desk.page.keyboard.press('F1');
      await desk.page.getByRole('dialog').waitFor();
      await desk.page.keyboard.press('Escape');
      await desk.page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    await leave();
    expect(await focusOnBody(desk.page)).toEqual([]);
  });
});

describe('a stop of the look-ups', () => {
  it('is said at once, whole, with its reason; nothing overwrites it', async () => {
    await forgetHeard(desk.page);
    await desk.page.keyboard.press('F2');
    const field = desk.page.getByLabel(words('identifier.label'));
    await hasFocus(field);
    await desk.page.keyboard.press('F3');
    const blocked = desk.page.getByText(words('quota.blocked')).first();
    const numbers = [...others, ...absent];
    for (const number of [...numbers, ...numbers].slice(0, 24)) {
      if ((await blocked.count()) > 0) break;
      if ((await field.count()) === 0) await runCommand(desk.page, words('check.another'));
      await field.fill(number);
      await field.press('Enter');
      await blocked.or(desk.page.locator('[data-verdict]')).first().waitFor();
    }
    await blocked.waitFor();
    await expect
      .poll(async () => (await heard()).filter(({ region }) => region === 'said-at-once').map(({ text }) => text), {
        timeout: 60_000,
      })
      .toContainEqual(expect.stringContaining(`${words('quota.blocked')}.`));
  });

  it('leaves the focus somewhere, and raised no error that nobody saw', async () => {
    expect(await focusOnBody(desk.page)).toEqual([]);
    expect(desk.faults).toEqual([]);
  });
});

async function leave(): Promise<void> {
  await desk.page.keyboard.press('F2');
  await desk.page.getByRole('dialog').waitFor();
  await desk.page.keyboard.press('Enter');
  await desk.page.getByRole('heading', { name: words('home.title') }).waitFor();
}

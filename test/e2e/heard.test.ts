/**
 * What a person who does not see the screen is told: every sentence that stands in a live region, in its order, and where the
 * focus is, watched through whole calls. The focus is never on the page's body.
 */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { projectRoot } from '../../scripts/lib/project.mjs';
import { withLaunchedDesk } from './support/desk.ts';
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

interface Heard {
  readonly region: 'said' | 'said-at-once' | 'focus';
  readonly text: string;
  /** Of the focus: what stood in the assertive region when it came. */
  readonly saidBefore?: string;
}
type Listening = Window & { heard: Heard[]; onBody: string[] };

/** From now on: what the regions say, what the focus comes to, and when it is on the body. */
const listen = () =>
  desk.page.evaluate(() => {
    const heard: Heard[] = [];
    // The spaces of French typography do not break.
    const plain = (text: string) => text.replace(/\s/g, ' ');
    const onBody: string[] = [];
    Object.assign(window, { heard, onBody });
    for (const region of ['said', 'said-at-once'] as const) {
      const element = document.getElementById(region);
      if (element === null) throw new Error(`no region ${region}`);
      new MutationObserver(() => {
        if (element.textContent !== '') heard.push({ region, text: plain(element.textContent) });
      }).observe(element, { childList: true, characterData: true, subtree: true });
    }
    const look = () => {
      if (document.activeElement !== document.body && document.activeElement !== null) return;
      onBody.push([...document.querySelectorAll('h1, h2')].map((title) => title.textContent).join(' / '));
    };
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true, attributes: true });
    const everyFrame = () => {
      look();
      requestAnimationFrame(everyFrame);
    };
    everyFrame();
    document.addEventListener('focusin', ({ target }) => {
      if (target instanceof HTMLElement) {
        const saidBefore = plain(document.getElementById('said-at-once')?.textContent ?? '');
        heard.push({ region: 'focus', text: plain(target.textContent), saidBefore });
      }
    });
  });
const heard = () => desk.page.evaluate(() => (window as unknown as Listening).heard);
const forget = () =>
  desk.page.evaluate(() => {
    (window as unknown as Listening).heard.length = 0;
  });
const onBody = () => desk.page.evaluate(() => (window as unknown as Listening).onBody);
const inRegions = async () => (await heard()).filter(({ region }) => region !== 'focus').map(({ text }) => text);

beforeAll(listen);

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
    await listen();
    const others = await desk.page
      .locator('#root :is([role=status], [role=alert], [aria-live])')
      .evaluateAll((elements) => elements.map(({ outerHTML }) => outerHTML));
    expect(others).toEqual([]);
  });
});

describe('a verdict', () => {
  it.each([
    ['listed', listed, 'verdict.listed', 'verdict.listed-sub'],
    ['absent', absent[0] ?? '', 'verdict.absent', 'verdict.absent-caution'],
  ] as const)(
    '%s is said with its caution first, then has the focus, and the step comes after',
    async (_name, number, title, sub) => {
      await forget();
      await check(desk.page, number, title);
      const sentence = `${words(title)}. ${words(sub)}`;
      const step = words('guide.step-now').split('{')[0] ?? '';
      await expect.poll(async () => (await inRegions()).some((text) => text.startsWith(step))).toBe(true);
      const all = await heard();
      const at = (text: string) => all.findIndex((entry) => entry.text.startsWith(text) && entry.region !== 'focus');
      const focus = all.find(({ region, text }) => region === 'focus' && text === words(title));
      expect(all[at(sentence)]?.region).toBe('said-at-once');
      expect(focus?.saidBefore).toBe(sentence);
      expect(at(sentence)).toBeLessThan(at(step));
      expect(all[at(step)]?.region).toBe('said');
      await hasFocus(desk.page.getByRole('heading', { name: words(title) }));
      await leave();
    },
  );

  it('of the check before is not said again with the next call', async () => {
    await forget();
    await desk.page.keyboard.press('F2');
    await hasFocus(desk.page.getByLabel(words('identifier.label')));
    await desk.page.waitForTimeout(500);
    expect((await inRegions()).filter((text) => text.startsWith(words('verdict.absent')))).toEqual([]);
    await leave();
  });
});

describe('whatever is done', () => {
  const button = (key: TextKey) => desk.page.getByRole('button', { name: words(key), exact: true }).first();

  it('the focus stays with the question that follows the answered one, and goes to the step after the last', async () => {
    await forget();
    await checkAndStay(desk.page, listed, 'verdict.listed');
    const asked = desk.page.getByRole('region', { name: words('triage.title') }).locator('h2');
    const first = (await asked.textContent()) ?? '';
    await expect
      .poll(async () => (await inRegions()).some((text) => text.endsWith(first.replace(/\s/g, ' '))))
      .toBe(true);
    await desk.page.keyboard.press('n');
    await expect.poll(() => asked.textContent()).not.toBe(first);
    await hasFocus(asked);
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
      await questions
        .getByRole('button')
        .filter({ hasText: words('question.no') })
        .press('Enter');
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
    expect(await onBody()).toEqual([]);
  });
});

describe('a stop of the look-ups', () => {
  it('is said at once, whole, with its reason; nothing overwrites it', async () => {
    await forget();
    await desk.page.keyboard.press('F2');
    const field = desk.page.getByLabel(words('identifier.label'));
    await hasFocus(field);
    await desk.page.keyboard.press('F3');
    const blocked = desk.page.getByText(words('quota.blocked')).first();
    for (const number of [...others, ...absent].slice(0, 16)) {
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
    expect(await onBody()).toEqual([]);
    expect(desk.faults).toEqual([]);
  });
});

async function leave(): Promise<void> {
  await desk.page.keyboard.press('F2');
  await desk.page.getByRole('dialog').waitFor();
  await desk.page.keyboard.press('Enter');
  await desk.page.getByRole('heading', { name: words('home.title') }).waitFor();
}

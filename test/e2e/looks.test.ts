/**
 * How it fits and follows the preferences: text at 200 %, the smallest window, the language and the theme changed while
 * one works. axe in every state and theme is in `pictures-axe.test.ts`, longer texts in `pseudo-locale.test.ts`.
 */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityFaults } from './support/accessibility.ts';
import { clippedTexts, sidewaysScroll } from './support/layout.ts';
import { makeWorkspace } from './support/make-set.ts';
import { runCommand, tour } from './support/tour.ts';
import { hasFocus, type Launched, launch, picture, unlock, words } from './support/vigie.ts';

const workspace = makeWorkspace();
let vigie: Launched;
let page: Page;
beforeAll(async () => {
  vigie = await launch(workspace.dir, { prepared: true });
  page = vigie.page;
  await unlock(page);
});
afterAll(async () => {
  await vigie?.close();
  workspace.remove();
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await picture(page, task.name);
});

const usual = { width: 1280, height: 800 };
/** What 1280 × 800 leaves at 200 %: WCAG 2.2 §1.4.4, and §1.4.10 asks for no sideways scrolling down to 320. */
const doubled = { width: 640, height: 400 };
/** The smallest window that the shells allow. */
const smallest = { width: 1024, height: 700 };

/** Collects what the visits find: each fault once, with the states that have it. */
function collect() {
  const states = new Map<string, string[]>();
  return {
    add(state: string, faults: readonly string[]): void {
      for (const fault of faults) states.set(fault, [...(states.get(fault) ?? []), state]);
    },
    list: () => [...states].map(([fault, where]) => `${fault} [${where.join(', ')}]`),
  };
}

describe('the measures themselves', () => {
  it('find text that is cut off, and a page that is too wide', async () => {
    const plant = (css: string, text: string) =>
      page.evaluate(
        ([style, words]) => {
          const box = document.createElement('p');
          box.id = 'planted';
          box.style.cssText = style ?? '';
          box.textContent = words ?? '';
          document.body.append(box);
        },
        [css, text],
      );
    const remove = () => page.evaluate(() => document.getElementById('planted')?.remove());
    await plant('width:40px;overflow:hidden;white-space:nowrap', 'Assurance maladie');
    expect(await clippedTexts(page)).toHaveLength(1);
    await remove();
    await plant('position:absolute;left:0;width:3000px', 'Assurance maladie');
    expect(await sidewaysScroll(page)).not.toEqual([]);
    await remove();
    expect([...(await clippedTexts(page)), ...(await sidewaysScroll(page))]).toEqual([]);
  });
});

describe('every state of the interface', () => {
  it('fits at 200 % without sideways scrolling, and is whole in the smallest window', async () => {
    const { add, list } = collect();
    await runCommand(page, words('palette.theme').replace('{theme}', words('theme.dark')));
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
    await tour(page, 'fr', async (state) => {
      await page.setViewportSize(doubled);
      add(`${state} at 200 %`, await sidewaysScroll(page));
      await page.setViewportSize(smallest);
      add(`${state}, smallest window`, [...(await clippedTexts(page)), ...(await sidewaysScroll(page))]);
      await page.setViewportSize(usual);
    });
    expect(list()).toEqual([]);
  });

  it('changes its language without being loaded again, dates and page language with it', async () => {
    await page.evaluate(() => Object.assign(window, { wasHere: true }));
    await runCommand(page, 'English');
    await page.getByRole('heading', { name: words('home.title', 'en') }).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
    expect(await page.evaluate(() => 'wasHere' in window)).toBe(true);
    expect(await page.getByText(words('home.title')).count()).toBe(0);
  });

  it('changes its theme from the palette, in the language that was chosen', async () => {
    await runCommand(page, words('palette.theme', 'en').replace('{theme}', words('theme.contrast', 'en')));
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('contrast');
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it('keeps language and theme on the lock screen, and after it is loaded again', async () => {
    await page.keyboard.press('Control+l');
    await hasFocus(page.getByLabel(words('unlock.passphrase', 'en'), { exact: true }));
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.reload();
    await page.getByRole('heading', { name: words('unlock.title', 'en') }).waitFor();
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('contrast');
    await page.setViewportSize(doubled);
    expect(await sidewaysScroll(page)).toEqual([]);
    await page.setViewportSize(usual);
  });

  it('raised no error that nobody saw', () => {
    expect(vigie.faults).toEqual([]);
  });
});

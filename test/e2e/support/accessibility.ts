/**
 * axe over the page as it is: every rule, those of WCAG 2.2 level AA and axe's own best practices. The frame of the
 * sheet's preview runs no script, so axe cannot enter it: the sheet has its own tests, as a tagged PDF.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
import { lastingFaults } from './lasting-faults.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
// `target-size` (WCAG 2.2, 2.5.8: 24 px, or as much room around) is not among the rules that axe runs unasked.
const runOptions: RunOptions = {
  iframes: false,
  resultTypes: ['violations'],
  rules: { 'target-size': { enabled: true } },
};

/** What a call is made with: filled buttons, and the big ones that are not Mantine's. At least 44 px high and wide. */
const primary = [
  'button[data-variant="filled"]',
  ...['heroButton', 'heroResume', 'checkButton', 'bandButton', 'railItem'].map((name) => `button[class*="_${name}_"]`),
  '[class*="_outcomes_"] > button',
  'label[class*="_auth_"]',
].join(', ');
const primaryPx = 44;

async function smallPrimaryTargets(page: Page): Promise<string[]> {
  return await page.evaluate(
    ([selector, least]) =>
      [...document.querySelectorAll<HTMLElement>(selector)]
        .filter((element) => element.checkVisibility({ visibilityProperty: true }))
        .map((element) => ({ element, box: element.getBoundingClientRect() }))
        .filter(({ box }) => Math.min(box.width, box.height) < least - 0.5)
        .map(({ element, box }) => `small primary target, ${box.width} × ${box.height}: ${element.textContent}`),
    [primary, primaryPx] as const,
  );
}

async function audit(page: Page): Promise<string[]> {
  const small = await smallPrimaryTargets(page);
  const { violations } = await page.evaluate<AxeResults>(`axe.run(document, ${JSON.stringify(runOptions)})`);
  return [...small, ...violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`))];
}

/** @returns a line for each violation; empty where there is none */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axeSource);
  // A dialog gets its name one frame after it opens.
  return await lastingFaults(page, audit);
}

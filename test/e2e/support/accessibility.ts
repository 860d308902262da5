/**
 * axe over the page as it is: every rule, those of WCAG 2.2 level AA and axe's own best practices. The frame of the
 * sheet's preview runs no script, so axe cannot enter it: the sheet has its own tests, as a tagged PDF.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const runOptions: RunOptions = { iframes: false, resultTypes: ['violations'] };

async function audit(page: Page): Promise<string[]> {
  const { violations } = await page.evaluate<AxeResults>(`axe.run(document, ${JSON.stringify(runOptions)})`);
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
}

/** @returns a line for each violation; empty where there is none */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axeSource);
  const faults = await audit(page);
  if (faults.length === 0) return [];
  // A dialog gets its name one frame after it opens: what nobody can meet is no fault.
  await page.waitForTimeout(300);
  return await audit(page);
}

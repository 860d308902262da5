/** When the product must not answer: a set damaged under its feet, and an adviser who checks too many people. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { accessibilityFaults } from './support/accessibility.ts';
import { makeWorkspace } from './support/make-set.ts';
import { callFromPage, check, hasFocus, type Launched, launch, picture, unlock, words } from './support/vigie.ts';

const workspace = makeWorkspace();
const { set } = inject('prepared');
const [listed = ''] = set.known.listed.filter((text) => /^[12]/.test(text));
const [absent = '', ...others] = set.known.absent.filter((text) => /^[12]/.test(text));

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

async function endCall(): Promise<void> {
  await page.keyboard.press('F2');
  await page
    .getByRole('dialog')
    .getByRole('button')
    .filter({ hasText: words('leave.close') })
    .click();
  await page.getByRole('heading', { name: words('home.title') }).waitFor();
}

describe('a set that is damaged while the desk is open', () => {
  it('gives neither "listed" nor "not listed"', async () => {
    const packs = join(vigie.profileDir, 'packs');
    const file = join(packs, readdirSync(packs).find((name) => name.endsWith('.vigie')) ?? '');
    const whole = readFileSync(file);
    // The last half of the file: every bucket, none of the signed manifest.
    writeFileSync(file, Buffer.concat([whole.subarray(0, whole.length / 2), Buffer.alloc(whole.length / 2, 0xa5)]));
    for (const identifier of [listed, absent]) {
      await check(page, identifier, 'verdict.fault');
      expect(await page.getByRole('heading', { name: words('verdict.listed') }).count()).toBe(0);
      expect(await page.getByRole('heading', { name: words('verdict.absent') }).count()).toBe(0);
      await page.getByText(words('script.fault')).first().waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      await endCall();
    }
    writeFileSync(file, whole);
  });
});

describe('an adviser who checks one person after the other', () => {
  it('is stopped, told why and until when, and can still open cases', async () => {
    const opened = await callFromPage(page, 'openCase', {});
    if (!opened.ok) throw new Error(opened.problem.code);
    const { reference } = opened.value;
    const codes: string[] = [];
    for (let checks = 0; checks < 16 && codes.at(-1) !== 'quota-exceeded'; checks++) {
      const text = others[checks % others.length] ?? absent;
      const answer = await callFromPage(page, 'checkIdentifier', { reference, text, callerAuthenticated: true });
      codes.push(answer.ok ? 'answered' : answer.problem.code);
    }
    expect(codes.at(-1)).toBe('quota-exceeded');
    // A new start of the page asks the application again: the block is not the page's to forget.
    await page.reload();
    await page.getByText(words('quota.blocked')).first().waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);

    await page.keyboard.press('F2');
    await hasFocus(page.getByLabel(words('identifier.label')));
    await page.keyboard.type(listed);
    await page.keyboard.press('F3');
    await page.keyboard.press('Enter');
    await page.waitForTimeout(500);
    expect(await page.getByRole('heading', { name: words('verdict.listed') }).count()).toBe(0);
    await page
      .getByRole('button', { name: words('nav.cases') })
      .first()
      .click();
    await page.getByText(reference).first().waitFor();
  });

  it('raised no error that nobody saw', () => {
    expect(vigie.faults).toEqual([]);
  });
});

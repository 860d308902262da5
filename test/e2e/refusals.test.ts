/** When the product must not answer: a set damaged under its feet, and an adviser who checks too many people. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { accessibilityFaults } from './support/accessibility.ts';
import { withLaunchedDesk } from './support/desk.ts';
import { callFromPage, check, hasFocus, words } from './support/vigie.ts';

const { set } = inject('prepared');
const [listed = ''] = set.known.listed.filter((text) => /^[12]/.test(text));
const [absent = '', ...others] = set.known.absent.filter((text) => /^[12]/.test(text));

const desk = withLaunchedDesk({ prepared: true });

async function endCall(): Promise<void> {
  await desk.page.keyboard.press('F2');
  await desk.page
    .getByRole('dialog')
    .getByRole('button')
    .filter({ hasText: words('leave.close') })
    .click();
  await desk.page.getByRole('heading', { name: words('home.title') }).waitFor();
}

describe('a set that is damaged while the desk is open', () => {
  it('gives neither "listed" nor "not listed"', async () => {
    const packs = join(desk.profileDir, 'packs');
    const file = join(packs, readdirSync(packs).find((name) => name.endsWith('.vigie')) ?? '');
    const whole = readFileSync(file);
    // The last half of the file: every bucket, none of the signed manifest.
    writeFileSync(file, Buffer.concat([whole.subarray(0, whole.length / 2), Buffer.alloc(whole.length / 2, 0xa5)]));
    for (const identifier of [listed, absent]) {
      await check(desk.page, identifier, 'verdict.fault');
      expect(await desk.page.getByRole('heading', { name: words('verdict.listed') }).count()).toBe(0);
      expect(await desk.page.getByRole('heading', { name: words('verdict.absent') }).count()).toBe(0);
      await desk.page.getByText(words('script.fault')).first().waitFor();
      expect(await accessibilityFaults(desk.page)).toEqual([]);
      await endCall();
    }
    writeFileSync(file, whole);
  });
});

describe('an adviser who checks one person after the other', () => {
  it('is stopped, told why and until when, and can still open cases', async () => {
    const opened = await callFromPage(desk.page, 'openCase', {});
    if (!opened.ok) throw new Error(opened.problem.code);
    const { reference } = opened.value;
    const codes: string[] = [];
    for (let checks = 0; checks < 16 && codes.at(-1) !== 'quota-exceeded'; checks++) {
      const text = others[checks % others.length] ?? absent;
      const answer = await callFromPage(desk.page, 'checkIdentifier', { reference, text, callerAuthenticated: true });
      codes.push(answer.ok ? 'answered' : answer.problem.code);
    }
    expect(codes.at(-1)).toBe('quota-exceeded');
    // A new start of the page asks the application again: the block is not the page's to forget.
    await desk.page.reload();
    await desk.page.getByText(words('quota.blocked')).first().waitFor();
    expect(await accessibilityFaults(desk.page)).toEqual([]);

    await desk.page.keyboard.press('F2');
    await hasFocus(desk.page.getByLabel(words('identifier.label')));
    await desk.page.keyboard.type(listed);
    await desk.page.keyboard.press('F3');
    await desk.page.keyboard.press('Enter');
    await desk.page.waitForTimeout(500);
    expect(await desk.page.getByRole('heading', { name: words('verdict.listed') }).count()).toBe(0);
    await desk.page
      .getByRole('button', { name: words('nav.cases') })
      .first()
      .click();
    await desk.page.getByText(reference).first().waitFor();
  });

  it('raised no error that nobody saw', () => {
    expect(desk.faults).toEqual([]);
  });
});

/** A register of sets that was damaged: no answer meanwhile, one way on for a supervisor, and the sets imported again. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { heardGroups } from '../support/heard-groups.ts';
import { accessibilityFaults } from './support/accessibility.ts';
import { withLaunchedDesk } from './support/desk.ts';
import { runCommand } from './support/palette.ts';
import { callFromPage, check, dropFile, hasFocus, type TextKey, unlock, words } from './support/vigie.ts';

const { set } = inject('prepared');
const [listed = '', absent = ''] = [set.known.listed, set.known.absent].map(
  (texts) => texts.find((text) => /^[12]/.test(text)) ?? '',
);
const desk = withLaunchedDesk({ prepared: true });
const button = (key: TextKey) => desk.page.getByRole('button', { name: words(key), exact: true });

describe('a register of sets that cannot be read', () => {
  it('is said on the screen of the sets, and no absence is told meanwhile', async () => {
    await desk.page.keyboard.press('Control+l');
    await hasFocus(desk.page.getByLabel(words('unlock.passphrase'), { exact: true }));
    const path = join(desk.profileDir, 'packs', 'register.sealed');
    writeFileSync(path, readFileSync(path).fill(0xa5, 40, 60));
    await unlock(desk.page);
    await check(desk.page, absent, 'verdict.fault');
    expect(await accessibilityFaults(desk.page)).toEqual([]);
    await runCommand(desk.page, words('packs.title'));
    await desk.page.getByText(words('register.broken-packs')).first().waitFor();
    expect(await accessibilityFaults(desk.page)).toEqual([]);
  });

  it('is begun again by a supervisor, who is told first what is lost', async () => {
    await button('register.reset-packs').click();
    const dialog = desk.page.getByRole('dialog');
    await dialog.waitFor();
    expect(await accessibilityFaults(desk.page)).toEqual([]);
    await dialog.getByRole('button', { name: words('register.reset'), exact: true }).click();
    await desk.page.getByRole('heading', { name: words('packs.none-title') }).waitFor();
    const answer = await callFromPage(desk.page, 'listSets', {});
    expect(answer).toMatchObject({ ok: true, value: { packs: [], problem: null } });
  });

  it('takes the set again, its signer compared anew, and answers', async () => {
    await dropFile(desk.page, set.packFile);
    await desk.page.getByRole('heading', { name: words('offer.title') }).waitFor();
    // The signers that a supervisor had added were in that register.
    await button('offer.compare').click();
    await desk.page.getByLabel(words('trust.heard')).fill(heardGroups(set.fingerprint));
    await button('trust.confirm').click();
    await desk.page.getByLabel(words('offer.passphrase'), { exact: true }).fill(set.slotPassphrase);
    await button('offer.import').click();
    await desk.page.locator('main').getByText(words('packs.state.ready')).first().waitFor();
    await button('nav.call').click();
    await desk.page.locator('[data-verdict] button').last().click();
    const field = desk.page.getByLabel(words('identifier.label'));
    await field.fill(listed);
    if (!(await desk.page.getByRole('checkbox').isChecked())) await desk.page.keyboard.press('F3');
    await field.press('Enter');
    await desk.page.getByRole('heading', { name: words('verdict.listed') }).waitFor();
  });

  it('raised no error that nobody saw', () => {
    expect(desk.faults).toEqual([]);
  });
});

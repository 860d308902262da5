/** A case that goes from one workstation to another, sealed to its key, by the screens of both; and what does not open there. */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { accessibilityFaults } from './support/accessibility.ts';
import { withLaunchedDesk } from './support/desk.ts';
import { runCommand } from './support/palette.ts';
import { callFromPage, check, dropFile, hasFocus, readTree, type TextKey, words } from './support/vigie.ts';

const { set } = inject('prepared');
const listed = set.known.listed.find((text) => /^[12]/.test(text)) ?? '';
const centre = withLaunchedDesk({ prepared: true });
const branch = withLaunchedDesk({ prepared: true });
let reference = '';

const inDialog = (desk: typeof centre, key: TextKey) =>
  desk.page.getByRole('dialog').getByRole('button', { name: words(key), exact: true });
const caseFile = () => readTree(centre.saveDir).find(({ name }) => name.endsWith('.vigie-case'));

describe('a case that another workstation continues', () => {
  it('is sealed to that workstation’s key, whose fingerprint is shown first', async () => {
    // A key of the branch's own: both profiles are copies of one.
    const key = await callFromPage(branch.page, 'replaceWorkstationKey', {});
    if (!key.ok) throw new Error(key.problem.code);
    await check(centre.page, listed, 'verdict.listed');
    await centre.page.keyboard.press('1');
    reference =
      (await centre.page
        .getByText(/^VG-[0-9A-Z]{4}-[0-9A-Z]{4}$/)
        .first()
        .textContent()) ?? '';
    await expect
      .poll(async () => {
        const read = await callFromPage(centre.page, 'readCase', { reference });
        return read.ok && read.value.plan.steps.filter(({ outcome }) => outcome !== null).length;
      })
      .toBe(1);
    await centre.page.keyboard.press('Control+k');
    await centre.page.getByRole('combobox').fill(words('hand-over.export'));
    await centre.page.keyboard.press('Enter');
    const field = centre.page.getByRole('dialog').getByLabel(words('hand-over.key'));
    await hasFocus(field);
    await field.fill(key.value.recipient);
    await field.press('Enter');
    await inDialog(centre, 'hand-over.save').waitFor();
    const groups = await centre.page.getByRole('dialog').getByRole('listitem').allTextContents();
    expect(groups.map((group) => group.toLowerCase())).toEqual(
      key.value.fingerprint.map((group) => group.toLowerCase()),
    );
    expect(await accessibilityFaults(centre.page)).toEqual([]);
    await inDialog(centre, 'hand-over.save').click();
    await expect.poll(() => caseFile() !== undefined).toBe(true);
    const compact = listed.replace(/\s/g, '');
    for (const text of [listed, compact, compact.slice(0, 13)]) expect(caseFile()?.bytes.includes(text)).toBe(false);
    await centre.page.keyboard.press('Escape');
  });

  it('opens there with what was done, whom it came from, and no identifier', async () => {
    await runCommand(branch.page, words('cases.title'));
    await branch.page
      .getByRole('heading', { name: words('cases.title') })
      .first()
      .waitFor();
    await dropFile(branch.page, caseFile()?.name ?? '');
    await branch.page.getByText(words('hand-over.offer-key')).waitFor();
    expect(await accessibilityFaults(branch.page)).toEqual([]);
    await inDialog(branch, 'hand-over.open').click();
    await branch.page.getByText(words('hand-over.arrived.opened').replace('{reference}', reference)).first().waitFor();
    await branch.page.getByRole('heading', { name: words('verdict.listed') }).waitFor();
    expect(await accessibilityFaults(branch.page)).toEqual([]);
    const read = await callFromPage(branch.page, 'readCase', { reference });
    if (!read.ok) throw new Error(read.problem.code);
    expect(read.value.plan.steps.filter(({ outcome }) => outcome?.kind === 'done')).toHaveLength(1);
    expect(read.value.handOver?.kind).toBe('file');
    expect(await branch.page.content()).not.toContain(listed);
  });

  it('does not open at a third one, the one it came from included', async () => {
    const again = join(centre.dir, 'retour.vigie-case');
    copyFileSync(caseFile()?.name ?? '', again);
    await runCommand(centre.page, words('cases.title'));
    await dropFile(centre.page, again);
    await centre.page.getByText(/^Code hand-over-no-match/).waitFor();
    expect(await accessibilityFaults(centre.page)).toEqual([]);
  });

  it('raised no error that nobody saw', () => {
    expect([...centre.faults, ...branch.faults]).toEqual([]);
  });
});

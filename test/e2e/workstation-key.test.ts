/** The workstation's own key: a set sealed to it opens without a passphrase; once it is replaced, what is sealed to the old one does not. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { accessibilityFaults } from './support/accessibility.ts';
import { withLaunchedDesk } from './support/desk.ts';
import { buildBeside, writeIncident } from './support/make-set.ts';
import { runCommand } from './support/palette.ts';
import { callFromPage, check, dropFile, readTree, type TextKey, words } from './support/vigie.ts';

const { set } = inject('prepared');
const listed = set.known.listed.find((text) => /^[12]/.test(text)) ?? '';
const desk = withLaunchedDesk({ prepared: true });
const secondTitle = 'Seconde fuite d’essai';

let sealed = '';
let sealedNext = '';
beforeAll(async () => {
  const key = await callFromPage(desk.page, 'readWorkstationKey', {});
  if (!key.ok) throw new Error(key.problem.code);
  const recipient = join(desk.dir, 'poste.vigie-recipient');
  writeFileSync(recipient, `${key.value.recipient}\n`);
  const incident = writeIncident(set, desk.dir, { id: 'seconde', title: { fr: secondTitle, en: 'Second test leak' } });
  sealed = await buildBeside(set, desk.dir, incident, '--recipient', recipient);
  sealedNext = await buildBeside(set, desk.dir, incident, '--recipient', recipient, '--sequence', '2');
});

const button = (key: TextKey) => desk.page.getByRole('button', { name: words(key), exact: true });
const showPart = (key: TextKey) => desk.page.locator('label').getByText(words(key), { exact: true }).click();

describe('a set that is sealed to this workstation', () => {
  it('asks for no passphrase, and is imported', async () => {
    await runCommand(desk.page, words('packs.title'));
    await dropFile(desk.page, sealed);
    await desk.page.getByText(words('offer.opens-by-key')).waitFor();
    expect(await desk.page.getByLabel(words('offer.passphrase'), { exact: true }).count()).toBe(0);
    expect(await accessibilityFaults(desk.page)).toEqual([]);
    await button('offer.import').click();
    await desk.page.getByRole('heading', { name: secondTitle }).waitFor();
    // The offer is headed by the same title, until the set is registered.
    await expect
      .poll(async () => {
        const listing = await callFromPage(desk.page, 'listSets', {});
        return listing.ok && listing.value.packs.map(({ state }) => state);
      })
      .toEqual(['ready', 'ready']);
  });

  it('answers beside the first one: a caller who is in both is told of both', async () => {
    await check(desk.page, listed, 'verdict.listed');
    const facts = desk.page.getByRole('region', { name: words('facts.title') });
    await facts.getByRole('heading', { name: secondTitle }).waitFor();
    expect(await facts.getByRole('article').count()).toBe(2);
    expect(await facts.getByText(words('set.listed')).count()).toBeGreaterThanOrEqual(2);
    expect(await accessibilityFaults(desk.page)).toEqual([]);
    await desk.page.keyboard.press('F2');
    await desk.page.getByRole('dialog').waitFor();
    await desk.page.keyboard.press('Enter');
    await desk.page.getByRole('heading', { name: words('home.title') }).waitFor();
  });
});

describe('the key of the workstation', () => {
  it('is shown, saved under a name, and replaced after a confirmation', async () => {
    await runCommand(desk.page, words('supervisor.title'));
    await showPart('supervisor.part.workstation');
    await button('key.show').click();
    const code = desk.page.locator('code');
    const old = await code.textContent();
    await desk.page.getByLabel(words('key.name')).fill('agence-nord');
    await button('key.save').click();
    await expect
      .poll(() => readTree(desk.saveDir).map(({ name }) => name.split('/').at(-1)))
      .toContain('agence-nord.vigie-recipient');
    expect(await accessibilityFaults(desk.page)).toEqual([]);

    await button('key.replace').click();
    await desk.page.getByRole('dialog').waitFor();
    expect(await accessibilityFaults(desk.page)).toEqual([]);
    await desk.page
      .getByRole('dialog')
      .getByRole('button', { name: words('key.replace') })
      .click();
    await desk.page.getByText(words('key.replaced')).first().waitFor();
    expect(await code.textContent()).not.toBe(old);
  });

  it('no longer opens what was sealed to the old one; what was imported still answers', async () => {
    await runCommand(desk.page, words('packs.title'));
    await dropFile(desk.page, sealedNext);
    await desk.page.getByRole('heading', { name: words('offer.title') }).waitFor();
    expect(await desk.page.getByText(words('offer.opens-by-key')).count()).toBe(0);
    await desk.page.getByLabel(words('offer.passphrase'), { exact: true }).fill('n’importe quelle phrase');
    await button('offer.import').click();
    await desk.page.getByText(/^Code slot-no-match/).waitFor();
    expect(await accessibilityFaults(desk.page)).toEqual([]);
    await button('common.cancel').click();
    const listing = await callFromPage(desk.page, 'listSets', {});
    expect(listing.ok && listing.value.packs.map(({ state }) => state)).toEqual(['ready', 'ready']);
  });

  it('raised no error that nobody saw', () => {
    expect(desk.faults).toEqual([]);
  });
});

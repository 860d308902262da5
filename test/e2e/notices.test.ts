/** Notices in the browser: what is read to a caller who asks about a rumour, and that it stops on the day it expires. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { appUrl } from '../../src/chromium/browser.ts';
import { writeNotice } from '../../src/core/pack/notice.ts';
import { TestClock } from '../app/harness.ts';
import { claimedIncident, newSigningKey } from '../core/pack/memory-pack.ts';
import { accessibilityFaults } from './support/accessibility.ts';
import { withLaunchedDesk } from './support/desk.ts';
import { vigieCommand, writeIncident } from './support/make-set.ts';
import { runCommand } from './support/palette.ts';
import { callFromPage, dropFile, hasFocus, shellName, type TextKey, unlock, words } from './support/vigie.ts';

const { set } = inject('prepared');
const clock = new TestClock();
clock.ms = Date.now();
const desk = withLaunchedDesk({ prepared: true, clock });
const dayMs = 86_400_000;
const title = 'Rumeur d’essai';
const statement = 'Rien ne prouve que ce fichier soit authentique.';

let notice = '';
beforeAll(async () => {
  notice = join(desk.dir, 'rumeur.vigie-notice');
  const incident = writeIncident(set, desk.dir, {
    id: 'rumeur-essai',
    title: { fr: title, en: 'Test rumour' },
    status: 'claimed',
    dataClasses: { everyone: [], some: [], claimed: ['email'] },
    statement: { fr: statement, en: 'Nothing proves that this file is genuine.' },
    verification: null,
  });
  const tomorrow = new Date(Date.now() + dayMs).toISOString().slice(0, 10);
  await vigieCommand(
    'notice',
    'build',
    '--incident',
    incident,
    ...set.signed,
    '--expires-on',
    tomorrow,
    '--out',
    notice,
  );
});

const button = (key: TextKey) => desk.page.getByRole('button', { name: words(key), exact: true });
const openAsk = async () => {
  await desk.page.keyboard.press('F2');
  await button('ask.open').click();
  await hasFocus(desk.page.getByLabel(words('ask.search')));
};

describe('a notice', () => {
  it('is dropped on the window, shown with its signer and its last day, and imported', async () => {
    await runCommand(desk.page, words('packs.title'));
    await dropFile(desk.page, notice);
    await desk.page.getByRole('heading', { name: words('notices.offer-title') }).waitFor();
    await desk.page.getByText(statement).waitFor();
    expect(await accessibilityFaults(desk.page)).toEqual([]);
    await button('notices.do-import').click();
    await desk.page.getByText(words('notices.imported')).first().waitFor();
  });

  it('is read to a caller who asks, by name, without any look-up', async () => {
    await openAsk();
    await desk.page.keyboard.type('rumeur');
    await desk.page.keyboard.press('Enter');
    await desk.page.getByRole('heading', { name: words('ask.status.claimed') }).waitFor();
    await desk.page.getByText(statement).waitFor();
    expect(await accessibilityFaults(desk.page)).toEqual([]);
    await desk.page.keyboard.press('F2');
    await desk.page.getByRole('dialog').waitFor();
    await desk.page.keyboard.press('Enter');
    await desk.page.getByRole('heading', { name: words('home.title') }).waitFor();
  });

  it.skipIf(shellName === 'electron')('is no longer read once its last day is over, and says so', async () => {
    clock.ms += 3 * dayMs;
    // Nobody was there for three days: the desk locks itself as soon as anything is asked, and another page takes the place.
    const isBack = desk.page.waitForEvent('framenavigated', (frame) => frame.url() === appUrl);
    void callFromPage(desk.page, 'readAppState', {}).catch(() => undefined);
    await isBack;
    await unlock(desk.page);
    await runCommand(desk.page, words('packs.title'));
    await desk.page.getByText(words('notices.expired-what')).waitFor();
    expect(await accessibilityFaults(desk.page)).toEqual([]);
    await openAsk();
    const expired = desk.page.getByRole('dialog').getByRole('button').filter({ hasText: title });
    expect(await expired.getAttribute('aria-disabled')).toBe('true');
    await expired.getByText(words('ask.expired')).waitFor();
    expect(await accessibilityFaults(desk.page)).toEqual([]);
    await desk.page.keyboard.type('rumeur');
    await desk.page.keyboard.press('Enter');
    await expired.click({ force: true });
    expect(await desk.page.getByRole('heading', { name: words('ask.status.claimed') }).count()).toBe(0);
    await desk.page.keyboard.press('Escape');
  });

  it('of another key under a known name says so, with the fingerprint of whoever has that name, before any comparison', async () => {
    const path = join(desk.dir, 'imposteur.vigie-notice');
    const about = {
      format: 1,
      series: 'imposteur',
      sequence: 1,
      issuer: 'ASSURANCE  Maladie',
      expiresOn: null,
    } as const;
    const issuedAt = new Date(Date.now() - dayMs).toISOString();
    writeFileSync(path, writeNotice({ ...about, issuedAt, incidents: [claimedIncident] }, newSigningKey()));
    await runCommand(desk.page, words('packs.title'));
    await dropFile(desk.page, path);
    const known = `Assurance Maladie, empreinte ${set.fingerprint.join(' ').toLowerCase()}`;
    await desk.page.getByText(known).waitFor();
    await button('offer.compare').click();
    await desk.page.getByRole('dialog').getByText(known).waitFor();
    expect(await accessibilityFaults(desk.page)).toEqual([]);
    await desk.page.keyboard.press('Escape');
  });

  it('raised no error that nobody saw', () => {
    expect(desk.faults).toEqual([]);
  });
});

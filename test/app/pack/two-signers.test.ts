/** Two signers whom a workstation trusts: what one signs about an incident never words, counts or replaces what the other signed. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noAdminSettings } from '../../../src/app/fleet/admin-settings.ts';
import type { NoticeOffer } from '../../../src/contract/values.ts';
import type { SigningKey } from '../../../src/core/crypto/signing.ts';
import type { Incident } from '../../../src/core/pack/incident.ts';
import { writeNotice } from '../../../src/core/pack/notice.ts';
import { buildMemoryPack, confirmedIncident, newSigningKey, testPassphrase } from '../../core/pack/memory-pack.ts';
import { heardGroups } from '../../support/heard-groups.ts';
import { absentNir, Harness, listedNir, otherPassphrase } from '../harness.ts';

/** The other signer's words under the first one's id: more classes for everyone, and another number to call. */
const hijacked: Incident = {
  ...confirmedIncident,
  title: { fr: 'Titre du second', en: 'Title of the second' },
  statement: { fr: 'Appelez le 01 99 00 00 00.', en: 'Call 01 99 00 00 00.' },
  dataClasses: { everyone: ['card', 'iban'], some: ['nir'], claimed: [] },
};
const { id } = confirmedIncident;

let desk: Harness;
let second: SigningKey;

beforeEach(async () => {
  desk = new Harness();
  second = newSigningKey();
  await desk.createDesk();
});
afterEach(() => desk.dispose());

async function importSet(series = 'second', signingKey = second): Promise<string> {
  const { bytes } = await buildMemoryPack({
    entries: [{ kind: 'nir', canonical: '2550814168025', exposures: [{ incident: 0, classes: ['nir'] }] }],
    series,
    sequence: series === 'second' ? 1 : 99,
    incidents: [hijacked],
    signingKey,
  });
  desk.shell.pick = join(desk.profileDir, 'second.vigie');
  writeFileSync(desk.shell.pick, bytes);
  const { offer } = await desk.call('choosePack', {});
  if (offer === null) throw new Error('no offer');
  const { offerId } = offer;
  await desk.call('trustSigner', { offerId, comparedGroups: heardGroups(offer.pack.signer.fingerprint) });
  return await desk.codeOf('importPack', { offerId, passphrase: testPassphrase, forceOlder: true });
}

/** @returns what the supervisor is shown before trusting its signer */
async function importNotice(issuer = 'Essai', sequence = 1): Promise<NoticeOffer> {
  const notice = {
    format: 1 as const,
    series: 'second',
    sequence,
    issuer,
    issuedAt: '2026-11-20T08:00:00Z',
    expiresOn: null,
    incidents: [hijacked],
  };
  desk.shell.pick = join(desk.profileDir, 'second.vigie-notice');
  writeFileSync(desk.shell.pick, writeNotice(notice, second));
  const { offer } = await desk.call('chooseNotice', {});
  if (offer === null) throw new Error('no offer');
  const { offerId } = offer;
  await desk.call('trustNoticeSigner', { offerId, comparedGroups: heardGroups(offer.notice.signer.fingerprint) });
  await desk.call('importNotice', { offerId });
  return offer;
}

const textOf = (html: string) => html.replace(/<style[\s\S]*?<\/style>/g, '').replace(/<[^>]+>/g, ' ');

describe('a second trusted signer who uses the id of another one’s incident', () => {
  it('is told beside the first, in a verdict and on the sheet, with the name of each', async () => {
    await importSet();
    const reference = await desk.openCase();
    const { verdict } = await desk.check(reference, listedNir);
    if (verdict.kind !== 'listed') throw new Error(verdict.kind);
    const told = verdict.exposures.map(({ incident, own }) => [
      incident.title.fr,
      own.join(' '),
      incident.toldBy.signer,
    ]);
    expect(told.map(([title, own]) => [title, own])).toEqual([
      [confirmedIncident.title.fr, 'nir civil-status'],
      ['Titre du second', 'card iban nir'],
    ]);
    expect(new Set(told.map(([, , signer]) => signer)).size).toBe(2);
    const { html } = await desk.call('previewSheet', { reference, edition: 'standard' });
    const text = textOf(html);
    expect(text).toContain(confirmedIncident.title.fr);
    expect(text).toContain(confirmedIncident.statement.fr);
    expect(text).toContain('Titre du second');
    expect(text.match(/Quelqu’un d’autre en parle aussi/g)).toHaveLength(2);
  });

  it('replaces nothing that a caller can ask about, and nothing is chosen for whoever does not say whose words', async () => {
    await importNotice();
    const { incidents } = await desk.call('listIncidents', {});
    const both = incidents.filter(({ incident }) => incident.id === id);
    expect(both.map(({ incident }) => incident.statement).sort()).toEqual(
      [confirmedIncident.statement, hijacked.statement].sort(),
    );
    const reference = await desk.openCase();
    expect(await desk.codeOf('askAboutIncident', { reference, incidentId: id, asked: true })).toBe('incident-unknown');
    const first = both.find(({ origin }) => origin === 'set')?.incident;
    const signer = first?.toldBy.signer ?? '';
    const { askedIncidents } = await desk.call('askAboutIncident', { reference, incidentId: id, signer, asked: true });
    expect(askedIncidents).toMatchObject([{ statement: confirmedIncident.statement }]);
  });

  it('does not pass for what the verdict tells of: listed by the first, asked about in the words of the second', async () => {
    await importNotice();
    const reference = await desk.openCase();
    await desk.check(reference, listedNir);
    const { incidents } = await desk.call('listIncidents', {});
    const words = incidents.find(({ incident, origin }) => incident.id === id && origin === 'notice')?.incident;
    const signer = words?.toldBy.signer ?? '';
    const { plan } = await desk.call('readCase', { reference });
    const asked = await desk.call('askAboutIncident', { reference, incidentId: id, signer, asked: true });
    // What everybody of the second's incident would have lost is not the caller's.
    expect(asked.plan.steps.filter(({ urgent }) => urgent)).toEqual(plan.steps.filter(({ urgent }) => urgent));
    const text = textOf((await desk.call('previewSheet', { reference, edition: 'standard' })).html);
    expect(text).toContain('Selon');
    expect(text).toContain('aucune recherche ne vous y associe');
  });

  it('is counted apart in the statistics', async () => {
    await importSet();
    await desk.check(await desk.openCase(), listedNir);
    const { incidents } = await desk.call('readStatistics', { from: '2026-11-01', to: '2026-11-30', by: 'day' });
    expect(incidents.map(({ incidentId, title, listed }) => [incidentId, title.fr, listed]).sort()).toEqual(
      [
        [id, confirmedIncident.title.fr, 1],
        [id, 'Titre du second', 1],
      ].sort(),
    );
  });
});

describe('a second trusted signer who uses the series of the first', () => {
  const titles = async () => (await desk.call('listNotices', {})).notices.map(({ issuer }) => issuer);

  it('replaces no set of theirs, whoever insists, until they are trusted no more', async () => {
    expect(await importSet('test')).toBe('series-taken');
    const { packs } = await desk.call('listSets', {});
    expect(packs.map(({ series, sequence, state }) => [series, sequence, state])).toEqual([['test', 1, 'ready']]);
    // Whom the first one's set lists is still found.
    expect((await desk.check(await desk.openCase(), listedNir)).verdict.kind).toBe('listed');
    await desk.call('distrustSigner', { signer: await keyIdOf('test'), confirmed: true });
    expect(await importSet('test')).toBe('ok');
    expect((await desk.call('listSets', {})).packs.map(({ sequence }) => sequence)).toEqual([99]);
  });

  it('replaces no notice of theirs either', async () => {
    await importNotice('Premier');
    const first = second;
    second = newSigningKey();
    await expect(importNotice('Second', 7)).rejects.toMatchObject({ code: 'series-taken' });
    expect(await titles()).toEqual(['Premier']);
    second = first;
    await importNotice('Premier', 2);
    expect(await titles()).toEqual(['Premier']);
  });
});

describe('a second signer under the name of the first', () => {
  const issuer = 'Essai';
  const names = async () => (await desk.call('listSigners', {})).signers.map(({ name }) => name);

  it.each([issuer, issuer.toUpperCase(), issuer.replaceAll('a', 'а')])(
    'is shown to be another one before it is trusted, and told apart afterwards: %s',
    async (claimed) => {
      const [first] = (await desk.call('listSigners', {})).signers;
      const { namesakes } = await importNotice(claimed);
      expect(namesakes).toEqual([{ name: first?.name, fingerprint: first?.fingerprint }]);
      const { signers } = await desk.call('listSigners', {});
      for (const { name, fingerprint } of signers) {
        expect(name).toMatch(/ \[[0-9a-f]{4} [0-9a-f]{4}\]$/);
        expect(name).toContain(fingerprint.slice(0, 2).join(' '));
      }
      // So are their words, wherever a name stands for whoever speaks.
      const { incidents } = await desk.call('listIncidents', {});
      const told = incidents.filter(({ incident }) => incident.id === id).map(({ incident }) => incident.toldBy.name);
      expect(new Set(told).size).toBe(2);
      // The one that is left needs no fingerprint behind its name.
      await desk.call('distrustSigner', { signer: first?.signer ?? '', confirmed: true });
      expect(await names()).toEqual([claimed]);
    },
  );

  it('is also one who claims what the first one’s files say, whatever name that one is trusted under', async () => {
    await importNotice('Nom de la clé');
    await importNotice('Organisme connu', 2);
    second = newSigningKey();
    await expect(importNotice('organisme  CONNU', 3)).rejects.toMatchObject({ code: 'series-taken' });
    const namesakes = (await desk.call('chooseNotice', {})).offer?.namesakes;
    expect(namesakes).toMatchObject([{ name: 'Organisme connu' }]);
  });

  it('is not warned of where the names differ, nor where the key is the same', async () => {
    expect((await importNotice('Un autre organisme')).namesakes).toEqual([]);
    const { offer } = await desk.call('chooseNotice', {});
    expect(offer?.namesakes).toEqual([]);
    expect(await names()).toEqual([issuer, 'Un autre organisme']);
  });
});

async function keyIdOf(series: string): Promise<string> {
  const { signers } = await desk.call('listSigners', {});
  const { packs } = await desk.call('listSets', {});
  const fingerprint = packs.find((pack) => pack.series === series)?.signer.fingerprint.join(' ');
  return signers.find((each) => each.fingerprint.join(' ') === fingerprint)?.signer ?? '';
}
const answer = async () => (await desk.check(await desk.openCase(), absentNir)).verdict;
const heldBack = { kind: 'could-not-check', reason: { code: 'signer-distrusted' } };

describe('a signer who is trusted no more', () => {
  it('answers nothing from then on, and after the next start: what could not be asked is said, and why', async () => {
    await importSet();
    await importNotice();
    expect((await answer()).kind).toBe('not-listed');
    const signer = await keyIdOf('second');
    const { packs, signers } = await desk.call('distrustSigner', { signer, confirmed: true });
    expect(signers.map((each) => each.signer)).not.toContain(signer);
    const unusable = { series: 'second', state: 'unusable', problem: { code: 'signer-distrusted' } };
    expect(packs.find(({ series }) => series === 'second')).toMatchObject(unusable);
    expect(desk.shell.events.at(-1)).toMatchObject({ event: 'setsChanged' });
    expect(await answer()).toMatchObject(heldBack);
    const told = async () => (await desk.call('listIncidents', {})).incidents.map(({ incident }) => incident.title.fr);
    expect(await told()).not.toContain('Titre du second');
    expect((await desk.call('listNotices', {})).notices).toMatchObject([{ signer: { trusted: false } }]);
    desk.restart();
    await desk.unlock();
    expect(await answer()).toMatchObject(heldBack);
    const again = (await desk.call('listSets', {})).packs;
    expect(again.find(({ series }) => series === 'second')).toMatchObject(unusable);
    expect(await told()).not.toContain('Titre du second');
    // What the other signer's set lists is told all the same.
    expect((await desk.check(await desk.openCase(), listedNir)).verdict).toMatchObject({ kind: 'listed' });
    await desk.call('exportJournal', { format: 'jsonl' });
    const journal = Buffer.from(desk.shell.saved.at(-1)?.bytes ?? []).toString('utf8');
    expect(journal.match(/"kind":"signer-distrusted"/g)).toHaveLength(1);
  });

  it('is trusted again only once the fingerprint was compared anew, and its sets answer again', async () => {
    await importSet();
    const signer = await keyIdOf('second');
    await desk.call('distrustSigner', { signer, confirmed: true });
    const { offer } = await desk.call('choosePack', {});
    if (offer === null) throw new Error('no offer');
    const { offerId } = offer;
    const importing = { offerId, passphrase: testPassphrase, forceOlder: true };
    expect(await desk.codeOf('importPack', importing)).toBe('signer-untrusted');
    await desk.call('trustSigner', { offerId, comparedGroups: heardGroups(offer.pack.signer.fingerprint) });
    expect((await answer()).kind).toBe('not-listed');
  });

  it('is withdrawn by a supervisor alone, who says so, and never against the administrator', async () => {
    const signer = await keyIdOf('test');
    expect(await desk.codeOf('distrustSigner', { signer } as never)).toBe('ipc-refused');
    expect(await desk.codeOf('distrustSigner', { signer: 'a'.repeat(64), confirmed: true })).toBe('signer-untrusted');
    await desk.call('addAdviser', { name: 'Bruno', role: 'adviser', passphrase: otherPassphrase });
    desk.restart();
    await desk.unlock(otherPassphrase);
    expect(await desk.codeOf('distrustSigner', { signer, confirmed: true })).toBe('role-required');
    expect(await desk.codeOf('listSigners', {})).toBe('role-required');
    for (const administrator of [
      { ...noAdminSettings, signers: new Map([[signer, 'Cellule']]) },
      { ...noAdminSettings, signers: new Map([[signer, 'Cellule']]), supervisorsMayTrustSigners: false },
    ]) {
      desk.administrator = administrator;
      desk.restart();
      await desk.unlock();
      expect((await desk.call('listSigners', {})).signers).toMatchObject([{ signer, mayBeWithdrawn: false }]);
      expect(await desk.codeOf('distrustSigner', { signer, confirmed: true })).toBe('settings-locked');
    }
  });
});

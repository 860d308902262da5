/** Notices through the contract: signed words for a rumour, no look-up, no way back to older words. */
import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SigningKey } from '../../../src/core/crypto/signing.ts';
import type { Incident } from '../../../src/core/pack/incident.ts';
import { type Notice, writeNotice } from '../../../src/core/pack/notice.ts';
import { claimedIncident, confirmedIncident, newSigningKey } from '../../core/pack/memory-pack.ts';
import { heardGroups } from '../../support/heard-groups.ts';
import { Harness, listedNir, otherPassphrase } from '../harness.ts';

const rumour: Incident = {
  ...claimedIncident,
  id: 'rumeur-2026',
  title: { fr: 'Rumeur de 2026', en: 'Rumour of 2026' },
  statement: { fr: 'Rien ne le confirme à ce jour.', en: 'Nothing confirms it to date.' },
};

let harness: Harness;
let signer: SigningKey;

beforeEach(async () => {
  harness = new Harness();
  signer = newSigningKey();
  await harness.createVault();
});
afterEach(() => harness.dispose());

const register = () => join(harness.profileDir, 'notices.sealed');

function writeFile(change: Partial<Notice> = {}, key = signer): string {
  const path = join(harness.profileDir, 'offer.vigie-notice');
  const notice: Notice = {
    format: 1,
    series: 'rumeurs',
    sequence: 1,
    issuer: 'Cnam',
    issuedAt: '2026-11-20T08:00:00Z',
    expiresOn: '2026-12-31',
    incidents: [rumour],
    ...change,
  };
  writeFileSync(path, writeNotice(notice, key));
  harness.shell.pick = path;
  return path;
}

async function offer(change: Partial<Notice> = {}, key = signer) {
  writeFile(change, key);
  const { offer: made } = await harness.call('chooseNotice', {});
  if (made === null) throw new Error('no offer');
  return made;
}

async function install(change: Partial<Notice> = {}) {
  const made = await offer(change);
  const comparedGroups = heardGroups(made.notice.signer.fingerprint);
  await harness.call('trustNoticeSigner', { offerId: made.offerId, comparedGroups });
  return await harness.call('importNotice', { offerId: made.offerId });
}

describe('importing a notice', () => {
  it('shows who signed it before anything counts, and wants the fingerprint compared', async () => {
    const made = await offer();
    expect(made).toMatchObject({ notice: { issuer: 'Cnam', signer: { trusted: false } }, replaces: null });
    expect(await harness.codeOf('importNotice', { offerId: made.offerId })).toBe('signer-untrusted');
    const wrong = { offerId: made.offerId, comparedGroups: '0000 0000' };
    expect(await harness.codeOf('trustNoticeSigner', wrong)).toBe('signer-untrusted');
    const { notices } = await install();
    expect(notices).toMatchObject([{ series: 'rumeurs', sequence: 1, expired: false, signer: { trusted: true } }]);
  });

  it('is kept across a restart, sealed', async () => {
    await install();
    expect(readFileSync(register()).toString('latin1')).not.toContain('rumeur');
    harness.restart();
    await harness.unlock();
    const { notices, problem } = await harness.call('listNotices', {});
    expect([notices.length, problem]).toEqual([1, null]);
  });

  it('refuses an altered file and another kind of file, and says so in the journal', async () => {
    const path = writeFile();
    const bytes = readFileSync(path);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    writeFileSync(path, bytes);
    expect(await harness.codeOf('chooseNotice', {})).toBe('signature-invalid');
    writeFileSync(path, 'VIGIEPK1');
    expect(await harness.codeOf('chooseNotice', {})).toBe('notice-malformed');
    await harness.call('exportJournal', { format: 'jsonl' });
    expect(Buffer.from(harness.shell.saved.at(-1)?.bytes ?? []).toString()).toContain('notice-refused');
  });

  it('replaces an older one of its series, and never goes back, not even after removing', async () => {
    await install({ sequence: 2 });
    expect((await install({ sequence: 3, incidents: [{ ...rumour, status: 'refuted' }] })).notices).toHaveLength(1);
    for (const sequence of [2, 3]) {
      const older = await offer({ sequence });
      expect(older.replaces).toEqual({ sequence: 3, older: true });
      expect(await harness.codeOf('importNotice', { offerId: older.offerId })).toBe('notice-older');
    }
    expect((await harness.call('removeNotice', { series: 'rumeurs' })).notices).toEqual([]);
    const again = await offer({ sequence: 3 });
    expect(await harness.codeOf('importNotice', { offerId: again.offerId })).toBe('notice-older');
    expect(await harness.codeOf('removeNotice', { series: 'rumeurs' })).toBe('notice-not-found');
  });

  it('refuses one that no longer holds', async () => {
    const made = await offer({ expiresOn: '2026-11-20' });
    const comparedGroups = heardGroups(made.notice.signer.fingerprint);
    await harness.call('trustNoticeSigner', { offerId: made.offerId, comparedGroups });
    expect(await harness.codeOf('importNotice', { offerId: made.offerId })).toBe('notice-expired');
  });

  it('is for supervisors; advisers read', async () => {
    await install();
    await harness.call('addAdviser', { name: 'Bruno', role: 'adviser', passphrase: otherPassphrase });
    harness.app.lock('asked');
    await harness.unlock(otherPassphrase);
    expect(await harness.codeOf('chooseNotice', {})).toBe('role-required');
    expect(await harness.codeOf('removeNotice', { series: 'rumeurs' })).toBe('role-required');
    expect((await harness.call('listNotices', {})).notices).toHaveLength(1);
  });
});

describe('the register of notices', () => {
  async function afterRestart(): Promise<string | null> {
    harness.restart();
    await harness.unlock();
    const { notices, problem } = await harness.call('listNotices', {});
    expect(notices.length === 0 || problem === null).toBe(true);
    return problem === null ? null : `${problem.code} ${problem.details.reason}`;
  }

  it('taken away, put back or altered is seen, and holds nobody up', async () => {
    await install({ sequence: 1 });
    const older = join(harness.profileDir, 'older');
    copyFileSync(register(), older);
    await install({ sequence: 2 });
    const newer = readFileSync(register());
    copyFileSync(older, register());
    expect(await afterRestart()).toBe('vault-malformed older');
    rmSync(register());
    expect(await afterRestart()).toBe('vault-malformed missing');
    writeFileSync(register(), newer.with(20, (newer[20] ?? 0) ^ 1));
    expect(await afterRestart()).toBe('vault-malformed altered');
    // Calls go on; what was tampered with is neither used nor written over.
    const reference = await harness.openCase();
    const asking = { reference, incidentId: rumour.id, asked: true };
    expect(await harness.codeOf('askAboutIncident', asking)).toBe('incident-unknown');
    const made = await offer({ sequence: 9 });
    expect(await harness.codeOf('importNotice', { offerId: made.offerId })).toBe('vault-malformed');
    writeFileSync(register(), newer);
    expect(await afterRestart()).toBeNull();
  });

  it('begins anew when a supervisor says so, and the journal keeps the trace', async () => {
    await install();
    rmSync(register());
    expect(await afterRestart()).toBe('vault-malformed missing');
    expect((await harness.call('resetNotices', {})).notices).toEqual([]);
    expect(await afterRestart()).toBeNull();
    expect((await install()).notices).toHaveLength(1);
    expect(await afterRestart()).toBeNull();
    expect(existsSync(register())).toBe(true);
  });

  it('is anchored in the journal again before the journal forgets', async () => {
    await install();
    for (let month = 0; month < 14; month++) {
      harness.clock.advance(31 * 86_400_000);
      expect(await afterRestart()).toBeNull();
    }
    rmSync(register());
    expect(await afterRestart()).toBe('vault-malformed missing');
  });
});

describe('a caller who asks about a rumour', () => {
  it('gets the official words and a precaution plan, without any look-up', async () => {
    await install();
    const { incidents } = await harness.call('listIncidents', {});
    expect(incidents).toMatchObject([
      { incident: { id: rumour.id }, origin: 'notice', issuer: 'Cnam', expired: false },
    ]);
    const reference = await harness.openCase();
    const before = await harness.call('readQuota', {});
    const asked = await harness.call('askAboutIncident', { reference, incidentId: rumour.id, asked: true });
    expect(asked.askedIncidents).toMatchObject([{ id: rumour.id, statement: rumour.statement, status: 'claimed' }]);
    expect(asked.noticeIncidentIds).toEqual([rumour.id]);
    expect(asked.verdicts).toEqual([]);
    expect(asked.plan.steps.length).toBeGreaterThan(0);
    // Precautions, and no more: nothing there is done as if the data were out.
    expect(asked.plan.steps.some((step) => step.id === 'id-complaint')).toBe(false);
    expect(await harness.call('readQuota', {})).toEqual(before);
    const withdrawn = await harness.call('askAboutIncident', { reference, incidentId: rumour.id, asked: false });
    expect(withdrawn.askedIncidents).toEqual([]);
  });

  it('gets a sheet that asserts nothing', async () => {
    await install();
    const reference = await harness.openCase();
    await harness.call('askAboutIncident', { reference, incidentId: rumour.id, asked: true });
    const { html } = await harness.call('previewSheet', { reference, edition: 'standard' });
    const text = html.replace(/<style[\s\S]*?<\/style>/g, '').replace(/<[^>]+>/g, ' ');
    expect(text).toContain('Rumeur de 2026');
    expect(text).toContain('Rien ne le confirme');
    expect(text).toContain('Annoncé, non vérifié');
    expect(text).toContain('aucune recherche ne vous y associe');
    expect(text).not.toContain('Vos données concernées');
  });

  it('keeps the words that were said, whatever a later notice says', async () => {
    await install();
    const reference = await harness.openCase();
    await harness.call('askAboutIncident', { reference, incidentId: rumour.id, asked: true });
    await install({ sequence: 2, incidents: [{ ...rumour, status: 'refuted' }] });
    expect((await harness.call('readCase', { reference })).askedIncidents).toMatchObject([{ status: 'claimed' }]);
    const again = await harness.call('askAboutIncident', { reference, incidentId: rumour.id, asked: true });
    expect(again.askedIncidents).toMatchObject([{ status: 'refuted' }]);
  });

  it('may ask about an incident of an installed set; once listed in it, the verdict speaks', async () => {
    harness.dispose();
    harness = new Harness();
    await harness.createDesk();
    const { incidents } = await harness.call('listIncidents', {});
    expect(incidents.map(({ incident, origin }) => [incident.id, origin]).sort()).toEqual([
      ['test-claimed', 'set'],
      ['test-confirmed', 'set'],
    ]);
    const reference = await harness.openCase();
    const asked = { reference, incidentId: confirmedIncident.id, asked: true };
    const before = await harness.call('askAboutIncident', asked);
    // Asked about: nothing of a confirmed incident is the caller's.
    expect(before.plan.steps.find((step) => step.id === 'nir-watch')?.mandatory ?? false).toBe(false);
    const { case: after } = await harness.check(reference, listedNir);
    expect(after.plan.steps.find((step) => step.id === 'nir-watch')?.mandatory).toBe(true);
    const { html } = await harness.call('previewSheet', { reference, edition: 'standard' });
    expect(html.match(/Fuite d’essai/g)).toHaveLength(1);
  });

  it('is told when the notice no longer holds', async () => {
    await install();
    harness.clock.advance(60 * 86_400_000);
    await harness.unlock().catch(() => undefined);
    const reference = await harness.openCase();
    expect(await harness.call('listIncidents', {})).toMatchObject({ incidents: [{ expired: true }] });
    const asking = { reference, incidentId: rumour.id, asked: true };
    expect(await harness.codeOf('askAboutIncident', asking)).toBe('notice-expired');
    expect(await harness.codeOf('askAboutIncident', { ...asking, incidentId: 'nulle-part' })).toBe('incident-unknown');
  });
});

/** Files of the profile from another day: every mixture is refused, or named where it shows; none is believed. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeNotice } from '../../src/core/pack/notice.ts';
import { claimedIncident, newSigningKey } from '../core/pack/memory-pack.ts';
import { heardGroups } from '../support/heard-groups.ts';
import { absentNir, Harness, otherPassphrase, passphrase } from './harness.ts';

const files = [
  'vault.json',
  'journal.sqlite',
  'journal.head',
  'packs/register.sealed',
  'notices.sealed',
  'workstation-key.sealed',
  'export-key.sealed',
] as const;
type Mixture = ReadonlySet<(typeof files)[number]>;

const subsets = (names: typeof files): Mixture[] =>
  Array.from({ length: 2 ** names.length }, (_, mask) => new Set(names.filter((_name, bit) => (mask >> bit) & 1)));

const noticeSigner = newSigningKey();

async function installNotice(desk: Harness, sequence: number): Promise<void> {
  const path = join(desk.profileDir, 'offer.vigie-notice');
  const about = { format: 1, series: 'rumeurs', issuer: 'Cnam', issuedAt: '2026-11-20T08:00:00Z' } as const;
  const notice = {
    ...about,
    sequence,
    expiresOn: '2026-12-31',
    incidents: [{ ...claimedIncident, id: 'rumeur-2026' }],
  };
  writeFileSync(path, writeNotice(notice, noticeSigner));
  desk.shell.pick = path;
  const { offer } = await desk.call('chooseNotice', {});
  if (offer === null) throw new Error('no offer');
  const comparedGroups = heardGroups(offer.notice.signer.fingerprint);
  await desk.call('trustNoticeSigner', { offerId: offer.offerId, comparedGroups });
  await desk.call('importNotice', { offerId: offer.offerId });
}

async function adviserId(desk: Harness, name: string): Promise<string> {
  const { advisers } = await desk.call('listAdvisers', {});
  return advisers.find((each) => each.name === name)?.adviserId ?? '';
}

/** Puts `from`'s copy of each file of the mixture in the place of the profile's. */
function putBack(desk: Harness, from: string, mixture: Mixture): void {
  for (const name of mixture) {
    const copy = join(from, name);
    if (existsSync(copy)) cpSync(copy, join(desk.profileDir, name));
    else rmSync(join(desk.profileDir, name), { force: true });
  }
  for (const suffix of ['-wal', '-shm']) rmSync(join(desk.profileDir, `journal.sqlite${suffix}`), { force: true });
}

/** What the desk says of itself once it is open: each file that it does not believe, and what it did about it. */
async function namedFaults(desk: Harness): Promise<string[]> {
  const named: string[] = [];
  const sets = await desk.call('listSets', {});
  if (sets.problem !== null) named.push('packs/register.sealed');
  const notices = await desk.call('listNotices', {});
  if (notices.problem !== null) named.push('notices.sealed');
  if ((await desk.codeOf('readWorkstationKey', {})) !== 'ok') named.push('workstation-key.sealed');
  await desk.call('readExportKey', {});
  const { entries } = await exported(desk);
  const sinceUnlock = entries.slice(entries.map(({ kind }) => kind).lastIndexOf('unlocked'));
  if (sinceUnlock.some(({ kind }) => kind === 'export-key-made')) named.push('export-key.sealed');
  return named;
}

async function exported(desk: Harness): Promise<{ entries: { kind: string }[] }> {
  await desk.call('exportJournal', { format: 'jsonl' });
  const lines = new TextDecoder().decode(desk.shell.saved.at(-1)?.bytes).trim().split('\n');
  return { entries: lines.slice(0, -1).map((line) => JSON.parse(line)) };
}

describe('a profile of which some files are of another day', () => {
  let desk: Harness;
  let earlier: string;
  let later: string;
  let words: readonly string[];

  const restore = (mixture: Mixture, of: string, others: string) => {
    desk.app.dispose();
    putBack(desk, others, new Set(files));
    putBack(desk, of, mixture);
    // Nobody has to wait: what wrong passphrases cost is another test's.
    cpSync(join(later, 'attempts.json'), join(desk.profileDir, 'attempts.json'));
    desk.restart();
  };

  beforeAll(async () => {
    earlier = mkdtempSync(join(tmpdir(), 'vigie-earlier-'));
    later = mkdtempSync(join(tmpdir(), 'vigie-later-'));
    desk = new Harness();
    const keep = (to: string) => {
      for (const name of files) {
        mkdirSync(dirname(join(to, name)), { recursive: true });
        if (existsSync(join(desk.profileDir, name))) cpSync(join(desk.profileDir, name), join(to, name));
      }
    };
    words = await desk.createDesk();
    await desk.call('addAdviser', { name: 'Bruno', role: 'supervisor', passphrase: otherPassphrase });
    await installNotice(desk, 1);
    await desk.call('readExportKey', {});
    await desk.call('lock', {});
    keep(earlier);
    desk.clock.advance(86_400_000);
    // One change of each file, no more: the nearest that two days can be.
    await desk.unlock();
    await desk.call('disableAdviser', { adviserId: await adviserId(desk, 'Bruno') });
    const { packs } = await desk.call('listSets', {});
    await desk.call('removeSet', { packId: packs[0]?.packId ?? '' });
    await installNotice(desk, 2);
    await desk.call('replaceWorkstationKey', {});
    await desk.check(await desk.openCase(), absentNir);
    rmSync(join(desk.profileDir, 'export-key.sealed'));
    await desk.call('readExportKey', {});
    await desk.call('lock', {});
    keep(later);
    cpSync(join(desk.profileDir, 'attempts.json'), join(later, 'attempts.json'));
  });
  afterAll(() => {
    desk.dispose();
    for (const each of [earlier, later]) rmSync(each, { recursive: true, force: true });
  });

  const core: Mixture = new Set(['vault.json', 'journal.sqlite', 'journal.head']);
  const table = subsets(files).map((mixture) => {
    const older = files.filter((name) => mixture.has(name));
    return [older.join(' + ') || 'none', mixture] as const;
  });

  it.each(table)('older: %s', async (_name, mixture) => {
    restore(mixture, earlier, later);
    const olderCore = [...core].filter((name) => mixture.has(name));
    if (olderCore.length > 0 && olderCore.length < core.size) {
      const code = await desk.codeOf('unlock', { passphrase });
      expect(['profile-put-back', 'journal-damaged']).toContain(code);
      // Whoever was dismissed is not let in by the vault of the day before.
      const dismissed = await desk.result('unlock', { passphrase: otherPassphrase });
      expect(dismissed.ok && dismissed.value.kind).not.toBe('unlocked');
      return;
    }
    await desk.unlock();
    // Every other file must be of the journal's day, whichever that is.
    const journalIsOlder = olderCore.length === core.size;
    const beside = files.filter((name) => !core.has(name));
    const foreign = beside.filter((name) => mixture.has(name) !== journalIsOlder);
    expect((await namedFaults(desk)).sort()).toEqual(foreign.sort());
    expect(await desk.call('verifyJournal', {})).toMatchObject({ intact: true });
  });

  it('is gone on from by a supervisor with the recovery words alone, and the journal says so', async () => {
    restore(new Set(['vault.json', 'journal.head']), earlier, later);
    expect(await desk.codeOf('unlock', { passphrase })).toBe('profile-put-back');
    expect(await desk.codeOf('unlock', { passphrase: otherPassphrase, goOnFromHere: true })).toBe('profile-put-back');
    expect(await desk.codeOf('unlock', { passphrase: words.join(' ') })).toBe('profile-put-back');
    const opened = await desk.call('unlock', { passphrase: words.join(' '), goOnFromHere: true });
    expect(opened.kind).toBe('unlocked');
    const { alarms } = await desk.call('listAlarms', { limit: 5 });
    expect(alarms.map(({ kind }) => kind)).toContain('journal-anchored');
    await desk.call('lock', {});
    await desk.unlock();
    expect(await desk.call('verifyJournal', {})).toMatchObject({ intact: true });
    // What was put aside does not come back.
    const anchored = readFileSync(join(desk.profileDir, 'vault.json'));
    await desk.call('lock', {});
    putBack(desk, later, new Set(['vault.json']));
    expect(await desk.codeOf('unlock', { passphrase })).toBe('profile-put-back');
    writeFileSync(join(desk.profileDir, 'vault.json'), anchored);
    await desk.unlock();
  });

  it.each([
    ['missing', (head: string) => rmSync(head)],
    ['altered', (head: string) => writeFileSync(head, new Uint8Array(readFileSync(head)).fill(7))],
    ['of a longer journal', (head: string) => cpSync(join(later, 'journal.head'), head)],
  ])('is gone on from where the head is %s, whose journal counts as damaged', async (_how, damage) => {
    restore(new Set(files), earlier, later);
    damage(join(desk.profileDir, 'journal.head'));
    expect(await desk.codeOf('unlock', { passphrase })).toBe('journal-damaged');
    expect(await desk.codeOf('unlock', { passphrase: words.join(' ') })).toBe('journal-damaged');
    await desk.call('unlock', { passphrase: words.join(' '), goOnFromHere: true });
    await desk.call('lock', {});
    await desk.unlock();
    expect(await desk.call('verifyJournal', {})).toMatchObject({ intact: true });
  });

  it('is not gone on from with words that were replaced', async () => {
    restore(new Set(), earlier, later);
    await desk.unlock();
    await desk.call('replaceRecoveryWords', {});
    await desk.call('lock', {});
    putBack(desk, later, new Set(['vault.json']));
    const answer = await desk.codeOf('unlock', { passphrase: words.join(' '), goOnFromHere: true });
    expect(answer).toBe('profile-put-back');
  });
});

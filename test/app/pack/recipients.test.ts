/** From the command line to the call, without any passphrase: a set built for workstations, imported through the contract. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeSlots } from '../../../src/core/pack/manifest.ts';
import { readSealedPack } from '../../../src/core/pack/reader.ts';
import { readRecipient } from '../../../src/core/pack/recipients.ts';
import { buildMemoryPack, confirmedIncident, memorySource, newSigningKey } from '../../core/pack/memory-pack.ts';
import { heardGroups } from '../../support/heard-groups.ts';
import { absentNir, Harness, listedNir, otherPassphrase, passphrase } from '../harness.ts';

const program = join(import.meta.dirname, '../../../bin/vigie.mjs');
let dir: string;

function vigie(...words: string[]) {
  const env = { PATH: process.env.PATH, VIGIE_LANG: 'en' };
  return spawnSync(process.execPath, [program, ...words], { cwd: dir, encoding: 'utf8', env });
}

/** A workstation, and its public key as a supervisor would send it. */
async function workstation(name: string): Promise<{ harness: Harness; file: string }> {
  const harness = new Harness();
  await harness.createVault();
  const { path } = await harness.call('saveWorkstationKey', { name });
  const saved = harness.shell.saved.at(-1);
  expect(path).toBe(`/documents/${saved?.name}`);
  const file = join(dir, saved?.name ?? '');
  writeFileSync(file, saved?.bytes ?? new Uint8Array());
  return { harness, file };
}

async function offered(harness: Harness, file: string) {
  harness.shell.pick = join(dir, file);
  const { offer } = await harness.call('choosePack', {});
  if (offer === null) throw new Error('no offer');
  const comparedGroups = heardGroups(offer.pack.signer.fingerprint);
  return (await harness.call('trustSigner', { offerId: offer.offerId, comparedGroups })).offer;
}

const build = (...more: string[]) =>
  vigie(
    ...['build', '--in', 'leak.csv', '--incident', 'incident.json', '--signer', 'signer.pem', '--issuer', 'Essai'],
    ...['--passphrase-file', 'pass.txt', '--stretch', '64,1,1', ...more],
  );

describe('a set for workstations', () => {
  let dijon: Harness;
  let brest: Harness;

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'vigie-recipients-'));
    writeFileSync(join(dir, 'pass.txt'), 'une phrase pour les essais\n', { mode: 0o600 });
    writeFileSync(join(dir, 'incident.json'), JSON.stringify(confirmedIncident));
    writeFileSync(join(dir, 'leak.csv'), 'NIR;Nom\n255081416802538;X\n');
    expect(vigie('keygen', '--out', '.', '--passphrase-file', 'pass.txt').status).toBe(0);
    const first = await workstation('Agence de Dijon – Clémenceau');
    const second = await workstation('');
    dijon = first.harness;
    brest = second.harness;
    expect(first.file).toMatch(/agence-de-dijon-clemenceau\.vigie-recipient$/);
    expect(second.file).toMatch(/poste\.vigie-recipient$/);
    const ran = build('--out', 'dijon.vigie', '--recipient', first.file);
    expect(ran.stderr).toContain('fingerprint');
    expect(ran.status).toBe(0);
    expect(
      build('--out', 'both.vigie', '--sequence', '2', '--recipient', first.file, '--recipient', second.file).status,
    ).toBe(0);
  });

  afterAll(() => {
    dijon.dispose();
    brest.dispose();
    rmSync(dir, { recursive: true, force: true });
  });

  it('is imported without a passphrase by the workstation it was sealed to, and answers', async () => {
    const offer = await offered(dijon, 'dijon.vigie');
    expect(offer).toMatchObject({ opensWithoutPassphrase: true, pack: { slotLabels: [], recipientCount: 1 } });
    await dijon.call('importPack', { offerId: offer.offerId, passphrase: '', forceOlder: false });
    const reference = await dijon.openCase();
    expect((await dijon.check(reference, listedNir)).verdict.kind).toBe('listed');
    expect((await dijon.check(reference, absentNir)).verdict.kind).toBe('not-listed');
  });

  it('is shown to another workstation and not opened by it', async () => {
    const offer = await offered(brest, 'dijon.vigie');
    expect(offer.opensWithoutPassphrase).toBe(false);
    const importing = (words: string) =>
      brest.codeOf('importPack', { offerId: offer.offerId, passphrase: words, forceOlder: false });
    expect(await importing('')).toBe('slot-no-match');
    expect(await importing('une phrase de livraison')).toBe('slot-no-match');
    const both = await offered(brest, 'both.vigie');
    expect(both).toMatchObject({ opensWithoutPassphrase: true, pack: { recipientCount: 2 } });
  });

  it('stays open after a lock, by the vault alone', async () => {
    dijon.app.lock('asked');
    await dijon.unlock();
    const reference = await dijon.openCase();
    expect((await dijon.check(reference, listedNir)).verdict.kind).toBe('listed');
  });

  it('names no workstation in the file', async () => {
    const bytes = new Uint8Array(readFileSync(join(dir, 'both.vigie')));
    const { manifest } = await readSealedPack(memorySource(bytes), 'any');
    expect(decodeSlots(manifest).map(({ type }) => type)).toEqual(['x25519', 'x25519']);
    const text = Buffer.from(bytes).toString('latin1');
    for (const harness of [dijon, brest]) {
      const { recipient } = await harness.call('readWorkstationKey', {});
      expect(text).not.toContain(Buffer.from(readRecipient(recipient)).toString('hex'));
      expect(text).not.toContain(Buffer.from(readRecipient(recipient)).toString('latin1'));
    }
    const inspected = JSON.parse(vigie('inspect', 'both.vigie', '--json').stdout);
    expect(inspected).toMatchObject({ slots: [], recipientCount: 2 });
  });

  it('takes a passphrase beside the keys, and asks for one or the other', async () => {
    writeFileSync(join(dir, 'slot.txt'), 'abaisser abandon abdiquer\n', { mode: 0o600 });
    const [file] = ['poste.vigie-recipient'];
    const both = build(
      '--out',
      'mixed.vigie',
      '--recipient',
      file ?? '',
      '--slot',
      'secours',
      '--slot-passphrase-file',
      'slot.txt',
    );
    expect(both.status).toBe(0);
    const offer = await offered(dijon, 'mixed.vigie');
    expect(offer).toMatchObject({
      opensWithoutPassphrase: false,
      pack: { slotLabels: ['secours'], recipientCount: 1 },
    });
    const nobody = build('--out', 'nobody.vigie');
    expect([nobody.status, nobody.stderr]).toEqual([1, expect.stringContaining('--slot')]);
    expect(existsSync(join(dir, 'nobody.vigie'))).toBe(false);
  });

  it('says which line of a recipients file is wrong', () => {
    writeFileSync(join(dir, 'bad.vigie-recipient'), '# agences\nvigie1qqqq\n');
    const ran = build('--out', 'bad.vigie', '--recipient', 'bad.vigie-recipient');
    expect(ran.status).toBe(2);
    expect(ran.stderr).toContain('line 2');
  });
});

describe('the workstation’s key', () => {
  it('is the same after a restart, another on another workstation, and in no file in clear', async () => {
    const harness = new Harness();
    await harness.createVault();
    const before = await harness.call('readWorkstationKey', {});
    expect(before.fingerprint).toHaveLength(8);
    expect(before.qrText).toBe(before.recipient.toUpperCase());
    harness.restart();
    await harness.unlock();
    expect(await harness.call('readWorkstationKey', {})).toEqual(before);
    const other = new Harness();
    await other.createVault();
    expect((await other.call('readWorkstationKey', {})).recipient).not.toBe(before.recipient);
    const sealed = readFileSync(join(harness.profileDir, 'workstation-key.sealed'));
    expect(sealed.length).toBe(12 + 41 + 16);
    // A key taken from another workstation opens nothing here.
    writeFileSync(
      join(harness.profileDir, 'workstation-key.sealed'),
      readFileSync(join(other.profileDir, 'workstation-key.sealed')),
    );
    harness.restart();
    await harness.unlock();
    expect(await harness.codeOf('readWorkstationKey', {})).toBe('vault-malformed');
    expect(await harness.codeOf('openCase', {})).toBe('ok');
    // The supervisor makes a new one, and goes on.
    const fresh = await harness.call('replaceWorkstationKey', {});
    expect(fresh.recipient).not.toBe(before.recipient);
    harness.dispose();
    other.dispose();
  });

  it('replaced, no longer opens what was sealed to the old one', async () => {
    const harness = new Harness();
    await harness.createVault();
    const { recipient } = await harness.call('readWorkstationKey', {});
    await harness.call('replaceWorkstationKey', {});
    const { bytes } = await buildMemoryPack({
      entries: [],
      signingKey: newSigningKey(),
      recipients: [readRecipient(recipient)],
      withoutPassphrase: true,
    });
    harness.shell.pick = join(harness.profileDir, 'old.vigie');
    writeFileSync(harness.shell.pick, bytes);
    const { offer } = await harness.call('choosePack', {});
    expect(offer?.opensWithoutPassphrase).toBe(false);
    harness.dispose();
  });

  it('is for supervisors to see, and journalled', async () => {
    const harness = new Harness();
    await harness.createVault();
    await harness.call('saveWorkstationKey', { name: 'x' });
    await harness.call('exportJournal', { format: 'jsonl' });
    const journal = Buffer.from(harness.shell.saved.at(-1)?.bytes ?? []).toString('utf8');
    expect(journal).toContain('workstation-key-made');
    expect(journal).toContain('workstation-key-exported');
    await harness.call('addAdviser', { name: 'Bruno', role: 'adviser', passphrase: otherPassphrase });
    harness.app.lock('asked');
    await harness.unlock(otherPassphrase);
    for (const channel of ['readWorkstationKey', 'replaceWorkstationKey'] as const) {
      expect(await harness.codeOf(channel, {})).toBe('role-required');
    }
    harness.app.lock('asked');
    expect(await harness.codeOf('readWorkstationKey', {})).toBe('vault-locked');
    await harness.unlock(passphrase);
    harness.dispose();
  });
});

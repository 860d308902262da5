/** An older register of sets, or none, must never look up in fewer sets without a word. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packRegisterSpec, wrapContentKey } from '../../../src/app/pack/pack-register.ts';
import { SealedRegister } from '../../../src/app/vault/sealed-register.ts';
import type { VaultKey } from '../../../src/core/bytes/bytes.ts';
import { SealedBox } from '../../../src/core/unlock/sealed-box.ts';
import { absentNir, Harness, listedNir } from '../harness.ts';
import { unwrittenJournal } from './unwritten-journal.ts';

let desk: Harness;
let registerPath: string;
beforeEach(() => {
  desk = new Harness();
  registerPath = join(desk.profileDir, 'packs', 'register.sealed');
});
afterEach(() => desk.dispose());

const day = 86_400_000;
const packFiles = () => readdirSync(join(desk.profileDir, 'packs')).filter((name) => name.endsWith('.vigie'));

async function reopenedWith(change: () => void): Promise<void> {
  await desk.call('lock', {});
  change();
  await desk.unlock();
}

async function expectEveryCheckToFail(reason: string): Promise<void> {
  const problem = { code: 'vault-malformed', details: { file: 'packs/register.sealed', reason } };
  const reference = await desk.openCase();
  for (const text of [listedNir, absentNir]) {
    expect((await desk.check(reference, text)).verdict).toMatchObject({ kind: 'could-not-check', reason: problem });
  }
  expect(await desk.call('listSets', {})).toEqual({ packs: [], problem });
}

describe('the register of sets', () => {
  it('is missed where the journal knows of sets', async () => {
    await desk.createDesk();
    await reopenedWith(() => rmSync(registerPath));
    await expectEveryCheckToFail('missing');
    expect(packFiles()).toHaveLength(1);
  });

  it('is refused where it is an older one of its own, empty or not', async () => {
    await desk.createVault();
    await desk.call('lock', {});
    desk.app.dispose();
    desk.dispose();
    desk = new Harness();
    registerPath = join(desk.profileDir, 'packs', 'register.sealed');
    await desk.createDesk();
    const withSet = readFileSync(registerPath);
    const { packs } = await desk.call('listSets', {});
    await desk.call('removeSet', { packId: packs[0]?.packId ?? '' });
    const without = readFileSync(registerPath);
    await reopenedWith(() => writeFileSync(registerPath, withSet));
    await expectEveryCheckToFail('older');
    await reopenedWith(() => writeFileSync(registerPath, without));
    expect(await desk.call('listSets', {})).toEqual({ packs: [], problem: null });
  });

  it('that is at fault is begun anew by a supervisor, who imports the sets again', async () => {
    await desk.createDesk();
    await reopenedWith(() => rmSync(registerPath));
    expect(await desk.codeOf('removeSet', { packId: '0'.repeat(32) })).toBe('pack-not-found');
    expect(await desk.call('resetSets', {})).toEqual({ packs: [] });
    expect(packFiles()).toEqual([]);
    const reference = await desk.openCase();
    expect((await desk.check(reference, absentNir)).verdict).toMatchObject({
      kind: 'could-not-check',
      reason: { code: 'no-set' },
    });
    // What was taken away stays refused after it.
    const anew = readFileSync(registerPath);
    await reopenedWith(() => rmSync(registerPath));
    await expectEveryCheckToFail('missing');
    await reopenedWith(() => writeFileSync(registerPath, anew));
    expect((await desk.call('listSets', {})).problem).toBeNull();
    // A register that someone took away and a supervisor began anew is an alarm, on the screen and in a SIEM.
    const { alarms } = await desk.call('listAlarms', { limit: 50 });
    expect(alarms.map(({ kind }) => kind)).toContain('packs-reset');
    await desk.call('exportJournal', { format: 'cef' });
    const text = new TextDecoder().decode(desk.shell.saved.at(-1)?.bytes);
    expect(text).toContain('|packs-reset|packs-reset|8|');
  });

  it('is remembered longer than the journal keeps its entries', async () => {
    await desk.createDesk();
    // Two years in which the workstation was opened twice: each time the older entries were purged.
    for (let year = 0; year < 2; year++) {
      await desk.call('lock', {});
      desk.clock.advance(400 * day);
      await desk.unlock();
    }
    expect((await desk.call('listSets', {})).packs).toHaveLength(1);
    expect(await desk.call('verifyJournal', {})).toMatchObject({ intact: true });
    await reopenedWith(() => rmSync(registerPath));
    await expectEveryCheckToFail('missing');
  });
});

describe('what the register writes', () => {
  const entry = (number: number, address: string) => ({
    packId: number.toString(16).padStart(32, '0'),
    series: `series-${number}`,
    sequence: 1,
    importedAt: '2026-11-21T00:00:00.000Z',
    sealedContentKey: '0'.repeat(120),
    source: { kind: 'http' as const, address, byteLength: 1, etag: null, lastModified: null },
  });

  const openRegister = (recorded: unknown[]) =>
    new SealedRegister(
      packRegisterSpec,
      desk.profileDir,
      {
        vault,
        journal: unwrittenJournal,
        adviserId: '',
        room: { require: () => {} },
        record: (kind, about) => void recorded.push([kind, about?.details]),
      },
      0,
    );
  const vault = { vaultKey: new Uint8Array(32).fill(1) as VaultKey, file: { vaultId: '0'.repeat(32) } };

  it('it can read again, or it writes nothing; after the lock it writes nothing either', async () => {
    await desk.createDesk();
    rmSync(registerPath);
    const recorded: unknown[] = [];
    const register = openRegister(recorded);
    // As long as an address of 2 000 characters becomes once it is normalised.
    const longest = new URL(`https://x.example/${'日'.repeat(1982)}`).href;
    const many = {
      packs: Array.from({ length: 200 }, (_, i) => entry(i, longest)),
      signers: [],
      distrusted: [],
      known: [],
    };
    let held = 0;
    register.change(many, 'pack-imported', {}, () => held++);
    expect(held).toBe(1);
    expect(recorded).toEqual([['pack-imported', { revision: 1 }]]);
    expect(openRegister([]).content).toEqual(many);
    const tooLong = { ...many, packs: [entry(0, 'x'.repeat(20_001))] };
    const writeTooLong = () => register.change(tooLong, 'pack-imported', {}, () => held++);
    expect(writeTooLong).toThrow(expect.objectContaining({ code: 'internal' }));
    expect(openRegister([]).content).toEqual(many);
    register.close();
    const afterLock = () => register.change(many, 'pack-imported', {}, () => held++);
    expect(afterLock).toThrow(expect.objectContaining({ code: 'vault-locked' }));
    expect([held, recorded.length]).toEqual([1, 1]);
    const box = new SealedBox(vault, 'packContentKeys');
    box.close();
    expect(() => wrapContentKey(box, '0'.repeat(32), new Uint8Array(32) as never)).toThrow(
      expect.objectContaining({ code: 'vault-locked' }),
    );
  });
});

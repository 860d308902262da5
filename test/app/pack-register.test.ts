/** An older register of sets, or none, must never look up in fewer sets without a word. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { absentNir, Harness, listedNir } from './harness.ts';

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
  expect(await desk.call('listPacks', {})).toEqual({ packs: [], problem });
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
    const { packs } = await desk.call('listPacks', {});
    await desk.call('removePack', { packId: packs[0]?.packId ?? '' });
    const without = readFileSync(registerPath);
    await reopenedWith(() => writeFileSync(registerPath, withSet));
    await expectEveryCheckToFail('older');
    await reopenedWith(() => writeFileSync(registerPath, without));
    expect(await desk.call('listPacks', {})).toEqual({ packs: [], problem: null });
  });

  it('that is at fault is begun anew by a supervisor, who imports the sets again', async () => {
    await desk.createDesk();
    await reopenedWith(() => rmSync(registerPath));
    expect(await desk.codeOf('removePack', { packId: '0'.repeat(32) })).toBe('pack-not-found');
    expect(await desk.call('resetPacks', {})).toEqual({ packs: [] });
    expect(packFiles()).toEqual([]);
    const reference = await desk.openCase();
    expect((await desk.check(reference, absentNir)).verdict).toMatchObject({
      kind: 'could-not-check',
      reason: { code: 'no-pack' },
    });
    // What was taken away stays refused after it.
    const anew = readFileSync(registerPath);
    await reopenedWith(() => rmSync(registerPath));
    await expectEveryCheckToFail('missing');
    await reopenedWith(() => writeFileSync(registerPath, anew));
    expect((await desk.call('listPacks', {})).problem).toBeNull();
    await desk.call('exportJournal', { format: 'jsonl' });
    const text = new TextDecoder().decode(desk.shell.saved.at(-1)?.bytes);
    expect(text).toContain('"packs-reset"');
  });

  it('is remembered longer than the journal keeps its entries', async () => {
    await desk.createDesk();
    // Two years in which the workstation was opened twice: each time the older entries were purged.
    for (let year = 0; year < 2; year++) {
      await desk.call('lock', {});
      desk.clock.advance(400 * day);
      await desk.unlock();
    }
    expect((await desk.call('listPacks', {})).packs).toHaveLength(1);
    expect(await desk.call('verifyJournal', {})).toMatchObject({ intact: true });
    await reopenedWith(() => rmSync(registerPath));
    await expectEveryCheckToFail('missing');
  });
});

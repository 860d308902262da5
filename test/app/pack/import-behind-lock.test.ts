/** An import goes on behind the lock, and the set is registered at the next unlock: nobody has to stay at the desk for it. */
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { testPassphrase } from '../../core/pack/memory-pack.ts';
import { heardGroups } from '../../support/heard-groups.ts';
import { Harness, listedNir, packBytes } from '../harness.ts';

let desk: Harness;
let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vigie-behind-lock-'));
  writeFileSync(join(folder, 'essai.vigie'), await packBytes());
  desk = new Harness();
  await desk.createVault();
  desk.shell.pick = join(folder, 'essai.vigie');
});
afterEach(() => {
  desk.dispose();
  rmSync(folder, { recursive: true, force: true });
});

const packFiles = () => (existsSync(join(desk.profileDir, 'packs')) ? readdirSync(join(desk.profileDir, 'packs')) : []);
const verified = () => packFiles().filter((name) => /^[0-9a-f]{32}\.vigie$/.test(name));
const ended = () => desk.shell.events.filter(({ event }) => event === 'importEnded').map(({ payload }) => payload);

/** Calls `act` the first time that an import tells this stage. */
function onStage(stage: string, act: () => void): void {
  const { shell } = desk;
  let done = false;
  const emit = shell.emit.bind(shell);
  shell.emit = (event, payload) => {
    emit(event, payload);
    if (done || event !== 'packProgress' || (payload as { stage: string }).stage !== stage) return;
    done = true;
    act();
  };
}

async function offer(): Promise<string> {
  const chosen = (await desk.call('choosePack', {})).offer;
  const comparedGroups = heardGroups(chosen?.pack.signer.fingerprint);
  await desk.call('trustSigner', { offerId: chosen?.offerId ?? '', comparedGroups });
  return chosen?.offerId ?? '';
}

const importIt = (offerId: string) =>
  desk.codeOf('importPack', { offerId, passphrase: testPassphrase, forceOlder: false });

/** However busy the machine is. */
const until = (isSo: () => unknown) => vi.waitFor(isSo, { timeout: 60_000 });

describe('an import that the lock comes in the middle of', () => {
  it.each(['copy', 'verify', 'canaries'])('at « %s », goes on, and answers after the unlock', async (stage) => {
    const offerId = await offer();
    onStage(stage, () => desk.app.lock('idle'));
    expect(await importIt(offerId)).toBe('vault-locked');
    await until(() => expect(verified()).toHaveLength(1));
    const told = desk.shell.events.length;
    // Nothing is said to a locked screen, and what waits is no stray.
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(desk.shell.events.length).toBe(told);
    expect(await desk.codeOf('listSets', {})).toBe('vault-locked');
    await desk.unlock();
    await until(() => expect(ended()).toHaveLength(1));
    expect(ended()).toMatchObject([{ offerId, pack: { state: 'ready' }, problem: null }]);
    expect(await desk.check(await desk.openCase(), listedNir)).toMatchObject({ verdict: { kind: 'listed' } });
    expect(await desk.call('verifyJournal', {})).toMatchObject({ intact: true });
    // And it is installed for good.
    desk.app.lock('asked');
    await desk.unlock();
    expect((await desk.call('listSets', {})).packs).toHaveLength(1);
    expect(ended()).toHaveLength(1);
  });

  it.each(['copy', 'verify'])(
    'at « %s », with an unlock before the copy was whole, is told by an event all the same',
    async (stage) => {
      const offerId = await offer();
      let unlocked: Promise<void> | null = null;
      onStage(stage, () => {
        desk.app.lock('asked');
        unlocked = desk.unlock();
      });
      expect(await importIt(offerId)).toBe('vault-locked');
      await unlocked;
      await until(() => expect(ended()).toMatchObject([{ offerId, pack: { state: 'ready' }, problem: null }]));
      expect((await desk.call('listSets', {})).packs).toHaveLength(1);
    },
  );

  it('is registered before the same set is imported once more, which is then refused and takes nothing away', async () => {
    const offerId = await offer();
    let again: Promise<string> | null = null;
    onStage('copy', () => {
      desk.app.lock('asked');
      again = desk.unlock().then(async () => importIt(await offer()));
    });
    expect(await importIt(offerId)).toBe('vault-locked');
    await until(() => expect(again).not.toBeNull());
    expect(await again).toBe('pack-older');
    await until(() => expect(ended()).toMatchObject([{ offerId, pack: { state: 'ready' }, problem: null }]));
    expect(verified()).toHaveLength(1);
    desk.app.lock('asked');
    await desk.unlock();
    expect(await desk.check(await desk.openCase(), listedNir)).toMatchObject({ verdict: { kind: 'listed' } });
  });

  it('waits through another lock before its turn came', async () => {
    const offerId = await offer();
    onStage('copy', () => desk.app.lock('idle'));
    expect(await importIt(offerId)).toBe('vault-locked');
    await until(() => expect(verified()).toHaveLength(1));
    onStage('canaries', () => desk.app.lock('asked'));
    await desk.unlock();
    await until(async () => expect((await desk.call('readAppState', {})).phase).toBe('locked'));
    await desk.unlock();
    await until(() => expect(ended()).toMatchObject([{ offerId, pack: { state: 'ready' } }]));
  });

  it('is given up by who cancels it after the unlock, and leaves nothing', async () => {
    const offerId = await offer();
    onStage('copy', () => desk.app.lock('idle'));
    expect(await importIt(offerId)).toBe('vault-locked');
    await until(() => expect(verified()).toHaveLength(1));
    onStage('canaries', () => void desk.call('cancelImport', { offerId }));
    await desk.unlock();
    await until(() => expect(ended()).toMatchObject([{ offerId, pack: null, problem: { code: 'cancelled' } }]));
    expect(verified()).toEqual([]);
    expect((await desk.call('listSets', {})).packs).toEqual([]);
  });

  it('is forgotten when the program ends, and its copy is removed at the next unlock', async () => {
    const offerId = await offer();
    onStage('copy', () => desk.app.lock('idle'));
    expect(await importIt(offerId)).toBe('vault-locked');
    await until(() => expect(verified()).toHaveLength(1));
    desk.app.dispose();
    const again = new Harness({ profileDir: desk.profileDir });
    try {
      await again.unlock();
      expect(verified()).toEqual([]);
      expect((await again.call('listSets', {})).packs).toEqual([]);
    } finally {
      again.app.dispose();
    }
  });
});

import type { SafeStorage } from 'electron';
import { beforeEach, describe, expect, it } from 'vitest';
import { findKeystore } from '../../src/main/keystore.ts';
import { createFakeElectron, type FakeElectron, type FakeOptions } from '../support/fake-electron.ts';

/** Long enough for any machine; the test of what never answers shortens it. */
const times = { answerMs: 200_000, retryDelaysMs: [0, 0] };
let fake: FakeElectron;

function find(options: FakeOptions = {}, answerMs = times.answerMs) {
  const { platform = 'linux' } = options;
  fake = createFakeElectron({ hasEncryption: true, ...options, platform });
  fake.becomeReady();
  return () => findKeystore(fake.electron.safeStorage as unknown as SafeStorage, platform, { ...times, answerMs });
}

describe('findKeystore', () => {
  it.each([
    ['win32', 'DPAPI'],
    ['darwin', 'Keychain'],
    ['linux', 'gnome_libsecret'],
  ] as const)('on %s is called %s', async (platform, name) => {
    expect(await find({ platform })()).toMatchObject({ name, isProtecting: true });
  });

  it('is absent where nothing is encrypted, and where Linux would only obfuscate', async () => {
    expect(await find({ hasEncryption: false, platform: 'win32' })()).toBeNull();
    expect(await find({ storageBackend: 'basic_text' })()).toBeNull();
    expect(await find({ storageBackend: 'unknown' })()).toBeNull();
  });

  it('is absent where it refuses, rather than failing when a vault is made', async () => {
    expect(await find({ refusesEncryption: true })()).toBeNull();
  });

  it.each(['v10', 'xxx'])(
    'is absent on Linux where the key is public, whatever keyring is named: %s',
    async (version) => {
      const search = find();
      fake.keystore.keyVersion = version;
      expect(await search()).toBeNull();
    },
  );

  it.each(['win32', 'darwin'] as const)('is there on %s, where v10 is the ordinary prefix', async (platform) => {
    const keystore = await find({ platform })();
    const sealed = await keystore?.seal(Uint8Array.of(1, 2));
    expect(Buffer.from(sealed ?? []).toString()).toMatch(/^v10/);
    expect((await keystore?.open(sealed ?? new Uint8Array()))?.plain).toEqual(Uint8Array.of(1, 2));
  });

  it('is there, and says that it does not answer, while a prompt of the keyring stands open', async () => {
    const search = find({}, 500);
    fake.keystore.answers = false;
    const keystore = await search();
    await expect(keystore?.seal(new Uint8Array(1))).rejects.toMatchObject({ code: 'keystore-unavailable' });
    fake.keystore.answers = true;
    expect(await keystore?.seal(new Uint8Array(1))).not.toBeNull();
  });

  describe('when there is one', () => {
    let keystore: Awaited<ReturnType<typeof findKeystore>> = null;
    beforeEach(async () => {
      keystore = await find()();
    });
    const open = (sealed: Uint8Array | null | undefined) => keystore?.open(sealed ?? new Uint8Array());

    it('gives back any bytes it sealed', async () => {
      const plain = Uint8Array.from({ length: 256 }, (_, index) => index);
      expect(await open(await keystore?.seal(plain))).toEqual({ plain, shouldReseal: false });
    });

    it('says that it lost what it cannot open', async () => {
      for (const sealed of [[1, 2, 3], [...Buffer.from('v11 of another machine')]]) {
        await expect(open(Uint8Array.from(sealed))).rejects.toMatchObject({ code: 'keystore-lost' });
      }
    });

    it('seals nothing under a key that has become public, no longer calls itself protecting, opens nothing of it', async () => {
      fake.keystore.keyVersion = 'v10';
      expect(await keystore?.seal(new Uint8Array(32))).toBeNull();
      expect(keystore?.isProtecting).toBe(false);
      const forged = Buffer.from(`v10sealed:${Buffer.alloc(32).toString('base64')}`);
      await expect(open(new Uint8Array(forged))).rejects.toMatchObject({ code: 'keystore-lost' });
    });

    it('asks again while it is temporarily unavailable, and then says so, which is not *lost*', async () => {
      const sealed = await keystore?.seal(Uint8Array.of(7));
      fake.keystore.unavailableTimes = 2;
      expect((await open(sealed))?.plain).toEqual(Uint8Array.of(7));
      fake.keystore.unavailableTimes = 3;
      await expect(open(sealed)).rejects.toMatchObject({ code: 'keystore-unavailable' });
      expect((await open(sealed))?.plain).toEqual(Uint8Array.of(7));
    });

    it('asks for what an older key sealed to be sealed again', async () => {
      const sealed = await keystore?.seal(Uint8Array.of(7));
      fake.keystore.newestVersion = 'v12';
      const opened = await open(sealed);
      expect(opened).toEqual({ plain: Uint8Array.of(7), shouldReseal: true });
      expect((await open(await keystore?.seal(Uint8Array.of(7))))?.shouldReseal).toBe(false);
    });
  });
});

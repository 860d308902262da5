import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SafeStorage } from 'electron';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findKeystore } from '../../src/main/keystore.ts';
import { Harness, otherPassphrase, passphrase } from '../app/harness.ts';
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

/** A process that starts: the keyring is asked once, while `findKeystore` runs. */
async function startProcess(keyring: 'open' | 'locked', platform: NodeJS.Platform, storageBackend = 'gnome_libsecret') {
  const search = find({ platform, storageBackend });
  fake.keystore.keyring = keyring;
  return await search();
}

describe('findKeystore', () => {
  it.each([
    ['win32', 'DPAPI'],
    ['darwin', 'Keychain'],
    ['linux', 'gnome_libsecret'],
  ] as const)('on %s is called %s', async (platform, name) => {
    expect(await find({ platform })()).toMatchObject({ name, isProtecting: true });
  });

  it.each([
    ['nothing is encrypted', { hasEncryption: false, platform: 'win32' }],
    ['Linux would only obfuscate', { storageBackend: 'basic_text' }],
    ['the desktop is not known', { storageBackend: 'unknown' }],
    ['it refuses', { refusesEncryption: true }],
  ] as const)('protects nothing where %s, rather than failing when a vault is made', async (_, options) => {
    const keystore = await find(options)();
    expect(keystore.isProtecting).toBe(false);
    expect(await keystore.seal(new Uint8Array(32))).toBeNull();
  });

  it.each(['v10', 'xxx'])(
    'protects nothing on Linux where the key is public, whatever keyring is named: %s',
    async (version) => {
      const search = find();
      fake.keystore.keyVersion = version;
      const keystore = await search();
      expect(keystore.isProtecting).toBe(false);
      expect(await keystore.seal(new Uint8Array(32))).toBeNull();
    },
  );

  it.each(['win32', 'darwin'] as const)('is there on %s, where v10 is the ordinary prefix', async (platform) => {
    const keystore = await find({ platform })();
    const sealed = await keystore.seal(Uint8Array.of(1, 2));
    expect(Buffer.from(sealed ?? []).toString()).toMatch(/^v10/);
    expect((await keystore.open(sealed ?? new Uint8Array(), keystore.name)).plain).toEqual(Uint8Array.of(1, 2));
  });

  it('is there, and says that it does not answer, while a prompt of the keyring stands open', async () => {
    const search = find({}, 500);
    fake.keystore.answers = false;
    const keystore = await search();
    await expect(keystore.seal(new Uint8Array(1))).rejects.toMatchObject({ code: 'keystore-unavailable' });
    fake.keystore.answers = true;
    expect(await keystore.seal(new Uint8Array(1))).not.toBeNull();
  });

  it.each(['linux', 'darwin'] as const)(
    'locked at the start of a process on %s, has lost nothing, in this process or the next',
    async (platform) => {
      const sealed = await (await startProcess('open', platform)).seal(Uint8Array.of(7));
      const locked = await startProcess('locked', platform);
      const open = (keystore: typeof locked) => keystore.open(sealed ?? new Uint8Array(), keystore.name);
      expect(locked.isProtecting).toBe(false);
      await expect(open(locked)).rejects.toMatchObject({ code: 'keystore-unavailable' });
      // Chromium does not ask a second time.
      fake.keystore.keyring = 'open';
      await expect(open(locked)).rejects.toMatchObject({ code: 'keystore-unavailable' });
      expect(await locked.seal(new Uint8Array(1))).toBeNull();
      expect((await open(await startProcess('open', platform))).plain).toEqual(Uint8Array.of(7));
    },
  );

  describe('of another desktop', () => {
    const gnome = 'gnome_libsecret';
    const secret = Uint8Array.of(7);
    const sealUnder = async (backend: string) =>
      (await (await startProcess('open', 'linux', backend)).seal(secret)) ?? new Uint8Array();

    it.each(['kwallet', 'kwallet5', 'kwallet6', 'basic_text', 'unknown'])(
      'has another key, which does not open, and nothing is lost: %s',
      async (backend) => {
        const sealed = await sealUnder(gnome);
        const elsewhere = await startProcess('open', 'linux', backend);
        const problem = { code: 'keystore-unavailable', details: { keystore: backend, sealedBy: gnome } };
        await expect(elsewhere.open(sealed, gnome)).rejects.toMatchObject(problem);
        const again = await startProcess('open', 'linux');
        expect(await again.open(sealed, gnome)).toEqual({ plain: secret, shouldReseal: false });
      },
    );

    it.each(['', 'û\u0001\ufffd', 'Bw', 'Bw==\n', 'AQ=', ' Bw=='])(
      'may open to garbage where a wrong key happens to fit: %j',
      async (garbage) => {
        const sealed = await sealUnder(gnome);
        const elsewhere = await startProcess('open', 'linux', 'kwallet6');
        fake.keystore.garbage = garbage;
        await expect(elsewhere.open(sealed, gnome)).rejects.toMatchObject({ code: 'keystore-unavailable' });
        // In the same one it is another key of this keyring: the one that sealed is gone.
        await expect(elsewhere.open(sealed, 'kwallet6')).rejects.toMatchObject({ code: 'keystore-lost' });
      },
    );

    it('whose key came along under a new name, opens, and asks for the new name', async () => {
      const keystore = await startProcess('open', 'linux', 'kwallet6');
      const sealed = (await keystore.seal(secret)) ?? new Uint8Array();
      expect(await keystore.open(sealed, 'kwallet5')).toEqual({ plain: secret, shouldReseal: true });
    });

    it('is none of another system’s: those are lost', async () => {
      const sealed = new Uint8Array(Buffer.from('v11 of another machine'));
      for (const name of ['DPAPI', 'Keychain']) {
        const keystore = await startProcess('open', 'linux');
        await expect(keystore.open(sealed, name)).rejects.toMatchObject({ code: 'keystore-lost' });
      }
      const windows = await startProcess('open', 'win32');
      await expect(windows.open(sealed, gnome)).rejects.toMatchObject({ code: 'keystore-lost' });
    });
  });

  describe('when there is one', () => {
    let keystore: Awaited<ReturnType<typeof findKeystore>>;
    beforeEach(async () => {
      keystore = await find()();
    });
    const open = (sealed: Uint8Array | null) => keystore.open(sealed ?? new Uint8Array(), keystore.name);

    it('gives back any bytes it sealed', async () => {
      const plain = Uint8Array.from({ length: 256 }, (_, index) => index);
      expect(await open(await keystore.seal(plain))).toEqual({ plain, shouldReseal: false });
    });

    it('says that it lost what it cannot open', async () => {
      for (const sealed of [[1, 2, 3], [...Buffer.from('v11 of another machine')]]) {
        await expect(open(Uint8Array.from(sealed))).rejects.toMatchObject({ code: 'keystore-lost' });
      }
    });

    it('seals nothing under a key that has become public, no longer calls itself protecting, opens nothing of it', async () => {
      fake.keystore.keyVersion = 'v10';
      expect(await keystore.seal(new Uint8Array(32))).toBeNull();
      expect(keystore.isProtecting).toBe(false);
      const forged = Buffer.from(`v10sealed:${Buffer.alloc(32).toString('base64')}`);
      await expect(open(new Uint8Array(forged))).rejects.toMatchObject({ code: 'keystore-lost' });
    });

    it('asks again while it is temporarily unavailable, and then says so, which is not *lost*', async () => {
      const sealed = await keystore.seal(Uint8Array.of(7));
      fake.keystore.unavailableTimes = 2;
      expect((await open(sealed)).plain).toEqual(Uint8Array.of(7));
      fake.keystore.unavailableTimes = 3;
      await expect(open(sealed)).rejects.toMatchObject({ code: 'keystore-unavailable' });
      expect((await open(sealed)).plain).toEqual(Uint8Array.of(7));
    });

    it('asks for what an older key sealed to be sealed again', async () => {
      const sealed = await keystore.seal(Uint8Array.of(7));
      fake.keystore.newestVersion = 'v12';
      const opened = await open(sealed);
      expect(opened).toEqual({ plain: Uint8Array.of(7), shouldReseal: true });
      expect((await open(await keystore.seal(Uint8Array.of(7)))).shouldReseal).toBe(false);
    });
  });
});

describe('a vault that is bound to the keyring', () => {
  const open: Harness[] = [];
  afterEach(() => {
    for (const each of open.splice(0)) each.dispose();
  });
  /** The next process of the application, on the profile of the one before. */
  async function start(
    keyring: 'open' | 'locked',
    before: Harness | null = null,
    storageBackend = 'gnome_libsecret',
  ): Promise<Harness> {
    before?.app.dispose();
    const keystore = await startProcess(keyring, 'linux', storageBackend);
    const desk = new Harness(before === null ? { keystore } : { keystore, profileDir: before.profileDir });
    open.push(desk);
    return desk;
  }
  const bindingOf = ({ profileDir }: Harness) =>
    JSON.parse(readFileSync(join(profileDir, 'vault.json'), 'utf8')).device as object | null;

  it('stays bound while the keyring is locked, whatever is typed, and opens once it was open at a start', async () => {
    const first = await start('open');
    const words = (await first.createVault()).join(' ');
    const bound = bindingOf(first);
    expect(bound).toMatchObject({ keystore: 'gnome_libsecret' });

    const locked = await start('locked', first);
    expect(await locked.call('readAppState', {})).toMatchObject({ keystore: 'gnome_libsecret' });
    expect(await locked.codeOf('unlock', { passphrase })).toBe('keystore-unavailable');
    // The next keyring prompt was answered: this process is none the wiser.
    fake.keystore.keyring = 'open';
    expect(await locked.codeOf('unlock', { passphrase })).toBe('keystore-unavailable');
    await locked.unlock(words);
    expect(await locked.call('readAppState', {})).toMatchObject({ phase: 'unlocked', keystore: 'gnome_libsecret' });
    // A slot that is made without the device's secret would never open again.
    const bruno = { name: 'Bruno', role: 'adviser' as const, passphrase: otherPassphrase };
    expect(await locked.codeOf('addAdviser', bruno)).toBe('keystore-unavailable');
    expect(bindingOf(locked)).toEqual(bound);

    const again = await start('open', locked);
    await again.unlock();
    await again.call('addAdviser', bruno);
    expect(bindingOf(again)).toEqual(bound);
  });

  it('stays bound under another desktop, and opens under its own', async () => {
    const first = await start('open');
    const words = (await first.createVault()).join(' ');
    const bound = bindingOf(first);
    const elsewhere = await start('open', first, 'kwallet6');
    expect(await elsewhere.codeOf('unlock', { passphrase })).toBe('keystore-unavailable');
    await elsewhere.unlock(words);
    expect(bindingOf(elsewhere)).toEqual(bound);
    const again = await start('open', elsewhere);
    await again.unlock();
    expect(bindingOf(again)).toEqual(bound);
  });

  it('is bound anew where whoever has the recovery words says so, and nobody else can', async () => {
    const first = await start('open');
    const words = (await first.createVault()).join(' ');
    const locked = await start('locked', first);
    expect(await locked.codeOf('unlock', { passphrase, bindAnew: true })).toBe('keystore-unavailable');
    expect(bindingOf(locked)).not.toBeNull();
    await locked.call('unlock', { passphrase: words, bindAnew: true });
    expect(bindingOf(locked)).toBeNull();
    expect(await locked.call('readAppState', {})).toMatchObject({ keystore: null });
  });
});

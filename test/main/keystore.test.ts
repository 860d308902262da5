import type { SafeStorage } from 'electron';
import { beforeEach, describe, expect, it } from 'vitest';
import { findKeystore } from '../../src/main/keystore.ts';
import { createFakeElectron, type FakeOptions } from '../support/fake-electron.ts';

function storage(options: FakeOptions): SafeStorage {
  const fake = createFakeElectron(options);
  fake.becomeReady();
  return fake.electron.safeStorage as unknown as SafeStorage;
}

describe('findKeystore', () => {
  it.each([
    ['win32', 'DPAPI'],
    ['darwin', 'Keychain'],
    ['linux', 'gnome_libsecret'],
  ] as const)('on %s is called %s', async (platform, name) => {
    expect((await findKeystore(storage({ hasEncryption: true }), platform))?.name).toBe(name);
  });

  it('is absent where nothing is encrypted, and where Linux would only obfuscate', async () => {
    expect(await findKeystore(storage({ hasEncryption: false }), 'win32')).toBeNull();
    expect(await findKeystore(storage({ hasEncryption: true, storageBackend: 'basic_text' }), 'linux')).toBeNull();
    expect(await findKeystore(storage({ hasEncryption: true, storageBackend: 'unknown' }), 'linux')).toBeNull();
  });

  it('is absent where it does not answer, rather than failing when a vault is made', async () => {
    expect(await findKeystore(storage({ hasEncryption: true, refusesEncryption: true }), 'linux')).toBeNull();
  });

  describe('when there is one', () => {
    let keystore: Awaited<ReturnType<typeof findKeystore>> = null;
    beforeEach(async () => {
      keystore = await findKeystore(storage({ hasEncryption: true }), 'linux');
    });

    it('gives back any bytes it sealed', async () => {
      const plain = Uint8Array.from({ length: 256 }, (_, index) => index);
      const sealed = await keystore?.seal(plain);
      expect(await keystore?.open(sealed ?? new Uint8Array())).toEqual(plain);
    });

    it('says that it lost what it cannot open', async () => {
      await expect(keystore?.open(new Uint8Array([1, 2, 3]))).rejects.toMatchObject({ code: 'keystore-lost' });
    });
  });
});

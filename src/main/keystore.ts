/**
 * The operating system's keystore through Electron's `safeStorage` (its asynchronous half: the other is deprecated).
 */
import type { SafeStorage } from 'electron';
import type { Keystore } from '../app/shell/shell.ts';
import { VigieError } from '../core/errors.ts';

/** Linux backends that hold the key in the open: no protection, so not called a keystore. */
const openBackends = ['basic_text', 'unknown'];

function nameOf(safeStorage: SafeStorage, platform: NodeJS.Platform): string | null {
  if (platform === 'win32') return 'DPAPI';
  if (platform === 'darwin') return 'Keychain';
  const backend = safeStorage.getSelectedStorageBackend();
  return openBackends.includes(backend) ? null : backend;
}

/**
 * @returns null where the platform has no keystore that protects anything, or one that does not answer (a keyring that
 *   stays locked). Call once the app is ready.
 */
export async function findKeystore(safeStorage: SafeStorage, platform: NodeJS.Platform): Promise<Keystore | null> {
  if (!(await safeStorage.isAsyncEncryptionAvailable())) return null;
  const name = nameOf(safeStorage, platform);
  if (name === null) return null;
  const keystore = keystoreOver(safeStorage, name);
  // Better no keystore than one that fails while a vault is being made.
  try {
    await keystore.open(await keystore.seal(new Uint8Array(1)));
  } catch {
    return null;
  }
  return keystore;
}

function keystoreOver(safeStorage: SafeStorage, name: string): Keystore {
  return {
    name,
    // safeStorage takes text; base 64 carries the bytes through it unchanged.
    seal: async (plain) => new Uint8Array(await safeStorage.encryptStringAsync(Buffer.from(plain).toString('base64'))),
    async open(sealed) {
      try {
        const { result } = await safeStorage.decryptStringAsync(Buffer.from(sealed));
        return new Uint8Array(Buffer.from(result, 'base64'));
      } catch (cause) {
        throw new VigieError('keystore-lost', {}, { cause });
      }
    },
  };
}

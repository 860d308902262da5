/**
 * The operating system's keystore through Electron's `safeStorage` (its asynchronous half: the other is deprecated).
 * What Electron answers was read in shell/browser/api/electron_api_safe_storage.cc.
 */
import type { SafeStorage } from 'electron';
import type { Keystore } from '../app/shell/shell.ts';
import { VigieError } from '../core/errors.ts';

/** Linux backends that hold the key in the open: no protection, so that nothing is sealed under them. */
const openBackends = ['basic_text', 'unknown'];

/**
 * A ciphertext begins with the version of the key that made it. On Linux, `v10` is the key that Chromium derives from a
 * password printed in its source, used where no keyring answers; `getSelectedStorageBackend` names the keyring all the
 * same, because it goes by the desktop's name. On Windows and macOS `v10` is the ordinary, protected key.
 */
const keyVersion = /^v(\d\d)/;
const publicKeyVersion = '10';

/**
 * Chromium takes the keyring of the desktop that the session names (FreedesktopSecretKeyProvider::GetKey,
 * components/os_crypt/async/browser), and has a key of its own in each, under one and the same version. So what was sealed under
 * another desktop does not open here, and is not lost: it opens there. These are the names of keyrings (SetLinuxStorageBackend,
 * shell/browser/browser_process_impl.cc), and of having been told to take none.
 */
const keyringNames = ['gnome_libsecret', 'kwallet', 'kwallet5', 'kwallet6', ...openBackends];

/** An unlock prompt of the system may stand open: the person is given time, and the program goes on after it. */
const answerMs = 20_000;
const retryDelaysMs: readonly number[] = [200, 800];

/** Electron's own words, electron_api_safe_storage.cc: there is no code to go by. */
const unavailableWords = /temporarily unavailable/i;

export interface KeystoreTimes {
  /** How long one call may take. */
  readonly answerMs: number;
  /** Waits before each further try, while the keystore says that it is temporarily unavailable. */
  readonly retryDelaysMs: readonly number[];
}

function nameOf(safeStorage: SafeStorage, platform: NodeJS.Platform): string {
  if (platform === 'win32') return 'DPAPI';
  if (platform === 'darwin') return 'Keychain';
  return safeStorage.getSelectedStorageBackend();
}

/**
 * Never null, since a vault may have been bound on a day when the keystore answered. Chromium asks the system for its key
 * once per process (components/os_crypt/async/browser/os_crypt_async.cc): a keyring that is locked, or whose prompt is
 * dismissed, while Vigie starts stays out of reach until Vigie is started again. Chromium then seals under its public key
 * and calls everything older temporarily unavailable, which looks like a machine without any keyring. So what seals nothing
 * now is still asked to open, and only its answer to that tells *lost* from *not now*.
 *
 * @returns the keystore, asked once whether it protects anything. Call once the app is ready.
 */
export async function findKeystore(
  safeStorage: SafeStorage,
  platform: NodeJS.Platform,
  times: KeystoreTimes = { answerMs, retryDelaysMs },
): Promise<Keystore> {
  const keystore = keystoreOver(safeStorage, platform, times);
  try {
    await keystore.seal(new Uint8Array(1));
  } catch {
    // It does not answer yet, and will be asked again when a vault is made or opened.
  }
  return keystore;
}

function keystoreOver(safeStorage: SafeStorage, platform: NodeJS.Platform, times: KeystoreTimes): Keystore {
  const name = nameOf(safeStorage, platform);
  let isProtecting = false;
  const isProtected = (sealed: Uint8Array): boolean => {
    if (platform !== 'linux') return true;
    const version = keyVersion.exec(Buffer.from(sealed.subarray(0, 3)).toString('latin1'))?.[1];
    return version !== undefined && version !== publicKeyVersion;
  };
  /** @returns null if the keystore refuses, or would seal under a key that is no secret */
  const sealText = async (text: string): Promise<Uint8Array | null> => {
    if (platform === 'linux' && openBackends.includes(name)) return null;
    if (!(await answered(safeStorage.isAsyncEncryptionAvailable(), times.answerMs))) return null;
    try {
      const sealed = new Uint8Array(await answered(safeStorage.encryptStringAsync(text), times.answerMs));
      return isProtected(sealed) ? sealed : null;
    } catch (error) {
      if (error instanceof VigieError) throw error;
      return null;
    }
  };
  return {
    name,
    get isProtecting() {
      return isProtecting;
    },
    async seal(plain) {
      // safeStorage takes text; base 64 carries the bytes through it unchanged.
      const sealed = await sealText(Buffer.from(plain).toString('base64'));
      isProtecting = sealed !== null;
      return sealed;
    },
    async open(sealed, sealedBy) {
      const isOfAnother = platform === 'linux' && sealedBy !== name && keyringNames.includes(sealedBy);
      const refused = (cause?: unknown) =>
        isOfAnother
          ? new VigieError('keystore-unavailable', { keystore: name, sealedBy })
          : new VigieError('keystore-lost', { keystore: name }, { cause });
      // These bytes were sealed under Chromium's public key. Vigie never binds a vault so: they were put there by someone else.
      if (!isProtected(sealed)) throw new VigieError('keystore-lost', { keystore: name });
      for (const delayMs of [...times.retryDelaysMs, null]) {
        try {
          const decrypted = safeStorage.decryptStringAsync(Buffer.from(sealed));
          const { result, shouldReEncrypt } = await answered(decrypted, times.answerMs);
          const plain = Buffer.from(result, 'base64');
          // On Linux nothing authenticates what is sealed (AES-CBC): a wrong key gives garbage one time in 256. What is empty opens
          // to nothing on every system, without any key.
          if (plain.length === 0 || plain.toString('base64') !== result) throw refused();
          return { plain: new Uint8Array(plain), shouldReseal: shouldReEncrypt || sealedBy !== name };
        } catch (cause) {
          if (cause instanceof VigieError) throw cause;
          const message = cause instanceof Error ? cause.message : '';
          if (!unavailableWords.test(message)) throw refused(cause);
          if (delayMs === null) break;
          await new Promise((done) => setTimeout(done, delayMs));
        }
      }
      throw new VigieError('keystore-unavailable', { keystore: name });
    },
  };
}

/** @throws VigieError 'keystore-unavailable' if `answer` is not there in time */
async function answered<T>(answer: Promise<T>, limitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new VigieError('keystore-unavailable', { reason: 'no-answer' })), limitMs);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

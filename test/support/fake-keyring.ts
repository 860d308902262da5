/** `safeStorage` of the fake `electron`, and the keyring behind it. */

export interface FakeKeyringOptions {
  readonly storageBackend?: string;
  readonly hasEncryption?: boolean;
  /** The keystore is there and refuses: a keyring that its owner does not unlock. */
  readonly refusesEncryption?: boolean;
}

export function createFakeKeyring(options: FakeKeyringOptions, platform: NodeJS.Platform, isReady: () => boolean) {
  const never = new Promise<never>(() => undefined);
  const keystore = {
    /**
     * The system's keyring or Keychain. Chromium asks it for its key once per process, at the first use of `safeStorage`,
     * and never again (components/os_crypt/async/browser/os_crypt_async.cc): a change that comes later is seen by the next
     * fake alone, which stands for the next process. `locked` is also a prompt that was dismissed, and a Linux without any.
     */
    keyring: 'open' as 'open' | 'locked',
    /**
     * Version of the keyring's key, with which each ciphertext begins. On Linux `v10` is Chromium's public key, which is
     * used, without a word, where no keyring answers; on Windows and macOS it is the ordinary one.
     */
    keyVersion: platform === 'linux' ? 'v11' : 'v10',
    /** That many calls of `decryptStringAsync` say that the keystore is temporarily unavailable. */
    unavailableTimes: 0,
    /** The key was renewed: what an older one sealed should be sealed again. */
    newestVersion: null as string | null,
    /** False: a prompt of the keyring stands open. */
    answers: true,
    /**
     * What a wrong key opens: usually nothing. One time in 256 the padding happens to fit (AES-CBC, nothing is authenticated), and
     * this is the text.
     */
    garbage: null as string | null,
  };
  /** What Chromium was told when it asked; null until it has. */
  let told: { readonly isOpen: boolean } | null = null;
  const askKeyring = () => {
    told ??= { isOpen: keystore.keyring === 'open' };
    return told;
  };
  /** Each keyring of Linux has a key of its own, under the same version; the public key is everywhere the same. */
  const keyOf = (version: string): string =>
    platform === 'linux' && version !== 'v10' ? `[${options.storageBackend ?? 'gnome_libsecret'}]` : '';
  const safeStorage = {
    /** Resolves once a key was found, which on Linux is always: the public one, at worst. False before `ready` alone. */
    isAsyncEncryptionAvailable(): Promise<boolean> {
      if (!isReady()) return Promise.resolve(false);
      askKeyring();
      return keystore.answers ? Promise.resolve(options.hasEncryption ?? false) : never;
    },
    /** Goes by the desktop's name: it names a keyring that may not be running. */
    getSelectedStorageBackend() {
      return isReady() ? (options.storageBackend ?? 'gnome_libsecret') : 'unknown';
    },
    // Reversible and keyless: stands for the system's keystore only in form.
    encryptStringAsync(text: string): Promise<Buffer> {
      if (!keystore.answers) return never;
      const { isOpen } = askKeyring();
      // Only Linux has another key to fall back on: the public one.
      if (options.refusesEncryption === true || (!isOpen && platform !== 'linux')) {
        return Promise.reject(new Error('Error while encrypting the text provided to safeStorage.encryptStringAsync.'));
      }
      const version = isOpen ? (keystore.newestVersion ?? keystore.keyVersion) : 'v10';
      return Promise.resolve(Buffer.from(`${version}${keyOf(version)}sealed:${text}`));
    },
    decryptStringAsync(sealed: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }> {
      if (!keystore.answers) return never;
      const { isOpen } = askKeyring();
      const [, version, key = '', text] = /^(v\d\d)(\[\w+\])?sealed:(.*)$/.exec(sealed.toString()) ?? [];
      // The public key of Linux opens what it sealed, whatever the keyring does.
      const isReachable = isOpen || (platform === 'linux' && version === 'v10');
      if (keystore.unavailableTimes > 0 || !isReachable) {
        if (isReachable) keystore.unavailableTimes--;
        return Promise.reject(
          new Error('safeStorage.decryptStringAsync is temporarily unavailable. Please try again.'),
        );
      }
      const isOurs = version !== undefined && key === keyOf(version);
      if (!isOurs && keystore.garbage !== null) {
        return Promise.resolve({ result: keystore.garbage, shouldReEncrypt: false });
      }
      if (!isOurs || text === undefined) {
        return Promise.reject(
          new Error('Error while decrypting the ciphertext provided to safeStorage.decryptStringAsync.'),
        );
      }
      const shouldReEncrypt = version !== (keystore.newestVersion ?? version);
      return Promise.resolve({ result: text, shouldReEncrypt });
    },
  };
  return { keystore, safeStorage };
}

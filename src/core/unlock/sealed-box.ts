/**
 * Bytes sealed under one key of the vault: a nonce, then AES-256-GCM. What they are about is authenticated with them, so that
 * one sealed piece cannot stand in another's place.
 */
import { concatBytes, utf8, type VaultKey, zeroBytes } from '../bytes/bytes.ts';
import { gcmNonceBytes, openAesGcm, randomBytes, sealAesGcm } from '../crypto/symmetric.ts';
import { VigieError } from '../errors.ts';
import { deriveFromVaultKey, type VaultKeyPurpose } from './vault-keys.ts';

/** What keys are derived from; an `OpenVault` is one. */
export interface VaultKeySource {
  readonly vaultKey: VaultKey;
  readonly file: { readonly vaultId: string };
}

export class SealedBox {
  readonly #key: Uint8Array;
  readonly #domain: string;
  #closed = false;

  /** Derives its own key; the caller keeps and zeroes the vault's. */
  constructor({ vaultKey, file }: VaultKeySource, purpose: VaultKeyPurpose) {
    this.#key = deriveFromVaultKey(vaultKey, file.vaultId, purpose);
    this.#domain = `vigie/v1/sealed|${purpose}|${file.vaultId}|`;
  }

  /** @param about what the piece is: its name among those of this purpose, or ''. @throws VigieError 'vault-locked' */
  seal(plain: Uint8Array, about: string): Uint8Array {
    this.#requireOpen();
    const nonce = randomBytes(gcmNonceBytes);
    return concatBytes(nonce, sealAesGcm(this.#key, nonce, plain, utf8(this.#domain + about)));
  }

  /** @returns null if `sealed` was altered, or is another piece. @throws VigieError 'vault-locked' */
  open(sealed: Uint8Array, about: string): Uint8Array | null {
    this.#requireOpen();
    if (sealed.length < gcmNonceBytes) return null;
    const nonce = sealed.subarray(0, gcmNonceBytes);
    return openAesGcm(this.#key, nonce, sealed.subarray(gcmNonceBytes), utf8(this.#domain + about));
  }

  /** At lock. */
  close(): void {
    this.#closed = true;
    zeroBytes(this.#key);
  }

  /** After the lock the key is all zeroes: anyone could open what would be sealed under it. */
  #requireOpen(): void {
    if (this.#closed) throw new VigieError('vault-locked');
  }
}

/** A small file of the profile, sealed whole under a key of the vault and replaced whole. */
import { concatBytes, utf8, zeroBytes } from '../../core/bytes/bytes.ts';
import { gcmNonceBytes, openAesGcm, randomBytes, sealAesGcm } from '../../core/crypto/symmetric.ts';
import { VigieError } from '../../core/errors.ts';
import type { OpenVault } from '../../core/unlock/vault.ts';
import { deriveFromVaultKey, type VaultKeyPurpose } from '../../core/unlock/vault-keys.ts';
import { readFileIfThere, writeFileAtomic } from '../../files/atomic-write.ts';

export class SealedFile {
  readonly #path: string;
  readonly #name: string;
  readonly #key: Uint8Array;
  readonly #associated: Uint8Array;
  #closed = false;

  /** @param name as it is named in an error; @param purpose of the key and of the file: one file each */
  constructor(path: string, name: string, { vaultKey, file }: OpenVault, purpose: VaultKeyPurpose) {
    this.#path = path;
    this.#name = name;
    this.#key = deriveFromVaultKey(vaultKey, file.vaultId, purpose);
    this.#associated = utf8(`vigie/v1/sealed-file|${purpose}|${file.vaultId}`);
  }

  /** @returns null if there is no file. @throws VigieError 'vault-malformed' if it was altered, or is another vault's */
  read(): Uint8Array | null {
    this.#requireOpen();
    const held = readFileIfThere(this.#path);
    if (held === null) return null;
    const nonce = held.subarray(0, gcmNonceBytes);
    const plain =
      held.length < gcmNonceBytes ? null : openAesGcm(this.#key, nonce, held.subarray(gcmNonceBytes), this.#associated);
    if (plain === null) throw this.malformed('altered');
    return plain;
  }

  /** Durable when it returns. @throws VigieError 'disk-full' · 'read-only' · 'file-unwritable' */
  write(plain: Uint8Array): void {
    this.#requireOpen();
    const nonce = randomBytes(gcmNonceBytes);
    writeFileAtomic(this.#path, concatBytes(nonce, sealAesGcm(this.#key, nonce, plain, this.#associated)));
  }

  malformed(reason: string): VigieError {
    return new VigieError('vault-malformed', { file: this.#name, reason });
  }

  close(): void {
    this.#closed = true;
    zeroBytes(this.#key);
  }

  /** The key is zeroes after the lock, and would seal for everyone. */
  #requireOpen(): void {
    if (this.#closed) throw new VigieError('vault-locked');
  }
}

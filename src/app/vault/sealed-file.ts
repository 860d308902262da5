/** A small file of the profile, sealed whole under a key of the vault and replaced whole. */
import { dirname, join } from 'node:path';
import { VigieError } from '../../core/errors.ts';
import { SealedBox, type VaultKeySource } from '../../core/unlock/sealed-box.ts';
import type { VaultKeyPurpose } from '../../core/unlock/vault-keys.ts';
import { makeDirectory, readFileIfThere, writeFileAtomic } from '../../files/atomic-write.ts';

export class SealedFile {
  readonly #path: string;
  readonly #name: string;
  readonly #box: SealedBox;

  /** @param name path within the profile directory, which errors show. @param purpose of the key: one file each */
  constructor(profileDir: string, name: string, vault: VaultKeySource, purpose: VaultKeyPurpose) {
    this.#path = join(profileDir, name);
    this.#name = name;
    this.#box = new SealedBox(vault, purpose);
  }

  /** @returns null if there is no file. @throws VigieError 'vault-malformed' if it was altered, or is another vault's */
  read(): Uint8Array | null {
    const held = readFileIfThere(this.#path);
    if (held === null) return null;
    const plain = this.#box.open(held, '');
    if (plain === null) throw this.malformed('altered');
    return plain;
  }

  /** Durable when it returns. @throws VigieError 'disk-full' · 'read-only' · 'file-unwritable' · 'vault-locked' */
  write(plain: Uint8Array): void {
    const sealed = this.#box.seal(plain, '');
    makeDirectory(dirname(this.#path));
    writeFileAtomic(this.#path, sealed);
  }

  malformed(reason: string): VigieError {
    return new VigieError('vault-malformed', { file: this.#name, reason });
  }

  close(): void {
    this.#box.close();
  }
}

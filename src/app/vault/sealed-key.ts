/** A private key of the workstation, in a sealed file of its own: version · instant of making (ms, u64 little-endian) · key. */
import { concatBytes, zeroBytes } from '../../core/bytes/bytes.ts';
import type { VaultKeyPurpose } from '../../core/unlock/vault-keys.ts';
import type { VaultKeySource } from './sealed-box.ts';
import { SealedFile } from './sealed-file.ts';

const fileVersion = 1;
/** An X25519 private key, or the seed of an Ed25519 one. */
const privateBytes = 32;
const contentBytes = 1 + 8 + privateBytes;

export interface HeldPrivateKey {
  /** 32 bytes; whoever holds them zeroes them. */
  readonly privateKey: Uint8Array;
  readonly madeMs: number;
}

export class SealedKey {
  readonly #file: SealedFile;

  constructor(profileDir: string, name: string, vault: VaultKeySource, purpose: VaultKeyPurpose) {
    this.#file = new SealedFile(profileDir, name, vault, purpose);
  }

  /** @returns null if none was made yet. @throws VigieError 'vault-malformed' { reason: 'altered' | 'shape' } · 'vault-locked' */
  read(): HeldPrivateKey | null {
    const content = this.#file.read();
    if (content === null) return null;
    try {
      if (content.length !== contentBytes || content[0] !== fileVersion) throw this.#file.malformed('shape');
      const madeMs = Number(new DataView(content.buffer, content.byteOffset).getBigUint64(1, true));
      return { privateKey: content.slice(9), madeMs };
    } finally {
      zeroBytes(content);
    }
  }

  /** Durable when it returns. @throws VigieError as `SealedFile.write` */
  write({ privateKey, madeMs }: HeldPrivateKey): void {
    const made = new Uint8Array(8);
    new DataView(made.buffer).setBigUint64(0, BigInt(madeMs), true);
    const content = concatBytes(Uint8Array.of(fileVersion), made, privateKey);
    try {
      this.#file.write(content);
    } finally {
      zeroBytes(content);
    }
  }

  close(): void {
    this.#file.close();
  }
}

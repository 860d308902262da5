/**
 * The workstation's own key pair: packs are sealed to it, and cases that are handed over. The private half never leaves the vault;
 * the public one is a line of text that the supervisor sends, and whose fingerprint is read aloud.
 */
import { zeroBytes } from '../../core/bytes/bytes.ts';
import { newX25519Pair, type X25519KeyPair, x25519PairOf } from '../../core/crypto/x25519.ts';
import { errorOf, type Fault, faultOf, VigieError } from '../../core/errors.ts';
import { recipientFingerprint } from '../../core/pack/recipients.ts';
import { sealedFileNames } from '../../files/vault-directory.ts';
import { SealedKey, type SealedKeySpec } from './sealed-key.ts';
import type { RegisterSession } from './sealed-register.ts';

export interface HeldPair {
  readonly pair: X25519KeyPair;
  readonly madeMs: number;
}

const spec: SealedKeySpec = {
  file: sealedFileNames.workstationKey,
  purpose: 'workstationKey',
  series: 'workstationKey',
  entries: { made: 'workstation-key-made', anchored: 'workstation-key-anchored' },
};

export class WorkstationKey {
  readonly #profileDir: string;
  #file: SealedKey | null = null;
  #held: HeldPair | null = null;
  #fault: Fault | null = null;

  constructor(profileDir: string) {
    this.#profileDir = profileDir;
  }

  /**
   * At unlock: reads the key, or makes it the first time. A key that cannot be read keeps nobody from unlocking: what needs
   * it says why.
   */
  open(session: RegisterSession, nowMs: number): void {
    this.close();
    const file = new SealedKey(spec, this.#profileDir, session);
    this.#file = file;
    try {
      const read = file.read(nowMs);
      if (read === null) this.replace(nowMs);
      else this.#held = { pair: x25519PairOf(read.privateKey), madeMs: read.madeMs };
    } catch (error) {
      this.#fault = faultOf(error);
    }
  }

  /** @returns null while locked, or where the key cannot be read */
  get pair(): X25519KeyPair | null {
    return this.#held?.pair ?? null;
  }

  /** @throws VigieError 'vault-locked', or why the key could not be read */
  require(): HeldPair {
    if (this.#fault !== null) throw errorOf(this.#fault);
    if (this.#held === null) throw new VigieError('vault-locked');
    return this.#held;
  }

  /** A new key, entered in the journal: what was sealed to the old one opens no more. @throws VigieError 'vault-locked' */
  replace(nowMs: number): void {
    if (this.#file === null) throw new VigieError('vault-locked');
    const pair = newX25519Pair();
    const fingerprint = recipientFingerprint(pair.publicKey).join(' ');
    try {
      const { madeMs } = this.#file.replace(pair.privateKey, nowMs, { fingerprint });
      zeroBytes(this.#held?.pair.privateKey);
      this.#held = { pair, madeMs };
      this.#fault = null;
    } catch (error) {
      zeroBytes(pair.privateKey);
      throw error;
    }
  }

  /** At lock. */
  close(): void {
    zeroBytes(this.#held?.pair.privateKey);
    this.#file?.close();
    this.#file = null;
    this.#held = null;
    this.#fault = null;
  }
}

/**
 * The workstation's own key pair: sets are sealed to it, and cases handed over. The private half never leaves the vault;
 * the public one is a line of text that the supervisor sends, and whose fingerprint is read aloud.
 */
import { zeroBytes } from '../../core/bytes/bytes.ts';
import { newX25519Pair, type X25519KeyPair, x25519PairOf } from '../../core/crypto/x25519.ts';
import { errorOf, type Fault, faultOf, VigieError } from '../../core/errors.ts';
import { recipientFingerprint } from '../../core/pack/recipients.ts';
import { SealedKey } from './sealed-key.ts';
import type { Session } from './session.ts';

export interface HeldPair {
  readonly pair: X25519KeyPair;
  readonly madeMs: number;
}

export class WorkstationKey {
  readonly #profileDir: string;
  #file: SealedKey | null = null;
  #session: Pick<Session, 'record'> | null = null;
  #held: HeldPair | null = null;
  #fault: Fault | null = null;

  constructor(profileDir: string) {
    this.#profileDir = profileDir;
  }

  /**
   * At unlock: reads the key, or makes it the first time. A key that cannot be read keeps nobody from unlocking: what needs
   * it says why.
   */
  open(session: Pick<Session, 'vault' | 'record'>, nowMs: number): void {
    this.close();
    this.#session = session;
    const file = new SealedKey(this.#profileDir, 'workstation-key.sealed', session.vault, 'workstationKey');
    this.#file = file;
    try {
      const read = file.read();
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
    if (this.#file === null || this.#session === null) throw new VigieError('vault-locked');
    const pair = newX25519Pair();
    try {
      this.#file.write({ privateKey: pair.privateKey, madeMs: nowMs });
    } catch (error) {
      zeroBytes(pair.privateKey);
      throw error;
    }
    zeroBytes(this.#held?.pair.privateKey);
    this.#held = { pair, madeMs: nowMs };
    this.#fault = null;
    const fingerprint = recipientFingerprint(pair.publicKey).join(' ');
    this.#session.record('workstation-key-made', { details: { fingerprint } });
  }

  /** At lock. */
  close(): void {
    zeroBytes(this.#held?.pair.privateKey);
    this.#file?.close();
    this.#file = null;
    this.#session = null;
    this.#held = null;
    this.#fault = null;
  }
}

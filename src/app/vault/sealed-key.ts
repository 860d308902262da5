/**
 * A private key of the workstation, in a sealed file of its own: version · instant of making (ms, u64 little-endian) · key. When it
 * was made is its revision in the journal, so that a key that was taken away or put back is seen.
 */
import { concatBytes, copySecret, zeroBytes } from '../../core/bytes/bytes.ts';
import type { AuditDetails, AuditKind } from '../../core/journal/audit-entry.ts';
import { type RevisionSeries, revisionKinds } from '../../core/journal/revisions.ts';
import type { VaultKeyPurpose } from '../../core/unlock/vault-keys.ts';
import { SealedFile } from './sealed-file.ts';
import { anchorAgainAfterMs, type RegisterSession } from './sealed-register.ts';

const fileVersion = 1;
/** An X25519 private key, or the seed of an Ed25519 one. */
const privateBytes = 32;
const contentBytes = 1 + 8 + privateBytes;

export interface HeldPrivateKey {
  /** 32 bytes; whoever holds them zeroes them. */
  readonly privateKey: Uint8Array;
  readonly madeMs: number;
}

/** What makes one key different from another. */
export interface SealedKeySpec {
  /** Path within the profile directory. */
  readonly file: string;
  readonly purpose: VaultKeyPurpose;
  readonly series: RevisionSeries;
  readonly entries: { readonly made: AuditKind; readonly anchored: AuditKind };
}

export class SealedKey {
  readonly #spec: SealedKeySpec;
  readonly #session: RegisterSession;
  readonly #file: SealedFile;

  constructor(spec: SealedKeySpec, profileDir: string, session: RegisterSession) {
    this.#spec = spec;
    this.#session = session;
    this.#file = new SealedFile(profileDir, spec.file, session.vault, spec.purpose);
  }

  /**
   * @returns null if none was made yet
   * @throws VigieError 'vault-malformed' { reason: 'altered' | 'shape' | 'missing' | 'older' | 'newer' } · 'vault-locked' ·
   *   'disk-full' · 'read-only' if the journal cannot be written
   */
  read(nowMs: number): HeldPrivateKey | null {
    const held = this.#readFile();
    const fault = this.#session.journal.faultOfRevision(this.#spec.series, held?.madeMs ?? null);
    if (fault !== null) {
      zeroBytes(held?.privateKey);
      throw this.#file.malformed(fault);
    }
    if (held !== null) this.#anchorAgain(held.madeMs, nowMs);
    return held;
  }

  /**
   * A key takes the place of the one before, durably, and enters the journal.
   * @param nowMs when it is made; a later instant is written where the key before was made later
   * @throws VigieError as `SealedFile.write` · 'vault-locked' · 'entries-exceeded'
   */
  replace(privateKey: Uint8Array, nowMs: number, details: AuditDetails): HeldPrivateKey {
    const { journal, room } = this.#session;
    const { series, entries } = this.#spec;
    room.require(entries.made);
    const madeMs = Math.max(nowMs, (journal.highestRevision(series) ?? 0) + 1);
    journal.announce(series, madeMs);
    this.#writeFile({ privateKey, madeMs });
    this.#session.record(entries.made, { details: { ...details, revision: madeMs } });
    return { privateKey, madeMs };
  }

  /** Enters the key's revision in the journal again before the purge of old entries could take the last one about it away. */
  #anchorAgain(madeMs: number, nowMs: number): void {
    const entry = this.#session.journal.latestOf(revisionKinds[this.#spec.series]);
    if (entry !== null && nowMs - entry.atMs < anchorAgainAfterMs) return;
    this.#session.record(this.#spec.entries.anchored, { details: { revision: madeMs } });
  }

  #readFile(): HeldPrivateKey | null {
    const content = this.#file.read();
    if (content === null) return null;
    try {
      if (content.length !== contentBytes || content[0] !== fileVersion) throw this.#file.malformed('shape');
      const madeMs = Number(new DataView(content.buffer, content.byteOffset).getBigUint64(1, true));
      return { privateKey: copySecret(content.subarray(9)), madeMs };
    } finally {
      zeroBytes(content);
    }
  }

  #writeFile({ privateKey, madeMs }: HeldPrivateKey): void {
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

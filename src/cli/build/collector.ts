/**
 * Gathers rows into distinct, stretched entries: the middle of a build. An identifier is digested under a key, looked up
 * in the entry table, and stretched only the first time; afterwards its exposures are merged.
 */
import { utf8, zeroBytes } from '../../core/bytes/bytes.ts';
import { hkdfSha256, sha256 } from '../../core/crypto/symmetric.ts';
import { canariesPerKind, canaryOf, isCanary } from '../../core/pack/canaries.ts';
import { EntryTable, stretchedBytes } from '../../core/pack/entry-table.ts';
import { ExposureSets } from '../../core/pack/exposure-sets.ts';
import { type StretchFamily, stretchIdentifier } from '../../core/pack/family.ts';
import { canaryMark } from '../../core/pack/writer.ts';
import { type IdentifierKind, identifierKinds } from '../../core/vocabulary.ts';
import { StretchPool } from './stretch-pool.ts';

/** RFC 5321 §4.5.3.1: an address has at most 254 characters; four bytes each, and the kind. */
const longestPasswordBytes = 2048;
const digestKeyBytes = 32;

/** Which identifiers this process takes: those whose digest, modulo `count`, is `index`. */
export interface Shard {
  /** From 0. */
  readonly index: number;
  readonly count: number;
}

export interface CollectorOptions {
  /** Zeroed by its owner. */
  readonly family: StretchFamily;
  readonly shard?: Shard;
  readonly workerCount?: number;
  /** Called with the digest and the stretched bytes of each entry as it is stretched, for sealed partial results. */
  readonly onStretched?: (entryBytes: Uint8Array) => void;
}

export class Collector {
  readonly entries: EntryTable = new EntryTable();
  readonly exposureSets: ExposureSets = new ExposureSets();
  readonly distinctByKind: Record<IdentifierKind, number> = countsByKind();
  /** Occurrences of identifiers that are a canary's, which the pack does not hold as anybody's. */
  readonly reservedByKind: Record<IdentifierKind, number> = countsByKind();
  /** Distinct identifiers stretched so far, for the rate. */
  stretchedCount = 0;
  readonly #pool: StretchPool;
  readonly #shard: Shard;
  readonly #scratch: Buffer = Buffer.alloc(digestKeyBytes + longestPasswordBytes);
  readonly #onStretched: ((entryBytes: Uint8Array) => void) | undefined;
  readonly #batchLength: number;
  #batchBytes: Buffer;
  #batchUsed = 0;
  #batchEntries: number[] = [];
  #batchLengths: number[] = [];

  constructor(options: CollectorOptions) {
    const { salt, pepper, cost } = options.family;
    this.#scratch.set(digestKeyOf(options.family), 0);
    this.#pool = new StretchPool({ salt, pepper, cost }, options.workerCount);
    this.#shard = options.shard ?? { index: 0, count: 1 };
    this.#onStretched = options.onStretched;
    this.#batchLength = StretchPool.batchLength(cost);
    this.#batchBytes = Buffer.allocUnsafeSlow(this.#batchLength * 64);
  }

  /**
   * @param classMask classes of this person's own row, and of nobody else
   * Await `room()` whenever this returns true: enough is waiting to be stretched.
   */
  add(kind: IdentifierKind, canonical: string, incidentIndex: number, classMask: number): boolean {
    if (isCanary(kind, canonical)) {
      this.reservedByKind[kind]++;
      return false;
    }
    const scratch = this.#scratch;
    const byteCount = scratch.write(`${kind}:${canonical}`, digestKeyBytes);
    const digest = sha256(scratch.subarray(0, digestKeyBytes + byteCount));
    if (!this.#takes(digest)) return false;
    const set = this.exposureSets.single(incidentIndex, classMask);
    const known = this.entries.find(digest);
    if (known >= 0) {
      this.#see(known, set, kind);
      return false;
    }
    this.distinctByKind[kind]++;
    return this.#queue(this.entries.add(digest, set), byteCount);
  }

  /** Puts a result of an earlier run in the table, to be met again when its row is read. */
  restore(digestAndStretched: Uint8Array): void {
    if (this.entries.find(digestAndStretched) >= 0) return;
    const entry = this.entries.add(digestAndStretched, unseenMark);
    this.entries.setStretched(entry, digestAndStretched.subarray(digestAndStretched.length - stretchedBytes));
  }

  /** @returns how many restored entries no row has shown: more than none means that the inputs changed */
  unseenCount(): number {
    let unseen = 0;
    for (let entry = 0; entry < this.entries.count; entry++) {
      if (this.entries.exposureSet(entry) === unseenMark) unseen++;
    }
    return unseen;
  }

  /** Forgets what was restored and met in no row: it belongs to another build of the family. */
  dropUnseen(): void {
    this.entries.retain((exposureSet) => exposureSet !== unseenMark);
  }

  /** Kinds of which the rows gave at least one identifier. */
  get kinds(): IdentifierKind[] {
    return identifierKinds.filter((kind) => this.distinctByKind[kind] > 0);
  }

  room(): Promise<void> {
    return this.#pool.room();
  }

  /** Resolves when every entry is stretched, and the workers have ended: writing needs their memory. */
  async finish(): Promise<void> {
    this.#flush();
    await this.#pool.drain();
    await this.#pool.close();
  }

  /** Stops the workers and overwrites keys and entries. */
  async close(): Promise<void> {
    await this.#pool.close();
    zeroBytes(this.#scratch, this.#batchBytes);
    this.entries.clear();
  }

  #takes(digest: Uint8Array): boolean {
    if (this.#shard.count === 1) return true;
    // Bytes that the table's own hash does not use.
    const number = new DataView(digest.buffer, digest.byteOffset, digest.byteLength).getUint32(4, true);
    return number % this.#shard.count === this.#shard.index;
  }

  #see(entry: number, set: number, kind: IdentifierKind): void {
    const held = this.entries.exposureSet(entry);
    if (held === unseenMark) {
      this.distinctByKind[kind]++;
      this.entries.setExposureSet(entry, set);
    } else if (held !== set) {
      this.entries.setExposureSet(entry, this.exposureSets.merge(held, set));
    }
  }

  /** The password is in the scratch buffer. @returns true if the pool is full */
  #queue(entry: number, byteCount: number): boolean {
    if (this.#batchUsed + byteCount > this.#batchBytes.length) {
      const larger = Buffer.allocUnsafeSlow((this.#batchUsed + byteCount) * 2);
      larger.set(this.#batchBytes.subarray(0, this.#batchUsed), 0);
      this.#batchBytes.fill(0);
      this.#batchBytes = larger;
    }
    this.#batchBytes.set(this.#scratch.subarray(digestKeyBytes, digestKeyBytes + byteCount), this.#batchUsed);
    this.#batchUsed += byteCount;
    this.#batchEntries.push(entry);
    this.#batchLengths.push(byteCount);
    if (this.#batchEntries.length >= this.#batchLength) this.#flush();
    return !this.#pool.hasRoom;
  }

  #flush(): void {
    const batchEntries = this.#batchEntries;
    if (batchEntries.length === 0) return;
    const passwords = new Uint8Array(this.#batchUsed);
    passwords.set(this.#batchBytes.subarray(0, this.#batchUsed), 0);
    this.#batchBytes.fill(0, 0, this.#batchUsed);
    const lengths = Uint16Array.from(this.#batchLengths);
    this.#batchUsed = 0;
    this.#batchEntries = [];
    this.#batchLengths = [];
    this.#pool.submit(passwords, lengths, (stretched) => {
      for (const [i, entry] of batchEntries.entries()) {
        this.entries.setStretched(entry, stretched.subarray(i * stretchedBytes, (i + 1) * stretchedBytes));
        this.#onStretched?.(this.entries.entryBytes(entry));
      }
      this.stretchedCount += batchEntries.length;
    });
  }
}

/** Exposure set of an entry restored from an earlier run and not met yet in this one. */
const unseenMark = 0xffff_fffe;

function countsByKind(): Record<IdentifierKind, number> {
  return Object.fromEntries(identifierKinds.map((kind) => [kind, 0])) as Record<IdentifierKind, number>;
}

/** Entries are found again by it, in every build of a family: what was stretched before is not stretched again. */
function digestKeyOf({ pepper, salt }: StretchFamily): Uint8Array {
  return hkdfSha256(pepper, salt, 'vigie/build/v1/digest');
}

/** Adds the canaries of these kinds, stretched, once everything else is in the table. */
export async function addCanaries(
  entries: EntryTable,
  family: StretchFamily,
  kinds: readonly IdentifierKind[],
): Promise<void> {
  const key = digestKeyOf(family);
  const all = kinds.flatMap((kind) =>
    Array.from({ length: canariesPerKind }, (_, i) => ({ kind, canonical: canaryOf(kind, i + 1) })),
  );
  try {
    await Promise.all(
      all.map(async ({ kind, canonical }) => {
        const digest = sha256(key, utf8(`${kind}:${canonical}`));
        const entry = entries.add(digest, canaryMark);
        const stretched = await stretchIdentifier(family, { kind, canonical });
        entries.setStretched(entry, stretched);
        zeroBytes(stretched);
      }),
    );
  } finally {
    zeroBytes(key);
  }
}

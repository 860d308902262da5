/**
 * The builder's memory: one fixed-size entry for each distinct identifier, 48 bytes, plus at most 11 bytes of hash index
 * and 4 of sort order, whatever the width of the rows it came from. No identifier is kept: an entry is found again by a
 * keyed digest. While rows are read an entry holds the stretched identifier; `cut` then puts the prefix and the tag of this
 * one pack in its place, since the key of the tags is known only once everything was read (FORMAT §5.1).
 */
import { VigieError } from '../errors.ts';
import { tagBytes } from './layout.ts';

/** 96 bits of a keyed SHA-256: among 70 million entries two share one with probability 3 × 10^-14. */
export const digestBytes = 12;
/** The stretched identifier (FORMAT §6.1). */
export const stretchedBytes = 32;
/** Of the prefix MAC, after `cut`; the tag follows. */
const prefixBytes = 4;
/** Digest, stretched identifier, exposure set. */
export const entryBytes: number = digestBytes + stretchedBytes + 4;
const entriesPerChunk = 1 << 16;
/** Of the index. A power of two. */
const fewestSlots = 1 << 12;
/** Index slots hold entry number + 1 in 32 bits. */
const maxEntries = 0xffff_fffe;

export interface SortedEntries {
  /** Entry numbers, bucket by bucket, ascending tags in each. */
  readonly order: Uint32Array;
  /** First position in `order` of each bucket, and one more: the end. */
  readonly starts: Uint32Array;
  readonly largestBucket: number;
}

export class EntryTable {
  #chunks: Uint8Array[] = [];
  #views: DataView[] = [];
  #slots: Uint32Array<ArrayBuffer> = new Uint32Array(fewestSlots);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** @param digest at least 12 bytes; @returns the entry's number, or -1 */
  find(digest: Uint8Array): number {
    const mask = this.#slots.length - 1;
    for (let at = slotHash(digest) & mask; ; at = (at + 1) & mask) {
      const held = this.#slots[at] ?? 0;
      if (held === 0) return -1;
      if (this.#digestEquals(held - 1, digest)) return held - 1;
    }
  }

  /** The digest must not be in the table. @returns the new entry's number. @throws VigieError 'too-many-entries' */
  add(digest: Uint8Array, exposureSet: number): number {
    const entry = this.#count;
    if (entry >= maxEntries) throw new VigieError('too-many-entries', { entries: entry });
    if ((entry & (entriesPerChunk - 1)) === 0) {
      const chunk = new Uint8Array(entriesPerChunk * entryBytes);
      this.#chunks.push(chunk);
      this.#views.push(new DataView(chunk.buffer));
    }
    this.#count++;
    const at = this.#offset(entry);
    this.#chunkOf(entry).set(digest.subarray(0, digestBytes), at);
    this.setExposureSet(entry, exposureSet);
    if (isFull(this.#count, this.#slots.length)) this.#indexAll(this.#slots.length * 2);
    else this.#index(entry);
    return entry;
  }

  exposureSet(entry: number): number {
    return this.#viewOf(entry).getUint32(this.#offset(entry) + digestBytes + stretchedBytes, true);
  }

  setExposureSet(entry: number, exposureSet: number): void {
    this.#viewOf(entry).setUint32(this.#offset(entry) + digestBytes + stretchedBytes, exposureSet, true);
  }

  /** @param stretched `stretchedBytes` bytes, copied */
  setStretched(entry: number, stretched: Uint8Array): void {
    this.#chunkOf(entry).set(stretched, this.#offset(entry) + digestBytes);
  }

  /**
   * Drops entries, and numbers those that stay anew. They are found, and others added, as before.
   * @param keeps told by the exposure set
   */
  retain(keeps: (exposureSet: number) => boolean): void {
    let kept = 0;
    for (let entry = 0; entry < this.#count; entry++) {
      if (!keeps(this.exposureSet(entry))) continue;
      if (kept !== entry) this.#chunkOf(kept).set(this.entryBytes(entry), this.#offset(kept));
      kept++;
    }
    this.#count = kept;
    this.#indexAll(fewestSlots);
  }

  /**
   * Replaces the stretched identifiers by prefix and tag, for the `many` entries from `first` on.
   * @param prefixMac and tagMac give 16 bytes or more for the 32 bytes of a stretched identifier
   */
  cut(
    first: number,
    many: number,
    prefixMac: (stretched: Uint8Array) => Uint8Array,
    tagMac: (stretched: Uint8Array) => Uint8Array,
  ): void {
    for (let entry = first; entry < first + many; entry++) {
      const at = this.#offset(entry) + digestBytes;
      const held = this.#chunkOf(entry).subarray(at, at + stretchedBytes);
      const prefix = prefixMac(held);
      const tag = tagMac(held);
      held.fill(0);
      held.set(prefix.subarray(0, prefixBytes), 0);
      held.set(tag.subarray(0, tagBytes), prefixBytes);
    }
  }

  /** The whole entry as bytes, for sealed partial results. Valid until the table is cleared. */
  entryBytes(entry: number): Uint8Array {
    const at = this.#offset(entry);
    return this.#chunkOf(entry).subarray(at, at + entryBytes);
  }

  /** After `cut`. */
  tag(entry: number): Uint8Array {
    const at = this.#offset(entry) + digestBytes + prefixBytes;
    return this.#chunkOf(entry).subarray(at, at + tagBytes);
  }

  /**
   * After `cut`: counting sort by bucket, then by tag. Ends the adding: the index is given back before the order is made, and nothing
   * is found any more. @param prefixBits 0 … 20
   */
  sort(prefixBits: number): SortedEntries {
    this.#slots = new Uint32Array(fewestSlots);
    const bucketCount = 2 ** prefixBits;
    const starts = new Uint32Array(bucketCount + 1);
    for (let entry = 0; entry < this.#count; entry++) {
      const next = this.#bucket(entry, prefixBits) + 1;
      starts[next] = (starts[next] ?? 0) + 1;
    }
    let largestBucket = 0;
    for (let bucket = 0; bucket < bucketCount; bucket++) {
      largestBucket = Math.max(largestBucket, starts[bucket + 1] ?? 0);
      starts[bucket + 1] = (starts[bucket + 1] ?? 0) + (starts[bucket] ?? 0);
    }
    const order = new Uint32Array(this.#count);
    const next = starts.slice(0, bucketCount);
    for (let entry = 0; entry < this.#count; entry++) {
      const bucket = this.#bucket(entry, prefixBits);
      const position = next[bucket] ?? 0;
      order[position] = entry;
      next[bucket] = position + 1;
    }
    for (let bucket = 0; bucket < bucketCount; bucket++) {
      order.subarray(starts[bucket], starts[bucket + 1]).sort((a, b) => this.#compareTags(a, b));
    }
    return { order, starts, largestBucket };
  }

  /** Overwrites everything: tags are pseudonymous personal data. */
  clear(): void {
    for (const chunk of this.#chunks) chunk.fill(0);
    this.#chunks = [];
    this.#views = [];
    this.#slots = new Uint32Array(fewestSlots);
    this.#count = 0;
  }

  #compareTags(a: number, b: number): number {
    const viewA = this.#viewOf(a);
    const viewB = this.#viewOf(b);
    let atA = this.#offset(a) + digestBytes + prefixBytes;
    let atB = this.#offset(b) + digestBytes + prefixBytes;
    for (let word = 0; word < tagBytes / 4; word++, atA += 4, atB += 4) {
      const difference = viewA.getUint32(atA, false) - viewB.getUint32(atB, false);
      if (difference !== 0) return difference;
    }
    return 0;
  }

  #bucket(entry: number, prefixBits: number): number {
    if (prefixBits === 0) return 0;
    return this.#viewOf(entry).getUint32(this.#offset(entry) + digestBytes, false) >>> (32 - prefixBits);
  }

  #offset(entry: number): number {
    return (entry & (entriesPerChunk - 1)) * entryBytes;
  }

  #chunkOf(entry: number): Uint8Array {
    const chunk = this.#chunks[Math.floor(entry / entriesPerChunk)];
    if (chunk === undefined) throw new VigieError('internal', { entry });
    return chunk;
  }

  #viewOf(entry: number): DataView {
    const view = this.#views[Math.floor(entry / entriesPerChunk)];
    if (view === undefined) throw new VigieError('internal', { entry });
    return view;
  }

  #digestEquals(entry: number, digest: Uint8Array): boolean {
    const chunk = this.#chunkOf(entry);
    const at = this.#offset(entry);
    for (let i = 0; i < digestBytes; i++) if (chunk[at + i] !== digest[i]) return false;
    return true;
  }

  #index(entry: number): void {
    const at = this.#offset(entry);
    const mask = this.#slots.length - 1;
    let slot = slotHash(this.#chunkOf(entry).subarray(at, at + 4)) & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = entry + 1;
  }

  /** @param slots at least; a table that has no empty slot would be searched without end */
  #indexAll(slots: number): void {
    let length = slots;
    while (isFull(this.#count, length)) length *= 2;
    this.#slots = new Uint32Array(length);
    for (let entry = 0; entry < this.#count; entry++) this.#index(entry);
  }
}

/** Three quarters: fuller, and a search takes ever longer. */
function isFull(count: number, slots: number): boolean {
  return count * 4 > slots * 3;
}

/** The digest is uniform already: its first four bytes are the hash. */
function slotHash(digest: Uint8Array): number {
  return ((digest[0] ?? 0) | ((digest[1] ?? 0) << 8) | ((digest[2] ?? 0) << 16) | ((digest[3] ?? 0) << 24)) >>> 0;
}

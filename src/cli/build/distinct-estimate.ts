/**
 * How many distinct identifiers there are, for the progress of the stretches: linear counting (Whang, Vander-Zanden, Taylor 1990)
 * over a bitmap. Holds bits of a keyless hash, no identifier.
 */

/** 8 MiB: within one per cent up to a hundred million identifiers. */
const bitCount = 2 ** 26;

export class DistinctEstimate {
  readonly #bits: Uint32Array = new Uint32Array(bitCount / 32);
  #set = 0;

  add(kind: string, canonical: string): void {
    // FNV-1a, 32 bits, with the finish of MurmurHash3: the low bits alone are used.
    let hash = 0x811c9dc5 ^ kind.length;
    for (let i = 0; i < canonical.length; i++) hash = Math.imul(hash ^ canonical.charCodeAt(i), 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    const bit = (hash ^ (hash >>> 16)) & (bitCount - 1);
    const held = this.#bits[bit >>> 5] ?? 0;
    const mask = 1 << (bit & 31);
    if ((held & mask) !== 0) return;
    this.#bits[bit >>> 5] = held | mask;
    this.#set++;
  }

  count(): number {
    const empty = bitCount - this.#set;
    return empty === 0 ? bitCount : Math.round(-bitCount * Math.log(empty / bitCount));
  }
}

/**
 * Follows the frames of a Zstandard file (RFC 8878 §3.1) without unpacking them. Node's own decompressor ends with the first frame and
 * says nothing of what follows: whoever stands in the second one would be lost without a word.
 */
import { containerFault } from './refuse.ts';

const frameMagic = 0xfd2f_b528;
/** The upper 28 bits of a skippable frame's magic. */
const skippableMagic = 0x184d_2a5;
const magicBytes = 4;
const blockHeaderBytes = 3;
const checksumBytes = 4;
/** Bytes of Dictionary_ID and Frame_Content_Size by their flags (§3.1.1.1.1). */
const dictionaryIdBytes = [0, 1, 2, 4] as const;
const contentSizeBytes = [0, 2, 4, 8] as const;

/** What the next bytes are, and how many are needed before they can be read. */
type Step = 'magic' | 'skippable-length' | 'descriptor' | 'block-header' | 'passing';

export class ZstdFrames {
  #step: Step = 'magic';
  #held: Buffer = Buffer.alloc(0);
  #toPass = 0;
  #after: Step = 'magic';
  #hasChecksum = false;

  /**
   * @returns offsets in `chunk` at which a frame ends
   * @throws VigieError 'input-malformed' `container-corrupt` where a frame should begin and none does
   */
  push(chunk: Buffer): number[] {
    const ends: number[] = [];
    let at = 0;
    while (at < chunk.length || this.#toPass === 0) {
      if (this.#step === 'passing') {
        const passed = Math.min(this.#toPass, chunk.length - at);
        this.#toPass -= passed;
        at += passed;
        if (this.#toPass > 0) break;
        this.#step = this.#after;
        if (this.#step === 'magic') ends.push(at);
      }
      const taken = chunk.subarray(at, at + this.#needed() - this.#held.length);
      this.#held = Buffer.concat([this.#held, taken]);
      at += taken.length;
      if (this.#held.length < this.#needed()) break;
      const field = this.#held;
      this.#held = Buffer.alloc(0);
      this.#read(field);
    }
    return ends;
  }

  /** @throws VigieError 'input-malformed' `container-truncated` if the file ended inside a frame */
  finish(): void {
    if (this.#step !== 'magic' || this.#held.length > 0) throw containerFault('container-truncated', 'zstd');
  }

  #needed(): number {
    if (this.#step === 'descriptor') return 1;
    return this.#step === 'block-header' ? blockHeaderBytes : magicBytes;
  }

  #read(bytes: Buffer): void {
    if (this.#step === 'magic') {
      const magic = bytes.readUInt32LE(0);
      if (magic === frameMagic) this.#step = 'descriptor';
      else if (magic >>> 4 === skippableMagic) this.#step = 'skippable-length';
      else throw containerFault('container-corrupt', 'zstd');
    } else if (this.#step === 'skippable-length') this.#pass(bytes.readUInt32LE(0), 'magic');
    else if (this.#step === 'descriptor') this.#readDescriptor(bytes[0] ?? 0);
    else this.#readBlockHeader(bytes.readUIntLE(0, blockHeaderBytes));
  }

  #readDescriptor(descriptor: number): void {
    const singleSegment = (descriptor & 0x20) !== 0;
    this.#hasChecksum = (descriptor & 4) !== 0;
    const sizeFlag = descriptor >>> 6;
    const sizeBytes = sizeFlag === 0 && singleSegment ? 1 : (contentSizeBytes[sizeFlag] ?? 0);
    this.#pass((singleSegment ? 0 : 1) + (dictionaryIdBytes[descriptor & 3] ?? 0) + sizeBytes, 'block-header');
  }

  #readBlockHeader(header: number): void {
    const last = (header & 1) !== 0;
    const runLength = ((header >>> 1) & 3) === 1;
    const blockBytes = runLength ? 1 : header >>> 3;
    if (last) this.#pass(blockBytes + (this.#hasChecksum ? checksumBytes : 0), 'magic');
    else this.#pass(blockBytes, 'block-header');
  }

  #pass(byteCount: number, after: Step): void {
    this.#step = 'passing';
    this.#toPass = byteCount;
    this.#after = after;
  }
}

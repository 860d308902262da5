/**
 * The second reading: finds every e-mail address and every NIR with a right key in decoded text, and knows nothing of containers,
 * shapes, columns or of the first reading's idea of an identifier. It also reports numbers of 13 characters, which may be NIRs
 * without their key or anything else: only many of them, where no column was taken or decided, are a sign (`account.ts`). It imports none of it (`.dependency-cruiser.mjs`), so that no
 * mistake is made twice. What it finds and the first reading did not take is lost, unless a counted reason explains it.
 *
 * It works on bytes of UTF-8.
 */
import { findAddresses } from './find-addresses.ts';
import { findFolded } from './find-folded.ts';
import { findHidden } from './find-hidden.ts';
import { findNirs, type LongRuns, noLongRuns } from './find-nirs.ts';
import type { ScanHit, ScannedText } from './scanned.ts';

/** No identifier is longer; what may still grow at the end of a block is kept for the next. */
const longestIdentifier = 400;

export class Scanner {
  readonly #onHit: (hit: ScanHit) => void;
  /** The end of the last block, which the next one may continue. */
  #kept: ScannedText = nothing;
  /** Offset from which nothing was reported yet. */
  #doneUpTo = 0;
  readonly #separator: number;
  /** Runs of more digits than a NIR has, met so far. */
  readonly longRuns: LongRuns = noLongRuns();

  /**
   * @param separator what parts fields, where that is known: no number goes on behind it
   * @param onHit called in the order of `start`
   */
  constructor(separator: string | null, onHit: (hit: ScanHit) => void) {
    this.#separator = separator?.length === 1 ? separator.charCodeAt(0) : -1;
    this.#onHit = onHit;
  }

  /** @returns the offset before which every hit was reported */
  push(block: ScannedText): number {
    const joined = this.#kept.bytes.length === 0 ? block : join(this.#kept, block);
    const { bytes } = joined;
    // Up to a line's end nothing can grow; a block without one keeps what an identifier could need.
    const settled = bytes[bytes.length - 1] === 10 ? bytes.length : Math.max(0, bytes.length - longestIdentifier);
    this.#scan(joined, settled);
    this.#kept = settled === bytes.length ? nothing : endOf(joined, Math.max(0, settled - longestIdentifier));
    return this.#doneUpTo;
  }

  finish(): void {
    if (this.#kept.bytes.length > 0) this.#scan(this.#kept, this.#kept.bytes.length);
    this.#kept = nothing;
  }

  /** Reports hits in the order of their places. */
  #scan(piece: ScannedText, settled: number): void {
    const from = Math.max(0, this.#doneUpTo - piece.offset);
    const hidden = findHidden(piece, from, settled);
    const plain = findAddresses(piece, from, settled);
    const folded = findFolded(piece, from, settled, this.#separator);
    const addresses =
      hidden.length + folded.length === 0 ? plain : [...plain, ...hidden, ...folded].sort((a, b) => a.start - b.start);
    const nirs = findNirs(piece, from, settled, this.#separator, this.longRuns);
    let nir = 0;
    for (const address of addresses) {
      for (let next = nirs[nir]; next !== undefined && next.start < address.start; next = nirs[++nir])
        this.#onHit(next);
      this.#onHit(address);
    }
    for (; nir < nirs.length; nir++) this.#onHit(nirs[nir] as ScanHit);
    this.#doneUpTo = piece.offset + settled;
  }
}

const nothing: ScannedText = { bytes: Buffer.alloc(0), text: '', offset: 0 };

function join(kept: ScannedText, block: ScannedText): ScannedText {
  return { bytes: Buffer.concat([kept.bytes, block.bytes]), text: kept.text + block.text, offset: kept.offset };
}

/** A copy: the block that it is the end of is much larger. */
function endOf({ bytes, offset }: ScannedText, from: number): ScannedText {
  const end = Buffer.from(bytes.subarray(from));
  return { bytes: end, text: end.toString('latin1'), offset: offset + from };
}

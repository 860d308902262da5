/**
 * How many distinct values there are, in constant memory: the k smallest hashes that were met (KMV; Bar-Yossef et al. 2002, Beyer et
 * al. 2007). Exact up to k. The hash is keyed with random numbers of this run and its key is forgotten: what is held here leads
 * back to no value. Sketches of one key add up.
 */
import { randomBytes } from '../../core/crypto/symmetric.ts';

/** 2^15: a standard error of 1/√k = 0.55 %. Where less will do, a quarter of it: 1.1 %. */
const usuallyKept = 32_768;
export const coarselyKept = 8_192;
const hashRange = 2 ** 53;

function randomSeeds(): readonly [number, number] {
  const [a = 0, b = 0] = new Uint32Array(randomBytes(8).slice().buffer);
  return [a, b];
}

/** Two seeds of 32 bits. Distinctness is all that is asked of the hash: it guards nothing that is written down. */
export class HashKey {
  readonly #a: number;
  readonly #b: number;

  /** @param seeds fixed where a run must give the same estimates as another one; absent: random, and forgotten */
  constructor(seeds: readonly [number, number] = randomSeeds()) {
    [this.#a, this.#b] = seeds;
  }

  /** @returns a whole number below 2^53 */
  of(text: string): number {
    let a = this.#a;
    let b = this.#b;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      a = mixA(a, code);
      b = mixB(b, code);
    }
    return finish(a, b, text.length);
  }

  /**
   * Two hashes of a row in one pass over its cells: of every character, and of its letters, digits and `@` alone, in lower case.
   * @returns the first; the second is `looseHash`
   */
  ofCells(cells: readonly string[]): number {
    let a = this.#a;
    let b = this.#b;
    let looseA = a;
    let looseB = b;
    let all = 0;
    let loose = 0;
    // Three characters are mixed in at once: every row passes here whole.
    let word = 0;
    let held = 0;
    let looseWord = 0;
    let looseHeld = 0;
    for (let cell = 0; cell < cells.length; cell++) {
      const text = cells[cell] ?? '';
      for (let i = 0; i < text.length; i++) {
        const code = text.charCodeAt(i);
        word = (word << 8) | code;
        if (++held === 3) {
          a = mixA(a, word);
          b = mixB(b, word);
          word = held = 0;
        }
        const kind = looseCode[code & 255] ?? 0;
        if (kind === 0) continue;
        loose++;
        looseWord = (looseWord << 8) | kind;
        if (++looseHeld === 3) {
          looseA = mixA(looseA, looseWord);
          looseB = mixB(looseB, looseWord);
          looseWord = looseHeld = 0;
        }
      }
      // No character of a byte string has this code: cells stay apart.
      a = mixA(a, (word << 8) | cellEnd);
      b = mixB(b, (word << 8) | cellEnd);
      word = held = 0;
      all += text.length + 1;
    }
    this.looseHash = finish(mixA(looseA, looseWord), mixB(looseB, looseWord), loose);
    return finish(a, b, all);
  }

  /** Of the row that `ofCells` was last given. */
  looseHash = 0;
}

const cellEnd = 0x1f;
/** What a character counts as where case, spaces and punctuation do not: 0 for none. Bytes above ASCII are parts of letters. */
const looseCode = new Uint8Array(256);
for (let code = 0; code < 256; code++) {
  const lower = String.fromCharCode(code).toLowerCase();
  looseCode[code] = code >= 128 ? code : /[a-z0-9@]/.test(lower) ? lower.charCodeAt(0) : 0;
}

function mixA(a: number, code: number): number {
  const mixed = Math.imul(a ^ code, 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
}

function mixB(b: number, code: number): number {
  const mixed = Math.imul(b ^ code, 0x85ebca6b);
  return mixed ^ (mixed >>> 13);
}

function finish(first: number, second: number, length: number): number {
  let a = Math.imul(first ^ (first >>> 16) ^ length, 0x21f0aaad);
  let b = Math.imul(second ^ (second >>> 16) ^ a, 0x735a2d97);
  a ^= (b >>> 15) ^ (a >>> 15);
  b ^= b >>> 15;
  return (a >>> 0) * 2 ** 21 + (b >>> 11);
}

/** An estimate with the interval that covers at 95 %; low and high are the number itself where it is exact. */
export interface DistinctCount {
  readonly count: number;
  readonly low: number;
  readonly high: number;
  readonly exact: boolean;
}

export class DistinctSketch {
  readonly #kept: number;
  readonly #hashes: Float64Array;
  #filled = 0;
  /** Hashes from here on are not among the k smallest. */
  #limit = hashRange;

  /** @param kept how many of the smallest hashes; exact up to as many distinct ones */
  constructor(kept = usuallyKept) {
    this.#kept = kept;
    this.#hashes = new Float64Array(2 * kept);
  }

  add(hash: number): void {
    if (hash >= this.#limit) return;
    this.#hashes[this.#filled++] = hash;
    if (this.#filled === this.#hashes.length) this.#tidy();
  }

  #tidy(): void {
    const held = this.#hashes.subarray(0, this.#filled).sort();
    let write = 0;
    for (let i = 0; i < held.length; i++) if (i === 0 || held[i] !== held[write - 1]) held[write++] = held[i] ?? 0;
    if (write > this.#kept) {
      this.#limit = held[this.#kept] ?? hashRange;
      write = this.#kept;
    }
    this.#filled = write;
  }

  count(): DistinctCount {
    this.#tidy();
    if (this.#limit === hashRange) return { count: this.#filled, low: this.#filled, high: this.#filled, exact: true };
    const estimate = (this.#kept / this.#limit) * hashRange;
    const error = 1.96 / Math.sqrt(this.#kept - 2);
    return {
      count: Math.round(estimate),
      low: Math.floor(estimate * (1 - error)),
      high: Math.ceil(estimate * (1 + error)),
      exact: false,
    };
  }
}

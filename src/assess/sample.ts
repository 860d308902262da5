/**
 * A sample of the people of a file, each equally likely however often a row repeats: those with the smallest keyed hashes. They are the
 * only identifiers that are held, for the time of the look-ups in packs, and only where a pack was named.
 */
import type { Row } from './row.ts';

export interface SampledPerson {
  readonly kind: 'nir' | 'email';
  readonly canonical: string;
}

export class PeopleSample {
  readonly #wanted: number;
  #held = new Map<number, SampledPerson>();
  #limit = Number.POSITIVE_INFINITY;

  /** @param wanted people; 0 holds nobody */
  constructor(wanted: number) {
    this.#wanted = wanted;
    if (wanted === 0) this.#limit = -1;
  }

  add({ personHash, nir, nirState, email }: Row): void {
    if (personHash >= this.#limit || this.#held.has(personHash)) return;
    // Strings may share memory with the text they were cut from: copies are kept.
    if (nir !== null && nirState !== 'wrong-key') this.#held.set(personHash, { kind: 'nir', canonical: copyOf(nir) });
    else if (nir === null && email !== null) this.#held.set(personHash, { kind: 'email', canonical: copyOf(email) });
    else return;
    if (this.#held.size >= 2 * this.#wanted) this.#tidy();
  }

  #tidy(): void {
    const smallest = [...this.#held].sort(([a], [b]) => a - b).slice(0, this.#wanted);
    this.#held = new Map(smallest);
    if (smallest.length === this.#wanted) this.#limit = smallest.at(-1)?.[0] ?? this.#limit;
  }

  people(): SampledPerson[] {
    this.#tidy();
    return [...this.#held.values()];
  }

  clear(): void {
    this.#held.clear();
  }
}

function copyOf(text: string): string {
  return Buffer.from(text, 'latin1').toString('latin1');
}

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

/**
 * For each person an identifier that a forger is as likely to have written, and that no row of this person has: the NIR of the other sex
 * (a commune numbers its births of both sexes together, so that a real number's counterpart is nobody's), the address' local part at
 * the domain of another one. How many of them a pack holds says what chance gives there.
 *
 * @returns as many or fewer: a number without a sex has none
 */
export function counterpartsOf(people: readonly SampledPerson[]): SampledPerson[] {
  const own = new Set(people.map(({ canonical }) => canonical));
  const addresses = people.filter(({ kind }) => kind === 'email');
  let at = 0;
  return people.flatMap(({ kind, canonical }) => {
    const other =
      kind === 'nir'
        ? otherSex(canonical)
        : withDomainOf(canonical, addresses[++at % addresses.length]?.canonical ?? '');
    return other === null || own.has(other) ? [] : [{ kind, canonical: other }];
  });
}

function otherSex(nir: string): string | null {
  const first = nir.charAt(0);
  return first === '1' ? `2${nir.slice(1)}` : first === '2' ? `1${nir.slice(1)}` : null;
}

function withDomainOf(address: string, other: string): string {
  return address.slice(0, address.lastIndexOf('@')) + other.slice(other.lastIndexOf('@'));
}

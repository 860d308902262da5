/**
 * Whether the communes of birth exist, against three random digits; and whether births stand where people are: half of the population
 * lives in the 1 000 largest communes, and a list of communes taken evenly hardly meets one.
 */
import type { Communes } from '../communes.ts';
import { type Finding, named, type Observer } from '../finding.ts';
import type { Row } from '../row.ts';
import { shareOf } from '../statistics/intervals.ts';
import { madeUpByExcess, madeUpByLack } from '../statistics/mixture.ts';
import { exactBinomial } from '../statistics/tests.ts';
import { CountByCommune, isWard } from '../wards.ts';

/** Codes given up before the list begins, and slips. */
const mostReal = 0.08;
/** From here on a commune is large. Half of the population lives in one; a file of one rural department has fewer. */
const large = 10_000;
const leastReal = 0.2;

const sizes = [
  ['to-500', 500],
  ['to-2000', 2_000],
  ['to-10000', 10_000],
  ['to-50000', 50_000],
  ['above-50000', Number.POSITIVE_INFINITY],
] as const;
/** Shares of the population by size of commune: Insee, 2026 edition of the list, summed. */
const populationBySize = [0.062, 0.165, 0.273, 0.263, 0.237];

export class NirPlace implements Observer {
  readonly #communes: Communes;
  #existing = 0;
  #missing = 0;
  #abroad = 0;
  #undetermined = 0;
  readonly #bySize: number[] = sizes.map(() => 0);
  #large = 0;
  readonly #small = new CountByCommune();

  constructor(communes: Communes) {
    this.#communes = communes;
  }

  observe(row: Row): void {
    if (row.sex === 0) return;
    const { place } = row;
    if (place.kind === 'none') this.#missing++;
    else if (place.kind === 'abroad') this.#abroad++;
    else if (place.kind === 'undetermined') this.#undetermined++;
    else {
      this.#existing++;
      if (place.population === 0 || !place.metropolitan) return;
      if (place.population >= large) this.#large++;
      else this.#small.add(row);
      const size = sizes.findIndex(([, below]) => place.population < below);
      this.#bySize[size] = (this.#bySize[size] ?? 0) + 1;
    }
  }

  conclude(error: number): Finding {
    const judged = this.#existing + this.#missing + this.#abroad;
    const sized = this.#bySize.reduce((sum, count) => sum + count, 0);
    const placed = this.#existing + this.#missing;
    // A small commune with a ward is where many are born, as a large one is.
    const inLarge = this.#large + this.#small.sum((index) => isWard(this.#small.at(index), this.#existing));
    return {
      name: 'nir-place',
      rows: judged + this.#undetermined,
      shares: [
        named('place-exists', shareOf(this.#existing + this.#abroad, judged)),
        named('born-abroad', shareOf(this.#abroad, judged)),
        named('large-commune', shareOf(inLarge, sized)),
      ],
      counts: [],
      tests:
        placed === 0 ? [] : [exactBinomial('place-by-chance', this.#existing, placed, this.#communes.chanceShare())],
      bounds:
        judged === 0
          ? []
          : [
              {
                kind: 'impossible',
                trait: 'no-such-place',
                atLeast: madeUpByExcess(this.#missing, judged, mostReal, error),
                allowed: mostReal,
              },
              {
                kind: 'unlike',
                trait: 'communes-evenly',
                atLeast: sized === 0 ? 0 : madeUpByLack(inLarge, sized, leastReal, error),
                allowed: leastReal,
              },
            ],
      chart: {
        name: 'commune-sizes',
        bars: sizes.map(([label], i) => ({
          label,
          count: this.#bySize[i] ?? 0,
          expected: populationBySize[i] ?? null,
        })),
      },
    };
  }
}

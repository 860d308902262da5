/**
 * Rows that cannot be one person's for any reason at all, each counted once: what each finding sees alone is a part of what is made up,
 * and together they see more.
 */
import { highestOrder } from '../birthplace.ts';
import { type Finding, named, type Observer } from '../finding.ts';
import type { Row } from '../row.ts';
import { shareOf } from '../statistics/intervals.ts';
import { madeUpByExcess } from '../statistics/mixture.ts';
import { agreesWithDate } from '../values.ts';

/** Slips and odd cases of all kinds together. */
const mostReal = 0.15;
const reasons = ['no-nir', 'no-such-place', 'order-too-high', 'birth-date-other', 'sex-other'] as const;

export class WholeRows implements Observer {
  readonly #byReason: number[] = reasons.map(() => 0);
  #rows = 0;
  #impossible = 0;

  observe(row: Row): void {
    if (row.nirState === 'none') return;
    this.#rows++;
    const reason = this.#reasonOf(row);
    if (reason < 0) return;
    this.#impossible++;
    this.#byReason[reason] = (this.#byReason[reason] ?? 0) + 1;
  }

  /** @returns the first reason's index, or −1 */
  #reasonOf(row: Row): number {
    if (row.nirState === 'malformed' || row.nirState === 'wrong-key') return 0;
    if (row.sex === 0) return -1;
    const { place, order, birthDate, titleSex } = row;
    if (place.kind === 'none') return 1;
    if (place.kind === 'commune' && (order === 0 || order > highestOrder(place.population))) return 2;
    if (birthDate !== null && !agreesWithDate(row, birthDate)) return 3;
    return titleSex !== 0 && titleSex !== row.sex ? 4 : -1;
  }

  conclude(error: number): Finding {
    const rows = this.#rows;
    const atLeast = madeUpByExcess(this.#impossible, rows, mostReal, error);
    return {
      name: 'whole-rows',
      rows,
      shares: [named('row-impossible', shareOf(this.#impossible, rows))],
      counts: [],
      tests: [],
      bounds: rows === 0 ? [] : [{ kind: 'impossible', trait: 'row-impossible', atLeast, allowed: mostReal }],
      chart: {
        name: 'impossible-by-reason',
        bars: [
          ...reasons.map((label, i) => ({ label, count: this.#byReason[i] ?? 0, expected: null })),
          { label: 'possible', count: rows - this.#impossible, expected: null },
        ],
      },
    };
  }
}

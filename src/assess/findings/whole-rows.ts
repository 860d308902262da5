/**
 * Numbers that cannot be anybody's for any reason at all, each counted once: what each finding sees alone is a part of what is made up,
 * and together they see more.
 */
import { type Finding, named, type Observer } from '../finding.ts';
import { type Holders, impossibleReasons } from '../holders.ts';
import type { Row } from '../row.ts';
import { shareOf } from '../statistics/intervals.ts';
import { madeUpByExcess } from '../statistics/mixture.ts';

/** Slips and odd cases of all kinds together. */
const mostReal = 0.15;

export class WholeRows implements Observer {
  readonly #holders: Holders;

  constructor(holders: Holders) {
    this.#holders = holders;
  }

  /** For `Consistency` as well, which concludes from the same numbers. */
  observe(row: Row): void {
    this.#holders.observe(row);
  }

  conclude(error: number): Finding {
    const { numbers, byReason } = this.#holders.count();
    const impossible = byReason.reduce((sum, count) => sum + count, 0);
    const atLeast = madeUpByExcess(impossible, numbers, mostReal, error);
    return {
      name: 'whole-rows',
      rows: numbers,
      shares: [named('row-impossible', shareOf(impossible, numbers))],
      counts: [],
      tests: [],
      bounds: numbers === 0 ? [] : [{ kind: 'impossible', trait: 'row-impossible', atLeast, allowed: mostReal }],
      chart: {
        name: 'impossible-by-reason',
        bars: [
          ...impossibleReasons.map((label, i) => ({ label, count: byReason[i] ?? 0, expected: null })),
          { label: 'possible', count: numbers - impossible, expected: null },
        ],
      },
    };
  }
}

/** How many rows there are, how many people, and how many rows say nothing new. */
import { type Finding, named, type Observer } from '../finding.ts';
import type { Row } from '../row.ts';
import { type Share, shareOf } from '../statistics/intervals.ts';
import { type DistinctCount, DistinctSketch } from '../statistics/sketch.ts';

export class Rows implements Observer {
  #rows = 0;
  readonly #whole = new DistinctSketch();
  readonly #loose = new DistinctSketch();
  readonly #people = new DistinctSketch();

  observe(row: Row): void {
    this.#rows++;
    this.#whole.add(row.rowHash);
    this.#loose.add(row.looseHash);
    this.#people.add(row.personHash);
  }

  get rows(): number {
    return this.#rows;
  }

  people(): DistinctCount {
    return this.#people.count();
  }

  conclude(): Finding {
    const whole = this.#whole.count();
    const loose = this.#loose.count();
    const people = this.#people.count();
    return {
      name: 'rows',
      rows: this.#rows,
      shares: [
        named('duplicates', missingOf(whole, this.#rows)),
        named('near-duplicates', missingOf(loose, this.#rows)),
        named('same-person', missingOf(people, this.#rows)),
      ],
      counts: [
        { name: 'rows', count: this.#rows, low: this.#rows, high: this.#rows },
        { name: 'distinct-people', count: people.count, low: people.low, high: people.high },
        { name: 'distinct-rows', count: whole.count, low: whole.low, high: whole.high },
      ],
      tests: [],
      bounds: [],
      chart: {
        name: 'rows-and-people',
        bars: [
          { label: 'rows', count: this.#rows, expected: null },
          { label: 'distinct-rows', count: Math.min(whole.count, this.#rows), expected: null },
          { label: 'distinct-people', count: Math.min(people.count, this.#rows), expected: null },
        ],
      },
    };
  }
}

/** The share of rows beyond the distinct ones; its interval is that of the sketch. */
function missingOf(distinct: DistinctCount, rows: number): Share {
  if (rows === 0) return shareOf(0, 0);
  const share = (many: number) => Math.min(1, Math.max(0, 1 - many / rows));
  const count = Math.max(0, rows - distinct.count);
  return {
    count,
    of: rows,
    share: share(distinct.count),
    low: share(distinct.high),
    high: share(distinct.low),
    level: 0.95,
  };
}

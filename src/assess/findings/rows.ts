/** How many rows there are, how many people, and how many rows say nothing new. */
import { type Finding, named, type Observer } from '../finding.ts';
import type { Row } from '../row.ts';
import { type Share, shareOf } from '../statistics/intervals.ts';
import { type DistinctCount, DistinctSketch } from '../statistics/sketch.ts';
import { agreesWithDate, dayNumber, type ReadDate } from '../values.ts';

export class Rows implements Observer {
  #rows = 0;
  readonly #whole = new DistinctSketch();
  readonly #loose = new DistinctSketch();
  readonly #people = new DistinctSketch();
  /** Those with a birth date that is not the number's: who is insured under another's number is a person as well. */
  readonly #dependants = new DistinctSketch();

  observe(row: Row): void {
    this.#rows++;
    this.#whole.add(row.rowHash);
    this.#loose.add(row.looseHash);
    this.#people.add(row.personHash);
    const { birthDate } = row;
    if (birthDate !== null && row.sex !== 0 && !agreesWithDate(row, birthDate))
      this.#dependants.add(withDate(row.personHash, birthDate));
  }

  get rows(): number {
    return this.#rows;
  }

  /** @returns as many as numbers (or addresses), up to as many as birth dates under them: a household shares a number, and slips share a person */
  people(): DistinctCount {
    const people = this.#people.count();
    const { high } = this.#dependants.count();
    return high === 0 ? people : { ...people, high: Math.min(this.#rows, people.high + high), exact: false };
  }

  conclude(): Finding {
    const whole = this.#whole.count();
    const loose = this.#loose.count();
    const people = this.people();
    const numbers = this.#people.count();
    return {
      name: 'rows',
      rows: this.#rows,
      shares: [
        named('duplicates', missingOf(whole, this.#rows)),
        named('near-duplicates', missingOf(loose, this.#rows)),
        named('same-person', missingOf(numbers, this.#rows)),
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

const hashRange = 2 ** 53;
/** Dates run to some 2 · 10⁷: each moves a hash by a distance of its own. */
const dateStep = 90_071_993;

/** Another hash for each date, as evenly spread as the hash is. */
function withDate(hash: number, date: ReadDate): number {
  const distance = dayNumber(date) * dateStep;
  return hash >= hashRange - distance ? hash - (hashRange - distance) : hash + distance;
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

/**
 * Signs of a counter: numbers that follow each other by the same step, more people than one commune can have in a month, rows that
 * return after the same number of rows, and the order in which rows stand.
 */
import { type Finding, named, type Observer } from '../finding.ts';
import type { Row } from '../row.ts';
import { shareOf } from '../statistics/intervals.ts';
import { madeUpByExcess } from '../statistics/mixture.ts';
import { coarselyKept, DistinctSketch, type HashKey } from '../statistics/sketch.ts';
import { exactBinomial } from '../statistics/tests.ts';

const digitNine = 57;
/** Steps may return in turn: a counter that gives a man and a woman by turns has two. */
const longestTurn = 4;
/** Steps in a row from which chance is out of the question: even where a whole town is listed in order, one in 2^12. */
const longRun = 12;
const mostReal = 0.02;
/** Births of one sex in one month and commune: half of the 900 that the largest registers. */
const mostPerStem = 450;
/** One person in so many is followed, so that returns after a period are seen in bounded memory. */
const followedShare = 1 / 64;
const mostFollowed = 20_000;

export class Sequence implements Observer {
  readonly #key: HashKey;
  readonly #stems = new DistinctSketch(coarselyKept);
  readonly #people = new DistinctSketch(coarselyKept);
  readonly #lastSeen = new Map<number, number>();
  readonly #returns = new Map<number, number>();
  #rows = 0;
  #last = -1;
  /** The steps before, the newest first. */
  readonly #steps = new Array<number>(longestTurn).fill(0);
  /** How many rows have the step of so many rows before, by that many. */
  readonly #runs = new Array<number>(longestTurn).fill(0);
  #inRuns = 0;
  #ascents = 0;
  #changes = 0;
  #returned = 0;

  constructor(key: HashKey) {
    this.#key = key;
  }

  observe(row: Row): void {
    if (row.nir === null) return;
    this.#rows++;
    this.#stems.add(this.#key.of(row.nir.slice(0, 10)));
    this.#people.add(row.personHash);
    this.#follow(row);
    // `2A` and `2B` hold a letter, whatever else of the number could be read.
    const number =
      row.nir.charCodeAt(6) > digitNine ? Number(`${row.nir.slice(0, 6)}0${row.nir.slice(7)}`) : Number(row.nir);
    const step = number - this.#last;
    if (this.#last >= 0 && step !== 0) {
      this.#changes++;
      if (step > 0) this.#ascents++;
    }
    this.#compareSteps(step);
    this.#last = number;
  }

  #compareSteps(step: number): void {
    const runs = this.#runs;
    const steps = this.#steps;
    let longest = 0;
    for (let turn = 0; turn < longestTurn; turn++) {
      const run = step !== 0 && step === steps[turn] ? (runs[turn] ?? 0) + 1 : 0;
      runs[turn] = run;
      if (run > longest) longest = run;
    }
    for (let turn = longestTurn - 1; turn > 0; turn--) steps[turn] = steps[turn - 1] ?? 0;
    steps[0] = step;
    if (longest === longRun) this.#inRuns += longRun;
    else if (longest > longRun) this.#inRuns++;
  }

  #follow(row: Row): void {
    if (row.personHash >= 2 ** 53 * followedShare) return;
    const before = this.#lastSeen.get(row.personHash);
    if (before !== undefined) {
      const distance = row.index - before;
      this.#returned++;
      if (this.#returns.has(distance) || this.#returns.size < mostFollowed)
        this.#returns.set(distance, (this.#returns.get(distance) ?? 0) + 1);
    } else if (this.#lastSeen.size >= mostFollowed) return;
    this.#lastSeen.set(row.personHash, row.index);
  }

  conclude(error: number): Finding {
    const rows = this.#rows;
    const stems = this.#stems.count();
    const people = this.#people.count();
    const samePeriod = Math.max(0, ...this.#returns.values());
    const crowded = people.low === 0 ? 0 : Math.max(0, (people.low - mostPerStem * stems.high) / people.low);
    return {
      name: 'sequence',
      rows,
      shares: [
        named('in-runs', shareOf(this.#inRuns, rows)),
        named('ascending', shareOf(this.#ascents, this.#changes)),
        named('same-period', shareOf(samePeriod, this.#returned)),
      ],
      counts: [{ name: 'stems', count: stems.count, low: stems.low, high: stems.high }],
      tests: this.#changes === 0 ? [] : [exactBinomial('order-of-rows-by-chance', this.#ascents, this.#changes, 0.5)],
      bounds:
        rows === 0
          ? []
          : [
              {
                kind: 'impossible',
                trait: 'arithmetic-sequence',
                atLeast: madeUpByExcess(this.#inRuns, rows, mostReal, error),
                allowed: mostReal,
              },
              { kind: 'impossible', trait: 'crowded-stems', atLeast: crowded, allowed: mostPerStem },
            ],
      chart: {
        name: 'row-order',
        bars: [
          { label: 'in-runs', count: this.#inRuns, expected: null },
          { label: 'ascending', count: this.#ascents, expected: null },
          { label: 'descending', count: this.#changes - this.#ascents, expected: null },
        ],
      },
    };
  }
}

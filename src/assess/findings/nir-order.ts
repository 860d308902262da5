/**
 * The order number counts the births of one commune in one month. A village does not reach 457, whatever the key says: what is made up
 * digit by digit does.
 */
import { isOrderTooHigh } from '../birthplace.ts';
import { type Finding, named, type Observer } from '../finding.ts';
import type { Row } from '../row.ts';
import { shareOf } from '../statistics/intervals.ts';
import { madeUpByExcess, madeUpByLack } from '../statistics/mixture.ts';
import { goodnessOfFit } from '../statistics/tests.ts';
import { CountByCommune, highestInWard, isWard } from '../wards.ts';

/** Wards that serve a region from a village, and places whose code was another's: some rows in eight, generously. */
const mostReal = 0.12;
/** Most births are in places and months of fewer than 200; of even numbers, one in five is as low. */
const low = 200;
const leastLow = 0.6;
const hundreds = 10;

export class NirOrder implements Observer {
  readonly #byHundred = new Array<number>(hundreds).fill(0);
  readonly #judged = new CountByCommune();
  readonly #tooHigh = new CountByCommune();
  readonly #aboveWard = new CountByCommune();
  readonly #low = new CountByCommune();
  #rows = 0;

  observe(row: Row): void {
    // Of a country, thousands are registered in a month.
    if (row.sex === 0 || row.department === 99) return;
    const { place } = row;
    if (place.kind !== 'commune') return;
    this.#rows++;
    this.#judged.add(row);
    const hundred = Math.floor(row.order / 100);
    this.#byHundred[hundred] = (this.#byHundred[hundred] ?? 0) + 1;
    if (isOrderTooHigh(row.order, place)) {
      this.#tooHigh.add(row);
      if (isOrderTooHigh(row.order, place, highestInWard)) this.#aboveWard.add(row);
    }
    if (row.order <= low) this.#low.add(row);
  }

  conclude(error: number): Finding {
    const rows = this.#rows;
    const isInWard = (index: number) => isWard(this.#judged.at(index), rows);
    const elsewhere = (index: number) => !isInWard(index);
    const tooHigh = this.#tooHigh.sum(elsewhere) + this.#aboveWard.sum(isInWard);
    // A ward's numbers are as even as made-up ones, up to its last.
    const lowRows = this.#low.sum(elsewhere);
    const judgedRows = this.#judged.sum(elsewhere);
    const even = new Array<number>(hundreds).fill(1 / hundreds);
    return {
      name: 'nir-order',
      rows,
      shares: [named('order-too-high', shareOf(tooHigh, rows)), named('order-low', shareOf(lowRows, judgedRows))],
      counts: [],
      tests: rows === 0 ? [] : [goodnessOfFit('order-even', this.#byHundred, even)],
      bounds:
        rows === 0
          ? []
          : [
              {
                kind: 'impossible',
                trait: 'order-too-high',
                atLeast: madeUpByExcess(tooHigh, rows, mostReal, error),
                allowed: mostReal,
              },
              {
                kind: 'unlike',
                trait: 'order-even',
                atLeast: judgedRows === 0 ? 0 : madeUpByLack(lowRows, judgedRows, leastLow, error),
                allowed: leastLow,
              },
            ],
      chart: {
        name: 'order-hundreds',
        bars: this.#byHundred.map((count, i) => ({ label: `${i * 100}–${i * 100 + 99}`, count, expected: null })),
      },
    };
  }
}

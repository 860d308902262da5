/**
 * Sex, birth year, month and department against the population. Coarsely: the insured are not the population, and a leak is no sample
 * of them. A file that differs is not thereby false; one that is even where people are not was made by a die.
 */
import { type Bound, type Finding, named, type Observer } from '../finding.ts';
import type { Row } from '../row.ts';
import { shareOf } from '../statistics/intervals.ts';
import { madeUpByExcess } from '../statistics/mixture.ts';
import { goodnessOfFit, totalVariationInterval } from '../statistics/tests.ts';

/** INED after Insee, metropolitan France, 1 January 2022: men and women under 20, 20–64, 65 and over. */
const reference = {
  men: 31_760_210,
  women: 33_867_244,
  ages: [7_873_300 + 7_499_842, 17_870_773 + 18_446_381, 6_016_137 + 7_921_021],
  year: 2022,
} as const;
const total = reference.men + reference.women;
const ageLabels = ['under-20', '20-to-64', '65-and-over'] as const;
/** How far the birth years and the departments of people are from even ones, at least, whatever group they are of. */
const leastUneven = 0.15;
/** Born in one month of one year: a twelfth of a school year, and of a wider group less. */
const mostOneMonth = 0.3;

export class People implements Observer {
  readonly #sexes = [0, 0];
  readonly #years = new Array<number>(100).fill(0);
  readonly #months = new Array<number>(12).fill(0);
  /** By `year × 12 + month − 1`. */
  readonly #yearMonths = new Array<number>(1_200).fill(0);
  readonly #departments = new Array<number>(96).fill(0);
  #unknownMonth = 0;
  #rows = 0;

  observe(row: Row): void {
    if (row.sex === 0) return;
    this.#rows++;
    this.#sexes[row.sex - 1] = (this.#sexes[row.sex - 1] ?? 0) + 1;
    this.#years[row.year] = (this.#years[row.year] ?? 0) + 1;
    if (row.month <= 12) {
      this.#months[row.month - 1] = (this.#months[row.month - 1] ?? 0) + 1;
      const at = row.year * 12 + row.month - 1;
      this.#yearMonths[at] = (this.#yearMonths[at] ?? 0) + 1;
    } else this.#unknownMonth++;
    const department = row.department > 95 ? (row.department >= 100 ? 20 : 0) : row.department;
    if (department > 0) this.#departments[department] = (this.#departments[department] ?? 0) + 1;
  }

  conclude(error: number): Finding {
    const rows = this.#rows;
    const ages = [0, 0, 0];
    this.#years.forEach((count, year) => {
      const age = (reference.year - year + 100) % 100;
      const group = age < 20 ? 0 : age < 65 ? 1 : 2;
      ages[group] = (ages[group] ?? 0) + count;
    });
    return {
      name: 'people',
      rows,
      shares: [
        named('women', shareOf(this.#sexes[1] ?? 0, rows)),
        ...ageLabels.map((label, i) => named(label, shareOf(ages[i] ?? 0, rows))),
        named('unknown-month', shareOf(this.#unknownMonth, rows)),
      ],
      counts: [],
      tests:
        rows === 0
          ? []
          : [
              goodnessOfFit('sexes-as-population', this.#sexes, [reference.men / total, reference.women / total]),
              goodnessOfFit(
                'ages-as-population',
                ages,
                reference.ages.map((many) => many / total),
              ),
              goodnessOfFit(
                'months-even',
                this.#months,
                this.#months.map(() => 1 / 12),
              ),
            ],
      bounds:
        rows === 0
          ? []
          : [
              this.#even('years-even', this.#years, error),
              this.#even('departments-even', this.#departments.slice(1), error),
              {
                kind: 'unlike',
                trait: 'one-month',
                atLeast: madeUpByExcess(Math.max(...this.#yearMonths), rows, mostOneMonth, error),
                allowed: mostOneMonth,
              },
            ],
      chart: {
        name: 'birth-decades',
        bars: Array.from({ length: 10 }, (_, decade) => ({
          label: `${decade}0–${decade}9`,
          count: this.#years.slice(decade * 10, decade * 10 + 10).reduce((sum, count) => sum + count, 0),
          expected: 0.1,
        })),
      },
    };
  }

  /** Even to within what chance leaves, where people are not. */
  #even(trait: string, counts: readonly number[], error: number): Bound {
    const cells = counts.filter((_, i) => trait !== 'departments-even' || i !== 19);
    const { high } = totalVariationInterval(
      cells,
      cells.map(() => 1 / cells.length),
      error,
    );
    return { kind: 'unlike', trait, atLeast: Math.max(0, 1 - high / leastUneven), allowed: leastUneven };
  }
}

/** How the file was made: layouts written one after another, cells filled, and the time stamps inside. */
import type { ByteText } from '../../leak/text/block.ts';
import { type Finding, named, type Observer } from '../finding.ts';
import { type Row, slotIndex, slots } from '../row.ts';
import { shareOf } from '../statistics/intervals.ts';
import { readDate } from '../values.ts';

const stampSlot = slotIndex('stamp');
const postcodeSlot = slotIndex('postcode');
/** Years that a stamp may be of. */
const firstYear = 1990;
const lastYear = 2060;
/** Rows that bear the newest year that is told, or a newer one. */
const enough = 20;

export class Traces implements Observer {
  readonly #years = new Array<number>(lastYear - firstYear + 1).fill(0);
  readonly #filled = new Array<number>(slots.length).fill(0);
  readonly #residence = new Map<string, number>();
  #placed = 0;
  #rows = 0;
  #parts = 0;
  #stamps = 0;

  observe(row: Row): void {
    this.#rows++;
    if (row.part >= this.#parts) this.#parts = row.part + 1;
    for (let slot = 0; slot < slots.length; slot++) {
      if ((row.cells[slot] ?? null) !== null) this.#filled[slot] = (this.#filled[slot] ?? 0) + 1;
    }
    this.#place(row.cells[postcodeSlot] ?? null);
    const cell = row.cells[stampSlot] ?? null;
    const date = cell === null ? null : readDate(cell);
    if (date === null || date.year < firstYear || date.year > lastYear) return;
    this.#stamps++;
    const at = date.year - firstYear;
    this.#years[at] = (this.#years[at] ?? 0) + 1;
  }

  #place(cell: ByteText | null): void {
    const postcode = cell?.trim() ?? '';
    if (!/^\d{4,5}$/.test(postcode)) return;
    const whole = postcode.padStart(5, '0');
    const department = whole.startsWith('97') || whole.startsWith('98') ? whole.slice(0, 3) : whole.slice(0, 2);
    this.#placed++;
    this.#residence.set(department, (this.#residence.get(department) ?? 0) + 1);
  }

  /** Rows whose postcode is of one of these departments, of those that have one. Corsica is one: postcodes part it otherwise. */
  livingIn(departments: readonly string[]): { count: number; of: number } {
    const wanted = new Set(departments.map((one) => one.replace(/^2[AB]$/, '20')));
    let count = 0;
    for (const one of wanted) count += this.#residence.get(one) ?? 0;
    return { count, of: this.#placed };
  }

  /** @returns the newest year that at least twenty rows bear, or newer ones; null where there are fewer */
  newestYear(): number | null {
    let newer = 0;
    for (let at = this.#years.length - 1; at >= 0; at--) {
      newer += this.#years[at] ?? 0;
      if (newer >= enough) return firstYear + at;
    }
    return null;
  }

  /** Rows whose stamp is of that year or newer, of those that have one. */
  stampedSince(year: number): { count: number; of: number } {
    let count = 0;
    for (let at = Math.max(0, year - firstYear); at < this.#years.length; at++) count += this.#years[at] ?? 0;
    return { count, of: this.#stamps };
  }

  conclude(): Finding {
    return {
      name: 'traces',
      rows: this.#rows,
      shares: slots.flatMap((slot, i) => {
        const count = this.#filled[i] ?? 0;
        return count === 0 ? [] : [named(`filled-${slot}`, shareOf(count, this.#rows))];
      }),
      counts: [
        { name: 'layouts', count: this.#parts, low: this.#parts, high: this.#parts },
        { name: 'time-stamps', count: this.#stamps, low: this.#stamps, high: this.#stamps },
      ],
      tests: [],
      bounds: [],
      chart:
        this.#stamps === 0
          ? {
              name: 'columns-filled',
              bars: slots.flatMap((label, i) => {
                const count = this.#filled[i] ?? 0;
                return count === 0 ? [] : [{ label: `filled-${label}`, count, expected: null }];
              }),
            }
          : {
              name: 'stamp-years',
              bars: this.#years.flatMap((count, i) =>
                count === 0 ? [] : [{ label: String(firstYear + i), count, expected: null }],
              ),
            },
    };
  }
}

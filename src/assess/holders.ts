/**
 * Each number once, with all of its rows. A household's file has the insured person's number beside the names and birth dates of those
 * who are insured with them: such rows contradict themselves one by one, and their number is somebody's all the same. So a number is
 * held against the file only where none of its rows can be its holder's.
 *
 * Of more numbers than can be held, those with the smallest keyed hashes are: each is equally likely, however often it stands there.
 */
import { isOrderTooHigh } from './birthplace.ts';
import type { Row } from './row.ts';
import { agreesWithDate, dayNumber } from './values.ts';
import { highestInWard, isWard } from './wards.ts';

const kept = 8_192;
/** A child is so many years younger than the parent under whose number it stands. */
const youngestParent = 15;
const oldestParent = 50;

interface Held {
  noNir: boolean;
  noPlace: boolean;
  /** `department × 1000 + commune`; −1 where no list of communes judges it. */
  commune: number;
  orderTooHigh: boolean;
  orderAboveWard: boolean;
  dated: boolean;
  dateAgrees: boolean;
  /** Several dates stand there. */
  isHousehold: boolean;
  /** A date stands there that may be a child's of the number's holder, or a parent's. */
  isChild: boolean;
  isParent: boolean;
  /** Of the first date: year, month and day in one number; 0 for none. */
  date: number;
  titled: boolean;
  sexAgrees: boolean;
}

export const impossibleReasons = [
  'no-nir',
  'no-such-place',
  'order-too-high',
  'birth-date-other',
  'sex-other',
] as const;

export interface Counted {
  readonly right: number;
  readonly of: number;
}

export interface HoldersCount {
  /** Numbers that were judged, each once. */
  readonly numbers: number;
  /** By `impossibleReasons`, each number under the first that holds. */
  readonly byReason: readonly number[];
  readonly dates: Counted;
  readonly titles: Counted;
}

export class Holders {
  #held = new Map<number, Held>();
  #limit = Number.POSITIVE_INFINITY;

  observe(row: Row): void {
    if (row.nirState === 'none' || row.personHash >= this.#limit) return;
    const held = this.#held.get(row.personHash);
    if (held === undefined) {
      this.#held.set(row.personHash, seenFirst(row));
      if (this.#held.size >= 2 * kept) this.#tidy();
    } else addRow(held, row);
  }

  #tidy(): void {
    const hashes = Float64Array.from(this.#held.keys()).sort();
    this.#limit = hashes[kept] ?? Number.POSITIVE_INFINITY;
    for (const hash of hashes.subarray(kept)) this.#held.delete(hash);
  }

  count(): HoldersCount {
    if (this.#held.size > kept) this.#tidy();
    const byCommune = new Map<number, number>();
    let placed = 0;
    for (const { commune } of this.#held.values()) {
      if (commune < 0) continue;
      placed++;
      byCommune.set(commune, (byCommune.get(commune) ?? 0) + 1);
    }
    const byReason = impossibleReasons.map(() => 0);
    const dates = { right: 0, of: 0 };
    const titles = { right: 0, of: 0 };
    const share = 1 - this.#shareOfChildren();
    for (const held of this.#held.values()) {
      // What counts against the number: whole, not at all, or by the share of such rows that are no children's.
      const weight = held.isHousehold ? 0 : isChildAlone(held) ? share : 1;
      const otherDate = held.dated && !held.dateAgrees ? weight : 0;
      const otherSex = held.titled && !held.sexAgrees ? weight : 0;
      if (held.dated) {
        dates.of++;
        dates.right += 1 - otherDate;
      }
      if (held.titled) {
        titles.of++;
        titles.right += 1 - otherSex;
      }
      const isTooHigh = isWard(byCommune.get(held.commune) ?? 0, placed) ? held.orderAboveWard : held.orderTooHigh;
      const against = [held.noNir, held.noPlace, isTooHigh, otherDate, otherSex].map(Number);
      const reason = against.findIndex((one) => one > 0);
      if (reason >= 0) byReason[reason] = (byReason[reason] ?? 0) + (against[reason] ?? 0);
    }
    dates.right = Math.round(dates.right);
    titles.right = Math.round(titles.right);
    return { numbers: this.#held.size, byReason: byReason.map(Math.round), dates, titles };
  }

  /**
   * Of the numbers beside a birth date that a child of its holder may have, the share that is explained by children. Where columns were
   * shuffled, as many dates are a parent's: what remains beyond those is children's.
   */
  #shareOfChildren(): number {
    let children = 0;
    let parents = 0;
    for (const held of this.#held.values()) {
      if (isChildAlone(held)) children++;
      else if (held.isParent && !held.dateAgrees && !held.isHousehold) parents++;
    }
    return children === 0 ? 0 : Math.max(0, children - parents) / children;
  }
}

function isChildAlone({ isChild, dateAgrees, isHousehold }: Held): boolean {
  return isChild && !dateAgrees && !isHousehold;
}

function seenFirst(row: Row): Held {
  const { place, order } = row;
  const isCommune = row.sex !== 0 && place.kind === 'commune';
  const held: Held = {
    noNir: row.nirState === 'malformed' || row.nirState === 'wrong-key',
    noPlace: row.sex !== 0 && place.kind === 'none',
    commune: isCommune ? row.department * 1000 + row.commune : -1,
    orderTooHigh: isCommune && isOrderTooHigh(order, place),
    orderAboveWard: isCommune && isOrderTooHigh(order, place, highestInWard),
    dated: false,
    dateAgrees: false,
    isHousehold: false,
    isChild: false,
    isParent: false,
    date: 0,
    titled: false,
    sexAgrees: false,
  };
  addRow(held, row);
  return held;
}

function addRow(held: Held, row: Row): void {
  if (row.sex === 0) return;
  if (row.titleSex !== 0) {
    held.titled = true;
    if (row.titleSex === row.sex) held.sexAgrees = true;
  }
  const { birthDate } = row;
  if (birthDate === null) return;
  held.dated = true;
  if (agreesWithDate(row, birthDate)) held.dateAgrees = true;
  const younger = (birthDate.year - row.year + 100) % 100;
  if (younger >= youngestParent && younger <= oldestParent) held.isChild = true;
  if (100 - younger >= youngestParent && 100 - younger <= oldestParent) held.isParent = true;
  const date = dayNumber(birthDate);
  if (held.date !== 0 && held.date !== date) held.isHousehold = true;
  held.date = date;
}

/**
 * `vigie assess`: what a file is, measured in one pass (docs/assess.md). Every row is shown to every finding; none of them keeps one. At
 * the end, or wherever the reading was stopped, they conclude.
 */
import type { LayoutBook } from '../leak/meaning/book.ts';
import type { LeakRecord } from '../leak/shapes/shape.ts';
import type { Communes } from './communes.ts';
import type { Finding, Observer } from './finding.ts';
import { Addresses } from './findings/addresses.ts';
import { Consistency } from './findings/consistency.ts';
import { NirOrder } from './findings/nir-order.ts';
import { NirPlace } from './findings/nir-place.ts';
import { NirValidity } from './findings/nir-validity.ts';
import { BankAccounts, Phones } from './findings/numbers.ts';
import { concludeOverlap, type OverlapFigures, type PackOverlap } from './findings/overlap.ts';
import { Passwords } from './findings/passwords.ts';
import { People } from './findings/people.ts';
import { Rows } from './findings/rows.ts';
import { Sequence } from './findings/sequence.ts';
import { Traces } from './findings/traces.ts';
import { WholeRows } from './findings/whole-rows.ts';
import { Holders } from './holders.ts';
import { RowReader } from './read-row.ts';
import { PeopleSample } from './sample.ts';
import { type DistinctCount, HashKey } from './statistics/sketch.ts';

/** All bounds of a report together are wrong with at most this probability (Bonferroni 1936). */
export const errorOfAll = 0.01;
/**
 * Bounds of one report: 22 traits over all findings, the share that is real, the two ends of what was seen, two ways of making, and
 * where the people live.
 */
const bounds = 28;
/** Probability with which one bound may be wrong. */
export const errorOfOne: number = errorOfAll / bounds;

/** What was measured, before anything is said of it. */
export interface Measured {
  readonly rows: number;
  readonly people: DistinctCount;
  readonly findings: readonly Finding[];
  readonly overlap: OverlapFigures;
  /** The newest year of the time stamps; null where there are none, or too few. */
  readonly newestYear: number | null;
  stampedSince(year: number): { readonly count: number; readonly of: number };
  livingIn(departments: readonly string[]): { readonly count: number; readonly of: number };
}

export class Assessment {
  readonly #reader: RowReader;
  readonly #rows = new Rows();
  readonly #traces = new Traces();
  readonly #observers: readonly Observer[];
  readonly sample: PeopleSample;

  /** @param sampled people that are kept for look-ups in packs; 0 where none was named */
  constructor(communes: Communes, sampled = 0) {
    const key = new HashKey();
    this.#reader = new RowReader(key, communes);
    this.sample = new PeopleSample(sampled);
    const holders = new Holders();
    this.#observers = [
      this.#rows,
      new WholeRows(holders),
      new NirValidity(),
      new NirPlace(communes),
      new NirOrder(),
      new Sequence(key),
      new People(),
      new Consistency(key, holders),
      new Passwords(key),
      new Addresses(),
      new BankAccounts(),
      new Phones(),
      this.#traces,
    ];
  }

  observe(record: LeakRecord, book: LayoutBook): void {
    const row = this.#reader.read(record, book);
    if (row === null) return;
    for (const observer of this.#observers) observer.observe(row);
    this.sample.add(row);
  }

  get rows(): number {
    return this.#rows.rows;
  }

  /** May be called at any time, and again: nothing is used up. */
  conclude(packs: readonly PackOverlap[] = []): Measured {
    const overlap = concludeOverlap(packs, errorOfOne);
    const findings = this.#observers.map((observer) => observer.conclude(errorOfOne)).filter(({ rows }) => rows > 0);
    if (packs.length > 0) findings.push(overlap.finding);
    return {
      rows: this.#rows.rows,
      people: this.#rows.people(),
      findings,
      overlap: overlap.figures,
      newestYear: this.#traces.newestYear(),
      stampedSince: (year) => this.#traces.stampedSince(year),
      livingIn: (departments) => this.#traces.livingIn(departments),
    };
  }
}

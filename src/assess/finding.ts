/**
 * What is measured of a file. One file a finding, in `findings`: it observes every row once, keeps counts alone, and concludes with
 * figures, named tests, and what they say of the share of rows that cannot be real.
 */
import type { Row } from './row.ts';
import type { Share } from './statistics/intervals.ts';
import type { TestResult } from './statistics/tests.ts';

export const findingNames = [
  ...(['rows', 'whole-rows', 'nir-validity', 'nir-place', 'nir-order', 'sequence', 'people', 'consistency'] as const),
  ...(['passwords', 'addresses', 'bank', 'phones', 'traces', 'overlap'] as const),
] as const;
export type FindingName = (typeof findingNames)[number];

/**
 * At least this share of the rows is not what real rows are.
 * `impossible`: fields that contradict each other or what exists; the allowance `allowed` for real rows is generous.
 * `unlike`: no file of real people that is known looks so; but one such trait may have an innocent cause.
 * `class`: a column is not what it is called. That says nothing of the people in the other columns.
 */
export interface Bound {
  readonly kind: 'impossible' | 'unlike' | 'class';
  /** A code that has words. */
  readonly trait: string;
  /** 0 … 1. Wrong with a probability of at most the error that `conclude` was given. */
  readonly atLeast: number;
  /** The share that real rows are allowed to have at most (excess) or are expected to have at least (lack). */
  readonly allowed: number;
}

export interface NamedShare extends Share {
  readonly name: string;
}

/** Bars of one picture. Counts below the limit of suppression never leave `report`. */
export interface Chart {
  readonly name: string;
  readonly bars: readonly {
    /** A code that has words, or digits (a year, a number of characters). */
    readonly label: string;
    readonly count: number;
    /** Share that the population, or chance, would give; null where there is none. */
    readonly expected: number | null;
  }[];
}

export interface Finding {
  readonly name: FindingName;
  /** Rows that have what is measured. */
  readonly rows: number;
  readonly shares: readonly NamedShare[];
  readonly counts: readonly {
    readonly name: string;
    readonly count: number;
    readonly low: number;
    readonly high: number;
  }[];
  readonly tests: readonly TestResult[];
  readonly bounds: readonly Bound[];
  readonly chart: Chart | null;
}

export interface Observer {
  observe(row: Row): void;
  /** @param error probability with which each bound may be wrong */
  conclude(error: number): Finding;
}

export function named(name: string, share: Share): NamedShare {
  return { name, ...share };
}

/** From here on most of the file is not what is claimed. */
export const mostOfFile = 0.5;

/**
 * Intervals of shares. Clopper and Pearson (1934) are exact: they never cover less than they say, at any number of rows. The beta
 * distribution is jStat's.
 */
import jstat from 'jstat';

const { beta } = jstat.jStat;

/** A share with its interval, each 0 … 1. */
export interface Share {
  readonly count: number;
  readonly of: number;
  /** NaN-free: 0 where nothing was counted. */
  readonly share: number;
  readonly low: number;
  readonly high: number;
  /** Probability with which the interval covers: 0.95, or more where many bounds hold at once. */
  readonly level: number;
}

/** @param count of `of`, whole numbers · @returns the whole of 0 … 1 where nothing was counted */
export function shareOf(count: number, of: number, level = 0.95): Share {
  if (of === 0) return { count: 0, of: 0, share: 0, low: 0, high: 1, level };
  return { count, of, share: count / of, ...clopperPearson(count, of, level), level };
}

function clopperPearson(count: number, of: number, level: number): { low: number; high: number } {
  const tail = (1 - level) / 2;
  return {
    low: count === 0 ? 0 : beta.inv(tail, count, of - count + 1),
    high: count === of ? 1 : beta.inv(1 - tail, count + 1, of - count),
  };
}

/** One-sided lower bound of a share: true share below it with a probability of at most `error`. */
export function lowerBound(count: number, of: number, error: number): number {
  return of === 0 || count === 0 ? 0 : beta.inv(error, count, of - count + 1);
}

/** One-sided upper bound of a share. */
export function upperBound(count: number, of: number, error: number): number {
  return of === 0 || count >= of ? 1 : beta.inv(1 - error, count + 1, of - count);
}

/** Named tests. Each gives an effect size beside its p: among a million rows any difference is significant. */
import jstat from 'jstat';
import { givesAway } from './told.ts';

const { beta, chisquare } = jstat.jStat;

export interface TestResult {
  /** As in the literature, so that a reviewer finds it: `exact binomial`, `Pearson chi-squared`. */
  readonly test: string;
  /** What is tested: a code that has words (`key-by-chance`). */
  readonly hypothesis: string;
  readonly p: number;
  readonly effect: {
    readonly measure: "Cohen's h" | "Cramér's V" | 'risk difference';
    readonly value: number;
  };
  /** It tests a count that is not told. */
  readonly isOfFew: boolean;
}

/** Two-sided exact binomial test against a share that is known beforehand (twice the smaller tail, at most 1). */
export function exactBinomial(hypothesis: string, count: number, of: number, expected: number): TestResult {
  const atLeast = count === 0 ? 1 : beta.cdf(expected, count, of - count + 1);
  const atMost = count === of ? 1 : 1 - beta.cdf(expected, count + 1, of - count);
  const p = of === 0 ? 1 : Math.min(1, 2 * Math.min(atLeast, atMost));
  const h = of === 0 ? 0 : 2 * Math.asin(Math.sqrt(count / of)) - 2 * Math.asin(Math.sqrt(expected));
  return {
    test: 'exact binomial',
    hypothesis,
    p,
    effect: { measure: "Cohen's h", value: h },
    isOfFew: givesAway(count, of),
  };
}

/** Pearson's test of goodness of fit. Cells that expect fewer than five are joined with their neighbour (Cochran 1954). */
export function goodnessOfFit(hypothesis: string, counts: ArrayLike<number>, shares: ArrayLike<number>): TestResult {
  let of = 0;
  for (let i = 0; i < counts.length; i++) of += counts[i] ?? 0;
  let statistic = 0;
  let cells = 0;
  let seen = 0;
  let wanted = 0;
  for (let i = 0; i < counts.length; i++) {
    seen += counts[i] ?? 0;
    wanted += of * (shares[i] ?? 0);
    if (wanted < 5 && i < counts.length - 1) continue;
    if (wanted > 0) {
      statistic += (seen - wanted) ** 2 / wanted;
      cells++;
    }
    seen = 0;
    wanted = 0;
  }
  const freedom = Math.max(1, cells - 1);
  const p = cells < 2 ? 1 : 1 - chisquare.cdf(statistic, freedom);
  const value = of === 0 ? 0 : Math.sqrt(statistic / (of * freedom));
  // Of two cells the statistic leads back to the counts; of many it does not.
  const isOfFew = counts.length === 2 && givesAway(counts[0] ?? 0, of);
  return { test: 'Pearson chi-squared', hypothesis, p, effect: { measure: "Cramér's V", value }, isOfFew };
}

/** Pearson's test of two shares, on one degree of freedom. */
export function twoShares(test: string, hypothesis: string, a: Counted, b: Counted): TestResult {
  const pooled = (a.right + b.right) / (a.of + b.of);
  const variance = pooled * (1 - pooled) * (1 / a.of + 1 / b.of);
  const value = a.right / a.of - b.right / b.of;
  const p = variance === 0 ? 1 : 1 - chisquare.cdf(value ** 2 / variance, 1);
  const isOfFew = givesAway(a.right, a.of) || givesAway(b.right, b.of);
  return { test, hypothesis, p, effect: { measure: 'risk difference', value }, isOfFew };
}

interface Counted {
  readonly right: number;
  /** At least 1. */
  readonly of: number;
}

/** Half the sum of differences: the share of rows that would have to move for the two to be the same. 0 … 1. */
export function totalVariation(counts: ArrayLike<number>, shares: ArrayLike<number>): number {
  let of = 0;
  for (let i = 0; i < counts.length; i++) of += counts[i] ?? 0;
  if (of === 0) return 0;
  let sum = 0;
  for (let i = 0; i < counts.length; i++) sum += Math.abs((counts[i] ?? 0) / of - (shares[i] ?? 0));
  return sum / 2;
}

/**
 * An interval that total variation exceeds neither way with a probability of more than `error` each: by McDiarmid (1989), one row
 * moves it by at most 1/n, and its mean is above the true one by at most √(cells / n) / 2.
 */
export function totalVariationInterval(
  counts: ArrayLike<number>,
  shares: ArrayLike<number>,
  error: number,
): { value: number; low: number; high: number } {
  let of = 0;
  for (let i = 0; i < counts.length; i++) of += counts[i] ?? 0;
  const value = totalVariation(counts, shares);
  if (of === 0) return { value: 0, low: 0, high: 1 };
  const slack = Math.sqrt(Math.log(1 / error) / (2 * of));
  const bias = Math.sqrt(counts.length / of) / 2;
  return { value, low: Math.max(0, value - bias - slack), high: Math.min(1, value + slack) };
}

/** Holm (1979): p-values that may all be read at once. In the order given. */
export function holm(ps: readonly number[]): number[] {
  const order = ps.map((p, index) => ({ p, index })).sort((a, b) => a.p - b.p);
  const adjusted = new Array<number>(ps.length).fill(1);
  let largest = 0;
  order.forEach(({ p, index }, rank) => {
    largest = Math.max(largest, Math.min(1, p * (ps.length - rank)));
    adjusted[index] = largest;
  });
  return adjusted;
}

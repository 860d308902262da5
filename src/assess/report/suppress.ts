/**
 * Numbers of fewer than twenty people do not leave the machine: neither themselves, nor as what is left when the others are taken from
 * their sum.
 */
import type { Chart, Finding } from '../finding.ts';
import { lowerBound, type Share, upperBound } from '../statistics/intervals.ts';
import type { ReportedFinding } from './schema.ts';

export const fewestShown = 20;

const isSmall = (count: number) => count > 0 && count < fewestShown;

export function suppressShare(
  name: string,
  { count, of, share, low, high, level }: Share,
): ReportedFinding['shares'][number] {
  if (!isSmall(count) && !isSmall(of - count) && !isSmall(of)) return { name, of, count, share, low, high, level };
  const hidden = { name, of: isSmall(of) ? 0 : of, count: null, share: null, level };
  if (isSmall(of)) return { ...hidden, low: 0, high: 1 };
  // Whatever the number below twenty is: the interval of all that it may be.
  const tail = (1 - level) / 2;
  const most = fewestShown - 1;
  if (isSmall(count) && isSmall(of - count)) return { ...hidden, low: 0, high: 1 };
  if (isSmall(count)) return { ...hidden, low: 0, high: upperBound(Math.min(most, of), of, tail) };
  return { ...hidden, low: lowerBound(Math.max(0, of - most), of, tail), high: 1 };
}

export function suppressChart({ name, bars }: Chart): NonNullable<ReportedFinding['chart']> {
  const hidden = bars.map(({ count }) => isSmall(count));
  if (hidden.filter((one) => one).length === 1) {
    let next = -1;
    bars.forEach(({ count }, i) => {
      if (hidden[i] !== true && count > 0 && (next < 0 || count < (bars[next]?.count ?? 0))) next = i;
    });
    if (next >= 0) hidden[next] = true;
  }
  return {
    name,
    bars: bars.map(({ label, count, expected }, i) => ({ label, count: hidden[i] === true ? null : count, expected })),
  };
}

/** @param adjusted p-values of all tests of the report, in the order of findings */
export function suppressFinding(finding: Finding, adjusted: readonly number[]): ReportedFinding {
  const { name, rows, shares, counts, tests, bounds, chart } = finding;
  const few = isSmall(rows);
  return {
    name,
    rows: few ? 0 : rows,
    shares: shares.map((one) => suppressShare(one.name, one)),
    counts: few ? [] : counts.filter(({ count }) => !isSmall(count)).map((one) => ({ ...one })),
    tests: few ? [] : tests.map((test, i) => ({ ...test, adjusted: adjusted[i] ?? 1 })),
    bounds: bounds.map((bound) => ({ ...bound })),
    chart: chart === null ? null : suppressChart(chart),
  };
}

/**
 * Numbers of fewer than twenty people do not leave the machine: neither themselves, nor as what is left when the others are taken from
 * their sum.
 */
import type { Chart, Finding } from '../finding.ts';
import { lowerBound, type Share, upperBound } from '../statistics/intervals.ts';
import type { DistinctCount } from '../statistics/sketch.ts';
import { fewestTold, givesAway, isSmall } from '../statistics/told.ts';
import type { ReportedFinding } from './schema.ts';

/** @returns null where there are fewer than twenty */
export function suppressTotal(total: number): number | null {
  return isSmall(total) ? null : total;
}

/**
 * A number of distinct ones among `total`, with all that it may be where it is not told: from it are judged and said what is said.
 * @returns `high` at least `low`, and both the number's own where nothing is hidden
 */
export function suppressDistinct(
  { count, low, high, exact }: DistinctCount,
  total: number,
): { count: number | null; low: number; high: number; exact: boolean } {
  if (isSmall(total)) return { count: null, low: 0, high: fewestTold - 1, exact: false };
  if (isSmall(count)) return { count: null, low: 0, high: Math.max(high, fewestTold - 1), exact: false };
  if (isSmall(total - count))
    return { count: null, low: Math.min(low, total - fewestTold + 1), high: Math.max(high, total), exact: false };
  return { count, low, high, exact };
}

function suppressShare(name: string, { count, of, share, low, high, level }: Share): ReportedFinding['shares'][number] {
  if (!givesAway(count, of) && !isSmall(of)) return { name, of, count, share, low, high, level };
  const hidden = { name, of: isSmall(of) ? 0 : of, count: null, share: null, level };
  if (isSmall(of)) return { ...hidden, low: 0, high: 1 };
  // Whatever the number below twenty is: the interval of all that it may be.
  const tail = (1 - level) / 2;
  const most = fewestTold - 1;
  if (isSmall(count) && isSmall(of - count)) return { ...hidden, low: 0, high: 1 };
  if (isSmall(count)) return { ...hidden, low: 0, high: upperBound(Math.min(most, of), of, tail) };
  return { ...hidden, low: lowerBound(Math.max(0, of - most), of, tail), high: 1 };
}

/** @param leftOut what the finding's numbers leave out, by name: no bar shows it */
function suppressChart({ name, bars }: Chart, leftOut: ReadonlySet<string>): NonNullable<ReportedFinding['chart']> {
  const hidden = bars.map(({ label, count }) => isSmall(count) || leftOut.has(label));
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

function suppressCount(one: Finding['counts'][number], rows: number): ReportedFinding['counts'][number] {
  const { count, low, high } = suppressDistinct({ ...one, exact: one.low === one.high }, rows);
  return { name: one.name, count, low, high };
}

/** @param adjusted p-values of all tests of the report, in the order of findings · @param total rows of the file */
export function suppressFinding(finding: Finding, adjusted: readonly number[], total: number): ReportedFinding {
  const { name, rows, shares, counts, tests, bounds, chart } = finding;
  const few = isSmall(rows);
  const shown = few ? [] : counts.map((one) => suppressCount(one, rows));
  const leftOut = new Set(shown.filter(({ count }) => count === null).map((one) => one.name));
  return {
    name,
    rows: givesAway(rows, total) ? null : rows,
    shares: shares.map((one) => suppressShare(one.name, one)),
    counts: shown,
    // A test of such a count leads back to it, by its p and by its effect.
    tests: few
      ? []
      : tests.flatMap(({ isOfFew, ...test }, i) => (isOfFew ? [] : [{ ...test, adjusted: adjusted[i] ?? 1 }])),
    bounds: bounds.map((bound) => ({ ...bound })),
    chart: chart === null || few ? null : suppressChart(chart, leftOut),
  };
}

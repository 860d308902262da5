/**
 * Counts of fewer than twenty people are not told, and no figure may tell them another way: a bound or an interval at full precision leads
 * back to its count. What is said is therefore reckoned as if such a count were the one of its kind that says least.
 */
export const fewestTold = 20;

export function isSmall(count: number): boolean {
  return count > 0 && count < fewestTold;
}

/** What lacks fewer than twenty of a total that is shown tells how many it lacks. */
export function givesAway(count: number, total: number): boolean {
  return isSmall(count) || isSmall(total - count);
}

/** The least that `count` of `of` may be, as far as is told. */
export function leastTold(count: number, of: number): number {
  if (isSmall(count)) return 0;
  return isSmall(of - count) ? Math.max(0, of - fewestTold + 1) : count;
}

/** The most that `count` of `of` may be, as far as is told. */
export function mostTold(count: number, of: number): number {
  if (isSmall(of - count)) return of;
  return isSmall(count) ? Math.min(of, fewestTold - 1) : count;
}

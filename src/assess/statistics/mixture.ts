/**
 * What a share of rows with a trait says of the share that is made up. Rows are a mixture: a part f that is made up and a part 1 − f
 * that is real. Nothing is assumed of how the made-up part was made.
 */
import { lowerBound, upperBound } from './intervals.ts';
import { leastTold, mostTold } from './told.ts';

/**
 * A trait that real rows hardly have: at most `mostReal` of them. Even if every made-up row had it, the share seen, s, is at most
 * (1 − f)·mostReal + f, so that f ≥ (s − mostReal) / (1 − mostReal).
 */
export function madeUpByExcess(count: number, of: number, mostReal: number, error: number): number {
  return Math.max(0, (lowerBound(leastTold(count, of), of, error) - mostReal) / (1 - mostReal));
}

/** A trait that at least `leastReal` of real rows have: s ≥ (1 − f)·leastReal, so that f ≥ 1 − s / leastReal. */
export function madeUpByLack(count: number, of: number, leastReal: number, error: number): number {
  return Math.max(0, 1 - upperBound(mostTold(count, of), of, error) / leastReal);
}

/** If made-up rows have the trait in at least `leastMadeUp` of cases, f ≤ s / leastMadeUp: holds for that way of making alone. */
export function madeUpAtMost(count: number, of: number, leastMadeUp: number, error: number): number {
  return of === 0 ? 1 : Math.min(1, upperBound(mostTold(count, of), of, error) / leastMadeUp);
}

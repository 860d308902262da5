import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lowerBound, shareOf, upperBound } from '../../src/assess/statistics/intervals.ts';
import { madeUpByExcess, madeUpByLack } from '../../src/assess/statistics/mixture.ts';
import { DistinctSketch, HashKey } from '../../src/assess/statistics/sketch.ts';
import {
  exactBinomial,
  goodnessOfFit,
  holm,
  totalVariationInterval,
  twoShares,
} from '../../src/assess/statistics/tests.ts';
import { Dice } from './kinds.ts';

/** Probability of at least `count` successes, summed term by term: another way than the beta distribution. */
function tailAtLeast(count: number, of: number, p: number): number {
  let logTerm = of * Math.log1p(-p);
  let sum = count === 0 ? Math.exp(logTerm) : 0;
  for (let k = 1; k <= of; k++) {
    logTerm += Math.log((of - k + 1) / k) + Math.log(p / (1 - p));
    if (k >= count) sum += Math.exp(logTerm);
  }
  return sum;
}

describe('intervals of Clopper and Pearson', () => {
  it('end where the binomial tails are what they say', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 400 }), fc.nat(), (of, seed) => {
        const count = 1 + (seed % (of - 1));
        const { low, high } = shareOf(count, of, 0.95);
        expect(tailAtLeast(count, of, low)).toBeCloseTo(0.025, 6);
        expect(1 - tailAtLeast(count + 1, of, high)).toBeCloseTo(0.025, 6);
      }),
      { numRuns: 60 },
    );
  });

  it('have the values of published tables', () => {
    // Clopper and Pearson 1934, as R's binom.test gives them.
    expect(shareOf(3, 10).low).toBeCloseTo(0.06673951, 6);
    expect(shareOf(3, 10).high).toBeCloseTo(0.6524529, 6);
    expect(shareOf(0, 10).high).toBeCloseTo(0.3084971, 6);
    expect(shareOf(10, 10).low).toBeCloseTo(0.6915029, 6);
  });

  it('say nothing where nothing was counted', () => {
    expect(shareOf(0, 0)).toMatchObject({ low: 0, high: 1 });
    expect(lowerBound(0, 0, 0.01)).toBe(0);
    expect(upperBound(0, 0, 0.01)).toBe(1);
  });
});

describe('bounds of a mixture', () => {
  it('never exceed the made-up share more often than the error', () => {
    const dice = new Dice(5);
    let wrong = 0;
    const runs = 400;
    for (let run = 0; run < runs; run++) {
      const madeUp = dice.next();
      const rows = 200 + dice.below(800);
      let trait = 0;
      let liked = 0;
      for (let i = 0; i < rows; i++) {
        const isMadeUp = dice.has(madeUp);
        if (isMadeUp ? dice.has(0.9) : dice.has(0.1)) trait++;
        if (!isMadeUp && dice.has(0.4)) liked++;
      }
      if (madeUpByExcess(trait, rows, 0.1, 0.01) > madeUp || madeUpByLack(liked, rows, 0.4, 0.01) > madeUp) wrong++;
    }
    expect(wrong).toBeLessThan(runs * 0.05);
  });
});

describe('tests', () => {
  it('have the p-values of published examples', () => {
    const twice = 2 * Math.min(tailAtLeast(682, 925, 0.75), 1 - tailAtLeast(683, 925, 0.75));
    expect(exactBinomial('x', 682, 925, 0.75).p).toBeCloseTo(twice, 6);
    // R: chisq.test(c(89, 37, 30, 28, 2), p = c(40, 20, 20, 15, 5) / 100).
    expect(goodnessOfFit('x', [89, 37, 30, 28, 2], [0.4, 0.2, 0.2, 0.15, 0.05]).p).toBeCloseTo(0.04059, 4);
    expect(twoShares('t', 'x', { right: 30, of: 100 }, { right: 30, of: 100 }).p).toBe(1);
  });

  it('are corrected for each other as Holm says', () => {
    expect(holm([0.01, 0.04, 0.03, 0.005])).toEqual([0.03, 0.06, 0.06, 0.02].map((p) => expect.closeTo(p, 12)));
  });

  it('measure how far counts are from even ones', () => {
    expect(totalVariationInterval([500, 500], [0.5, 0.5], 0.01).value).toBe(0);
    const { value, low, high } = totalVariationInterval([1_000_000, 0], [0.5, 0.5], 0.01);
    expect(value).toBe(0.5);
    expect(low).toBeGreaterThan(0.49);
    expect(high).toBeLessThan(0.51);
  });
});

describe('DistinctSketch', () => {
  it('is exact while it can be, and within its interval afterwards, whatever repeats', () => {
    const key = new HashKey([0x1f3a_5c77, 0x6b21_90de]);
    for (const [distinct, repeats] of [
      [1_000, 3],
      [30_000, 1],
    ] as const) {
      const sketch = new DistinctSketch();
      for (let r = 0; r < repeats; r++) for (let i = 0; i < distinct; i++) sketch.add(key.of(`n${i}`));
      expect(sketch.count()).toEqual({ count: distinct, low: distinct, high: distinct, exact: true });
    }
    // Four standard errors: one run in 16 000.
    const sketch = new DistinctSketch();
    for (let i = 0; i < 300_000; i++) sketch.add(key.of(`m${i % 200_000}`));
    const { count, exact } = sketch.count();
    expect(exact).toBe(false);
    expect(Math.abs(count - 200_000) / 200_000).toBeLessThan(4 / Math.sqrt(32_768));
  });
});

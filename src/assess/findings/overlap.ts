/** How many people of the sample are in packs: earlier ones, and one of identifiers that the organisation holds. */
import { type Bound, type Chart, type Finding, named } from '../finding.ts';
import { lowerBound, shareOf, upperBound } from '../statistics/intervals.ts';
import { madeUpByLack } from '../statistics/mixture.ts';
import { exactBinomial, type TestResult, twoShares } from '../statistics/tests.ts';
import { leastTold, mostTold } from '../statistics/told.ts';

/** What the look-ups came to. */
export interface PackOverlap {
  readonly role: 'compare' | 'reference';
  /** Entries of the pack: how many people an unrelated file would meet in it. */
  readonly entries: number;
  readonly asked: number;
  readonly found: number;
  /**
   * The same look-ups for counterparts of the people (`sample.ts`), which are nobody of the file: what a number that is made up as
   * births are would meet. Null where none was looked up.
   */
  readonly counterparts: { readonly asked: number; readonly found: number } | null;
}

/** People with a NIR: what a pack of so many entries covers of them by chance. */
const insuredPeople = 69_000_000;
/**
 * Of two numbers that differ by the sex alone one at most is somebody's, and who makes numbers up cannot know which: both exist equally
 * often, but for what one sex outlives the other. At ninety two women live for one man.
 */
const mostPerCounterpart = 2;
/** A reference that holds less of the insured than this is none. */
const leastInReference = 0.3;
/** Of a smaller one, a whole file of real people may be outside: not to be in it is then no sign. */
const leastReference = 0.7;

export interface OverlapFigures {
  /** Share of the people that are real for certain; null without a reference. */
  readonly realAtLeast: number | null;
  /** Share found in earlier packs together, and what an unrelated file of real people would have there; null without one. */
  readonly seen: { readonly low: number; readonly high: number; readonly byChance: number } | null;
}

export function concludeOverlap(
  packs: readonly PackOverlap[],
  error: number,
): { finding: Finding; figures: OverlapFigures } {
  const reference = packs.find(({ role, asked }) => role === 'reference' && asked > 0);
  const compared = packs.filter(({ role, asked }) => role === 'compare' && asked > 0);
  // The pack that holds most of the file: adding shares would count people twice.
  const most = compared.toSorted((a, b) => b.found / b.asked - a.found / a.asked)[0];
  const bounds: Bound[] = [];
  const tests: TestResult[] = [];
  let realAtLeast: number | null = null;
  if (reference !== undefined) {
    const { found, asked, counterparts, entries } = reference;
    realAtLeast = realOf(reference, error);
    if (entries >= leastReference * insuredPeople) {
      const atLeast = madeUpByLack(found, asked, leastInReference, error);
      bounds.push({ kind: 'impossible', trait: 'not-in-reference', atLeast, allowed: leastInReference });
    }
    if (counterparts !== null && counterparts.asked > 0) {
      const counted = (one: { asked: number; found: number }) => ({ right: one.found, of: one.asked });
      tests.push(twoShares('Pearson chi-squared', 'reference-by-chance', counted(reference), counted(counterparts)));
    }
  }
  let seen: OverlapFigures['seen'] = null;
  if (most !== undefined) {
    const byChance = Math.min(1, most.entries / insuredPeople);
    seen = {
      low: lowerBound(leastTold(most.found, most.asked), most.asked, error),
      high: upperBound(mostTold(most.found, most.asked), most.asked, error),
      byChance,
    };
    tests.push(exactBinomial('seen-by-chance', most.found, most.asked, byChance));
  }
  return {
    figures: { realAtLeast, seen },
    finding: {
      name: 'overlap',
      rows: Math.max(0, ...packs.map(({ asked }) => asked)),
      shares: [
        ...(reference === undefined ? [] : [named('in-reference', shareOf(reference.found, reference.asked))]),
        ...(reference === undefined || reference.counterparts === null
          ? []
          : [named('counterparts', shareOf(reference.counterparts.found, reference.counterparts.asked))]),
        ...compared.map(({ found, asked }, i) => named(`in-earlier-${i + 1}`, shareOf(found, asked))),
      ],
      counts: [],
      tests,
      bounds,
      chart:
        packs.length === 0
          ? null
          : {
              name: 'overlap',
              bars: barsOf(reference, compared),
            },
    },
  };
}

/**
 * Of real people r are in the file, and of numbers that are made up a share q exists: found ≤ r + (1 − r)·q, and of their counterparts
 * at least (1 − r)·q / `mostPerCounterpart` exist. So r ≥ found − `mostPerCounterpart` · found counterparts.
 */
function realOf({ found, asked, counterparts }: PackOverlap, error: number): number {
  if (counterparts === null || counterparts.asked === 0) return 0;
  const byChance = upperBound(counterparts.found, counterparts.asked, error / 2);
  return Math.max(0, lowerBound(leastTold(found, asked), asked, error / 2) - mostPerCounterpart * byChance);
}

/** One bar for the people who were looked up, and one for those whom each pack holds: every bar has a name of its own. */
function barsOf(reference: PackOverlap | undefined, compared: readonly PackOverlap[]): Chart['bars'] {
  const held = [
    ...(reference === undefined ? [] : [{ label: 'in-reference', pack: reference, byChance: null }]),
    ...compared.map((pack, i) => ({
      label: `in-earlier-${i + 1}`,
      pack,
      byChance: Math.min(1, pack.entries / insuredPeople) * pack.asked,
    })),
  ];
  const asked = Math.max(0, ...held.map(({ pack }) => pack.asked));
  const total = held.reduce((sum, { pack }) => sum + pack.found, asked);
  return [
    ...held.map(({ label, pack, byChance }) => ({
      label,
      count: pack.found,
      // A picture's expectation is a share of all its bars.
      expected: byChance === null || total === 0 ? null : byChance / total,
    })),
    { label: 'asked', count: asked, expected: null },
  ];
}

/**
 * From measures to what may be said. What is inside a file can contradict a claim, and never support one: whoever has public statistics
 * can write a file that has them. Support comes from outside: a pack of identifiers that the organisation knows to be real.
 */
import type { AssessmentLevel } from '../core/vocabulary.ts';
import { errorOfAll, errorOfOne, type Measured } from './assessment.ts';
import type { Claim, ClaimName } from './claim.ts';
import { type Bound, type Finding, type FindingName, mostOfFile, type NamedShare } from './finding.ts';
import { shareOf } from './statistics/intervals.ts';
import { madeUpAtMost, madeUpByExcess } from './statistics/mixture.ts';
import { leastTold, mostTold } from './statistics/told.ts';

/** How a claim was judged. */
export interface Basis {
  /** A code that has words. */
  readonly test: string;
  /** Probability with which the verdict is wrong, if the allowances hold; 0 where all was counted; null where nothing is asserted, or nothing was drawn. */
  readonly wrongAtMost: number | null;
}

export interface ClaimVerdict {
  readonly claim: ClaimName;
  readonly verdict: 'supported' | 'contradicted' | 'cannot-tell';
  /** Why, as a code that has words; figures of the sentence. */
  readonly reason: string;
  readonly figures: Readonly<Record<string, number>>;
  readonly basis: Basis;
  /** What would settle it: a code that has words. Null where it is settled. */
  readonly settledBy: string | null;
}

/** The share of the rows that are not what real rows are. */
export interface MadeUp {
  /** 0 … 1: at least, whatever way they were made. */
  readonly atLeast: number;
  /** At most; 1 where no pack of real identifiers was asked. */
  readonly atMost: number;
  /** The trait that gives `atLeast`; null where none gives any. */
  readonly trait: string | null;
  /** At most, if what is made up was made in that way: holds for that way alone. */
  readonly byMaking: readonly { readonly making: string; readonly atMost: number }[];
}

export interface FileVerdict {
  readonly level: AssessmentLevel;
  readonly madeUp: MadeUp;
  /** Share of the people that the reference knows for certain; null without a reference. */
  readonly realAtLeast: number | null;
  /** Two traits, of different findings, that most of the rows have and no file of real people; null where there are none. */
  readonly unlike: readonly [string, string] | null;
  readonly claims: readonly ClaimVerdict[];
  /** Rows from which made-up ones would be told; null where there were enough. */
  readonly rowsNeeded: number | null;
}

/** Below this, rows that cannot be real are what slips and odd cases leave. */
const little = 0.1;
/** Real for certain, of the sample: what « supported » asks for. */
const enoughReal = 0.8;
const someReal = 0.05;
/** A number may be rounded by whoever sells. */
const rounding = 0.95;

export function judge(measured: Measured, claim: Claim): FileVerdict {
  const madeUp = madeUpOf(measured);
  const rowsNeeded = measured.rows >= fewestRows ? null : fewestRows;
  const unlike = rowsNeeded === null ? unlikeOf(measured) : null;
  const isContradicted = rowsNeeded === null && (madeUp.atLeast >= mostOfFile || unlike !== null);
  const level = levelOf(measured, madeUp, isContradicted, claim);
  const judged: Unfounded[] = [
    judgeReal(measured, madeUp, unlike !== null, rowsNeeded),
    ...(claim.people === null ? [] : [judgePeople(measured, madeUp, claim, claim.people)]),
    ...(claim.asOfYear === null ? [] : [judgeFresh(measured, claim.asOfYear)]),
    ...(claim.classes.length === 0 ? [] : [judgeClasses(measured, madeUp, claim)]),
    ...(claim.departments.length === 0 ? [] : [judgeFrom(measured, claim)]),
    ...(claim.neverSeen ? [judgeNeverSeen(measured, madeUp)] : []),
  ];
  const claims = judged.map((one) => ({ ...one, basis: basisOf(one, measured) }));
  return { level, madeUp, realAtLeast: measured.overlap.realAtLeast, unlike, claims, rowsNeeded };
}

/** A verdict before it is said how it came about. */
type Unfounded = Omit<ClaimVerdict, 'basis'>;

/** One side of an interval at 95 %. */
const errorOfCount = 0.025;

/** By the reason, which says what was looked at; the error is that of everything that had to be right for it. */
function basisOf({ reason, verdict, figures }: Unfounded, { people }: Measured): Basis {
  if (verdict === 'cannot-tell') return { test: 'none', wrongAtMost: null };
  const counted = people.exact ? 0 : errorOfCount;
  const tests: Readonly<Record<string, Basis>> = {
    'in-reference': { test: 'reference-sample', wrongAtMost: errorOfOne },
    'made-up': { test: 'bounds', wrongAtMost: errorOfAll },
    unlike: { test: 'two-bounds', wrongAtMost: errorOfAll },
    'fewer-people': { test: 'distinct-count', wrongAtMost: counted },
    'fewer-real-people': { test: 'distinct-count-and-bounds', wrongAtMost: counted + errorOfAll },
    'as-many-real': { test: 'distinct-count-and-reference', wrongAtMost: counted + errorOfOne },
    'stamps-older': { test: 'newest-year', wrongAtMost: null },
    'classes-missing': { test: 'columns-filled', wrongAtMost: ((figures.judged ?? 0) * errorOfOne) / 2 },
    'classes-broken': { test: 'bounds', wrongAtMost: errorOfAll },
    'classes-there': { test: 'reference-sample', wrongAtMost: errorOfOne },
    'live-elsewhere': { test: 'postcodes', wrongAtMost: errorOfOne },
    recycled: { test: 'earlier-sample', wrongAtMost: errorOfOne },
    'not-in-earlier': { test: 'earlier-sample-and-reference', wrongAtMost: 2 * errorOfOne },
  };
  return tests[reason] ?? unfounded(reason);
}

function unfounded(reason: string): never {
  throw new Error(`no basis for ${reason}`);
}

/** Rows of which nine in ten have a trait must give a bound above one half, under the error of one bound. */
export const fewestRows: number = (() => {
  for (let rows = 10; ; rows++)
    if (madeUpByExcess(Math.floor(0.9 * rows), rows, 0.12, errorOfOne) > mostOfFile) return rows;
})();

function madeUpOf({ findings, overlap }: Measured): MadeUp {
  const strongest = strongestOf(findings, ({ kind }) => kind === 'impossible')[0];
  const atLeast = strongest?.atLeast ?? 0;
  const unknown = 1 - (overlap.realAtLeast ?? 0);
  // Identifiers that exist, in rows that are nobody's: columns that were shuffled. The reference then bounds no rows.
  const atMost = atLeast > unknown ? 1 : unknown;
  return { atLeast, atMost, trait: atLeast > 0 ? (strongest?.trait ?? null) : null, byMaking: byMaking(findings) };
}

const byStrength = (a: Bound, b: Bound) => b.atLeast - a.atLeast;

/** The strongest bound of each finding, strongest first: bounds of one finding look at the same cells. */
function strongestOf(findings: readonly Finding[], isMeant: (bound: Bound) => boolean): Bound[] {
  return findings.flatMap(({ bounds }) => bounds.filter(isMeant).toSorted(byStrength)[0] ?? []).toSorted(byStrength);
}

/**
 * What the accounts of one organisation look like: addresses that are staff numbers, homes round one place, passwords that a machine set.
 * One cause explains them all, so that they are one trait.
 */
const ofOneOrganisation: ReadonlySet<string> = new Set([
  'no-common-password',
  'one-shape',
  'address-by-chance',
  'postcode-by-chance',
]);

/** One trait may have an innocent cause; two that one cause does not explain have none in common. */
function unlikeOf({ findings }: Measured): FileVerdict['unlike'] {
  const isUnlike = ({ kind }: Bound) => kind === 'unlike';
  const isOrganisation = ({ trait }: Bound) => ofOneOrganisation.has(trait);
  const [first, second] = [
    ...strongestOf(findings, (bound) => isUnlike(bound) && isOrganisation(bound)).slice(0, 1),
    ...strongestOf(findings, (bound) => isUnlike(bound) && !isOrganisation(bound)),
  ].toSorted(byStrength);
  if (first === undefined || second === undefined || second.atLeast < mostOfFile) return null;
  return [first.trait, second.trait];
}

/** Digits by chance miss a commune in half of the cases and more; order numbers by chance are too high in half of them. */
const missedByChance = 0.5;

function byMaking(findings: readonly Finding[]): MadeUp['byMaking'] {
  const ways: { making: string; atMost: number }[] = [];
  const place = shareIn(findings, 'nir-place', 'place-exists');
  if (place !== null && place.of > 0)
    ways.push({
      making: 'random-digits',
      atMost: madeUpAtMost(place.of - place.count, place.of, missedByChance, errorOfOne),
    });
  const order = shareIn(findings, 'nir-order', 'order-too-high');
  if (order !== null && order.of > 0)
    ways.push({ making: 'random-order', atMost: madeUpAtMost(order.count, order.of, missedByChance, errorOfOne) });
  return ways;
}

export function shareIn(findings: readonly Finding[], finding: FindingName, share: string): NamedShare | null {
  return findings.find(({ name }) => name === finding)?.shares.find(({ name }) => name === share) ?? null;
}

function levelOf(measured: Measured, madeUp: MadeUp, isContradicted: boolean, claim: Claim): AssessmentLevel {
  const { realAtLeast } = measured.overlap;
  if (realAtLeast !== null && realAtLeast >= someReal) {
    const whole =
      realAtLeast >= enoughReal && madeUp.atLeast < little && !isContradicted && !isRecycled(measured, claim);
    const counted = claim.people === null || claim.isSample || measured.people.high >= claim.people * rounding;
    return whole && counted ? 'supported' : 'partly-supported';
  }
  return isContradicted ? 'contradicted' : 'cannot-tell';
}

function isRecycled({ overlap: { seen } }: Measured, claim: Claim): boolean {
  return claim.neverSeen && seen !== null && seen.low > seenAsChance(seen.byChance);
}

/** What an unrelated file of real people may share with a pack, and more. */
function seenAsChance(byChance: number): number {
  return Math.max(0.1, 2 * byChance);
}

function judgeReal(
  { overlap }: Measured,
  { atLeast, atMost }: MadeUp,
  isUnlike: boolean,
  rowsNeeded: number | null,
): Unfounded {
  const claim = 'real';
  const figures = { atLeast, atMost };
  const real = overlap.realAtLeast;
  const isSome = real !== null && real >= someReal;
  if (real !== null && real >= enoughReal && atLeast < little && !isUnlike)
    return { claim, verdict: 'supported', reason: 'in-reference', figures: { real }, settledBy: null };
  if (rowsNeeded !== null)
    return { claim, verdict: 'cannot-tell', reason: 'too-few-rows', figures: { rowsNeeded }, settledBy: 'more-rows' };
  if (atLeast >= mostOfFile && !isSome)
    return { claim, verdict: 'contradicted', reason: 'made-up', figures, settledBy: null };
  // The numbers may be people's, and the rest of the row not theirs.
  if (isSome)
    return {
      claim,
      verdict: 'cannot-tell',
      reason: 'partly-real',
      figures: { real, atLeast },
      settledBy: 'row-by-row',
    };
  if (isUnlike) return { claim, verdict: 'contradicted', reason: 'unlike', figures, settledBy: null };
  if (atLeast >= little && atMost < 1)
    return { claim, verdict: 'cannot-tell', reason: 'partly-made-up', figures, settledBy: 'reference' };
  if (atLeast >= little)
    return { claim, verdict: 'cannot-tell', reason: 'partly-made-up-at-least', figures, settledBy: 'reference' };
  return { claim, verdict: 'cannot-tell', reason: 'nothing-against', figures, settledBy: 'reference' };
}

function judgePeople({ people, overlap }: Measured, { atLeast }: MadeUp, claim: Claim, claimed: number): Unfounded {
  const figures = { claimed, low: people.low, high: people.high, possible: Math.round(people.high * (1 - atLeast)) };
  if (claim.isSample)
    return { claim: 'people', verdict: 'cannot-tell', reason: 'sample-only', figures, settledBy: 'whole-file' };
  if (people.high < claimed * rounding)
    return { claim: 'people', verdict: 'contradicted', reason: 'fewer-people', figures, settledBy: null };
  if (people.high * (1 - atLeast) < claimed * rounding)
    return { claim: 'people', verdict: 'contradicted', reason: 'fewer-real-people', figures, settledBy: null };
  if (overlap.realAtLeast !== null && people.low * overlap.realAtLeast >= claimed * enoughReal)
    return { claim: 'people', verdict: 'supported', reason: 'as-many-real', figures, settledBy: null };
  return { claim: 'people', verdict: 'cannot-tell', reason: 'as-many-numbers', figures, settledBy: 'reference' };
}

/** Below so many stamps, none of the last year may be chance: people register once. */
const fewestStamps = 1_000;
/** Years that were typed wrongly. */
const mostSlips = 0.0005;

function judgeFresh({ newestYear, stampedSince }: Measured, asOfYear: number): Unfounded {
  if (newestYear === null)
    return {
      claim: 'fresh',
      verdict: 'cannot-tell',
      reason: 'no-stamps',
      figures: { asOfYear },
      settledBy: 'recent-fact',
    };
  const figures = { asOfYear, newestYear };
  // A year's turn, and exports that lie for a while.
  const late = stampedSince(asOfYear - 1);
  if (late.of >= fewestStamps && late.count <= mostSlips * late.of)
    return { claim: 'fresh', verdict: 'contradicted', reason: 'stamps-older', figures, settledBy: null };
  return { claim: 'fresh', verdict: 'cannot-tell', reason: 'stamps-agree', figures, settledBy: 'recent-fact' };
}

/** Which findings and fields show that a class is there. Others are seen by nothing here. */
const shownBy: Readonly<Record<string, readonly string[]>> = {
  nir: ['nir'],
  email: ['email', 'login'],
  phone: ['phone'],
  iban: ['iban'],
  'ameli-login': ['password'],
  'civil-status': ['first-name', 'last-name', 'full-name', 'birth-date', 'title'],
  'postal-address': ['postcode'],
};
const brokenBy: Readonly<Record<string, string>> = {
  nir: 'no-nir',
  iban: 'iban-wrong',
  phone: 'phone-wrong',
  email: 'address-impossible',
};
const leastFilled = 0.01;

function judgeClasses({ findings, overlap }: Measured, { atLeast }: MadeUp, { classes }: Claim): Unfounded {
  const traces = findings.find(({ name }) => name === 'traces');
  const seen = classes.filter((one) => shownBy[one] !== undefined);
  const isThere = (slot: string) => {
    const filled = traces?.shares.find(({ name }) => name === `filled-${slot}`);
    return (
      filled !== undefined && filled.count > 0 && shareOf(filled.count, filled.of, 1 - errorOfOne).high >= leastFilled
    );
  };
  const missing = seen.filter((one) => !(shownBy[one] ?? []).some(isThere));
  const bounds = findings.flatMap((finding) => finding.bounds);
  const broken = seen.filter(
    (one) => (bounds.find(({ trait }) => trait === brokenBy[one])?.atLeast ?? 0) >= mostOfFile,
  );
  const figures = { claimed: classes.length, judged: seen.length, missing: missing.length, broken: broken.length };
  const base = { claim: 'classes', figures } as const;
  if (missing.length > 0) return { ...base, verdict: 'contradicted', reason: 'classes-missing', settledBy: null };
  if (broken.length > 0) return { ...base, verdict: 'contradicted', reason: 'classes-broken', settledBy: null };
  if (seen.length === classes.length && (overlap.realAtLeast ?? 0) >= enoughReal && atLeast < little)
    return { ...base, verdict: 'supported', reason: 'classes-there', settledBy: null };
  return { ...base, verdict: 'cannot-tell', reason: 'classes-written', settledBy: 'row-by-row' };
}

/** Where people live is the one part of « from where » that rows tell. */
function judgeFrom(measured: Measured, { departments }: Claim): Unfounded {
  const { count, of } = measured.livingIn(departments);
  if (of < fewestRows)
    return { claim: 'from', verdict: 'cannot-tell', reason: 'no-postcodes', figures: {}, settledBy: 'system-trace' };
  const { low } = shareOf(leastTold(count, of), of, 1 - errorOfOne);
  const { high } = shareOf(mostTold(count, of), of, 1 - errorOfOne);
  const verdict = high < mostOfFile ? 'contradicted' : 'cannot-tell';
  const reason = verdict === 'contradicted' ? 'live-elsewhere' : 'live-there';
  return {
    claim: 'from',
    verdict,
    reason,
    figures: { low, high },
    settledBy: verdict === 'contradicted' ? null : 'system-trace',
  };
}

function judgeNeverSeen(measured: Measured, { atLeast }: MadeUp): Unfounded {
  const { seen, realAtLeast } = measured.overlap;
  const claim = 'never-seen';
  if (seen === null)
    return { claim, verdict: 'cannot-tell', reason: 'nothing-compared', figures: {}, settledBy: 'compare' };
  const figures = { ...seen };
  if (seen.low > seenAsChance(seen.byChance))
    return { claim, verdict: 'contradicted', reason: 'recycled', figures, settledBy: null };
  if (seen.high <= seenAsChance(seen.byChance) && (realAtLeast ?? 0) >= enoughReal && atLeast < little)
    return { claim, verdict: 'supported', reason: 'not-in-earlier', figures, settledBy: null };
  return { claim, verdict: 'cannot-tell', reason: 'not-met-earlier', figures, settledBy: 'reference' };
}

/**
 * Which steps a plan has, and in what order: from what is known, answered and already recorded. Apart from the plan itself because
 * the same is tried with other answers, to see what a question would change. Step `guide` of the flow; pure.
 */
import type { About } from '../vocabulary.ts';
import { answersHold, clauseHolds, type Facts, isPrecaution } from './conditions.ts';
import { compareRanks, type Rank, rankSteps } from './order.ts';
import type { PlanInput, RecordedOutcome } from './plan.ts';
import { namesAny, privateQuestionIds } from './private.ts';
import { type Brought, bringNeeds, oneOfEachAim, raiseUrgency, rankOf } from './pull.ts';
import { type Guide, type GuideStep, stages } from './schema.ts';

export interface Arranged {
  readonly step: GuideStep;
  readonly state: Brought;
  readonly outcome: RecordedOutcome | null;
  readonly rank: Rank;
}

/** @returns the steps of a plan in their order */
export function arrangeSteps(guide: Guide, facts: Facts, outcomes: PlanInput['outcomes']): Arranged[] {
  const hidden = privateQuestionIds(guide);
  const states = bringNeeds(guide.steps, (step) => stateOf(step, facts, hidden));
  const { kept, standFor } = oneOfEachAim(
    guide.steps,
    raiseUrgency(guide.steps, states),
    (id) => outcomeIn(outcomes, id) !== null,
  );
  const placed = guide.steps.flatMap((step, index) => {
    const outcome = outcomeIn(outcomes, step.id);
    const state = kept.get(step.id) ?? (outcome === null ? null : withdrawn(step));
    if (state === null) return [];
    const ownRank = [...rankOf(step, state), index];
    const before = [...step.needs, ...step.after].map((id) => standFor.get(id) ?? id);
    const needs = before.filter((id) => id !== step.id);
    return [{ id: step.id, step, state, outcome, ownRank, pinned: outcome?.rank ?? null, needs }];
  });
  const ranks = rankSteps(placed);
  return placed
    .map(({ step, state, outcome, ownRank }) => ({ step, state, outcome, rank: ranks.get(step.id) ?? ownRank }))
    .sort((a, b) => compareRanks(a.rank, b.rank));
}

export function outcomeIn(outcomes: PlanInput['outcomes'], id: string): RecordedOutcome | null {
  return Object.hasOwn(outcomes, id) ? (outcomes[id] ?? null) : null;
}

export function isAskedAbout({ notFor, notForAccounts }: Guide['questions'][number], { who, account }: About): boolean {
  return !notFor.includes(who) && !notForAccounts.includes(account);
}

export function isFor({ retired, notFor, notForAccounts }: GuideStep, { who, account }: About): boolean {
  return !retired && !notFor.includes(who) && !notForAccounts.includes(account);
}

/** What was answered makes it impossible, or another step's, so that no question of it is asked either. */
export function isRuledOut({ notWhen }: GuideStep, facts: Facts): boolean {
  return notWhen !== undefined && answersHold(notWhen, facts);
}

/**
 * The strongest clause decides: mandatory over optional, then the most urgent, then the one whose stage comes first.
 * @returns null if none holds
 */
function stateOf(step: GuideStep, facts: Facts, hidden: ReadonlySet<string>): Brought | null {
  if (!isFor(step, facts.about) || isRuledOut(step, facts)) return null;
  const holding = step.appliesWhen.filter((clause) => clauseHolds(clause, facts));
  if (holding.length === 0) return null;
  const mandatory = holding.some((clause) => clause.mandatory);
  const [strongest] = holding
    .filter((clause) => clause.mandatory === mandatory)
    .map((clause) => ({ urgency: clause.urgency ?? step.urgency, stage: clause.stage ?? step.stage }))
    .toSorted((a, b) => a.urgency - b.urgency || stages.indexOf(a.stage) - stages.indexOf(b.stage));
  return {
    applies: true,
    mandatory,
    urgency: strongest?.urgency ?? step.urgency,
    stage: strongest?.stage ?? step.stage,
    precaution: holding.every(isPrecaution),
    isPrivate: holding.every((clause) => namesAny(clause, hidden)),
  };
}

/** A step whose conditions no longer hold, kept for its outcome. What brought it is not known any more, so it is not named. */
function withdrawn({ urgency, stage }: GuideStep): Brought {
  return { applies: false, mandatory: false, urgency, stage, precaution: false, isPrivate: true };
}

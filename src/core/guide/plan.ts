/**
 * The evaluator: from what leaked, what is claimed, and what the caller answers to one ordered plan. Pure: the same
 * input gives the same plan, on screen, on the sheet and in a case reopened months later. Step `guide` of the flow.
 */
import type { DataClass, IncidentStatus, StepOutcomeKind } from '../vocabulary.ts';
import { clauseHolds, type Facts, isPrecaution, openQuestions } from './conditions.ts';
import { compareRanks, type Rank, rankSteps } from './order.ts';
import {
  type BilingualText,
  type Contact,
  type EvidenceField,
  type Guide,
  type GuideStep,
  type Stage,
  type StepSheet,
  stages,
  type Urgency,
} from './schema.ts';

export interface RecordedOutcome {
  readonly kind: StepOutcomeKind;
  /** Instant at which it was recorded, ISO. */
  readonly at: string;
  /** Calendar date for `later`, else null. */
  readonly dueOn: string | null;
  readonly reason: string | null;
  /** By evidence field id. */
  readonly evidence: Readonly<Record<string, string>>;
  /** `PlanStep.rank` when it was recorded: keep it with the outcome and hand it back, so that the step does not move. */
  readonly rank?: Rank | undefined;
}

export interface PlanInput {
  /** Classes confirmed for this caller. */
  readonly confirmed: readonly DataClass[];
  /** Classes only claimed, or of an incident that the caller only asks about. */
  readonly claimed: readonly DataClass[];
  /** Status of every incident of the case. */
  readonly incidentStatuses: readonly IncidentStatus[];
  /** By question id; null: unknown. */
  readonly answers: Readonly<Record<string, boolean | null>>;
  /** By step id. */
  readonly outcomes: Readonly<Record<string, RecordedOutcome>>;
}

export interface PlanStep {
  readonly id: string;
  readonly stage: Stage;
  readonly title: BilingualText;
  readonly say: BilingualText;
  readonly callerDoes: BilingualText;
  readonly neverAsk: BilingualText | null;
  readonly contacts: readonly Contact[];
  readonly urgency: Urgency;
  readonly mandatory: boolean;
  readonly minutes: number;
  readonly evidence: readonly EvidenceField[];
  readonly outcome: RecordedOutcome | null;
  /** False for a step that is kept only because it has an outcome: its conditions no longer hold. */
  readonly applies: boolean;
  /** True if it is there because of a claim or a rumour: nothing may be said to be exposed. */
  readonly precaution: boolean;
  readonly ongoing: boolean;
  readonly sheet: StepSheet | null;
  readonly rank: Rank;
}

export interface PlanQuestion {
  readonly id: string;
  readonly text: BilingualText;
  readonly answer: boolean | null;
}

export interface Plan {
  readonly steps: readonly PlanStep[];
  /** Questions whose answer can change this plan, and those already answered; in the order of the file. */
  readonly questions: readonly PlanQuestion[];
  /** Minutes of call that the steps without an outcome take. */
  readonly minutesLeft: number;
  /** Outcomes of steps that this edition of the guide does not know: kept by the case, not shown. */
  readonly unknownOutcomes: readonly string[];
}

/** @returns the plan; never throws on a parsed guide. */
export function buildPlan(guide: Guide, input: PlanInput): Plan {
  const facts: Facts = {
    confirmed: new Set(input.confirmed),
    claimed: new Set(input.claimed),
    statuses: new Set(input.incidentStatuses),
    answers: input.answers,
  };
  const placed = guide.steps.flatMap((step, index) => {
    const outcome = Object.hasOwn(input.outcomes, step.id) ? (input.outcomes[step.id] ?? null) : null;
    const state = evaluate(step, facts);
    if (!state.applies && outcome === null) return [];
    // What must be done comes before what may be: a caller who hangs up midway has then done what counts.
    const ownRank = [state.mandatory ? 0 : 1, stages.indexOf(step.stage), state.urgency, index];
    return [{ id: step.id, step, state, outcome, ownRank, pinned: outcome?.rank ?? null, needs: step.needs }];
  });
  const ranks = rankSteps(placed);
  const steps = placed
    .map(({ step, state, outcome, ownRank }) => view(guide, step, state, outcome, ranks.get(step.id) ?? ownRank))
    .sort((a, b) => compareRanks(a.rank, b.rank));
  return {
    steps,
    questions: questionsOf(guide, facts),
    minutesLeft: sum(steps.filter((step) => step.outcome === null).map((step) => step.minutes)),
    unknownOutcomes: Object.keys(input.outcomes).filter((id) => !guide.steps.some((step) => step.id === id)),
  };
}

interface StepState {
  readonly applies: boolean;
  readonly mandatory: boolean;
  readonly urgency: Urgency;
  readonly precaution: boolean;
}

/** The strongest clause decides: mandatory over optional, then the most urgent. */
function evaluate(step: GuideStep, facts: Facts): StepState {
  const holding = step.retired ? [] : step.appliesWhen.filter((clause) => clauseHolds(clause, facts));
  const mandatory = holding.some((clause) => clause.mandatory);
  const urgencies = holding
    .filter((clause) => clause.mandatory === mandatory)
    .map((clause) => clause.urgency ?? step.urgency)
    .sort((a, b) => a - b);
  return {
    applies: holding.length > 0,
    mandatory,
    urgency: urgencies[0] ?? step.urgency,
    precaution: holding.length > 0 && holding.every(isPrecaution),
  };
}

function view(guide: Guide, step: GuideStep, state: StepState, outcome: RecordedOutcome | null, rank: Rank): PlanStep {
  return {
    id: step.id,
    stage: step.stage,
    title: step.title,
    say: step.say,
    callerDoes: step.callerDoes,
    neverAsk: step.neverAsk,
    contacts: step.contacts.flatMap((id) => guide.contacts.get(id) ?? []),
    urgency: state.urgency,
    mandatory: state.mandatory,
    minutes: step.minutes,
    evidence: step.evidence.flatMap((id) => guide.evidence.get(id) ?? []),
    outcome,
    applies: state.applies,
    precaution: state.precaution,
    ongoing: step.ongoing,
    sheet: step.sheet,
    rank,
  };
}

function questionsOf(guide: Guide, facts: Facts): PlanQuestion[] {
  const open = new Set(
    guide.steps
      .filter((step) => !step.retired)
      .flatMap((step) => step.appliesWhen.flatMap((clause) => openQuestions(clause, facts))),
  );
  return guide.questions.flatMap((question) => {
    const answer = Object.hasOwn(facts.answers, question.id) ? (facts.answers[question.id] ?? null) : null;
    return open.has(question.id) || answer !== null ? [{ id: question.id, text: question.text, answer }] : [];
  });
}

/** Minutes are quarters in the data: adding them in hundredths keeps 7.75 from becoming 7.749999. */
function sum(minutes: readonly number[]): number {
  return minutes.reduce((total, next) => total + Math.round(next * 100), 0) / 100;
}

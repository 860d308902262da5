/**
 * The evaluator: from what leaked, what is claimed, and what the caller answers to one ordered plan. Pure: the same
 * input gives the same plan, on screen, on the sheet and in a case reopened months later. Step `guide` of the flow.
 */
import {
  type About,
  callerOfThisFund,
  type DataClass,
  type IncidentStatus,
  type StepOutcomeKind,
} from '../vocabulary.ts';
import { arrangeSteps, isAskedAbout, outcomeIn } from './arrange.ts';
import type { Facts } from './conditions.ts';
import type { Rank } from './order.ts';
import { calledForBy, phoneSteps } from './phone-steps.ts';
import { numbersAsked, questionsOf } from './plan-questions.ts';
import type { Brought } from './pull.ts';
import { contactFor, printFor, sayFor } from './representative.ts';
import type { BilingualText, Contact, EvidenceField, Guide, GuideStep, Stage, StepSheet, Urgency } from './schema.ts';
import { termsOf } from './terms.ts';

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
  /** True if a private answer alone had brought the step when it was recorded: no statistic counts it. */
  readonly isPrivate?: true | undefined;
}

export interface PlanInput {
  /** Whom the plan is for; absent: an insured person of this fund, who calls. */
  readonly about?: About | undefined;
  /** Classes confirmed for this caller. */
  readonly confirmed: readonly DataClass[];
  /** Classes only claimed, or of an incident that the caller only asks about. */
  readonly claimed: readonly DataClass[];
  /** Status of every incident of the case. */
  readonly incidentStatuses: readonly IncidentStatus[];
  /** By question id; null: the caller does not know; absent: not asked. */
  readonly answers: Readonly<Record<string, boolean | null>>;
  /** By step id. */
  readonly outcomes: Readonly<Record<string, RecordedOutcome>>;
  /** What is asked of phone numbers that list the person, before any other question: it decides what is confirmed. */
  readonly numberQuestions?: readonly NumberQuestion[] | undefined;
}

/** Was a number the person's on that day? `nth` of several numbers, from 1; null where there is one. */
interface NumberQuestion {
  readonly id: string;
  readonly heldOn: string;
  readonly nth: number | null;
}

export interface PlanStep {
  readonly id: string;
  readonly by: GuideStep['by'];
  readonly aim: string;
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
  /** One of the few that are gone through on the phone, or that has an outcome; the others are on the sheet. */
  readonly onPhone: boolean;
  /** True if a private answer alone brought it: its name would tell that answer. */
  readonly isPrivate: boolean;
  readonly sheet: StepSheet | null;
  readonly rank: Rank;
}

export interface PlanQuestion {
  readonly id: string;
  readonly text: BilingualText;
  /** Null: the caller does not know, or was not asked. */
  readonly answer: boolean | null;
  readonly asked: boolean;
  readonly triage: boolean;
  /** The answer goes into no file for another workstation. */
  readonly isPrivate: boolean;
  /** The guide says that a yes to it casts doubt on the mailbox, and yes was answered. */
  readonly mailboxInDoubt: boolean;
  /** Steps of this plan beside which it is asked; empty: with the rest. */
  readonly beside: readonly string[];
}

export interface Plan {
  readonly steps: readonly PlanStep[];
  /** Questions whose answer can change this plan, and those already answered; in the order of the file. */
  readonly questions: readonly PlanQuestion[];
  /** Minutes of call that the steps of the phone without an outcome take: what is left to be said. */
  readonly minutesLeft: number;
  /** Outcomes of steps that this edition of the guide does not know: kept by the case, not shown. */
  readonly unknownOutcomes: readonly string[];
}

/** True for a step of the call itself or of the same day: it may be put off to the end of the call, and no later. */
export function isUrgent({ urgency }: Pick<PlanStep, 'urgency'>): boolean {
  return urgency <= 1;
}

/** Put off, and urgent: to be done as soon as the call ends. */
export function isPutOffToEnd(step: Pick<PlanStep, 'urgency' | 'outcome'>): boolean {
  return step.outcome?.kind === 'later' && isUrgent(step);
}

/** @returns the calendar date that the caller chose; null where nothing was put off, or what was cannot wait for a date */
export function promisedOn(step: Pick<PlanStep, 'urgency' | 'outcome'>): string | null {
  return step.outcome?.kind === 'later' && !isUrgent(step) ? step.outcome.dueOn : null;
}

/** @returns the plan; never throws on a parsed guide. Its questions are found when they are first read: most readers want steps alone. */
export function buildPlan(guide: Guide, input: PlanInput): Plan {
  const about = input.about ?? callerOfThisFund;
  const facts: Facts = {
    confirmed: new Set(input.confirmed),
    claimed: new Set(input.claimed),
    statuses: new Set(input.incidentStatuses),
    about,
    answers: answersAbout(guide, input.answers, about),
  };
  const arranged = arrangeSteps(guide, facts, input.outcomes);
  const phone = phoneSteps(arranged, calledForBy(guide, facts));
  const steps = arranged.map(({ step, state, outcome, rank }): PlanStep => {
    const sheet = printedOf(step, (id) => outcomeIn(input.outcomes, id)?.kind);
    return { ...view(guide, { ...step, sheet }, state, outcome, rank, about), onPhone: phone.has(step.id) };
  });
  let questions: readonly PlanQuestion[] | null = null;
  return {
    steps,
    get questions() {
      const present = new Set(steps.map(({ id }) => id));
      questions ??= [...numbersAsked(guide, input, about), ...questionsOf(guide, facts, input.outcomes, present)];
      return questions;
    },
    minutesLeft: sum(
      steps.filter((step) => step.by === 'caller' && step.onPhone && step.outcome === null).map((step) => step.minutes),
    ),
    unknownOutcomes: Object.keys(input.outcomes).filter((id) => !guide.steps.some((step) => step.id === id)),
  };
}

/** What a question that is not asked about such a person was once answered counts for nothing. */
function answersAbout({ questions }: Guide, answers: PlanInput['answers'], about: About): PlanInput['answers'] {
  const notAsked = new Set(questions.flatMap((question) => (isAskedAbout(question, about) ? [] : [question.id])));
  return Object.fromEntries(Object.entries(answers).filter(([id]) => !notAsked.has(id)));
}

/** What is printed of a step: where the adviser has done a part of it already, what is left. */
function printedOf({ sheet, sheetAfter }: GuideStep, outcomeOf: (id: string) => StepOutcomeKind | undefined) {
  return sheetAfter.find(({ step, outcome }) => outcomeOf(step) === outcome)?.sheet ?? sheet;
}

function view(
  guide: Guide,
  step: GuideStep,
  state: Brought,
  outcome: RecordedOutcome | null,
  rank: Rank,
  { who, account: own }: About,
): Omit<PlanStep, 'onPhone'> {
  const account = step.account ?? own;
  const terms = termsOf(guide.texts, account);
  const contacts = step.contacts.map((id) => guide.contacts.get(id)?.instead[account] ?? id);
  const { say: ownSay, sheet: ownSheet } = step.forOthers;
  return {
    id: step.id,
    by: step.by,
    aim: step.aim ?? step.id,
    stage: state.stage,
    title: sayFor(terms.both(step.title), who),
    say: sayFor(terms.both(step.say), who, ownSay === undefined ? undefined : terms.both(ownSay)),
    callerDoes: terms.both(step.callerDoes),
    neverAsk: step.neverAsk,
    contacts: [...new Set(contacts)].flatMap((id) => guide.contacts.get(id) ?? []).map((one) => contactFor(one, who)),
    urgency: state.urgency,
    mandatory: state.mandatory,
    minutes: step.minutes,
    evidence: step.evidence.flatMap((id) => guide.evidence.get(id) ?? []),
    outcome,
    applies: state.applies,
    precaution: state.precaution,
    isPrivate: state.isPrivate,
    ongoing: step.ongoing,
    sheet:
      step.sheet === null
        ? null
        : printFor(terms.sheet(step.sheet), who, ownSheet === undefined ? undefined : terms.sheet(ownSheet)),
    rank,
  };
}

/** Minutes are quarters in the data: adding them in hundredths keeps 7.75 from becoming 7.749999. */
function sum(minutes: readonly number[]): number {
  return minutes.reduce((total, next) => total + Math.round(next * 100), 0) / 100;
}

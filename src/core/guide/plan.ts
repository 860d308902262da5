/**
 * The evaluator: from what leaked, what is claimed, and what the caller answers to one ordered plan. Pure: the same
 * input gives the same plan, on screen, on the sheet and in a case reopened months later. Step `guide` of the flow.
 */
import {
  type About,
  callerOfThisFund,
  type DataClass,
  type IncidentStatus,
  type Locale,
  type StepOutcomeKind,
} from '../vocabulary.ts';
import { writeDate } from '../written-dates.ts';
import { answersHold, clauseHolds, type Facts, isPrecaution, openQuestions } from './conditions.ts';
import { compareRanks, type Rank, rankSteps } from './order.ts';
import { namesAny, privateQuestionIds } from './private.ts';
import { type Brought, bringNeeds, oneOfEachAim, raiseUrgency, rankOf } from './pull.ts';
import { contactFor, printFor, sayFor } from './representative.ts';
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
import { termsOf } from './terms.ts';

/** Five minutes of a caller's attention: what is asked for on the phone. The rest is on the sheet, in the order of doing. */
export const mostPhoneActions = 5;

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

/** @returns the plan; never throws on a parsed guide. */
export function buildPlan(guide: Guide, input: PlanInput): Plan {
  const about = input.about ?? callerOfThisFund;
  const answers = answersAbout(guide, input.answers, about);
  const facts: Facts = {
    confirmed: new Set(input.confirmed),
    claimed: new Set(input.claimed),
    statuses: new Set(input.incidentStatuses),
    about,
    answers,
  };
  const outcomeOf = (id: string) => (Object.hasOwn(input.outcomes, id) ? (input.outcomes[id] ?? null) : null);
  const hidden = privateQuestionIds(guide);
  const states = bringNeeds(guide.steps, (step) => stateOf(step, facts, hidden));
  const { kept, standFor } = oneOfEachAim(
    guide.steps,
    raiseUrgency(guide.steps, states),
    (id) => outcomeOf(id) !== null,
  );
  const placed = guide.steps.flatMap((step, index) => {
    const outcome = outcomeOf(step.id);
    const state = kept.get(step.id) ?? (outcome === null ? null : withdrawn(step));
    if (state === null) return [];
    const ownRank = [...rankOf(step, state), index];
    const before = [...step.needs, ...step.after].map((id) => standFor.get(id) ?? id);
    const needs = before.filter((id) => id !== step.id);
    return [{ id: step.id, step, state, outcome, ownRank, pinned: outcome?.rank ?? null, needs }];
  });
  const ranks = rankSteps(placed);
  const steps = placed
    .map(({ step, state, outcome, ownRank }) => {
      const rank = ranks.get(step.id) ?? ownRank;
      const sheet = printedOf(step, (id) => outcomeOf(id)?.kind);
      return view(guide, { ...step, sheet }, state, outcome, rank, about);
    })
    .sort((a, b) => compareRanks(a.rank, b.rank));
  const phone = phoneSteps(steps);
  const shown = steps.map((step) => ({ ...step, onPhone: phone.has(step.id) }));
  return {
    steps: shown,
    questions: [...numbersAsked(guide, input, about), ...questionsOf(guide, facts, new Set(shown.map(({ id }) => id)))],
    minutesLeft: sum(
      shown.filter((step) => step.by === 'caller' && step.onPhone && step.outcome === null).map((step) => step.minutes),
    ),
    unknownOutcomes: Object.keys(input.outcomes).filter((id) => !guide.steps.some((step) => step.id === id)),
  };
}

/** What a question that is not asked about such a person was once answered counts for nothing. */
function answersAbout({ questions }: Guide, answers: PlanInput['answers'], about: About): PlanInput['answers'] {
  const notAsked = new Set(questions.flatMap((question) => (isAskedAbout(question, about) ? [] : [question.id])));
  return Object.fromEntries(Object.entries(answers).filter(([id]) => !notAsked.has(id)));
}

function isAskedAbout({ notFor, notForAccounts }: Guide['questions'][number], { who, account }: About): boolean {
  return !notFor.includes(who) && !notForAccounts.includes(account);
}

function isFor({ retired, notFor, notForAccounts }: GuideStep, { who, account }: About): boolean {
  return !retired && !notFor.includes(who) && !notForAccounts.includes(account);
}

/** What was answered makes it impossible, or another step's, so that no question of it is asked either. */
function isRuledOut({ notWhen }: GuideStep, facts: Facts): boolean {
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

/**
 * What is gone through on the phone: each step that has an outcome, then what must be done, then what is advised, until
 * there are `mostPhoneActions`. The adviser's own steps take none of the caller's time and are always among them.
 */
function phoneSteps(steps: readonly Omit<PlanStep, 'onPhone'>[]): Set<string> {
  const own = steps.filter(({ by }) => by === 'adviser');
  const callers = steps.filter(({ by }) => by === 'caller');
  const settled = callers.filter(({ outcome }) => outcome !== null);
  const counted = settled.filter(({ outcome }) => outcome?.kind !== 'not-applicable').length;
  const pending = callers.filter(({ outcome }) => outcome === null);
  const left = [...pending.filter((step) => step.mandatory), ...pending.filter((step) => !step.mandatory)];
  return new Set([...own, ...settled, ...left.slice(0, Math.max(0, mostPhoneActions - counted))].map(({ id }) => id));
}

function numbersAsked({ texts }: Guide, { numberQuestions = [], answers }: PlanInput, { who }: About): PlanQuestion[] {
  const { one, several } = who === 'caller' ? texts.numberHeld.caller : texts.numberHeld.forOthers;
  return numberQuestions.map(({ id, heldOn, nth }): PlanQuestion => {
    const text = nth === null ? one : several;
    const fill = (locale: Locale) =>
      text[locale].replace('{date}', writeDate(heldOn, locale)).replace('{nth}', nth === null ? '' : String(nth));
    const asked = Object.hasOwn(answers, id);
    return {
      id,
      text: sayFor({ fr: fill('fr'), en: fill('en') }, who, { fr: fill('fr'), en: fill('en') }),
      answer: asked ? (answers[id] ?? null) : null,
      asked,
      triage: true,
      isPrivate: false,
      mailboxInDoubt: false,
      beside: [],
    };
  });
}

function questionsOf(guide: Guide, facts: Facts, present: ReadonlySet<string>): PlanQuestion[] {
  const { who, account } = facts.about;
  const terms = termsOf(guide.texts, account);
  const open = new Set(
    guide.steps
      .filter((step) => isFor(step, facts.about) && !isRuledOut(step, facts))
      .flatMap((step) => step.appliesWhen.flatMap((clause) => openQuestions(clause, facts))),
  );
  return guide.questions.flatMap((question) => {
    if (!isAskedAbout(question, facts.about)) return [];
    const { id, text, forOthers, triage, beside, mailboxInDoubt, private: isPrivate } = question;
    const asked = Object.hasOwn(facts.answers, id);
    const answer = asked ? (facts.answers[id] ?? null) : null;
    if (!open.has(id) && answer === null) return [];
    return [
      {
        id,
        text: sayFor(terms.both(text), who, forOthers === undefined ? undefined : terms.both(forOthers)),
        answer,
        asked,
        triage,
        isPrivate,
        mailboxInDoubt: mailboxInDoubt && answer === true,
        beside: beside.filter((step) => present.has(step)),
      },
    ];
  });
}

/** Minutes are quarters in the data: adding them in hundredths keeps 7.75 from becoming 7.749999. */
function sum(minutes: readonly number[]): number {
  return minutes.reduce((total, next) => total + Math.round(next * 100), 0) / 100;
}

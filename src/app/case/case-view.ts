/** From what a case keeps to what the screen shows of it: the plan is computed, never stored. */
import type {
  CaseRow,
  CaseView,
  ContactView,
  PersonView,
  PlanView,
  StepView,
  VerdictView,
} from '../../contract/values.ts';
import { VigieError } from '../../core/errors.ts';
import { isContactOutdated } from '../../core/guide/contacts.ts';
import { buildPlan, isPutOffToEnd, isUrgent, type Plan, type PlanStep, promisedOn } from '../../core/guide/plan.ts';
import { sayFor } from '../../core/guide/representative.ts';
import type { Contact, Guide } from '../../core/guide/schema.ts';
import { kindSpecs } from '../../core/identifier/identifier.ts';
import type { CaseRecord, CaseSubject, CaseSummary, CaseVerdict } from '../../core/journal/case-record.ts';
import type { CaseListRow } from '../../core/journal/case-store.ts';
import { recordsOf } from '../../core/journal/case-subject.ts';
import { heldExposures, numberQuestions } from '../../core/journal/number-holder.ts';
import { meaningOf } from '../../core/journal/verdict-meaning.ts';
import { stepOutcomeKinds } from '../../core/vocabulary.ts';
import { situationOfCase } from './case-situation.ts';

/** What the age of a contact is judged by. */
interface Today {
  /** Calendar date. */
  readonly today: string;
  readonly contactMaxAgeDays: number;
}

/** The plan of a case as it stands: same record and guide, same plan. */
export function planOf(guide: Guide, record: CaseRecord): Plan {
  return buildPlan(guide, {
    ...situationOfCase(record),
    about: record.about,
    answers: record.answers,
    outcomes: record.outcomes,
    numberQuestions: numberQuestions(record),
  });
}

export function summaryOf(guide: Guide, record: CaseRecord): CaseSummary {
  const steps = recordsOf(record).flatMap((person) => planOf(guide, person.record).steps);
  // What is urgent was put off to the end of the call, by the caller: nobody promised to call back about it.
  const due = steps.flatMap((step) => promisedOn(step) ?? []);
  return {
    stepsDone: steps.filter((step) => step.outcome !== null).length,
    stepsTotal: steps.length,
    nextDueOn: due.sort()[0] ?? null,
  };
}

/** What the screen shows of a contact. */
export function contactView(contact: Contact, when: Today): ContactView {
  const { id, name, use, address, spoken, hours, price, checkedOn, printed, unconfirmed } = contact;
  const stale = isContactOutdated(contact, when.today, when.contactMaxAgeDays);
  const facts = { id, name, use, address, spoken, hours, price, checkedOn };
  return { ...facts, stale, confirmed: printed, unconfirmed: [...unconfirmed] };
}

function stepView(step: PlanStep, when: Today): StepView {
  const { outcome } = step;
  return {
    id: step.id,
    by: step.by,
    onPhone: step.onPhone,
    title: step.title,
    say: step.say,
    callerDoes: step.callerDoes,
    neverAsk: step.neverAsk,
    contacts: step.contacts.map((contact) => contactView(contact, when)),
    urgency: step.urgency,
    urgent: isUrgent(step),
    mandatory: step.mandatory,
    minutes: step.minutes,
    evidence: [...step.evidence],
    outcome:
      outcome === null
        ? null
        : {
            kind: outcome.kind,
            at: outcome.at,
            dueOn: outcome.dueOn,
            reason: outcome.reason,
            evidence: { ...outcome.evidence },
          },
  };
}

function planView(plan: Plan, when: Today): PlanView {
  return {
    steps: plan.steps.map((step) => stepView(step, when)),
    questions: plan.questions.map(({ mailboxInDoubt: _, ...question }) => ({
      ...question,
      beside: [...question.beside],
    })),
    minutesLeft: plan.minutesLeft,
    withdrawnSteps: plan.unknownOutcomes.length,
  };
}

/** @param answers the person's: they say since when a number is theirs */
export function verdictView(verdict: CaseVerdict, masked: string, answers: CaseSubject['answers']): VerdictView {
  const { checkId, checkedAt, identifierKind } = verdict;
  const sets = verdict.sets.map((set) => ({ ...set, titles: [...set.titles] }));
  const common = { checkId, checkedAt, identifierKind, masked, meaning: meaningOf(verdict, answers), sets };
  switch (verdict.kind) {
    case 'listed':
      return {
        kind: 'listed',
        ...common,
        exposures: heldExposures(verdict, answers).map(({ incident, own, tied, others, claimedInRow, claimed }) => ({
          incident,
          own: [...own],
          tied: [...tied],
          others: [...others],
          claimedInRow: [...claimedInRow],
          claimed: [...claimed],
        })),
      };
    case 'not-listed':
      return { kind: 'not-listed', ...common };
    case 'could-not-check':
      return {
        kind: 'could-not-check',
        ...common,
        reason: verdict.reason ?? { code: 'internal', details: {} },
      };
  }
}

/**
 * @param masks masked identifiers of this session by check id
 * @throws VigieError 'case-not-found' if the case is not about `person`
 */
export function caseView(
  guide: Guide,
  whole: CaseRecord,
  person: string,
  around: Today & { readonly adviserName: string; readonly masks: ReadonlyMap<string, string> },
): CaseView {
  const people = recordsOf(whole).map(({ id, record }) => ({ id, record, plan: planOf(guide, record) }));
  const viewed = people.find(({ id }) => id === person);
  if (viewed === undefined) throw new VigieError('case-not-found');
  const { record, plan } = viewed;
  const { who, account } = record.about;
  const { fr, en } = guide.texts.terms.fund[account];
  return {
    reference: record.reference,
    person,
    about: { ...record.about },
    people: people.map(personView),
    // A parent and a child may be with different funds: « votre caisse » is then not the one to call.
    fund: sayFor({ fr, en }, who),
    openedAt: record.openedAt,
    closedAt: record.closedAt,
    status: record.status,
    adviserName: around.adviserName,
    verdicts: record.verdicts.map((verdict) =>
      // Masked identifiers are forgotten at the lock; afterwards each kind has a mask that shows no character.
      verdictView(
        verdict,
        around.masks.get(verdict.checkId) ?? kindSpecs[verdict.identifierKind].forgottenMask,
        record.answers,
      ),
    ),
    // Incidents that were asked about belong to the whole call: their statements are read aloud whoever is on screen, but only
    // the first person's plan takes them into account.
    askedIncidents: [...whole.askedIncidents],
    noticeIncidentIds: whole.askedIncidents.map(({ id }) => id),
    handOver: handOverView(record.handOver),
    plan: planView(plan, around),
    note: record.note,
  };
}

function personView({ id, record, plan }: { id: string; record: CaseRecord; plan: Plan }): PersonView {
  const onPhone = plan.steps.filter((step) => step.onPhone);
  const left = plan.steps.filter((step) => step.outcome === null);
  const outcomes = Object.fromEntries(
    stepOutcomeKinds.map((kind) => [kind, plan.steps.filter((step) => step.outcome?.kind === kind).length]),
  ) as PersonView['outcomes'];
  return {
    id,
    about: { ...record.about },
    checked: record.verdicts.length > 0,
    stepsDone: onPhone.filter((step) => step.outcome !== null).length,
    stepsTotal: onPhone.length,
    stepsLeft: left.length,
    mandatoryLeft: left.filter((step) => step.mandatory && (step.onPhone || isUrgent(step))).length,
    outcomes,
    urgentPutOff: plan.steps.filter(isPutOffToEnd).length,
  };
}

function handOverView(handOver: CaseRecord['handOver']): CaseView['handOver'] {
  if (handOver === null) return null;
  const { kind, at, from, confirmed, claimed } = handOver;
  return { kind, at, from: from === null ? null : [...from], confirmed: [...confirmed], claimed: [...claimed] };
}

export function caseRow(row: CaseListRow, adviserName: string): CaseRow {
  const { adviserId: _, ...shown } = row;
  return { ...shown, adviserName };
}

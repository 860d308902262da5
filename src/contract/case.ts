/** A case as the screen shows it: verdicts and plan. The words `check`, `guide`, `journal` and `print` meet here. */
import { z } from 'zod';
import { stepOutcomeKinds, unconfirmedFacts, verdictMeanings } from '../core/vocabulary.ts';
import { about, bilingual, dataClass, identifierKind, problem, toldIncidentView } from './common.ts';

export const exposureView = z.object({
  incident: toldIncidentView,
  /** Confirmed, and this person's: everybody's, or in this person's row. Steps follow these alone. */
  own: z.array(dataClass),
  /** Confirmed for whoever had the phone number when the data leaked: nobody knows whether that was this person. */
  tied: z.array(dataClass),
  /** Confirmed to be in the file, for others than this person. */
  others: z.array(dataClass),
  /** In this person's row, and verified by nobody: never said to be exposed. */
  claimedInRow: z.array(dataClass),
  /** Claimed of the incident, and not in this person's row. */
  claimed: z.array(dataClass),
});
export type ExposureView = z.infer<typeof exposureView>;

/** A set that took part in an answer. */
export const consultedSet = z.object({
  packId: z.string(),
  issuer: z.string(),
  titles: z.array(bilingual),
  dataAsOf: z.string(),
  belowProduction: z.boolean(),
  /** Past its last day of validity: « not listed » then speaks of old data. */
  outdated: z.boolean(),
  /** Identifiers of the file that the set is known to lack. */
  lost: z.number().int(),
  answer: z.enum(['listed', 'not-listed', 'could-not-check']),
  problem: problem.nullable(),
});

const verdictCommon = {
  checkId: z.string(),
  checkedAt: z.string(),
  identifierKind,
  masked: z.string(),
  /** What it comes to for this person: the words of every place that tells it. */
  meaning: z.enum(verdictMeanings),
  sets: z.array(consultedSet),
};
export const verdict = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('listed'),
    ...verdictCommon,
    exposures: z.array(exposureView),
  }),
  z.object({ kind: z.literal('not-listed'), ...verdictCommon }),
  z.object({
    kind: z.literal('could-not-check'),
    ...verdictCommon,
    reason: problem,
  }),
]);
export type VerdictView = z.infer<typeof verdict>;

export const contactView = z.object({
  id: z.string(),
  name: bilingual,
  use: bilingual,
  /** Phone number or address to copy, null for « your own bank ». */
  address: z.string().nullable(),
  /** The number as it is said in French, null if it is not a number. */
  spoken: z.string().nullable(),
  hours: bilingual.nullable(),
  price: bilingual.nullable(),
  /** ISO date, or a year alone where no more is known; null where the date of the last check is not known. */
  checkedOn: z.string().nullable(),
  /** True when it is known to have been checked longer ago than the setting allows. */
  stale: z.boolean(),
  /** False for a contact that nobody confirmed: it is said with that caution, and is on no paper. */
  confirmed: z.boolean(),
  /** The same for single facts of a contact that is confirmed. */
  unconfirmed: z.array(z.enum(unconfirmedFacts)),
});
export type ContactView = z.infer<typeof contactView>;

export const evidenceField = z.object({
  id: z.string(),
  label: bilingual,
  /** The same in a word or two, where the step around it says the rest. */
  short: bilingual,
  kind: z.enum(['reference', 'date', 'time', 'text']),
});

export const stepOutcome = z.object({
  kind: z.enum(stepOutcomeKinds),
  at: z.string(),
  /** Calendar date for `later`, else null. */
  dueOn: z.string().nullable(),
  reason: z.string().nullable(),
  evidence: z.record(z.string(), z.string()),
});
export type StepOutcome = z.infer<typeof stepOutcome>;

export const stepView = z.object({
  id: z.string(),
  /** `adviser`: what the adviser does at the workstation, with outcomes of its own. */
  by: z.enum(['caller', 'adviser']),
  /** Gone through on the phone; the others are on the sheet. */
  onPhone: z.boolean(),
  title: bilingual,
  say: bilingual,
  callerDoes: bilingual,
  neverAsk: bilingual.nullable(),
  contacts: z.array(contactView),
  /** 0 during the call, 1 today, 2 this week, 3 keep watching. */
  urgency: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]),
  /** Urgency 0 or 1: put off to the end of the call, and no later. */
  urgent: z.boolean(),
  mandatory: z.boolean(),
  minutes: z.number(),
  evidence: z.array(evidenceField),
  outcome: stepOutcome.nullable(),
});
export type StepView = z.infer<typeof stepView>;

export const questionView = z.object({
  id: z.string(),
  text: bilingual,
  /** Null: not known, or not asked. */
  answer: z.boolean().nullable(),
  asked: z.boolean(),
  /** Asked before the plan. */
  triage: z.boolean(),
  /** The answer stays at this workstation. */
  isPrivate: z.boolean(),
  /** Steps of the plan beside which it is asked; empty: with the rest. */
  beside: z.array(z.string()),
});
export type QuestionView = z.infer<typeof questionView>;

export const planView = z.object({
  steps: z.array(stepView),
  questions: z.array(questionView),
  minutesLeft: z.number(),
  /** Steps that have an outcome and that this edition of the guide no longer has: kept by the case, not in `steps`. */
  withdrawnSteps: z.number().int(),
});
export type PlanView = z.infer<typeof planView>;

/** One of the people whom a case is about. */
export const personView = z.object({
  id: z.string(),
  about,
  checked: z.boolean(),
  stepsDone: z.number().int(),
  stepsTotal: z.number().int(),
  /** Steps without an outcome, also those that are on the sheet alone. */
  stepsLeft: z.number().int(),
  /** Of these, what must be done and was to be gone through on the phone, or is urgent. */
  mandatoryLeft: z.number().int(),
  /** How many steps came to each outcome. */
  outcomes: z.record(z.enum(stepOutcomeKinds), z.number().int()),
  /** Of the steps put off, those that are urgent: they wait for the end of the call alone. */
  urgentPutOff: z.number().int(),
});
export type PersonView = z.infer<typeof personView>;

export const caseStatus = z.enum(['open', 'interrupted', 'closed']);
export const caseView = z.object({
  reference: z.string(),
  /** Whom verdicts, plan and sheet are about. */
  person: z.string(),
  about,
  people: z.array(personView),
  /** Whom this person turns to, as it is said: « le 3646 ». */
  fund: bilingual,
  openedAt: z.string(),
  closedAt: z.string().nullable(),
  status: caseStatus,
  adviserName: z.string(),
  verdicts: z.array(verdict),
  /** Incidents that the caller asks about without any look-up, as they were told then: say `statement`, assert nothing. */
  askedIncidents: z.array(toldIncidentView),
  /** Their ids. */
  noticeIncidentIds: z.array(z.string()),
  /** Where the case was before it was continued here; null if it began here. */
  handOver: z
    .object({
      kind: z.enum(['file', 'code']),
      at: z.string(),
      /** Fingerprint of the workstation it came from, where that was proven. */
      from: z.array(z.string()).nullable(),
      /** Classes that the code of a sheet brought; empty after a file, which brings the verdicts. */
      confirmed: z.array(dataClass),
      claimed: z.array(dataClass),
    })
    .nullable(),
  plan: planView,
  note: z.string(),
});
export type CaseView = z.infer<typeof caseView>;

/**
 * The guide as data: what `resources/guide/*.json` may hold. `docs/guide.md` explains each field to the people who
 * edit it. Step `guide` of the flow; no code here decides anything.
 */
import { z } from 'zod';
import {
  accountKinds,
  assessmentLevels,
  dataClasses,
  identifierKinds,
  incidentStatuses,
  otherPersonKinds,
  personKinds,
  stepOutcomeKinds,
  unconfirmedFacts,
  verdictMeanings,
} from '../vocabulary.ts';

/** Ids are kept in cases and must stay the same for ever: lower case, digits and dashes. */
const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
const text = z.string().min(1);
const bilingual = z.strictObject({ fr: text, en: text });
/** One wording for each edition of the sheet. */
const editionText = z.strictObject({ fr: text, easy: text, en: text });
/** The same, the easy-to-read wording being several lines of one idea each. */
const editionLines = z.strictObject({ fr: text, easy: z.array(text).min(1), en: text });

/**
 * Order of the steps of one urgency: who is threatened, then where money goes soonest, then who is impersonated, then access, then
 * what could still be misused.
 */
export const stages = [
  'person',
  'money',
  'card',
  'identity',
  'mailbox',
  'ameli',
  'bank',
  'documents',
  'device',
  'watch',
] as const;
export type Stage = (typeof stages)[number];

/** 0 during the call, 1 today, 2 this week, 3 keep watching. */
export type Urgency = 0 | 1 | 2 | 3;
const urgency = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]);

export const answerValues = ['yes', 'no', 'unknown'] as const;
export type AnswerValue = (typeof answerValues)[number];

/** By question id, the answers that satisfy it. */
const answersWanted = z.record(id, z.array(z.enum(answerValues)).min(1));

/**
 * One way for a step to apply: every part that is given must hold. A step applies if any of its clauses holds, so
 * a further data class or incident can only add steps, never remove one.
 */
const clause = z.strictObject({
  mandatory: z.boolean(),
  /** Any of these is confirmed for the caller. */
  classes: z.array(z.enum(dataClasses)).min(1).optional(),
  /** Every one of these is confirmed for the caller. */
  allClasses: z.array(z.enum(dataClasses)).min(1).optional(),
  /** Any of these is confirmed, or only claimed: a precaution. */
  claimedClasses: z.array(z.enum(dataClasses)).min(1).optional(),
  /** Any incident of the case has one of these statuses. */
  statuses: z.array(z.enum(incidentStatuses)).min(1).optional(),
  /** The person is one of these. */
  who: z.array(z.enum(personKinds)).min(1).optional(),
  /** The person's account is one of these. */
  accounts: z.array(z.enum(accountKinds)).min(1).optional(),
  /** For each question, the answers that satisfy the clause; asked in the order in which they are written. */
  answers: answersWanted.optional(),
  /** Where they differ from the step's own. */
  urgency: urgency.optional(),
  stage: z.enum(stages).optional(),
});
export type Clause = z.infer<typeof clause>;

const sheetText = editionLines.extend({ easyTitle: text });

const step = z.strictObject({
  id,
  /** `adviser`: what the adviser does at the workstation. It is not said, and has outcomes of its own. */
  by: z.enum(['caller', 'adviser']).default('caller'),
  /** What the step achieves. Of several steps with one aim a plan holds the first alone; by default a step's own. */
  aim: id.optional(),
  /** True where it cannot be undone. It is then never asked for on a claim: see `irreversible-on-claim`. */
  irreversible: z.boolean().default(false),
  /** People for whom it makes no sense: a child has no password of its own. */
  notFor: z.array(z.enum(personKinds)).default([]),
  /** Accounts for which it makes no sense: no adviser of this fund can suspend an account of another scheme. */
  notForAccounts: z.array(z.enum(accountKinds)).default([]),
  /**
   * The account that it is about, where that is not the person's own: an ameli password that leaked is changed on ameli, whichever
   * fund the person belongs to. Its terms and contacts are then those of this account.
   */
  account: z.enum(accountKinds).optional(),
  stage: z.enum(stages),
  urgency,
  /** Minutes of the call that it takes. */
  minutes: z.number().min(0).max(15),
  title: bilingual,
  say: bilingual,
  callerDoes: bilingual,
  neverAsk: bilingual.nullable(),
  contacts: z.array(id),
  evidence: z.array(id),
  /** Steps without which this one cannot be done: they come before it, and with it. */
  needs: z.array(id),
  /** Steps that come before this one where both are in the plan. */
  after: z.array(id).default([]),
  appliesWhen: z.array(clause),
  /**
   * Answers under which, all of them given, it cannot be done, whatever calls for it: nobody reads the details of an account
   * that is out of reach. Not written into the clauses: there a private answer would make the step's name private too.
   */
  notWhen: answersWanted.optional(),
  /** True if it goes on after the call: printed under « keep watching » even when it was explained. */
  ongoing: z.boolean(),
  /** No longer proposed, but still readable in the cases that hold it. Steps are retired, never deleted. */
  retired: z.boolean(),
  /** Null if it is never printed, because a fact of it is not confirmed. */
  sheet: sheetText.nullable(),
  /**
   * What is printed instead once a step of the adviser's own came to this outcome: nobody is sent to ask for what was done. An
   * organisation whose list has no such step prints the usual wording.
   */
  sheetAfter: z.array(z.strictObject({ step: id, outcome: z.enum(stepOutcomeKinds), sheet: sheetText })).default([]),
  /** Wording for who calls for another, `{person}`, where « votre » in the usual wording cannot simply become theirs. */
  forOthers: z.strictObject({ say: bilingual, sheet: sheetText }).partial().default({}),
  source: text,
});
export type GuideStep = z.infer<typeof step>;

const evidence = z.strictObject({
  id,
  label: bilingual,
  /** As printed under a step that already says what it is about. */
  short: bilingual,
  kind: z.enum(['reference', 'date', 'time', 'text']),
});
export type EvidenceField = z.infer<typeof evidence>;

const question = z.strictObject({
  id,
  text: bilingual,
  /** The same to who calls for another, `{person}`. Absent: « votre » becomes theirs. */
  forOthers: bilingual.optional(),
  /** People about whom it is not asked: of somebody who died, whether they gave a password. An answer given before counts for nothing. */
  notFor: z.array(z.enum(personKinds)).default([]),
  /** The same for accounts: who has an ameli account alone is not asked about another. */
  notForAccounts: z.array(z.enum(accountKinds)).default([]),
  /** Asked before the plan, of everybody, or as soon as such a question was answered yes. */
  triage: z.boolean().default(false),
  /**
   * The answer says that somebody was robbed, deceived or threatened: it stays in the case, and goes into no audit entry, no
   * code, no file for another workstation; nor do the names of steps that it alone brings.
   */
  private: z.boolean().default(false),
  /** A yes means that somebody else may read what is sent to the person's mailbox, or to their account. */
  mailboxInDoubt: z.boolean().default(false),
  /** Steps beside which it is asked. Where none of them is in the plan it is asked with the rest. */
  beside: z.array(id).default([]),
});
export type Question = z.infer<typeof question>;

/** `2026-11-21`; `2022` where only the year of the source is known. */
const checkedOn = z.string().regex(/^\d{4}(-\d{2}-\d{2})?$/);
const contact = z.strictObject({
  id,
  name: bilingual,
  use: bilingual,
  /** Number or address to copy; null for « your own bank ». */
  address: text.nullable(),
  kind: z.enum(['phone', 'sms', 'web', 'own']),
  /** The number as it is said in French; null if it is not a number. */
  spoken: text.nullable(),
  hours: bilingual.nullable(),
  price: bilingual.nullable(),
  /** Number to call from abroad. */
  abroad: text.nullable(),
  /** Null if the date of the last check is not known: whoever edits the guide is told so, and no adviser. */
  checkedOn: checkedOn.nullable(),
  /** False for a contact that is not confirmed: an adviser may say it with that caution, paper may not. */
  printed: z.boolean().default(true),
  /** The same for single facts of a contact that is confirmed. */
  unconfirmed: z.array(z.enum(unconfirmedFacts)).default([]),
  /** Called when somebody is in danger: on every edition of the sheet, whatever became of its step, whose own words name it. */
  emergency: z.boolean().default(false),
  /** Whom people with another account turn to instead, by contact id. */
  instead: z.partialRecord(z.enum(accountKinds), id).default({}),
  source: text,
  easy: z.array(text).min(1),
});
export type Contact = z.infer<typeof contact>;

const labelKeys = [
  'title',
  'subtitle',
  'reference',
  'reference-use',
  'date',
  'adviser',
  'situation',
  'no-check',
  'continued',
  /** By which kind of identifier was searched. */
  ...identifierKinds.map((kind) => `searched-${kind}` as const),
  'data-as-of',
  'disclosed-on',
  'occurred-on',
  'exposed',
  'claimed',
  'tied',
  'others',
  'claimed-of-others',
  'nothing-confirmed',
  'asked-about',
  'told-by',
  'statement',
  'precaution',
  'done',
  'today',
  'week',
  'watch',
  'section-again',
  'rest',
  'at-once',
  'planned-on',
  'declined',
  'optional',
  'letter',
  'contacts',
  'own-contacts',
  'abroad',
  'indicative',
  'warnings',
  'rights',
  'privacy',
  'page',
  'page-of',
  'demonstration',
] as const;
export type LabelKey = (typeof labelKeys)[number];

/** Labels of which `forOthers` has another wording: they say « vous » of the person. */
const labelsForOthers = [
  'title',
  'no-check',
  'exposed',
  'nothing-confirmed',
  'asked-about',
  ...identifierKinds.map((kind) => `searched-${kind}` as const),
] as const satisfies readonly LabelKey[];

/** Words that depend on the person's account, written as `{fund}` in the texts of steps. */
export const termNames = ['fund', 'account', 'site', 'senders', 'validity'] as const;
const term = z.strictObject({
  general: editionText,
  professional: editionText,
  'other-scheme': editionText,
});

/** One of each meaning of a verdict: a guide that lacks one is refused. */
const verdictTexts = z.record(z.enum(verdictMeanings), editionLines);

const numberHeld = z.strictObject({ one: bilingual, several: bilingual });

const texts = z.strictObject({
  terms: z.record(z.enum(termNames), term),
  classes: z.record(z.enum(dataClasses), editionText),
  stages: z.record(z.enum(stages), bilingual),
  urgencies: z.strictObject({ '0': bilingual, '1': bilingual, '2': bilingual, '3': bilingual }),
  statuses: z.record(z.enum(incidentStatuses), z.strictObject({ label: editionText, sentence: editionLines })),
  /** What the examination of an incident's file came to; `none` where nobody examined the file of a claimed one. */
  assessments: z.record(z.enum([...assessmentLevels, 'none']), editionLines),
  verdicts: verdictTexts,
  /** Asked of a phone number that lists somebody, with the day of the incident as `{date}`; of several, which one as `{nth}`. */
  numberHeld: z.strictObject({ caller: numberHeld, forOthers: numberHeld }),
  labels: z.record(z.enum(labelKeys), editionText),
  /** On the sheet of somebody else than the caller, who reads it: whose it is, and what « vous » would say of the reader. */
  forOthers: z.strictObject({
    who: z.record(z.enum(otherPersonKinds), editionText),
    verdicts: verdictTexts,
    labels: z.record(z.enum(labelsForOthers), editionText),
    /** Of a letter: for whom, and by what right, it is signed, and what proves it. */
    letterSender: z.record(z.enum(otherPersonKinds), bilingual),
    letterOpening: z.record(z.enum(otherPersonKinds), bilingual),
    letterAttachment: z.record(z.enum(otherPersonKinds), bilingual),
  }),
  warnings: z.array(z.strictObject({ id, lines: editionLines })).min(1),
  /** Not everybody's are the same: those of somebody who died are their heirs' in part. */
  rights: z.array(z.strictObject({ id, lines: editionLines, notFor: z.array(z.enum(personKinds)).default([]) })).min(1),
});
export type GuideTexts = z.infer<typeof texts>;

/** `{{label}}` in a letter is a blank that the caller fills by hand, never the program. */
const letterBody = z.strictObject({
  title: text,
  /** What the reader must know before signing; not part of the letter. */
  note: text,
  /** The note to who signs for another, where it differs. */
  noteForOthers: text.optional(),
  sender: z.array(text).min(1),
  recipient: z.array(text).min(1),
  place: text,
  subject: text,
  paragraphs: z.array(text).min(1),
  /** Signed for another: what follows the salutation and `letterOpening`. */
  forOthers: z.array(text).min(1),
  signature: text,
  attachments: z.array(text),
});
const letter = z.strictObject({
  id,
  steps: z.array(id),
  /** People about whom nobody can write it. */
  notFor: z.array(z.enum(personKinds)).default([]),
  fr: letterBody,
  en: letterBody,
});
export type Letter = z.infer<typeof letter>;

export const guideSchema = z.strictObject({
  steps: z.strictObject({
    version: z.literal(1),
    /** Date of this edition of the guide. */
    revision: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
    evidence: z.array(evidence),
    steps: z.array(step).min(1),
  }),
  /** What an adviser may do is the organisation's to say: it edits this file, and no other. */
  'own-actions': z.strictObject({ actions: z.array(step) }),
  contacts: z.strictObject({ contacts: z.array(contact).min(1) }),
  questions: z.strictObject({ questions: z.array(question) }),
  texts,
  letters: z.strictObject({ letters: z.array(letter) }),
});

/** The files of `resources/guide`, each without `.json`; `parseGuide` takes an object with these keys. */
export const guideFileNames = ['steps', 'own-actions', 'contacts', 'questions', 'texts', 'letters'] as const;

export type BilingualText = z.infer<typeof bilingual>;
export type EditionText = z.infer<typeof editionText>;
export type EditionLines = z.infer<typeof editionLines>;
export type StepSheet = NonNullable<GuideStep['sheet']>;

/** A guide whose shape and cross-references were checked. */
export interface Guide {
  readonly revision: string;
  readonly steps: readonly GuideStep[];
  readonly evidence: ReadonlyMap<string, EvidenceField>;
  readonly questions: readonly Question[];
  readonly contacts: ReadonlyMap<string, Contact>;
  readonly texts: GuideTexts;
  readonly letters: ReadonlyMap<string, Letter>;
}

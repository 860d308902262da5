/**
 * The values that cross between the application and the renderer. Both sides parse them; nothing else crosses.
 * No key, no passphrase other than the one being typed, no identifier once it was checked.
 */
import { z } from 'zod';
import { errorCodes } from '../core/error-codes.ts';
import {
  dataClasses,
  identifierForms,
  identifierKinds,
  identifierProblems,
  identifierWarnings,
  incidentStatuses,
  stepOutcomeKinds,
} from '../core/vocabulary.ts';

/** A text in the two languages of the product. */
export const bilingual = z.object({ fr: z.string(), en: z.string() });
export type Bilingual = z.infer<typeof bilingual>;

export type ErrorCode = (typeof errorCodes)[number];

/** An error that has words in the interface: its code, and details that are safe to show (`VigieError`). */
export const problem = z.object({
  code: z.enum(errorCodes),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
export type Problem = z.infer<typeof problem>;

export const identifierKind = z.enum(identifierKinds);
export type IdentifierKind = z.infer<typeof identifierKind>;

export const dataClass = z.enum(dataClasses);
export type DataClass = z.infer<typeof dataClass>;

export const incidentStatus = z.enum(incidentStatuses);
export type IncidentStatus = z.infer<typeof incidentStatus>;

export const incidentView = z.object({
  id: z.string(),
  title: bilingual,
  occurredOn: z.string().nullable(),
  disclosedOn: z.string(),
  status: incidentStatus,
  source: z.string(),
  dataClasses: z.object({ confirmed: z.array(dataClass), claimed: z.array(dataClass) }),
  statement: bilingual,
  verification: z.object({ by: z.string(), on: z.string(), method: bilingual }).nullable(),
});
export type IncidentView = z.infer<typeof incidentView>;

export const role = z.enum(['adviser', 'supervisor']);
export type Role = z.infer<typeof role>;

export const sessionView = z.object({
  adviserId: z.string(),
  adviserName: z.string(),
  role,
  idleLockMs: z.number().int().positive(),
});

/** An identifier to try in the demonstration. Only ever sent by the demonstration profile. */
export const demoIdentifier = z.object({ text: z.string(), expected: z.enum(['listed', 'not-listed']) });

export const appState = z.object({
  phase: z.enum(['first-run', 'locked', 'unlocked']),
  version: z.string(),
  shell: z.enum(['electron', 'chromium']),
  locale: z.enum(['fr', 'en']),
  theme: z.enum(['system', 'light', 'dark', 'contrast']),
  /** Whether the digits 1 to 4 record outcomes. */
  digitKeys: z.boolean(),
  /** Null in production. */
  demo: z.object({ passphrase: z.string(), identifiers: z.array(demoIdentifier) }).nullable(),
  session: sessionView.nullable(),
  /** Name of the system keystore that binds the vault to this machine; null where there is none. */
  keystore: z.string().nullable(),
  packCount: z.number().int(),
  /** Reference of the case that this adviser left open, to be offered after unlocking; null if there is none. */
  resumeReference: z.string().nullable(),
});
export type AppState = z.infer<typeof appState>;

export const stretchView = z.object({
  /** `light` is a demonstration cost, below what production allows. */
  name: z.enum(['light', 'default', 'strong', 'custom']),
  memoryKiB: z.number().int(),
  passes: z.number().int(),
  lanes: z.number().int(),
  belowProduction: z.boolean(),
});

export const signerView = z.object({
  name: z.string(),
  /** Eight groups of four hexadecimal digits, to be read aloud. */
  fingerprint: z.array(z.string()).length(8),
  trusted: z.boolean(),
});

export const packView = z.object({
  packId: z.string(),
  series: z.string(),
  sequence: z.number().int(),
  issuer: z.string(),
  createdAt: z.string(),
  dataAsOf: z.string(),
  /** Kinds it can be asked about: of the others nobody can be said to be listed or not. */
  identifierKinds: z.array(identifierKind),
  entryCount: z.number().int(),
  recordsPerBucket: z.number().int(),
  insuredPerPrefix: z.number().int(),
  fileBytes: z.number().int(),
  stretch: stretchView,
  signer: signerView,
  incidents: z.array(incidentView),
  /** Of the slots that a delivery passphrase opens. */
  slotLabels: z.array(z.string()),
  /** Workstations whose own key opens the set; the file does not tell which. */
  recipientCount: z.number().int(),
});
export type PackView = z.infer<typeof packView>;

/**
 * Where the buckets are. `http`: each check fetches one bucket, and fails offline; the whole file was not verified, each
 * bucket is when it is read.
 */
export const packSource = z.enum(['file', 'http']);

export const installedPack = packView.extend({
  source: packSource,
  importedAt: z.string(),
  /** `ready` once its canaries were found at this unlock; `checking` until then. */
  state: z.enum(['checking', 'ready', 'unusable']),
  problem: problem.nullable(),
});
export type InstalledPack = z.infer<typeof installedPack>;

/** A pack that was chosen but not imported: shown before its delivery passphrase is asked for. */
export const packOffer = z.object({
  offerId: z.string(),
  /** Name of the file, or host and path of the address. */
  fileName: z.string(),
  source: packSource,
  pack: packView,
  /** True where this workstation's own key opens it: no delivery passphrase is asked for. */
  opensWithoutPassphrase: z.boolean(),
  /** The installed pack of the same series that this one would replace. */
  replaces: z.object({ packId: z.string(), sequence: z.number().int(), older: z.boolean() }).nullable(),
});
export type PackOffer = z.infer<typeof packOffer>;

/** The workstation's public key, to be sent to the security team or to another workstation. */
export const workstationKeyView = z.object({
  /** One line: `vigie1…`. */
  recipient: z.string(),
  /** The same in upper case, which QR codes hold in less room. */
  qrText: z.string(),
  /** Eight groups of four hexadecimal digits, to be read aloud. */
  fingerprint: z.array(z.string()).length(8),
  createdAt: z.string(),
});
export type WorkstationKeyView = z.infer<typeof workstationKeyView>;

/** Another workstation's public key. */
export const recipientView = z.object({
  recipient: z.string(),
  fingerprint: z.array(z.string()).length(8),
  /** Name of the file it came in, '' where it was pasted. */
  name: z.string(),
});
export type RecipientView = z.infer<typeof recipientView>;

const noticeCommon = z.object({
  series: z.string(),
  sequence: z.number().int(),
  issuer: z.string(),
  issuedAt: z.string(),
  /** Last calendar date on which it holds; null: until the next of its series. */
  expiresAt: z.string().nullable(),
  expired: z.boolean(),
  signer: signerView,
  incidents: z.array(incidentView),
});
/** A signed notice about incidents: no identifier in it, nothing to look up. */
export const noticeView = noticeCommon.extend({ importedAt: z.string() });
export type NoticeView = z.infer<typeof noticeView>;

/** A notice that was chosen but not imported. */
export const noticeOffer = z.object({
  offerId: z.string(),
  fileName: z.string(),
  notice: noticeCommon,
  /** The last notice of the series that was ever imported here. */
  replaces: z.object({ sequence: z.number().int(), older: z.boolean() }).nullable(),
});
export type NoticeOffer = z.infer<typeof noticeOffer>;

/** An incident that a caller can ask about without any look-up, as its latest notice or set tells it. */
export const askableIncident = z.object({
  incident: incidentView,
  origin: z.enum(['notice', 'set']),
  issuer: z.string(),
  /** Instant at which that was issued. */
  asOf: z.string(),
  /** True where only a notice that no longer holds tells of it: it cannot be asked about. */
  expired: z.boolean(),
});
export type AskableIncident = z.infer<typeof askableIncident>;

/** What the identifier field recognises in what is typed so far. */
export const identifierReading = z.object({
  kind: z.enum([...identifierKinds, 'empty', 'unknown']),
  /** What it is called; null while that is not known. */
  form: z.enum(identifierForms).nullable(),
  /** Kinds of which it may be one, where several fit: the adviser is asked. Then it is not complete. */
  choices: z.array(identifierKind),
  /** True when Enter may check it. */
  complete: z.boolean(),
  /** The typed text in the groups in which it is read back. */
  groups: z.array(z.string()),
  /** How each group is said in French; same length as `groups`. */
  spoken: z.array(z.string()),
  key: z.enum(['absent', 'valid', 'wrong']).nullable(),
  /** What the identifier reader objects to, and what it finds unusual. */
  problems: z.array(z.enum([...identifierProblems, ...identifierWarnings])),
  /** Whole identifiers that one typing slip away would be valid. Never chosen silently. */
  suggestions: z.array(z.object({ text: z.string(), slip: z.enum(['one-character', 'swapped-neighbours']) })),
});
export type IdentifierReading = z.infer<typeof identifierReading>;

export const exposureView = z.object({
  incident: incidentView,
  /** Classes of this record in an incident that is confirmed or partly confirmed for them. */
  confirmed: z.array(dataClass),
  /** Classes that the file for sale claims and nobody has verified: never said to be exposed. */
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
  answer: z.enum(['listed', 'not-listed', 'could-not-check']),
  problem: problem.nullable(),
});

const verdictCommon = {
  checkId: z.string(),
  checkedAt: z.string(),
  identifierKind,
  masked: z.string(),
  sets: z.array(consultedSet),
};
export const verdict = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('listed'),
    ...verdictCommon,
    exposures: z.array(exposureView),
    /** A phone number passes to other people: the row may be about whoever had it before, and this is said. */
    holderMayChange: z.boolean(),
  }),
  z.object({ kind: z.literal('not-listed'), ...verdictCommon }),
  z.object({ kind: z.literal('could-not-check'), ...verdictCommon, reason: problem }),
]);
export type Verdict = z.infer<typeof verdict>;

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
  /** ISO date, or a year alone where no more is known; null where the date of the last check is not known (then stale). */
  checkedOn: z.string().nullable(),
  /** True when it was checked longer ago than the setting allows. */
  stale: z.boolean(),
});
export type ContactView = z.infer<typeof contactView>;

export const evidenceField = z.object({
  id: z.string(),
  label: bilingual,
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
  title: bilingual,
  say: bilingual,
  callerDoes: bilingual,
  neverAsk: bilingual.nullable(),
  contacts: z.array(contactView),
  /** 0 during the call, 1 today, 2 this week, 3 keep watching. */
  urgency: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]),
  mandatory: z.boolean(),
  minutes: z.number(),
  evidence: z.array(evidenceField),
  outcome: stepOutcome.nullable(),
});
export type StepView = z.infer<typeof stepView>;

export const questionView = z.object({
  id: z.string(),
  text: bilingual,
  answer: z.boolean().nullable(),
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

/** A letter ready to sign, by its title. */
export const letterRow = z.object({ id: z.string(), title: bilingual, suggested: z.boolean() });
export type LetterRow = z.infer<typeof letterRow>;

export const caseStatus = z.enum(['open', 'interrupted', 'closed']);
export const caseView = z.object({
  reference: z.string(),
  openedAt: z.string(),
  closedAt: z.string().nullable(),
  status: caseStatus,
  adviserName: z.string(),
  verdicts: z.array(verdict),
  /** Incidents that the caller asks about without any look-up, as they were told then: say `statement`, assert nothing. */
  askedIncidents: z.array(incidentView),
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

/** A case handed over by another workstation, not imported yet. */
export const caseOffer = z.object({
  offerId: z.string(),
  fileName: z.string(),
  needsPassphrase: z.boolean(),
  /** Fingerprint of the sending workstation, proven; null where a passphrase seals the file. */
  from: z.array(z.string()).nullable(),
});
export type CaseOffer = z.infer<typeof caseOffer>;

export const caseRow = z.object({
  reference: z.string(),
  openedAt: z.string(),
  closedAt: z.string().nullable(),
  status: caseStatus,
  adviserName: z.string(),
  verdictKind: z.enum(['listed', 'not-listed', 'could-not-check', 'none']),
  stepsDone: z.number().int(),
  stepsTotal: z.number().int(),
  nextDueOn: z.string().nullable(),
});
export type CaseRow = z.infer<typeof caseRow>;

export const quotaView = z.object({
  state: z.enum(['free', 'warned', 'blocked']),
  /** Remaining checks in the narrowest window. */
  remaining: z.number().int(),
  window: z.enum(['ten-minutes', 'hour', 'day']),
  /** Instant at which a check is possible again without a supervisor; null if only a supervisor can lift it. */
  freeAt: z.string().nullable(),
  reason: z.string().nullable(),
});
export type QuotaView = z.infer<typeof quotaView>;

/** An adviser of this workstation, for the supervisor. */
export const adviserRow = z.object({
  adviserId: z.string(),
  name: z.string(),
  role,
  disabled: z.boolean(),
  addedAt: z.string(),
  quota: quotaView,
});
export type AdviserRow = z.infer<typeof adviserRow>;

/** Settings that a supervisor sets, sealed in the vault. Bounds are enforced when they are set. */
export const workstationSettings = z.object({
  /** 1 to 30 minutes. */
  idleLockMs: z.number().int().min(60_000).max(1_800_000),
  retentionMonths: z.number().int().min(6).max(36),
  checksPerTenMinutes: z.number().int().min(3).max(30),
  checksPerHour: z.number().int().min(6).max(120),
  checksPerDay: z.number().int().min(10).max(480),
  /** Days after which a contact of the guide is shown as to be checked again. */
  contactMaxAgeDays: z.number().int().min(30).max(1095).default(365),
  /** Printed at the head of the sheet; empty: nothing. */
  organisation: z.string().trim().max(80).default(''),
});

/** The settings in force. */
export const settingsView = workstationSettings.extend({
  /** Fixed by the machine's administrator: names of the fields above, `trustedSigners`, `contactMaxAgeDays`, `httpSources`. */
  lockedByAdministrator: z.array(z.string()),
});
export type SettingsView = z.infer<typeof settingsView>;

/** An alarm of the journal, or what answered one. */
export const alarmRow = z.object({
  seq: z.number().int(),
  at: z.string(),
  kind: z.string(),
  /** Who it is about; '' where nobody is known (a wrong passphrase). */
  adviserName: z.string(),
  /** Who acted, where that is someone else: the supervisor who lifted a block. */
  byName: z.string().nullable(),
  /** A quota reason or the code of a problem; null where the kind says it all. */
  reason: z.string().nullable(),
  /** What a supervisor wrote. */
  words: z.string().nullable(),
});
export type AlarmRow = z.infer<typeof alarmRow>;

/** Calls by their strongest answer. `medianCallSeconds` is null where no call has ended. */
export const callCounts = z.object({
  calls: z.number().int(),
  listed: z.number().int(),
  notListed: z.number().int(),
  couldNotCheck: z.number().int(),
  withoutCheck: z.number().int(),
  medianCallSeconds: z.number().nullable(),
});
export type CallCounts = z.infer<typeof callCounts>;

/** How long each bar of a chart is: weeks begin on Monday. */
export const statisticsSpans = ['day', 'week', 'month'] as const;

/** Statistics of a period: computed without any identifier, of what this workstation's journal keeps. */
export const statisticsView = z.object({
  /** Calendar dates, both included. */
  from: z.string(),
  to: z.string(),
  total: callCounts,
  by: z.enum(statisticsSpans),
  /** Days, weeks or months in order, with their first and last date within the period. */
  spans: z.array(callCounts.extend({ from: z.string(), to: z.string() })),
  incidents: z.array(
    z.object({
      incidentId: z.string(),
      title: bilingual,
      status: incidentStatus,
      listed: z.number().int(),
      asked: z.number().int(),
    }),
  ),
  /** Most refused first; `title` is null for a step that the guide no longer has. */
  refusedSteps: z.array(z.object({ stepId: z.string(), title: bilingual.nullable(), refused: z.number().int() })),
  outcomes: z.object({
    done: z.number().int(),
    refused: z.number().int(),
    later: z.number().int(),
    notApplicable: z.number().int(),
  }),
  advisers: z.array(
    callCounts.extend({
      adviserId: z.string(),
      name: z.string(),
      refusedSteps: z.number().int(),
      checks: z.number().int(),
      blocks: z.number().int(),
    }),
  ),
  /** Cases taken over from another workstation, which counts their calls. */
  continued: z.number().int(),
  checks: z.object({
    made: z.number().int(),
    listed: z.number().int(),
    notListed: z.number().int(),
    couldNotCheck: z.number().int(),
  }),
  alarms: z.object({ warned: z.number().int(), blocked: z.number().int(), lifted: z.number().int() }),
});
export type StatisticsView = z.infer<typeof statisticsView>;

/** The key that signs exports of the journal. */
export const exportKeyView = z.object({
  publicPem: z.string(),
  /** Eight groups of four hexadecimal digits, to be read aloud. */
  fingerprint: z.array(z.string()).length(8),
  createdAt: z.string(),
});
export type ExportKeyView = z.infer<typeof exportKeyView>;

export const passphraseRating = z.object({
  /** 0 (guessed at once) to 4 (strong). */
  score: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
  acceptable: z.boolean(),
  /** Codes such as `too-short`, `common`, `repeats`; words live in the interface. */
  hints: z.array(z.string()),
});
export type PassphraseRating = z.infer<typeof passphraseRating>;

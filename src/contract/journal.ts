/** Step `journal`: cases, the audit trail, hand-over, statistics. */
import { z } from 'zod';
import { errorCodes } from '../core/error-codes.ts';
import { alarmKinds, quotaReasons, verdictMeanings } from '../core/vocabulary.ts';
import { caseStatus, caseView } from './case.ts';
import { bilingual, type ChannelTable, incidentStatus, nothing, person, problem, reference } from './common.ts';

/** Another workstation's public key. */
export const recipientView = z.object({
  recipient: z.string(),
  fingerprint: z.array(z.string()).length(8),
  /** Name of the file it came in, '' where it was pasted. */
  name: z.string(),
});
export type RecipientView = z.infer<typeof recipientView>;

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
  /** What is told of the case in one word. */
  meaning: z.enum([...verdictMeanings, 'none']),
  stepsDone: z.number().int(),
  stepsTotal: z.number().int(),
  nextDueOn: z.string().nullable(),
});
export type CaseRow = z.infer<typeof caseRow>;

/** An alarm of the journal, or what answered one. */
export const alarmRow = z.object({
  seq: z.number().int(),
  at: z.string(),
  kind: z.enum(alarmKinds),
  /** Who it is about; '' where nobody is known (a wrong passphrase). */
  adviserName: z.string(),
  /** Who acted, where that is someone else: the supervisor who lifted a block. */
  byName: z.string().nullable(),
  /** Why a quota warned or blocked; null where no quota did. */
  quotaReason: z.enum(quotaReasons).nullable(),
  /** Why a pack, a notice or a call was refused; null where nothing was. */
  code: z.enum(errorCodes).nullable(),
  /** What a supervisor wrote. */
  words: z.string().nullable(),
});
export type AlarmRow = z.infer<typeof alarmRow>;

/** Calls by what their answers come to, each in one figure. `medianCallSeconds` is null where no call has ended. */
export const callCounts = z.object({
  calls: z.number().int(),
  listed: z.number().int(),
  /** By a phone number alone, which may have been somebody else's then, or was. */
  listedNumber: z.number().int(),
  notListed: z.number().int(),
  /** Nothing failed: some file cannot be searched by that kind of identifier. */
  notIndexed: z.number().int(),
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
      /** Who tells of it: two signers' words for one id are counted apart. */
      toldBy: z.object({ signer: z.string(), name: z.string() }),
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

const day = z.iso.date();

/** Calendar dates of the workstation, both included. */
const statisticsPeriod = z.object({ from: day, to: day, by: z.enum(statisticsSpans) });

/** `already-here`: what came brought nothing new, the case here is as it was. */
const handedOver = z.enum(['opened', 'merged', 'already-here']);

/** Cases found again, and the trail: verified, exported, purged. */
export const journalChannels = {
  listCases: {
    who: 'adviser',
    withRecoveryWords: true,
    input: z.object({
      text: z.string().max(64),
      /** `unclosed`: open or interrupted. */
      status: z.enum([...caseStatus.options, 'unclosed']).nullable(),
      dueOnly: z.boolean(),
      /** Opened on or after, and on or before, these calendar dates. */
      from: day.nullable().default(null),
      to: day.nullable().default(null),
      adviserId: z.string().max(64).nullable().default(null),
      offset: z.number().int().min(0),
      limit: z.number().int().min(1).max(500),
    }),
    output: z.object({
      rows: z.array(caseRow),
      total: z.number().int(),
      /** Everyone whose cases can be asked for. */
      advisers: z.array(z.object({ adviserId: z.string(), name: z.string() })),
    }),
  },
  readCase: { who: 'adviser', withRecoveryWords: true, input: reference.extend({ person }), output: caseView },
  verifyJournal: {
    who: 'adviser',
    withRecoveryWords: true,
    input: nothing,
    output: z.object({
      intact: z.boolean(),
      entryCount: z.number().int(),
      firstBroken: z.number().int().nullable(),
      problem: problem.nullable(),
    }),
  },
  /** JSON Lines or CEF for a SIEM, with the chain's end, its digest, and a signature by the workstation's key. Null when the person closed the dialog. */
  exportJournal: {
    who: 'supervisor',
    withRecoveryWords: true,
    input: z.object({ format: z.enum(['jsonl', 'cef']) }),
    output: z.object({ path: z.string().nullable(), entryCount: z.number().int() }),
  },
  /** Deletes what is older than the retention set, leaving a tombstone in the chain. */
  purgeJournal: {
    who: 'supervisor',
    withRecoveryWords: true,
    input: nothing,
    output: z.object({ entries: z.number().int(), cases: z.number().int() }),
  },
  /** The key is made when it is first asked for. */
  readExportKey: { who: 'supervisor', withRecoveryWords: true, input: nothing, output: exportKeyView },
  /** Its public half as PEM, for whoever verifies exports. Null when the person closed the dialog. */
  saveExportKey: {
    who: 'supervisor',
    withRecoveryWords: true,
    input: nothing,
    output: z.object({ path: z.string().nullable() }),
  },
  /** The last alarms of the journal, newest first. */
  listAlarms: {
    who: 'supervisor',
    withRecoveryWords: true,
    keepsAwake: false,
    input: z.object({ limit: z.number().int().min(1).max(200) }),
    output: z.object({ alarms: z.array(alarmRow) }),
  },
} as const satisfies ChannelTable;

/** Cases handed over from one workstation to another. */
export const handOverChannels = {
  /** A public key that was pasted. */
  describeRecipient: {
    who: 'adviser',
    withRecoveryWords: true,
    input: z.object({ text: z.string().max(400) }),
    output: recipientView,
  },
  chooseRecipient: {
    who: 'adviser',
    withRecoveryWords: true,
    input: nothing,
    output: z.object({ recipient: recipientView.nullable() }),
  },
  /** Null when the person closed the dialog. */
  exportCase: {
    who: 'adviser',
    withRecoveryWords: false,
    input: reference.extend({
      to: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('recipient'), recipient: z.string().max(400) }),
        z.object({ kind: z.literal('passphrase'), passphrase: z.string().max(1024) }),
      ]),
    }),
    output: z.object({ path: z.string().nullable() }),
  },
  chooseCaseFile: {
    who: 'adviser',
    withRecoveryWords: true,
    input: nothing,
    output: z.object({ offer: caseOffer.nullable() }),
  },
  offerDroppedCase: {
    who: 'adviser',
    withRecoveryWords: true,
    input: z.object({ token: z.string().max(4096) }),
    output: z.object({ offer: caseOffer }),
  },
  importCase: {
    who: 'adviser',
    withRecoveryWords: false,
    input: z.object({ offerId: z.string(), passphrase: z.string().max(1024).nullable() }),
    output: z.object({ kind: handedOver, case: caseView }),
  },
  /** The text of a sheet's QR code. */
  readHandOverCode: {
    who: 'adviser',
    withRecoveryWords: false,
    input: z.object({ text: z.string().max(2000) }),
    output: z.object({ kind: handedOver, case: caseView }),
  },
} as const satisfies ChannelTable;

/** Statistics, for a supervisor. */
export const statisticsChannels = {
  /** At most three years. */
  readStatistics: { who: 'supervisor', withRecoveryWords: true, input: statisticsPeriod, output: statisticsView },
  /** One table as CSV. Null when the person closed the dialog. */
  exportStatistics: {
    who: 'supervisor',
    withRecoveryWords: true,
    input: statisticsPeriod.extend({ table: z.enum(['calls', 'incidents', 'steps', 'advisers']) }),
    output: z.object({ path: z.string().nullable() }),
  },
} as const satisfies ChannelTable;

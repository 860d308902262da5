/**
 * The one contract between the renderer and the application: every call, its input and its output, and every event.
 * The preload script, `window.vigie` and the application's handlers derive from it; no channel exists elsewhere.
 *
 * A refused or failed call does not reject with words: `CallResult` carries a problem (code and safe details).
 */
import { z } from 'zod';
import { sheetEditions, stepOutcomeKinds } from '../core/vocabulary.ts';
import * as v from './values.ts';

const nothing = z.object({});
const reference = z.object({ reference: z.string().max(32) });
const day = z.iso.date();
/** Calendar dates of the workstation, both included. */
const statisticsPeriod = z.object({ from: day, to: day, by: z.enum(v.statisticsSpans) });
/** `already-here`: what came brought nothing new, the case here is as it was. */
const handedOver = z.enum(['opened', 'merged', 'already-here']);

const sheet = reference.extend({
  edition: z.enum(sheetEditions),
  /** The standard and English editions in 14 pt. */
  largePrint: z.boolean().default(false),
});
const letter = reference.extend({ letterId: z.string().max(64), locale: z.enum(['fr', 'en']) });
const printed = z.object({ kind: z.enum(['printed', 'cancelled']) });
/** Null when the person closed the dialog. */
const saved = z.object({ path: z.string().nullable() });

export const contract = {
  // application and settings
  readAppState: { input: nothing, output: v.appState },
  setPreferences: {
    input: z.object({
      locale: z.enum(['fr', 'en']).optional(),
      theme: z.enum(['system', 'light', 'dark', 'contrast']).optional(),
      digitKeys: z.boolean().optional(),
    }),
    output: v.appState,
  },

  // identifier
  /** `as`: the kind, once the adviser has told it; absent: it is recognised. */
  describeIdentifier: {
    input: z.object({ text: z.string().max(400), as: v.identifierKind.optional() }),
    output: v.identifierReading,
  },

  // pack
  /** `problem`: the register of sets is damaged, gone or older than the journal knows; every check says so until `resetPacks`. */
  listPacks: {
    input: nothing,
    output: z.object({ packs: z.array(v.installedPack), problem: v.problem.nullable() }),
  },
  /** Opens the shell's file dialog. Null when the person closed it. */
  choosePack: { input: nothing, output: z.object({ offer: v.packOffer.nullable() }) },
  /** A file dropped on the window; the shell resolves the token to a path. */
  offerDroppedPack: { input: z.object({ token: z.string().max(4096) }), output: z.object({ offer: v.packOffer }) },
  /** A pack that stays on a web server: https, or http to this very machine. Supervisor. */
  offerHttpPack: { input: z.object({ address: z.string().max(2000) }), output: z.object({ offer: v.packOffer }) },
  /** Trusts the signer of an offer, after its last two groups were read aloud by the security team and typed. Supervisor. */
  trustSigner: {
    input: z.object({ offerId: z.string(), comparedGroups: z.string().max(32) }),
    output: z.object({ offer: v.packOffer }),
  },
  /** Verifies the whole file, opens a slot, finds the canaries, installs. Progress comes as `packProgress`. */
  importPack: {
    input: z.object({ offerId: z.string(), passphrase: z.string().max(1024), forceOlder: z.boolean() }),
    output: z.object({ pack: v.installedPack }),
  },
  cancelImport: { input: z.object({ offerId: z.string() }), output: nothing },
  /** Begins a new, empty register where the old one cannot be used: the sets are then imported again. Supervisor. */
  resetPacks: { input: nothing, output: z.object({ packs: z.array(v.installedPack) }) },
  removePack: { input: z.object({ packId: z.string() }), output: z.object({ packs: z.array(v.installedPack) }) },

  // notices: what is known of an incident, signed, without identifiers
  chooseNotice: { input: nothing, output: z.object({ offer: v.noticeOffer.nullable() }) },
  offerDroppedNotice: { input: z.object({ token: z.string().max(4096) }), output: z.object({ offer: v.noticeOffer }) },
  /** As `trustSigner`; the signer is then trusted for sets as well. Supervisor. */
  trustNoticeSigner: {
    input: z.object({ offerId: z.string(), comparedGroups: z.string().max(32) }),
    output: z.object({ offer: v.noticeOffer }),
  },
  importNotice: { input: z.object({ offerId: z.string() }), output: z.object({ notices: z.array(v.noticeView) }) },
  /** `problem`: the register was damaged, taken away or put back; only `resetNotices` goes on from there. */
  listNotices: { input: nothing, output: z.object({ notices: z.array(v.noticeView), problem: v.problem.nullable() }) },
  removeNotice: {
    input: z.object({ series: z.string().max(64) }),
    output: z.object({ notices: z.array(v.noticeView) }),
  },
  resetNotices: { input: nothing, output: z.object({ notices: z.array(v.noticeView) }) },
  /** What a caller can ask about: incidents of notices and of installed sets. */
  listIncidents: { input: nothing, output: z.object({ incidents: z.array(v.askableIncident) }) },

  // the workstation's own key: sets and cases are sealed to it
  readWorkstationKey: { input: nothing, output: v.workstationKeyView },
  /** Writes NAME.vigie-recipient. Null when the person closed the dialog. */
  saveWorkstationKey: {
    input: z.object({ name: z.string().max(80) }),
    output: z.object({ path: z.string().nullable() }),
  },
  /** A new key: what was sealed to the old one opens no more. */
  replaceWorkstationKey: { input: nothing, output: v.workstationKeyView },

  // unlock
  ratePassphrase: { input: z.object({ passphrase: z.string().max(1024) }), output: v.passphraseRating },
  createVault: {
    input: z.object({ adviserName: z.string().min(1).max(80), passphrase: z.string().max(1024) }),
    output: z.object({ state: v.appState, recoveryWords: z.array(z.string()) }),
  },
  unlock: {
    input: z.object({ passphrase: z.string().max(1024) }),
    output: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('unlocked'), state: v.appState }),
      z.object({ kind: z.literal('wrong-passphrase'), retryAfterMs: z.number().int() }),
    ]),
  },
  lock: { input: nothing, output: v.appState },
  /** Told by the renderer at most once a second while the person types or moves: puts the idle lock off. */
  noteActivity: { input: nothing, output: nothing },

  // check
  openCase: { input: nothing, output: v.caseView },
  checkIdentifier: {
    input: z.object({
      reference: z.string().max(32),
      text: z.string().max(400),
      as: v.identifierKind.optional(),
      callerAuthenticated: z.boolean(),
    }),
    output: z.object({ case: v.caseView, verdict: v.verdict, quota: v.quotaView }),
  },
  readQuota: { input: nothing, output: v.quotaView },
  /** The caller asks about an incident, or no longer. Nothing is looked up, no quota is used. */
  askAboutIncident: {
    input: z.object({ reference: z.string().max(32), incidentId: z.string().max(64), asked: z.boolean() }),
    output: v.caseView,
  },

  // guide
  answerQuestion: {
    input: z.object({ reference: z.string().max(32), questionId: z.string().max(64), answer: z.boolean().nullable() }),
    output: v.caseView,
  },
  recordOutcome: {
    input: z.object({
      reference: z.string().max(32),
      stepId: z.string().max(64),
      /** Null undoes the outcome. */
      outcome: z
        .object({
          kind: z.enum(stepOutcomeKinds),
          dueOn: z.string().max(10).nullable(),
          reason: z.string().max(200).nullable(),
          evidence: z.record(z.string().max(64), z.string().max(120)),
        })
        .nullable(),
    }),
    output: v.caseView,
  },
  saveNote: {
    input: z.object({ reference: z.string().max(32), note: z.string().max(2000) }),
    /** `saved` is false while the note looks like it holds an identifier, a card number, an IBAN or a password. */
    output: z.object({
      saved: z.boolean(),
      suspects: z.array(z.enum(['nir', 'email', 'card', 'iban', 'phone', 'password'])),
    }),
  },
  closeCase: { input: reference.extend({ interrupted: z.boolean() }), output: v.caseView },
  /** A closed or interrupted case is under way again. */
  reopenCase: { input: reference, output: v.caseView },

  // journal
  listCases: {
    input: z.object({
      text: z.string().max(64),
      status: v.caseStatus.nullable(),
      dueOnly: z.boolean(),
      /** Opened on or after, and on or before, these calendar dates. */
      from: day.nullable().default(null),
      to: day.nullable().default(null),
      adviserId: z.string().max(64).nullable().default(null),
      offset: z.number().int().min(0),
      limit: z.number().int().min(1).max(500),
    }),
    output: z.object({
      rows: z.array(v.caseRow),
      total: z.number().int(),
      /** Everyone whose cases can be asked for. */
      advisers: z.array(z.object({ adviserId: z.string(), name: z.string() })),
    }),
  },
  readCase: { input: reference, output: v.caseView },
  verifyJournal: {
    input: nothing,
    output: z.object({
      intact: z.boolean(),
      entryCount: z.number().int(),
      firstBroken: z.number().int().nullable(),
      problem: v.problem.nullable(),
    }),
  },

  // hand-over between workstations
  /** A public key that was pasted. */
  describeRecipient: { input: z.object({ text: z.string().max(400) }), output: v.recipientView },
  chooseRecipient: { input: nothing, output: z.object({ recipient: v.recipientView.nullable() }) },
  /** Null when the person closed the dialog. */
  exportCase: {
    input: reference.extend({
      to: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('recipient'), recipient: z.string().max(400) }),
        z.object({ kind: z.literal('passphrase'), passphrase: z.string().max(1024) }),
      ]),
    }),
    output: z.object({ path: z.string().nullable() }),
  },
  chooseCaseFile: { input: nothing, output: z.object({ offer: v.caseOffer.nullable() }) },
  offerDroppedCase: { input: z.object({ token: z.string().max(4096) }), output: z.object({ offer: v.caseOffer }) },
  importCase: {
    input: z.object({ offerId: z.string(), passphrase: z.string().max(1024).nullable() }),
    output: z.object({ kind: handedOver, case: v.caseView }),
  },
  /** The text of a sheet's QR code. */
  readHandOverCode: {
    input: z.object({ text: z.string().max(2000) }),
    output: z.object({ kind: handedOver, case: v.caseView }),
  },

  /** JSON Lines or CEF for a SIEM, with the chain's end, its digest, and a signature by the workstation's key. Null when the person closed the dialog. Supervisor. */
  exportJournal: {
    input: z.object({ format: z.enum(['jsonl', 'cef']) }),
    output: z.object({ path: z.string().nullable(), entryCount: z.number().int() }),
  },
  /** Deletes what is older than the retention set, leaving a tombstone in the chain. Supervisor. */
  purgeJournal: { input: nothing, output: z.object({ entries: z.number().int(), cases: z.number().int() }) },

  /** The key is made when it is first asked for. Supervisor. */
  readExportKey: { input: nothing, output: v.exportKeyView },
  /** Its public half as PEM, for whoever verifies exports. Null when the person closed the dialog. Supervisor. */
  saveExportKey: { input: nothing, output: z.object({ path: z.string().nullable() }) },

  // supervisor
  /** At most three years. */
  readStatistics: { input: statisticsPeriod, output: v.statisticsView },
  /** One table as CSV. Null when the person closed the dialog. */
  exportStatistics: {
    input: statisticsPeriod.extend({ table: z.enum(['calls', 'incidents', 'steps', 'advisers']) }),
    output: z.object({ path: z.string().nullable() }),
  },
  /** The last alarms of the journal, newest first. */
  listAlarms: {
    input: z.object({ limit: z.number().int().min(1).max(200) }),
    output: z.object({ alarms: z.array(v.alarmRow) }),
  },
  listAdvisers: { input: nothing, output: z.object({ advisers: z.array(v.adviserRow) }) },
  addAdviser: {
    input: z.object({ name: z.string().min(1).max(80), role: v.role, passphrase: z.string().max(1024) }),
    output: z.object({ advisers: z.array(v.adviserRow) }),
  },
  setAdviserRole: {
    input: z.object({ adviserId: z.string().max(64), role: v.role }),
    output: z.object({ advisers: z.array(v.adviserRow) }),
  },
  disableAdviser: {
    input: z.object({ adviserId: z.string().max(64) }),
    output: z.object({ advisers: z.array(v.adviserRow) }),
  },
  /** A new passphrase for someone who forgot theirs; enables a disabled adviser again. */
  resetAdviserPassphrase: {
    input: z.object({ adviserId: z.string().max(64), passphrase: z.string().max(1024) }),
    output: z.object({ advisers: z.array(v.adviserRow) }),
  },
  /** Any adviser, for themselves. A wrong current passphrase counts as a failed unlock. */
  changeOwnPassphrase: {
    input: z.object({ current: z.string().max(1024), next: z.string().max(1024) }),
    output: nothing,
  },
  replaceRecoveryWords: { input: nothing, output: z.object({ recoveryWords: z.array(z.string()) }) },
  /** Lifts an adviser's block, and a clock that was turned back, with a reason that is journalled. */
  liftQuota: {
    input: z.object({ adviserId: z.string().max(64), reason: z.string().trim().min(3).max(200) }),
    output: z.object({ advisers: z.array(v.adviserRow) }),
  },
  readSettings: { input: nothing, output: v.settingsView },
  setSettings: { input: v.workstationSettings, output: v.settingsView },

  // print
  previewSheet: {
    input: sheet,
    /** `pages` is null where nothing could be printed to count them. */
    output: z.object({ html: z.string(), pages: z.number().int().nullable() }),
  },
  printSheet: { input: sheet, output: printed },
  saveSheet: { input: sheet, output: saved },
  /** The sheet as plain text, to paste into a message. */
  readSheetText: {
    input: reference.extend({ edition: z.enum(sheetEditions) }),
    output: z.object({ text: z.string() }),
  },
  /** Letters with blanks; `suggested` where a step of the case calls for it. */
  listLetters: { input: reference, output: z.object({ letters: z.array(v.letterRow) }) },
  previewLetter: { input: letter, output: z.object({ html: z.string() }) },
  printLetter: { input: letter, output: printed },
  saveLetter: { input: letter, output: saved },
} as const;

export const events = {
  locked: z.object({ reason: z.enum(['idle', 'asked', 'screen-locked', 'suspended', 'window-closed', 'fault']) }),
  packProgress: z.object({
    offerId: z.string(),
    stage: z.enum(['verify', 'copy', 'open', 'canaries']),
    doneBytes: z.number(),
    totalBytes: z.number(),
  }),
  packsChanged: z.object({ packs: z.array(v.installedPack) }),
} as const;

export type Channel = keyof typeof contract;
export type Input<C extends Channel> = z.input<(typeof contract)[C]['input']>;
export type ParsedInput<C extends Channel> = z.output<(typeof contract)[C]['input']>;
export type Output<C extends Channel> = z.output<(typeof contract)[C]['output']>;
export type EventName = keyof typeof events;
export type EventPayload<E extends EventName> = z.output<(typeof events)[E]>;

/** What a call resolves to: a value, or a problem that the interface has words for. */
export type CallResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: v.Problem };

/** The object that the preload script puts on `window.vigie`. */
export interface VigieApi {
  call<C extends Channel>(channel: C, input: Input<C>): Promise<CallResult<Output<C>>>;
  /** @returns a function that stops listening. */
  on<E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void): () => void;
  /** Token that `offerDroppedPack` takes for a file dropped on the window. */
  tokenForDroppedFile(file: File): Promise<string>;
}

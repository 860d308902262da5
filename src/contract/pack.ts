/** Step `pack`: packs and notices. */
import { z } from 'zod';
import { type ChannelTable, identifierKind, incidentView, nothing, problem, toldIncidentView } from './common.ts';

export const stretchView = z.object({
  /** `light` is a demonstration cost, below what production allows. */
  name: z.enum(['light', 'modest', 'default', 'strong', 'custom']),
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

/** Another signer, trusted under a name that could be taken for the one that an offered file claims. */
export const namesake = z.object({ name: z.string(), fingerprint: z.array(z.string()).length(8) });
export type Namesake = z.infer<typeof namesake>;

/** Somebody whose sets and notices are used. */
export const signerRow = z.object({
  /** Key id in hexadecimal. */
  signer: z.string(),
  name: z.string(),
  fingerprint: z.array(z.string()).length(8),
  /** Came with the product, from the machine's administrator, or was compared by a supervisor. */
  origin: z.enum(['product', 'administrator', 'supervisor']),
  /** Instant at which a supervisor did so, else null. */
  trustedAt: z.string().nullable(),
  /** False where the administrator decides. */
  mayBeWithdrawn: z.boolean(),
});
export type SignerRow = z.infer<typeof signerRow>;

export const packView = z.object({
  packId: z.string(),
  series: z.string(),
  sequence: z.number().int(),
  issuer: z.string(),
  createdAt: z.string(),
  dataAsOf: z.string(),
  /** Last day on which « not listed » is said without a caution; null where the set names none. */
  validUntil: z.string().nullable(),
  /** True once that day is over. */
  outdated: z.boolean(),
  /** What a second reading of the file saw, and what became of it; empty where there was none. */
  coverage: z.array(
    z.object({
      kind: identifierKind,
      seen: z.number().int(),
      indexed: z.number().int(),
      lost: z.number().int(),
      explained: z.array(z.object({ reason: z.string(), count: z.number().int() })),
    }),
  ),
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

export const installedSetView = packView.extend({
  source: packSource,
  importedAt: z.string(),
  /** `ready` once its canaries were found at this unlock; `checking` until then. */
  state: z.enum(['checking', 'ready', 'unusable']),
  problem: problem.nullable(),
  /** For a served set: insured people behind the prefixes of one check, over all served sets together. Null for a file. */
  insuredPerCheck: z.number().int().nullable(),
  /** True where those are so few that a server's log is close to a list of callers. */
  fewPerCheck: z.boolean(),
});
export type InstalledSetView = z.infer<typeof installedSetView>;

/** A pack that was chosen but not imported: shown before its delivery passphrase is asked for. */
export const packOffer = z.object({
  offerId: z.string(),
  /** Name of the file, or host and path of the address. */
  fileName: z.string(),
  source: packSource,
  pack: packView,
  namesakes: z.array(namesake),
  /** True where this workstation's own key opens it: no delivery passphrase is asked for. */
  opensWithoutPassphrase: z.boolean(),
  /**
   * The installed pack of the same series that this one would replace. `packId` is null where a more recent one was removed: nothing
   * is replaced then, and going back to this one has to be insisted on.
   */
  replaces: z.object({ packId: z.string().nullable(), sequence: z.number().int(), older: z.boolean() }).nullable(),
});
export type PackOffer = z.infer<typeof packOffer>;

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
  namesakes: z.array(namesake),
  /** The last notice of the series that was ever imported here. */
  replaces: z.object({ sequence: z.number().int(), older: z.boolean() }).nullable(),
});
export type NoticeOffer = z.infer<typeof noticeOffer>;

/** An incident that a caller can ask about without any look-up, as the latest notice or set of one signer tells it. */
export const askableIncident = z.object({
  incident: toldIncidentView,
  origin: z.enum(['notice', 'set']),
  issuer: z.string(),
  /** Instant at which that was issued. */
  asOf: z.string(),
  /** True where only a notice that no longer holds tells of it: it cannot be asked about. */
  expired: z.boolean(),
});
export type AskableIncident = z.infer<typeof askableIncident>;

/** Packs: chosen, trusted, imported, consulted. */
export const packChannels = {
  /** `problem`: the register of sets is damaged, gone or older than the journal knows; every check says so until `resetSets`. */
  listSets: {
    who: 'adviser',
    withRecoveryWords: true,
    keepsAwake: false,
    input: nothing,
    output: z.object({ packs: z.array(installedSetView), problem: problem.nullable() }),
  },
  /** Opens the shell's file dialog. Null when the person closed it. */
  choosePack: {
    who: 'supervisor',
    withRecoveryWords: true,
    input: nothing,
    output: z.object({ offer: packOffer.nullable() }),
  },
  /** A file dropped on the window; the shell resolves the token to a path. */
  offerDroppedPack: {
    who: 'supervisor',
    withRecoveryWords: true,
    input: z.object({ token: z.string().max(4096) }),
    output: z.object({ offer: packOffer }),
  },
  /** A pack that stays on a web server: https, or http to this very machine. */
  offerHttpPack: {
    who: 'supervisor',
    withRecoveryWords: true,
    input: z.object({ address: z.string().max(2000) }),
    output: z.object({ offer: packOffer }),
  },
  /** Trusts the signer of an offer, after its last `groupsHeard` groups were read aloud by the security team and typed. */
  trustSigner: {
    who: 'supervisor',
    withRecoveryWords: true,
    input: z.object({ offerId: z.string(), comparedGroups: z.string().max(32) }),
    output: z.object({ offer: packOffer }),
  },
  listSigners: {
    who: 'supervisor',
    withRecoveryWords: true,
    keepsAwake: false,
    input: nothing,
    output: z.object({ signers: z.array(signerRow) }),
  },
  /** From now on nothing of this signer is used: its sets answer that they could not be asked, its notices are not offered. */
  distrustSigner: {
    who: 'supervisor',
    withRecoveryWords: true,
    input: z.object({ signer: z.string().regex(/^[0-9a-f]{64}$/), confirmed: z.literal(true) }),
    output: z.object({ signers: z.array(signerRow), packs: z.array(installedSetView) }),
  },
  /** Verifies the whole file, opens a slot, finds the canaries, installs. Progress comes as `packProgress`. */
  importPack: {
    who: 'supervisor',
    withRecoveryWords: true,
    input: z.object({ offerId: z.string(), passphrase: z.string().max(1024), forceOlder: z.boolean() }),
    output: z.object({ pack: installedSetView }),
  },
  cancelImport: {
    who: 'supervisor',
    withRecoveryWords: true,
    input: z.object({ offerId: z.string() }),
    output: nothing,
  },
  /** Begins a new, empty register where the old one cannot be used: the sets are then imported again. */
  resetSets: {
    who: 'supervisor',
    withRecoveryWords: true,
    input: nothing,
    output: z.object({ packs: z.array(installedSetView) }),
  },
  removeSet: {
    who: 'supervisor',
    withRecoveryWords: true,
    input: z.object({ packId: z.string() }),
    output: z.object({ packs: z.array(installedSetView) }),
  },
} as const satisfies ChannelTable;

/** Notices: what is known of an incident, signed, without identifiers. */
export const noticeChannels = {
  chooseNotice: {
    who: 'supervisor',
    withRecoveryWords: true,
    input: nothing,
    output: z.object({ offer: noticeOffer.nullable() }),
  },
  offerDroppedNotice: {
    who: 'supervisor',
    withRecoveryWords: true,
    input: z.object({ token: z.string().max(4096) }),
    output: z.object({ offer: noticeOffer }),
  },
  /** As `trustSigner`; the signer is then trusted for sets as well. */
  trustNoticeSigner: {
    who: 'supervisor',
    withRecoveryWords: true,
    input: z.object({ offerId: z.string(), comparedGroups: z.string().max(32) }),
    output: z.object({ offer: noticeOffer }),
  },
  importNotice: {
    who: 'supervisor',
    withRecoveryWords: true,
    input: z.object({ offerId: z.string() }),
    output: z.object({ notices: z.array(noticeView) }),
  },
  /** `problem`: the register was damaged, taken away or put back; only `resetNotices` goes on from there. */
  listNotices: {
    who: 'adviser',
    withRecoveryWords: true,
    keepsAwake: false,
    input: nothing,
    output: z.object({ notices: z.array(noticeView), problem: problem.nullable() }),
  },
  removeNotice: {
    who: 'supervisor',
    withRecoveryWords: true,
    input: z.object({ series: z.string().max(64) }),
    output: z.object({ notices: z.array(noticeView) }),
  },
  resetNotices: {
    who: 'supervisor',
    withRecoveryWords: true,
    input: nothing,
    output: z.object({ notices: z.array(noticeView) }),
  },
  /** What a caller can ask about: incidents of notices and of installed sets. */
  listIncidents: {
    who: 'adviser',
    withRecoveryWords: true,
    input: nothing,
    output: z.object({ incidents: z.array(askableIncident) }),
  },
} as const satisfies ChannelTable;

/** Step `unlock`: the vault, its advisers and settings. */

import { z } from 'zod';
import { locales } from '../core/vocabulary.ts';
import { type ChannelTable, lockReasons, nothing, quotaView } from './common.ts';

export const role = z.enum(['adviser', 'supervisor']);
export type Role = z.infer<typeof role>;

export const sessionView = z.object({
  adviserId: z.string(),
  adviserName: z.string(),
  role,
  idleLockMs: z.number().int().positive(),
  /** What the system's own log said of the profile: `absent` is amber; with `none` a whole profile put back is not seen. */
  systemLog: z.enum(['held', 'absent', 'none']),
});

/** An identifier to try in the demonstration. Only ever sent by the demonstration profile. */
export const demoIdentifier = z.object({ text: z.string(), expected: z.enum(['listed', 'not-listed']) });

export const appState = z.object({
  phase: z.enum(['first-run', 'locked', 'unlocked']),
  version: z.string(),
  shell: z.enum(['electron', 'chromium']),
  locale: z.enum(locales),
  theme: z.enum(['system', 'light', 'dark', 'contrast']),
  /** Whether a digit or a letter alone is a shortcut: 1 to 4 record outcomes, O, Y, N and ? answer questions. */
  digitKeys: z.boolean(),
  /** Whether the window is left out of screenshots, and whether the administrator fixed that; null where no shell can. */
  hideFromCapture: z.object({ isOn: z.boolean(), isFixed: z.boolean() }).nullable(),
  /** Null in production. */
  demo: z.object({ passphrase: z.string(), identifiers: z.array(demoIdentifier) }).nullable(),
  session: sessionView.nullable(),
  /** Name of the system keystore to which the vault is bound, or before there is a vault, to which it would be; null: to none. */
  keystore: z.string().nullable(),
  /** Name of the system's log that remembers where the journal stood; null where none lasts. */
  systemLog: z.string().nullable(),
  setCount: z.number().int(),
  /** Why it was locked last; null while it is open, and where it was not locked since the start. For the page that comes after. */
  lockReason: z.enum(lockReasons).nullable(),
  /** Whether another page takes the place of this one at each lock: then this one shows nothing more. */
  renewsPage: z.boolean(),
  /** Reference of the case that this adviser left open, to be offered after unlocking; null if there is none. */
  resumeReference: z.string().nullable(),
});
export type AppState = z.infer<typeof appState>;

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

export const passphraseRating = z.object({
  /** 0 (guessed at once) to 4 (strong). */
  score: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
  acceptable: z.boolean(),
  /** Codes such as `too-short`, `common`, `repeats`; words live in the interface. */
  hints: z.array(z.string()),
});
export type PassphraseRating = z.infer<typeof passphraseRating>;

/** The application as it stands, and the way in and out of the vault. */
export const unlockChannels = {
  readAppState: { who: 'anyone', keepsAwake: false, input: nothing, output: appState },
  setPreferences: {
    who: 'anyone',
    input: z.object({
      locale: z.enum(locales).optional(),
      theme: z.enum(['system', 'light', 'dark', 'contrast']).optional(),
      digitKeys: z.boolean().optional(),
      hideFromCapture: z.boolean().optional(),
    }),
    output: appState,
  },
  ratePassphrase: { who: 'anyone', input: z.object({ passphrase: z.string().max(1024) }), output: passphraseRating },
  createVault: {
    who: 'first-run',
    input: z.object({ adviserName: z.string().min(1).max(80), passphrase: z.string().max(1024) }),
    output: z.object({ state: appState, recoveryWords: z.array(z.string()) }),
  },
  unlock: {
    who: 'locked',
    input: z.object({
      passphrase: z.string().max(1024),
      /** With the recovery words alone: files that are not of one moment are accepted as the state to go on from, journalled. */
      goOnFromHere: z.boolean().default(false),
      /**
       * With the recovery words alone, where the keystore does not answer: the vault is bound to what this machine has now, and
       * every adviser needs a new passphrase. False: the words open the vault, and it stays bound as it is.
       */
      bindAnew: z.boolean().default(false),
    }),
    output: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('unlocked'), state: appState }),
      z.object({ kind: z.literal('wrong-passphrase'), retryAfterMs: z.number().int() }),
    ]),
  },
  lock: { who: 'anyone', input: nothing, output: appState },
  /** Told by the renderer at most once a second while the person types or moves: puts the idle lock off. */
  noteActivity: { who: 'anyone', input: nothing, output: nothing },
  /** Any adviser, for themselves. A wrong current passphrase counts as a failed unlock. */
  changeOwnPassphrase: {
    who: 'adviser',
    withRecoveryWords: false,
    input: z.object({ current: z.string().max(1024), next: z.string().max(1024) }),
    output: nothing,
  },
} as const satisfies ChannelTable;

/** The workstation's own key: packs and cases are sealed to it. */
export const workstationKeyChannels = {
  readWorkstationKey: { who: 'supervisor', withRecoveryWords: true, input: nothing, output: workstationKeyView },
  /** Writes NAME.vigie-recipient. Null when the person closed the dialog. */
  saveWorkstationKey: {
    who: 'supervisor',
    withRecoveryWords: true,
    input: z.object({ name: z.string().max(80) }),
    output: z.object({ path: z.string().nullable() }),
  },
  /** A new key: what was sealed to the old one opens no more. */
  replaceWorkstationKey: { who: 'supervisor', withRecoveryWords: true, input: nothing, output: workstationKeyView },
} as const satisfies ChannelTable;

/** Advisers, recovery words and settings. */
export const supervisorChannels = {
  addAdviser: {
    who: 'supervisor',
    withRecoveryWords: true,
    input: z.object({ name: z.string().min(1).max(80), role: role, passphrase: z.string().max(1024) }),
    output: z.object({ advisers: z.array(adviserRow) }),
  },
  setAdviserRole: {
    who: 'supervisor',
    withRecoveryWords: true,
    input: z.object({ adviserId: z.string().max(64), role: role }),
    output: z.object({ advisers: z.array(adviserRow) }),
  },
  disableAdviser: {
    who: 'supervisor',
    withRecoveryWords: true,
    input: z.object({ adviserId: z.string().max(64) }),
    output: z.object({ advisers: z.array(adviserRow) }),
  },
  /** A new passphrase for someone who forgot theirs; enables a disabled adviser again. */
  resetAdviserPassphrase: {
    who: 'supervisor',
    withRecoveryWords: true,
    input: z.object({ adviserId: z.string().max(64), passphrase: z.string().max(1024) }),
    output: z.object({ advisers: z.array(adviserRow) }),
  },
  replaceRecoveryWords: {
    who: 'supervisor',
    withRecoveryWords: true,
    input: nothing,
    output: z.object({ recoveryWords: z.array(z.string()) }),
  },
  readSettings: { who: 'adviser', withRecoveryWords: true, keepsAwake: false, input: nothing, output: settingsView },
  setSettings: { who: 'supervisor', withRecoveryWords: true, input: workstationSettings, output: settingsView },
} as const satisfies ChannelTable;

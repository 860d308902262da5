/**
 * How many entries of each kind one adviser can make in a day: a program that drives the interface, or writes the same note a
 * million times, must not be able to fill the disk. Journal step; pure. Every kind has its bound here, and one that
 * has none does not compile.
 *
 * The bounds follow the checks that a day permits, since that is how much work a day has. A day of a hundred calls, each with
 * twenty steps, ten answers, a note and corrections, stays below half of them.
 */
import type { AuditKind } from './audit-entry.ts';

/** Why a kind has no number of its own. */
type OtherBound =
  /** Only a supervisor's acts leave it. */
  | 'supervisor'
  /** At most a few come with each check, and those have quotas (`quota.ts`). */
  | 'check'
  /** At most a few come with each unlock, and those have a bound here. */
  | 'unlock'
  /** An alarm, entered once until it is answered, or once in ten minutes. */
  | 'alarm'
  /** A clock was set, which advisers have no right to; at most one comes with each other entry. */
  | 'clock';

/** For each check that a day permits. */
const often = 200;
const seldom = 20;

/** Begun cases are bounded together as well: `CaseDesk.begin`. */
export const casesPerCheck = 3;

export const entryBounds: Readonly<Record<AuditKind, number | OtherBound>> = {
  'journal-created': 'supervisor',
  'journal-anchored': 'supervisor',
  unlocked: often,
  locked: 'unlock',
  'unlock-failed': 'unlock',
  'attempts-tampered': 'unlock',
  'recovery-used': 'unlock',
  'recovery-replaced': 'supervisor',
  'adviser-added': 'supervisor',
  'adviser-role-changed': 'supervisor',
  'adviser-disabled': 'supervisor',
  // One's own is changed by anybody.
  'adviser-passphrase-changed': seldom,
  'device-bound': 'unlock',
  'settings-changed': 'supervisor',
  'signer-trusted': 'supervisor',
  'signer-distrusted': 'supervisor',
  'pack-offered': 'supervisor',
  'pack-imported': 'supervisor',
  'pack-refused': 'supervisor',
  'pack-removed': 'supervisor',
  'packs-reset': 'supervisor',
  'packs-anchored': 'unlock',
  'case-opened': casesPerCheck,
  'case-resumed': seldom,
  'case-closed': seldom,
  'case-reopened': seldom,
  'incident-asked': seldom,
  'case-exported': seldom,
  // A file brings up to a mebibyte.
  'case-imported': 1,
  'case-code-read': casesPerCheck,
  'notice-imported': 'supervisor',
  'notice-refused': 'supervisor',
  'notice-removed': 'supervisor',
  'notices-reset': 'supervisor',
  'notices-anchored': 'unlock',
  'workstation-key-made': 'supervisor',
  'workstation-key-exported': 'supervisor',
  'workstation-key-anchored': 'unlock',
  check: 'check',
  'verdict-listed': 'check',
  'verdict-not-listed': 'check',
  'verdict-could-not-check': 'check',
  'sequence-suspected': 'check',
  'case-changed': often,
  'person-described': seldom,
  'person-added': seldom,
  // Saved at each pause in typing.
  'note-saved': often,
  'sheet-printed': seldom,
  'sheet-saved': seldom,
  'sheet-copied': seldom,
  'letter-printed': seldom,
  'letter-saved': seldom,
  'quota-warned': 'alarm',
  'quota-blocked': 'alarm',
  'quota-lifted': 'supervisor',
  'clock-moved-back': 'clock',
  'clock-moved-forward': 'clock',
  'clock-accepted': 'supervisor',
  'ipc-refused': seldom,
  'journal-verified': seldom,
  'journal-exported': 'supervisor',
  // Made anew where its file was taken away.
  'export-key-made': seldom,
  'export-key-exported': 'supervisor',
  'export-key-anchored': seldom,
  'statistics-exported': 'supervisor',
  'journal-purged': 'supervisor',
};

/** @returns how many entries of this kind one adviser can make in a day; null where something else bounds them */
export function dailyBound(kind: AuditKind, checksPerDay: number): number | null {
  const bound = entryBounds[kind];
  return typeof bound === 'number' ? bound * checksPerDay : null;
}

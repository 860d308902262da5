/** The alarms of the journal as a supervisor reads them: whom each is about, who acted, why. Step `journal`. */
import type { AlarmRow } from '../../contract/values.ts';
import type { AuditKind } from '../../core/journal/audit-entry.ts';
import type { StoredEntry } from '../../core/journal/audit-trail.ts';
import type { Session } from '../vault/session.ts';

/** What a supervisor has to know of, and what was done about it. */
const alarmKinds: readonly AuditKind[] = [
  'quota-warned',
  'quota-blocked',
  'quota-lifted',
  'sequence-suspected',
  'clock-moved-back',
  'clock-moved-forward',
  'clock-accepted',
  'unlock-failed',
  'attempts-tampered',
  'recovery-used',
  'ipc-refused',
  'pack-refused',
  'notice-refused',
];

/** @returns newest first */
export function listAlarms({ journal, vault }: Session, limit: number): AlarmRow[] {
  const names = new Map(vault.register.advisers.map(({ adviserId, name }) => [adviserId, name]));
  return journal.recentOf(alarmKinds, limit).map((entry) => alarmRow(entry, names));
}

function alarmRow(entry: StoredEntry, names: ReadonlyMap<string, string>): AlarmRow {
  const details = JSON.parse(entry.detailsText) as Readonly<Record<string, unknown>>;
  const text = (name: string) => (typeof details[name] === 'string' ? details[name] : null);
  const subject = text('subject');
  const actor = names.get(entry.adviserId) ?? '';
  // The reason of a lift is what a supervisor wrote; of a block, one of the quota's.
  const isWritten = entry.kind === 'quota-lifted';
  return {
    seq: entry.seq,
    at: new Date(typeof details.failedAtMs === 'number' ? details.failedAtMs : entry.atMs).toISOString(),
    kind: entry.kind,
    adviserName: subject === null ? actor : (names.get(subject) ?? ''),
    byName: subject === null || subject === entry.adviserId ? null : actor,
    reason: isWritten ? null : (text('reason') ?? text('code')),
    words: isWritten ? text('reason') : null,
  };
}

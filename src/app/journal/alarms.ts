/** The alarms of the journal as a supervisor reads them: whom each is about, who acted, why. Step `journal`. */
import type { AlarmRow } from '../../contract/values.ts';
import { errorCodes } from '../../core/error-codes.ts';
import type { StoredEntry } from '../../core/journal/audit-trail.ts';
import { type AlarmKind, alarmKinds, quotaReasons } from '../../core/vocabulary.ts';
import type { Session } from '../vault/session.ts';

/** A word that the journal stored, if it is one of `words`: what is read back from a file is not believed. */
function wordOf<Word extends string>(words: readonly Word[], stored: unknown): Word | null {
  return words.find((word) => word === stored) ?? null;
}

/** @returns newest first */
export function listAlarms({ journal, vault }: Session, limit: number): AlarmRow[] {
  const names = new Map(vault.register.advisers.map(({ adviserId, name }) => [adviserId, name]));
  return journal.recentOf(alarmKinds, limit).flatMap((entry) => {
    const kind = wordOf(alarmKinds, entry.kind);
    return kind === null ? [] : [alarmRow(kind, entry, names)];
  });
}

function alarmRow(kind: AlarmKind, entry: StoredEntry, names: ReadonlyMap<string, string>): AlarmRow {
  const details = JSON.parse(entry.detailsText) as Readonly<Record<string, unknown>>;
  const text = (name: string) => (typeof details[name] === 'string' ? details[name] : null);
  const subject = text('subject');
  const actor = names.get(entry.adviserId) ?? '';
  return {
    seq: entry.seq,
    at: new Date(typeof details.failedAtMs === 'number' ? details.failedAtMs : entry.atMs).toISOString(),
    kind,
    adviserName: subject === null ? actor : (names.get(subject) ?? ''),
    byName: subject === null || subject === entry.adviserId ? null : actor,
    quotaReason: wordOf(quotaReasons, details.reason),
    code: wordOf(errorCodes, details.code),
    // Only a supervisor who lifts a block writes a reason in words.
    words: kind === 'quota-lifted' ? text('reason') : null,
  };
}

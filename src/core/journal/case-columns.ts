/** The columns of a case's row that are derived from the case itself, so that lists and statistics read no case. Journal step. */
import { callLengthMs, caseFactsText } from './case-facts.ts';
import { type CaseRecord, parseCase } from './case-record.ts';
import type { JournalDatabase } from './database.ts';
import { caseMeaning } from './verdict-meaning.ts';

/** In the order in which a case is inserted. */
export function derivedColumns(record: CaseRecord) {
  return {
    characters: record.reference.slice(3).replace('-', ''),
    opened_ms: Date.parse(record.openedAt),
    status: record.status,
    adviser_id: record.adviserId,
    verdict_kind: caseMeaning(record),
    call_ms: callLengthMs(record),
    facts: caseFactsText(record),
  };
}

type HeldColumns = Readonly<Record<string, unknown>> & { readonly content: string };

/** @returns true if each derived column of the row says what the case says */
export function agreesWith(held: HeldColumns, record: CaseRecord): boolean {
  return Object.entries(derivedColumns(record)).every(([column, value]) => held[column] === value);
}

/** Within the caller's transaction: every case's columns are what the case says. One that cannot be read is left to the verification. */
export function deriveColumnsAnew(database: JournalDatabase): void {
  const read = database.prepare<[string], HeldColumns>('SELECT * FROM cases WHERE reference = ?');
  const write = database.prepare(
    `UPDATE cases SET characters = ?, opened_ms = ?, status = ?, adviser_id = ?, verdict_kind = ?, call_ms = ?, facts = ?
     WHERE reference = ?`,
  );
  // References first: a row must not change under the statement that walks over it.
  for (const reference of database.prepare<[], string>('SELECT reference FROM cases').pluck().all()) {
    const held = read.get(reference);
    const record = held === undefined ? null : parseCase(held.content);
    // A year of a workstation is some hundred megabytes: what is right already is not written again.
    if (held === undefined || record === null || agreesWith(held, record)) continue;
    write.run(...Object.values(derivedColumns(record)), reference);
  }
}

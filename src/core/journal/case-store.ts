/** Cases in the database: one row each, found by reference, date, adviser, status or due date. Journal step. */
import type { Statement } from 'better-sqlite3-multiple-ciphers';
import { toHex } from '../bytes/bytes.ts';
import { VigieError } from '../errors.ts';
import type { VerdictMeaning } from '../vocabulary.ts';
import { agreesWith, derivedColumns } from './case-columns.ts';
import {
  type CaseRecord,
  type CaseStatus,
  type CaseSummary,
  caseDigest,
  parseCase,
  serialiseCase,
} from './case-record.ts';
import type { JournalDatabase } from './database.ts';

/** Every part that is given must hold, except that reference and advisers are alternatives. */
export interface CaseQuery {
  /** Characters of a reference, without dashes; '' for any. */
  readonly referencePart: string;
  /** Cases of these advisers match as well; empty: none of them by adviser. */
  readonly adviserIds: readonly string[];
  /** Only cases of this adviser; null for any. */
  readonly adviserId: string | null;
  readonly openedFromMs: number | null;
  readonly openedBeforeMs: number | null;
  readonly status: CaseStatus | 'unclosed' | null;
  /** Only cases with a step put off; soonest first. Otherwise the most recent first. */
  readonly dueOnly: boolean;
  readonly offset: number;
  readonly limit: number;
}

export interface CaseListRow extends CaseSummary {
  readonly reference: string;
  readonly openedAt: string;
  readonly closedAt: string | null;
  readonly status: CaseStatus;
  readonly adviserId: string;
  readonly meaning: VerdictMeaning | 'none';
}

interface Row {
  readonly reference: string;
  readonly opened_ms: number;
  readonly closed_at: string | null;
  readonly status: CaseStatus;
  readonly adviser_id: string;
  readonly verdict_kind: VerdictMeaning | 'none';
  readonly steps_done: number;
  readonly steps_total: number;
  readonly next_due_on: string | null;
  readonly entry_seq: number;
  readonly content: string;
  readonly call_ms: number | null;
  readonly facts: string;
}

export interface StoredDigest {
  readonly reference: string;
  readonly entrySeq: number;
  readonly digestHex: string;
  /** False if a column that lists and statistics read does not say what the case says. */
  readonly columnsAgree: boolean;
}

function summaryOf(row: Row): CaseSummary {
  return { stepsDone: row.steps_done, stepsTotal: row.steps_total, nextDueOn: row.next_due_on };
}

function columnsAgree(row: Row): boolean {
  const record = parseCase(row.content);
  if (record === null || record.reference !== row.reference) return false;
  return agreesWith({ ...row }, record);
}

function whereOf(query: CaseQuery): { readonly where: string; readonly values: (string | number)[] } {
  const parts: string[] = [];
  const values: (string | number)[] = [];
  const add = (part: string, ...bound: (string | number)[]) => {
    parts.push(part);
    values.push(...bound);
  };
  const either: string[] = [];
  if (query.referencePart !== '') {
    either.push('instr(characters, ?) > 0');
    values.push(query.referencePart);
  }
  if (query.adviserIds.length > 0) {
    either.push(`adviser_id IN (${query.adviserIds.map(() => '?').join(', ')})`);
    values.push(...query.adviserIds);
  }
  if (either.length > 0) parts.push(`(${either.join(' OR ')})`);
  if (query.adviserId !== null) add('adviser_id = ?', query.adviserId);
  if (query.openedFromMs !== null) add('opened_ms >= ?', query.openedFromMs);
  if (query.openedBeforeMs !== null) add('opened_ms < ?', query.openedBeforeMs);
  if (query.status === 'unclosed') add("status <> 'closed'");
  else if (query.status !== null) add('status = ?', query.status);
  if (query.dueOnly) add('next_due_on IS NOT NULL');
  return { where: parts.length === 0 ? '' : `WHERE ${parts.join(' AND ')}`, values };
}

export class CaseStore {
  readonly #database: JournalDatabase;
  readonly #save: Statement;
  readonly #byReference: Statement<[string], Row>;
  readonly #latestOpen: Statement<[string], { reference: string }>;
  readonly #digests: Statement<[], Row>;
  readonly #purge: Statement<[number]>;

  constructor(database: JournalDatabase) {
    this.#database = database;
    this.#save = database.prepare(`
      INSERT OR REPLACE INTO cases (reference, characters, opened_ms, status, adviser_id, verdict_kind,
        call_ms, facts, steps_done, steps_total, next_due_on, entry_seq, content)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
    this.#byReference = database.prepare('SELECT * FROM cases WHERE reference = ?');
    this.#latestOpen = database.prepare(
      "SELECT reference FROM cases WHERE adviser_id = ? AND status = 'open' ORDER BY opened_ms DESC LIMIT 1",
    );
    this.#digests = database.prepare('SELECT * FROM cases');
    this.#purge = database.prepare('DELETE FROM cases WHERE entry_seq <= ?');
  }

  /** Hexadecimal digest of the row as `save` would write it: goes into the audit entry of the same transaction. */
  digest(record: CaseRecord, summary: CaseSummary): string {
    return toHex(caseDigest(serialiseCase(record), summary));
  }

  /** Within the caller's transaction. @param entrySeq number of the audit entry that carries the digest */
  save(record: CaseRecord, summary: CaseSummary, entrySeq: number): void {
    this.#save.run(
      record.reference,
      ...Object.values(derivedColumns(record)),
      summary.stepsDone,
      summary.stepsTotal,
      summary.nextDueOn,
      entrySeq,
      serialiseCase(record),
    );
  }

  /** @returns null if there is no such case. @throws VigieError 'journal-damaged' if its content is no case */
  read(reference: string): CaseRecord | null {
    const row = this.#byReference.get(reference);
    if (row === undefined) return null;
    const record = parseCase(row.content);
    if (record === null) throw new VigieError('journal-damaged', { reason: 'case', entry: row.entry_seq });
    return record;
  }

  /** @returns the reference of the adviser's most recent case that is still open, or null */
  latestOpen(adviserId: string): string | null {
    return this.#latestOpen.get(adviserId)?.reference ?? null;
  }

  list(query: CaseQuery): { readonly rows: CaseListRow[]; readonly total: number } {
    const { where, values } = whereOf(query);
    // `+` keeps SQLite from walking all cases by date where the index of the reference alone answers the search.
    const recentFirst = query.referencePart === '' ? 'opened_ms DESC' : '+opened_ms DESC';
    const order = query.dueOnly ? 'next_due_on, opened_ms' : recentFirst;
    const rows = this.#database
      .prepare<unknown[], Row>(
        `SELECT reference, opened_ms, status, adviser_id, verdict_kind, steps_done, steps_total, next_due_on,
           json_extract(content, '$.closedAt') AS closed_at
         FROM cases WHERE reference IN (SELECT reference FROM cases ${where} ORDER BY ${order} LIMIT ? OFFSET ?)
         ORDER BY ${order}`,
      )
      .all(...values, query.limit, query.offset);
    const counted = this.#database
      .prepare<unknown[], { total: number }>(`SELECT count(*) AS total FROM cases ${where}`)
      .get(...values);
    return {
      total: counted?.total ?? 0,
      rows: rows.map((row) => ({
        reference: row.reference,
        openedAt: new Date(row.opened_ms).toISOString(),
        closedAt: row.closed_at,
        status: row.status,
        adviserId: row.adviser_id,
        meaning: row.verdict_kind,
        ...summaryOf(row),
      })),
    };
  }

  /** Every case row with the digest of what it now holds, for the verification. */
  *digests(): Generator<StoredDigest> {
    for (const row of this.#digests.iterate()) {
      const digestHex = toHex(caseDigest(row.content, summaryOf(row)));
      yield { reference: row.reference, entrySeq: row.entry_seq, digestHex, columnsAgree: columnsAgree(row) };
    }
  }

  /** Within the caller's transaction. @returns number of cases not touched since that entry, now deleted */
  purge(throughSeq: number): number {
    return this.#purge.run(throughSeq).changes;
  }
}

/**
 * The audit trail in the database: appends chained entries, verifies the chain, purges its old end. Journal step.
 * Knows nothing of cases but the digest that an entry carries of the case it changed.
 */
import type { Statement } from 'better-sqlite3-multiple-ciphers';
import { VigieError } from '../errors.ts';
import type { AuditDetails, AuditEntry, AuditKind, Chain } from './audit-entry.ts';
import type { JournalDatabase } from './database.ts';

export interface NewEntry {
  readonly atMs: number;
  readonly adviserId: string;
  readonly kind: AuditKind;
  readonly caseReference?: string | null;
  readonly details?: AuditDetails;
}

export interface StoredEntry extends AuditEntry {
  readonly mac: Uint8Array;
}

/** Where the chain ends: the last entry and its MAC. */
export interface ChainEnd {
  readonly seq: number;
  readonly mac: Uint8Array;
}

interface AuditRow {
  readonly seq: number;
  readonly at_ms: number;
  readonly adviser_id: string;
  readonly kind: string;
  readonly case_reference: string | null;
  readonly details: string;
  readonly mac: Buffer;
}

function toEntry(row: AuditRow): StoredEntry {
  return {
    seq: row.seq,
    atMs: row.at_ms,
    adviserId: row.adviser_id,
    kind: row.kind as AuditKind,
    caseReference: row.case_reference,
    detailsText: row.details,
    mac: new Uint8Array(row.mac),
  };
}

const columns = 'seq, at_ms, adviser_id, kind, case_reference, details, mac';

export class AuditTrail {
  readonly #chain: Chain;
  readonly #insert: Statement;
  readonly #bySeq: Statement<[number], AuditRow>;
  readonly #after: Statement<[number, number], AuditRow>;
  readonly #last: Statement<[], AuditRow>;
  readonly #lastPurge: Statement<[], AuditRow>;
  readonly #latestOf: Statement<[string], AuditRow>;
  readonly #recentOf: Statement<[string, number], AuditRow>;
  readonly #deleteThrough: Statement<[number]>;
  readonly #firstToKeep: Statement<[number, number], { seq: number }>;

  constructor(database: JournalDatabase, chain: Chain) {
    this.#chain = chain;
    this.#insert = database.prepare(`INSERT INTO audit (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?)`);
    this.#bySeq = database.prepare(`SELECT ${columns} FROM audit WHERE seq = ?`);
    this.#after = database.prepare(`SELECT ${columns} FROM audit WHERE seq > ? ORDER BY seq LIMIT ?`);
    this.#last = database.prepare(`SELECT ${columns} FROM audit ORDER BY seq DESC LIMIT 1`);
    this.#lastPurge = database.prepare(
      `SELECT ${columns} FROM audit WHERE kind = 'journal-purged' ORDER BY seq DESC LIMIT 1`,
    );
    // `+seq` keeps SQLite from walking all entries by primary key: the index on `kind` holds the numbers, so that one entry is read,
    // however many of its kind there are.
    this.#latestOf = database.prepare(
      `SELECT ${columns} FROM audit
        WHERE seq = (SELECT max(+seq) FROM audit WHERE kind IN (SELECT value FROM json_each(?)))`,
    );
    this.#recentOf = database.prepare(
      `SELECT ${columns} FROM audit WHERE kind = ? ORDER BY at_ms DESC, seq DESC LIMIT ?`,
    );
    this.#deleteThrough = database.prepare('DELETE FROM audit WHERE seq <= ?');
    // The first entry that is too recent to be purged, or that must stay. `+at_ms` makes SQLite walk by primary key, so that it
    // stops at the first row in the usual case that nothing is old.
    this.#firstToKeep = database.prepare('SELECT seq FROM audit WHERE +at_ms >= ? OR seq >= ? ORDER BY seq LIMIT 1');
  }

  /** MAC of the first entry's predecessor before any purge. */
  get genesis(): ChainEnd {
    return { seq: 0, mac: this.#chain.genesis };
  }

  /** @returns the last entry and its MAC; the genesis where there is none */
  end(): ChainEnd {
    const last = this.#last.get();
    return last === undefined ? this.genesis : { seq: last.seq, mac: new Uint8Array(last.mac) };
  }

  /** @returns null if there is no entry of this number */
  read(seq: number): StoredEntry | null {
    const row = this.#bySeq.get(seq);
    return row === undefined ? null : toEntry(row);
  }

  /** @returns the last entry of any of these kinds, or null */
  latestOf(kinds: readonly AuditKind[]): StoredEntry | null {
    const row = this.#latestOf.get(JSON.stringify(kinds));
    return row === undefined ? null : toEntry(row);
  }

  /** @returns the last entries of these kinds, newest first, at most `limit` */
  recentOf(kinds: readonly AuditKind[], limit: number): StoredEntry[] {
    const recent = kinds.flatMap((kind) => this.#recentOf.all(kind, limit));
    return recent
      .sort((a, b) => b.seq - a.seq)
      .slice(0, limit)
      .map(toEntry);
  }

  /** @returns entries after `seq`, in order, at most `limit` */
  readAfter(seq: number, limit: number): StoredEntry[] {
    return this.#after.all(seq, limit).map(toEntry);
  }

  /** Within the caller's transaction. @returns the new end */
  append(end: ChainEnd, entry: NewEntry): ChainEnd {
    const chained: AuditEntry = {
      seq: end.seq + 1,
      atMs: entry.atMs,
      adviserId: entry.adviserId,
      kind: entry.kind,
      caseReference: entry.caseReference ?? null,
      detailsText: JSON.stringify(entry.details ?? {}),
    };
    const mac = this.#chain.entryMac(end.mac, chained);
    const { seq, atMs, adviserId, kind, caseReference, detailsText } = chained;
    this.#insert.run(seq, atMs, adviserId, kind, caseReference, detailsText, Buffer.from(mac));
    return { seq, mac };
  }

  /** @returns true if the entry's MAC follows from the one before it */
  follows(previousMac: Uint8Array, entry: StoredEntry): boolean {
    const expected = this.#chain.entryMac(previousMac, entry);
    return Buffer.compare(expected, entry.mac) === 0;
  }

  /**
   * What the oldest entry still here is chained to: the genesis, or the end that the last tombstone names. The tombstone
   * itself is verified when the chain reaches it.
   * @throws VigieError 'journal-damaged' if the tombstone cannot be read
   */
  anchor(): ChainEnd {
    const row = this.#lastPurge.get();
    if (row === undefined) return this.genesis;
    const { throughSeq, throughMac } = JSON.parse(row.details) as { throughSeq?: unknown; throughMac?: unknown };
    if (typeof throughSeq !== 'number' || typeof throughMac !== 'string' || !/^[0-9a-f]{64}$/.test(throughMac)) {
      throw new VigieError('journal-damaged', { reason: 'tombstone', entry: row.seq });
    }
    return { seq: throughSeq, mac: new Uint8Array(Buffer.from(throughMac, 'hex')) };
  }

  /** @returns the last entry of the unbroken run of old entries that may be purged, keeping `keepFrom` and later; null if none */
  purgeableEnd(beforeMs: number, keepFrom: number): StoredEntry | null {
    const kept = this.#firstToKeep.get(beforeMs, keepFrom);
    return kept === undefined ? null : this.read(kept.seq - 1);
  }

  /** Within the caller's transaction, which appends the tombstone as well. @returns number of entries deleted */
  deleteThrough(seq: number): number {
    return this.#deleteThrough.run(seq).changes;
  }
}

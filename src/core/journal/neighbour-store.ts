/**
 * Keeps the neighbours' counts of each adviser for one window, in the journal's database: encrypted with it, saved in the
 * transaction of the check they are about, and as hard to put back as the journal itself. Journal step.
 */
import { countNeighbour, neighbourCountBytes, newNeighbourCounts } from '../check/neighbour-counts.ts';
import { windowMs } from '../check/quota.ts';
import type { Identifier } from '../identifier/types.ts';
import type { JournalDatabase } from './database.ts';
import type { QuotaCounterReader } from './quota-counters.ts';

/** One identifier counted in, not saved yet. */
export interface CountedNeighbour {
  /** True if enough others came before it that are alike in all but one part. */
  readonly near: boolean;
  readonly adviserId: string;
  readonly beganMs: number;
  /** Number of the entry with which the window began; null if it is the one that comes now. */
  readonly beganSeq: number | null;
  readonly counts: Uint8Array;
}

export class NeighbourStore {
  readonly #database: JournalDatabase;
  readonly #key: Uint8Array;
  readonly #quota: QuotaCounterReader;

  /** @param key 32 bytes; the journal zeroes it · @param quota tells how old an entry counts as being */
  constructor(database: JournalDatabase, key: Uint8Array, quota: QuotaCounterReader) {
    this.#database = database;
    this.#key = key;
    this.#quota = quota;
  }

  count(adviserId: string, identifier: Pick<Identifier, 'kind' | 'canonical'>, nowMs: number): CountedNeighbour {
    this.expire(nowMs);
    const row = this.#database
      .prepare<[string, number], { began_ms: number; began_seq: number; counts: Buffer }>(
        'SELECT began_ms, began_seq, counts FROM neighbours WHERE adviser_id = ? AND length(counts) = ?',
      )
      .get(adviserId, neighbourCountBytes);
    const beganMs = row?.began_ms ?? Math.max(nowMs, this.#quota.highWaterMs());
    const counts = row === undefined ? newNeighbourCounts() : new Uint8Array(row.counts);
    const near = countNeighbour(counts, this.#key, `${adviserId}|${beganMs}`, identifier);
    return { near, adviserId, beganMs, beganSeq: row?.began_seq ?? null, counts };
  }

  /** Within the caller's transaction. @param seq number of the entry that it writes */
  save({ adviserId, beganMs, beganSeq, counts }: CountedNeighbour, seq: number): void {
    this.#database
      .prepare('INSERT OR REPLACE INTO neighbours (adviser_id, began_ms, began_seq, counts) VALUES (?, ?, ?, ?)')
      .run(adviserId, beganMs, beganSeq ?? seq, Buffer.from(counts));
  }

  /** Drops what is older than its window. */
  expire(nowMs: number): void {
    const rows = this.#database
      .prepare<[], { adviser_id: string; began_ms: number; began_seq: number }>(
        'SELECT adviser_id, began_ms, began_seq FROM neighbours',
      )
      .all();
    for (const { adviser_id, began_ms, began_seq } of rows) {
      if (this.#quota.ageMs(began_ms, began_seq, nowMs) < windowMs.day) continue;
      this.#database.prepare('DELETE FROM neighbours WHERE adviser_id = ?').run(adviser_id);
    }
  }
}

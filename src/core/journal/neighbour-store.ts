/**
 * Keeps the neighbours' counts of each adviser for one window, in the journal's database: encrypted with it, saved in the
 * transaction of the check they are about, and as hard to put back as the journal itself. Journal step.
 */
import { countNeighbour, neighbourCountBytes, newNeighbourCounts } from '../check/neighbour-counts.ts';
import { windowMs } from '../check/quota.ts';
import type { Identifier } from '../identifier/types.ts';
import type { JournalDatabase } from './database.ts';

/** One identifier counted in, not saved yet. */
export interface CountedNeighbour {
  /** True if enough others came before it that are alike in all but one part. */
  readonly near: boolean;
  readonly adviserId: string;
  readonly beganMs: number;
  readonly counts: Uint8Array;
}

export class NeighbourStore {
  readonly #database: JournalDatabase;
  readonly #key: Uint8Array;

  /** @param key 32 bytes; the journal zeroes it */
  constructor(database: JournalDatabase, key: Uint8Array) {
    this.#database = database;
    this.#key = key;
  }

  /** @param nowMs never before the journal's latest instant */
  count(adviserId: string, identifier: Pick<Identifier, 'kind' | 'canonical'>, nowMs: number): CountedNeighbour {
    const row = this.#database
      .prepare<[string, number, number], { began_ms: number; counts: Buffer }>(
        'SELECT began_ms, counts FROM neighbours WHERE adviser_id = ? AND began_ms > ? AND length(counts) = ?',
      )
      .get(adviserId, nowMs - windowMs.day, neighbourCountBytes);
    const beganMs = row?.began_ms ?? nowMs;
    const counts = row === undefined ? newNeighbourCounts() : new Uint8Array(row.counts);
    const near = countNeighbour(counts, this.#key, `${adviserId}|${beganMs}`, identifier);
    return { near, adviserId, beganMs, counts };
  }

  /** Within the caller's transaction. */
  save({ adviserId, beganMs, counts }: CountedNeighbour): void {
    this.#database
      .prepare('INSERT OR REPLACE INTO neighbours (adviser_id, began_ms, counts) VALUES (?, ?, ?)')
      .run(adviserId, beganMs, Buffer.from(counts));
  }

  /** Drops what is older than its window. */
  expire(nowMs: number): void {
    this.#database.prepare('DELETE FROM neighbours WHERE began_ms <= ?').run(nowMs - windowMs.day);
  }
}

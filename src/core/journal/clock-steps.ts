/**
 * How far the wall clock was set, so that windows of time count what has passed and not what the clock says. Journal step.
 *
 * The machine counts the time since it was started, sleep included, and nobody can set that. Where the wall clock has moved
 * further than it, the clock was set: that is an entry (`clock-moved-forward`, `clock-moved-back`, with `byMs`), and what was
 * entered before it counts as that much later. Across a start of the machine there is nothing to compare with: the clock
 * is then taken at its word.
 *
 * One step forward a day is believed: a virtual machine that was paused overnight wakes up with its old time and is then
 * set right, and its advisers must not find yesterday's checks still counted. A second one is not.
 */
import { windowMs } from '../check/quota.ts';
import type { AuditDetails, AuditKind } from './audit-entry.ts';
import type { JournalDatabase } from './database.ts';

/** Time since the machine was started, sleep included. */
export interface SinceBoot {
  /** The same for as long as the machine runs, another after each start. */
  readonly bootId: string;
  readonly ms: number;
}

export interface ClockReading {
  readonly wallMs: number;
  /** Null where the machine does not tell. */
  readonly sinceBoot: SinceBoot | null;
}

/** A step that is not entered yet. */
export interface ClockStep {
  readonly kind: Extract<AuditKind, 'clock-moved-forward' | 'clock-moved-back'>;
  readonly details: AuditDetails;
  /** By which what came before counts as later; 0 where the step is believed. */
  readonly shiftMs: number;
}

/** Entries from `fromSeq` on, up to the next younger span, count as `shiftMs` later than they say. */
export interface TimeSpan {
  readonly fromSeq: number;
  readonly beforeSeq: number;
  readonly shiftMs: number;
}

/** As `clockToleranceMs`: what a time service corrects; and what a bad quartz adds, many times over (200 ppm). */
const toleranceMs = 120_000;
const driftShare = 0.0002;

const stepKinds: readonly AuditKind[] = ['clock-moved-forward', 'clock-moved-back', 'clock-accepted'];

export class ClockSteps {
  readonly #database: JournalDatabase;

  constructor(database: JournalDatabase) {
    this.#database = database;
  }

  /** @returns the step that the clock has made since it was last compared, or null */
  pending({ wallMs, sinceBoot }: ClockReading): ClockStep | null {
    const anchor = this.#anchor();
    if (sinceBoot === null || anchor === null || !isSameRun(anchor, sinceBoot)) return null;
    const passedMs = sinceBoot.ms - anchor.boot_ms;
    const byMs = Math.round(wallMs - anchor.wall_ms - passedMs);
    if (Math.abs(byMs) <= toleranceMs + passedMs * driftShare) return null;
    if (byMs < 0) return { kind: 'clock-moved-back', details: { byMs }, shiftMs: byMs };
    const believed = !this.#believedSince(wallMs - byMs - windowMs.day);
    return { kind: 'clock-moved-forward', details: { byMs, believed }, shiftMs: believed ? 0 : byMs };
  }

  /** Within the caller's transaction, which enters the pending step: from here on it is compared with this reading. */
  compareFrom({ wallMs, sinceBoot }: ClockReading, stepped: boolean): void {
    if (sinceBoot === null) return;
    const anchor = this.#anchor();
    if (!stepped && anchor !== null && isSameRun(anchor, sinceBoot)) return;
    this.#database
      .prepare('INSERT OR REPLACE INTO clock (id, boot_id, boot_ms, wall_ms) VALUES (1, ?, ?, ?)')
      .run(sinceBoot.bootId, Math.round(sinceBoot.ms), wallMs);
  }

  /**
   * The spans of the trail that can matter to a window of a day, youngest first; each adds up the steps after it.
   * @param pendingMs `shiftMs` of a step that is not entered yet
   */
  spans(nowMs: number, pendingMs: number): TimeSpan[] {
    const spans: TimeSpan[] = [];
    let shiftMs = pendingMs;
    let beforeSeq = Number.MAX_SAFE_INTEGER;
    for (const { seq, at_ms, by_ms } of this.#steps()) {
      spans.push({ fromSeq: seq, beforeSeq, shiftMs });
      // Everything before the step counts as no later than the step itself.
      if (at_ms + shiftMs <= nowMs - windowMs.day) return spans;
      beforeSeq = seq;
      shiftMs += by_ms;
    }
    spans.push({ fromSeq: 0, beforeSeq, shiftMs });
    return spans;
  }

  /** @returns by how much what was entered as number `seq` counts as later, steps that are days old included */
  shiftSince(seq: number, pendingMs: number): number {
    let shiftMs = pendingMs;
    for (const step of this.#steps()) {
      if (step.seq <= seq) break;
      shiftMs += step.by_ms;
    }
    return shiftMs;
  }

  #believedSince(fromMs: number): boolean {
    const rows = this.#database
      .prepare<[], { seq: number; at_ms: number }>(
        `SELECT seq, at_ms FROM audit WHERE kind = 'clock-moved-forward' AND json_extract(details, '$.believed')
         ORDER BY seq DESC LIMIT 1`,
      )
      .all();
    return rows.some(({ seq, at_ms }) => at_ms + this.shiftSince(seq, 0) > fromMs);
  }

  /** Youngest first, without those that were believed. */
  #steps(): { seq: number; at_ms: number; by_ms: number }[] {
    return this.#database
      .prepare<[string], { seq: number; at_ms: number; by_ms: number }>(
        `SELECT seq, at_ms, json_extract(details, '$.byMs') AS by_ms FROM audit
         WHERE kind IN (SELECT value FROM json_each(?)) AND json_extract(details, '$.byMs') IS NOT NULL
           AND NOT coalesce(json_extract(details, '$.believed'), 0) ORDER BY +seq DESC`,
      )
      .all(JSON.stringify(stepKinds));
  }

  #anchor(): Anchor | null {
    return this.#database.prepare<[], Anchor>('SELECT * FROM clock WHERE id = 1').get() ?? null;
  }
}

interface Anchor {
  readonly boot_id: string;
  readonly boot_ms: number;
  readonly wall_ms: number;
}

/** A container, or a machine put back to a snapshot, keeps the name of its start and begins to count anew. */
function isSameRun(anchor: Anchor, sinceBoot: SinceBoot): boolean {
  return anchor.boot_id === sinceBoot.bootId && sinceBoot.ms >= anchor.boot_ms - 1_000;
}

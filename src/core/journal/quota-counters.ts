/**
 * The counters of the quotas, read from the audit trail itself: there is no second copy that could be reset without
 * breaking the chain. Journal step.
 */
import { needsSupervisor, type QuotaCounters, quotaWindows, type WindowCounters, windowMs } from '../check/quota.ts';
import { type QuotaReason, quotaReasons } from '../vocabulary.ts';
import type { AuditKind } from './audit-entry.ts';
import type { ClockSteps, TimeSpan } from './clock-steps.ts';
import type { JournalDatabase } from './database.ts';

/** Anything that shows a person at work between two checks. */
const stepKinds: readonly AuditKind[] = [
  'case-changed',
  'note-saved',
  'sheet-printed',
  'sheet-saved',
  'letter-printed',
  'letter-saved',
];

export class QuotaCounterReader {
  readonly #database: JournalDatabase;
  readonly #steps: ClockSteps;
  readonly #pendingShiftMs: () => number;

  /** @param pendingShiftMs of a clock that was set and has not been entered yet */
  constructor(database: JournalDatabase, steps: ClockSteps, pendingShiftMs: () => number) {
    this.#database = database;
    this.#steps = steps;
    this.#pendingShiftMs = pendingShiftMs;
  }

  #number(sql: string, ...values: (string | number)[]): number {
    return (
      this.#database
        .prepare<unknown[], number | null>(sql)
        .pluck()
        .get(...values) ?? 0
    );
  }

  /** @param subject adviser, or null for a lift of anyone, which lifts the workstation's windows too */
  #lastLift(subject: string | null): number {
    const lifts = "SELECT max(seq) FROM audit WHERE kind = 'quota-lifted'";
    if (subject === null) return this.#number(lifts);
    return this.#number(`${lifts} AND json_extract(details, '$.subject') = ?`, subject);
  }

  #windows(adviserId: string | null, sinceSeq: number, nowMs: number, spans: readonly TimeSpan[]): WindowCounters {
    const [tenMinutes, hour, day] = quotaWindows.map((window) =>
      this.#countWithin(adviserId, 'check', sinceSeq, nowMs - windowMs[window], spans),
    );
    return {
      counts: { 'ten-minutes': tenMinutes?.count ?? 0, hour: hour?.count ?? 0, day: day?.count ?? 0 },
      oldestInTenMinutesMs: tenMinutes?.oldestMs ?? null,
    };
  }

  /** Entries that count as later than `fromMs`, span by span. @param adviserId null for everyone's */
  #countWithin(
    adviserId: string | null,
    kind: AuditKind,
    sinceSeq: number,
    fromMs: number,
    spans: readonly TimeSpan[],
  ): { readonly count: number; readonly oldestMs: number | null } {
    const [scope, scopeValues] = adviserId === null ? ['', []] : ['adviser_id = ? AND', [adviserId]];
    let count = 0;
    let oldestMs: number | null = null;
    for (const { fromSeq, beforeSeq, shiftMs } of spans) {
      const found = this.#database
        .prepare<unknown[], { found: number; oldest: number | null }>(
          `SELECT count(*) AS found, min(at_ms) AS oldest FROM audit
           WHERE ${scope} kind = ? AND at_ms > ? AND seq >= ? AND seq < ?`,
        )
        .get(...scopeValues, kind, fromMs - shiftMs, Math.max(fromSeq, sinceSeq + 1), beforeSeq);
      if (found === undefined || found.oldest === null) continue;
      count += found.found;
      oldestMs = Math.min(oldestMs ?? Number.POSITIVE_INFINITY, found.oldest + shiftMs);
    }
    return { count, oldestMs };
  }

  #countSince(adviserId: string, kind: AuditKind, sinceSeq: number, fromMs: number = 0): number {
    return this.#number(
      'SELECT count(*) FROM audit WHERE adviser_id = ? AND kind = ? AND at_ms > ? AND seq > ?',
      adviserId,
      kind,
      fromMs,
      sinceSeq,
    );
  }

  /** @returns how long ago an entry counts as having been made, however the clock was set since */
  ageMs(atMs: number, seq: number, nowMs: number): number {
    return Math.max(nowMs, this.highWaterMs()) - atMs - this.#steps.shiftSince(seq, this.#pendingShiftMs());
  }

  #lastOf(adviserId: string, kinds: readonly AuditKind[]): number {
    const each = kinds.map((kind) =>
      this.#number('SELECT max(seq) FROM audit WHERE adviser_id = ? AND kind = ?', adviserId, kind),
    );
    return Math.max(0, ...each);
  }

  #standingBlock(adviserId: string, adviserLift: number, anyLift: number): QuotaReason | null {
    const rows = this.#database
      .prepare<[number], { seq: number; adviser_id: string; reason: string }>(
        `SELECT seq, adviser_id, json_extract(details, '$.reason') AS reason FROM audit
         WHERE kind = 'quota-blocked' AND seq > ? ORDER BY seq DESC`,
      )
      .all(Math.min(adviserLift, anyLift));
    for (const { seq, adviser_id, reason } of rows) {
      const known = quotaReasons.find((each) => each === reason);
      if (known === undefined || !needsSupervisor(known)) continue;
      const stands = known.startsWith('workstation-') ? seq > anyLift : adviser_id === adviserId && seq > adviserLift;
      if (stands) return known;
    }
    return null;
  }

  /** Latest instant of any entry since a supervisor last accepted the clock. */
  highWaterMs(): number {
    const accepted = this.#number("SELECT max(seq) FROM audit WHERE kind = 'clock-accepted'");
    if (accepted === 0) return this.#number('SELECT max(at_ms) FROM audit');
    return this.#number('SELECT max(at_ms) FROM audit WHERE seq >= ?', accepted);
  }

  /** @returns how many entries of this kind the adviser has made within a day, since a supervisor last lifted a block of theirs */
  countInDay(adviserId: string, kind: AuditKind, nowMs: number): number {
    const now = Math.max(nowMs, this.highWaterMs());
    const spans = this.#steps.spans(now, this.#pendingShiftMs());
    return this.#countWithin(adviserId, kind, this.#lastLift(adviserId), now - windowMs.day, spans).count;
  }

  /** @returns the counters that `evaluateQuota` judges for this adviser at this time */
  read(adviserId: string, nowMs: number): QuotaCounters {
    const highWaterMs = this.highWaterMs();
    const now = Math.max(nowMs, highWaterMs);
    const spans = this.#steps.spans(now, this.#pendingShiftMs());
    const adviserLift = this.#lastLift(adviserId);
    const anyLift = this.#lastLift(null);
    const sinceStep = Math.max(adviserLift, this.#lastOf(adviserId, stepKinds));
    const sinceListed = Math.max(adviserLift, this.#lastOf(adviserId, ['verdict-listed']));
    return {
      adviser: this.#windows(adviserId, adviserLift, now, spans),
      workstation: this.#windows(null, anyLift, now, spans),
      checksWithoutStep: this.#countSince(adviserId, 'check', sinceStep),
      notListedRun: this.#countSince(adviserId, 'verdict-not-listed', sinceListed),
      sequenceSuspicions: this.#countWithin(adviserId, 'sequence-suspected', adviserLift, now - windowMs.day, spans)
        .count,
      standingBlock: this.#standingBlock(adviserId, adviserLift, anyLift),
      highWaterMs,
    };
  }

  /** @returns how long ago this supervisor last lifted a block of their own (ms), or null if never */
  lastSelfLiftAgeMs(adviserId: string, nowMs: number): number | null {
    const row = this.#database
      .prepare<[string, string], { seq: number; at_ms: number }>(
        `SELECT seq, at_ms FROM audit WHERE kind = 'quota-lifted' AND adviser_id = ?
         AND json_extract(details, '$.subject') = ? ORDER BY +seq DESC LIMIT 1`,
      )
      .get(adviserId, adviserId);
    return row === undefined ? null : this.ageMs(row.at_ms, row.seq, nowMs);
  }

  /** @returns by how much the clock is behind what the journal counts with (ms, negative), for when it is accepted */
  acceptedStepMs(nowMs: number): number {
    const last = this.#database
      .prepare<[], { seq: number; at_ms: number }>('SELECT seq, at_ms FROM audit ORDER BY at_ms DESC LIMIT 1')
      .get();
    if (last === undefined) return 0;
    return Math.min(0, nowMs - last.at_ms - this.#steps.shiftSince(last.seq, this.#pendingShiftMs()));
  }

  /** @returns true if this adviser has an entry of this kind after `fromMs` */
  hasSince(adviserId: string, kind: AuditKind, fromMs: number): boolean {
    return this.#countSince(adviserId, kind, 0, fromMs) > 0;
  }
}

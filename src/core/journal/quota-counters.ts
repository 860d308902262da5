/**
 * The counters of the quotas, read from the audit trail itself: there is no second copy that could be reset without
 * breaking the chain. Journal step.
 */
import {
  needsSupervisor,
  type QuotaCounters,
  type QuotaReason,
  quotaReasons,
  quotaWindows,
  type WindowCounters,
  windowMs,
} from '../check/quota.ts';
import type { AuditKind } from './audit-entry.ts';
import type { JournalDatabase } from './database.ts';

/** Anything that shows a person at work between two checks. */
const stepKinds: readonly AuditKind[] = [
  'step-outcome',
  'question-answered',
  'note-saved',
  'sheet-printed',
  'sheet-saved',
  'letter-printed',
  'letter-saved',
];

export class QuotaCounterReader {
  readonly #database: JournalDatabase;

  constructor(database: JournalDatabase) {
    this.#database = database;
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

  #windows(adviserId: string | null, sinceSeq: number, nowMs: number): WindowCounters {
    const [scope, scopeValues] = adviserId === null ? ['', []] : ['adviser_id = ? AND', [adviserId]];
    const checks = (column: string, fromMs: number) =>
      this.#number(
        `SELECT ${column} FROM audit WHERE ${scope} kind = 'check' AND at_ms > ? AND seq > ?`,
        ...scopeValues,
        fromMs,
        sinceSeq,
      );
    const [tenMinutes, hour, day] = quotaWindows.map((window) => checks('count(*)', nowMs - windowMs[window]));
    return {
      counts: { 'ten-minutes': tenMinutes ?? 0, hour: hour ?? 0, day: day ?? 0 },
      oldestInTenMinutesMs: tenMinutes ? checks('min(at_ms)', nowMs - windowMs['ten-minutes']) : null,
    };
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

  /** @returns the counters that `evaluateQuota` judges for this adviser at this time */
  read(adviserId: string, nowMs: number): QuotaCounters {
    const highWaterMs = this.highWaterMs();
    const now = Math.max(nowMs, highWaterMs);
    const adviserLift = this.#lastLift(adviserId);
    const anyLift = this.#lastLift(null);
    const sinceStep = Math.max(adviserLift, this.#lastOf(adviserId, stepKinds));
    const sinceListed = Math.max(adviserLift, this.#lastOf(adviserId, ['verdict-listed']));
    return {
      adviser: this.#windows(adviserId, adviserLift, now),
      workstation: this.#windows(null, anyLift, now),
      checksWithoutStep: this.#countSince(adviserId, 'check', sinceStep),
      notListedRun: this.#countSince(adviserId, 'verdict-not-listed', sinceListed),
      sequenceSuspicions: this.#countSince(adviserId, 'sequence-suspected', adviserLift, now - windowMs.day),
      standingBlock: this.#standingBlock(adviserId, adviserLift, anyLift),
      highWaterMs,
    };
  }

  /** @returns instants (ms) of the lifts that this supervisor gave themselves after `fromMs` */
  selfLiftsSince(adviserId: string, fromMs: number): number[] {
    return this.#database
      .prepare<unknown[], number>(
        `SELECT at_ms FROM audit WHERE kind = 'quota-lifted' AND adviser_id = ? AND at_ms > ?
         AND json_extract(details, '$.subject') = ?`,
      )
      .pluck()
      .all(adviserId, fromMs, adviserId);
  }

  /** @returns true if this adviser has an entry of this kind after `fromMs` */
  hasSince(adviserId: string, kind: AuditKind, fromMs: number): boolean {
    return this.#countSince(adviserId, kind, 0, fromMs) > 0;
  }
}

/**
 * Room in the journal: how many entries of each kind whoever is unlocked may still make today (`entry-bounds.ts`). It is asked for
 * before anything is done, so that nothing is done which could not be entered.
 */
import { VigieError } from '../../core/errors.ts';
import type { AuditKind } from '../../core/journal/audit-entry.ts';
import { dailyBound } from '../../core/journal/entry-bounds.ts';
import type { Journal } from '../../core/journal/journal.ts';
import type { QuotaReason } from '../../core/vocabulary.ts';

interface RoomOf {
  readonly journal: Pick<Journal, 'quota' | 'write'>;
  readonly adviserId: string;
  nowMs(): number;
  /** As the settings in force say. */
  checksPerDay(): number;
}

export class EntryRoom {
  readonly #of: RoomOf;
  /** What was left when the entries were last counted, less what was taken since: counting at each entry would slow every step. */
  readonly #left = new Map<AuditKind, number>();
  /** Taken for what is still being done, and not entered yet. */
  readonly #held = new Map<AuditKind, number>();

  constructor(of: RoomOf) {
    this.#of = of;
  }

  /** @returns true if one more entry of this kind may be made */
  has(kind: AuditKind): boolean {
    const bound = dailyBound(kind, this.#of.checksPerDay());
    if (bound === null) return true;
    const left = Math.min(this.#left.get(kind) ?? 0, bound);
    if (left > 0) return true;
    const { journal, adviserId } = this.#of;
    const made = journal.quota.countInDay(adviserId, kind, this.#of.nowMs());
    const counted = bound - made - (this.#held.get(kind) ?? 0);
    this.#left.set(kind, counted);
    return counted > 0;
  }

  /** @throws VigieError 'entries-exceeded', and alarms the supervisor, if no more entry of this kind may be made */
  require(kind: AuditKind): void {
    if (this.has(kind)) return;
    this.block('entries-day');
    throw new VigieError('entries-exceeded');
  }

  /** @throws VigieError as `require` */
  take(kind: AuditKind): void {
    this.require(kind);
    this.#left.set(kind, (this.#left.get(kind) ?? 0) - 1);
  }

  /** For an act that takes a while: others that begin meanwhile count it in. @throws VigieError as `require` */
  hold(kind: AuditKind): void {
    this.take(kind);
    this.#held.set(kind, (this.#held.get(kind) ?? 0) + 1);
  }

  /** The act has ended, entered or not. What it took is counted again once the rest is used up. */
  release(kind: AuditKind): void {
    this.#held.set(kind, Math.max(0, (this.#held.get(kind) ?? 0) - 1));
  }

  /** Checks then wait for a supervisor. Entered once: a block that stands already is enough to look at. */
  block(reason: Extract<QuotaReason, 'cases-day' | 'entries-day'>): void {
    const { journal, adviserId } = this.#of;
    const atMs = this.#of.nowMs();
    if (journal.quota.read(adviserId, atMs).standingBlock !== null) return;
    journal.write([{ atMs, adviserId, kind: 'quota-blocked', details: { reason } }]);
  }
}

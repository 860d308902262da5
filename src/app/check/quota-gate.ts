/**
 * The gate before every check: asks the quota, journals what it decides, and lets the check through only once its own
 * entry is on disk.
 */
import type { QuotaView } from '../../contract/values.ts';
import {
  clockToleranceMs,
  evaluateQuota,
  needsSupervisor,
  type QuotaDecision,
  quotaLimits,
  windowMs,
} from '../../core/check/quota.ts';
import { VigieError } from '../../core/errors.ts';
import type { Identifier } from '../../core/identifier/types.ts';
import type { NewEntry } from '../../core/journal/audit-trail.ts';
import { recoveryAdviserId } from '../../core/unlock/register.ts';
import type { QuotaReason } from '../../core/vocabulary.ts';
import type { AppContext } from '../context.ts';

/** A supervisor may lift their own block once a day: where there is only one, the work can go on, and a stolen account stays bounded. */
const selfLiftEveryMs = windowMs.day;

export class QuotaGate {
  readonly #context: AppContext;

  constructor(context: AppContext) {
    this.#context = context;
  }

  decide(adviserId: string): QuotaDecision {
    const { sessions, options } = this.#context;
    const { journal } = sessions.require();
    const nowMs = options.clock.nowMs();
    return evaluateQuota(journal.quota.read(adviserId, nowMs), quotaLimits(sessions.settings), nowMs);
  }

  view(adviserId: string): QuotaView {
    const { freeAtMs, ...decision } = this.decide(adviserId);
    return { ...decision, freeAt: freeAtMs === null ? null : new Date(freeAtMs).toISOString() };
  }

  /**
   * Journals the check, durably, or refuses it.
   * @throws VigieError 'quota-exceeded' { reason, freeAt? }, 'clock-moved-back', 'disk-full', 'read-only': no check is then made
   */
  admit(reference: string, identifier: Identifier): void {
    const { sessions, options } = this.#context;
    const { journal, write, adviserId, sequence } = sessions.require();
    const atMs = options.clock.nowMs();
    const decision = this.decide(adviserId);
    const entry = (kind: NewEntry['kind'], details: NewEntry['details']): NewEntry => ({
      atMs,
      adviserId,
      kind,
      caseReference: reference,
      ...(details === undefined ? {} : { details }),
    });
    if (decision.state === 'blocked') {
      const reason = decision.reason ?? 'adviser-day';
      this.#noteRefusal(reason, entry);
      if (reason === 'clock-moved-back') throw new VigieError('clock-moved-back', { toleranceMs: clockToleranceMs });
      const freeAt = decision.freeAtMs === null ? {} : { freeAt: new Date(decision.freeAtMs).toISOString() };
      throw new VigieError('quota-exceeded', { reason, ...freeAt });
    }
    const entries = [entry('check', { identifierKind: identifier.kind })];
    // Counted before the look-up: a robot that stops at the first warning has been counted all the same.
    const neighbour = journal.neighbours.count(adviserId, identifier, atMs);
    // Both watches are asked, even if the first one is suspicious already: each has to see every check.
    const isNear = sequence.observe(identifier);
    if (isNear || neighbour.near) entries.push(entry('sequence-suspected', {}));
    if (decision.state === 'warned' && !this.#seenLately('quota-warned', atMs)) {
      entries.push(entry('quota-warned', { reason: decision.reason }));
    }
    write(entries, undefined, neighbour);
  }

  /** One alarm for a block, not one for each attempt: a robot must not be able to fill the journal. */
  #noteRefusal(reason: QuotaReason, entry: (kind: NewEntry['kind'], details: NewEntry['details']) => NewEntry): void {
    const { sessions, options } = this.#context;
    const { journal, write, adviserId } = sessions.require();
    const nowMs = options.clock.nowMs();
    if (reason === 'clock-moved-back') {
      // Where the machine's uptime shows by how much the clock was set, the journal enters that before this entry.
      if (!this.#seenLately('clock-moved-back', nowMs)) write([entry('clock-moved-back', {})]);
      return;
    }
    const { standingBlock } = journal.quota.read(adviserId, nowMs);
    const alreadyNoted = needsSupervisor(reason) ? standingBlock === reason : this.#seenLately('quota-blocked', nowMs);
    if (!alreadyNoted) write([entry('quota-blocked', { reason })]);
  }

  #seenLately(kind: NewEntry['kind'], nowMs: number): boolean {
    const { journal, adviserId } = this.#context.sessions.require();
    return journal.quota.hasSince(adviserId, kind, nowMs - windowMs['ten-minutes']);
  }

  /**
   * A supervisor lifts an adviser's block, and accepts the clock as it now is.
   * @throws VigieError 'adviser-unknown', 'role-required' { reason: 'self-lift', retryAt } for a second lift of oneself in a day
   */
  lift(subject: string, reason: string): void {
    const { sessions, options } = this.#context;
    const { journal, write, vault, adviserId } = sessions.require();
    const known = vault.register.advisers.some((adviser) => adviser.adviserId === subject && !adviser.disabled);
    if (!known || subject === recoveryAdviserId) throw new VigieError('adviser-unknown');
    const atMs = options.clock.nowMs();
    const isSelf = subject === adviserId;
    if (isSelf) {
      const ageMs = journal.quota.lastSelfLiftAgeMs(adviserId, atMs);
      if (ageMs !== null && ageMs < selfLiftEveryMs) {
        const retryAt = new Date(atMs + selfLiftEveryMs - ageMs).toISOString();
        throw new VigieError('role-required', { reason: 'self-lift', retryAt });
      }
    }
    const entries: NewEntry[] = [{ atMs, adviserId, kind: 'quota-lifted', details: { subject, reason, self: isSelf } }];
    if (this.decide(subject).reason === 'clock-moved-back') {
      // Without this, entries made while the clock was ahead would count until the clock reaches their time again.
      const byMs = journal.quota.acceptedStepMs(atMs);
      entries.push({ atMs, adviserId, kind: 'clock-accepted', details: { byMs } });
    }
    write(entries);
  }
}

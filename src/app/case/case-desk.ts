/**
 * Reads and changes cases: every change is one durable transaction of case row and audit entry, so that a case in
 * progress is saved at any moment and is offered again after a lock or a crash.
 */
import type { CaseView } from '../../contract/values.ts';
import { toHex } from '../../core/bytes/bytes.ts';
import { civilDate } from '../../core/calendar.ts';
import { randomBytes } from '../../core/crypto/symmetric.ts';
import { VigieError } from '../../core/errors.ts';
import type { AuditKind } from '../../core/journal/audit-entry.ts';
import type { NewEntry } from '../../core/journal/audit-trail.ts';
import type { CaseRecord } from '../../core/journal/case-record.ts';
import { newCaseReference, readCaseReference } from '../../core/journal/case-reference.ts';
import { firstSubjectId, recordOf } from '../../core/journal/case-subject.ts';
import { casesPerCheck } from '../../core/journal/entry-bounds.ts';
import { callerOfThisFund } from '../../core/vocabulary.ts';
import { type AppContext, nowIso } from '../context.ts';
import { caseView, summaryOf } from './case-view.ts';

export type CaseEntry = Pick<NewEntry, 'kind' | 'details'>;

/** The entries with which a case begins here. Those that add to a case which is here already count as well. */
const beginnings = ['case-opened', 'case-imported', 'case-code-read'] as const satisfies readonly AuditKind[];

export class CaseDesk {
  readonly #context: AppContext;

  constructor(context: AppContext) {
    this.#context = context;
  }

  /** @param person whom the view is about @throws VigieError 'case-not-found' if the case is not about such a person */
  view(record: CaseRecord, person: string = firstSubjectId): CaseView {
    const { guide, sessions } = this.#context;
    return caseView(guide, record, person, {
      adviserName: this.adviserName(record.adviserId),
      masks: sessions.require().masks,
      today: this.today(),
      contactMaxAgeDays: sessions.settings.contactMaxAgeDays,
    });
  }

  /** @returns the case as though it were about this person alone @throws VigieError 'case-not-found' */
  of(record: CaseRecord, person: string = firstSubjectId): CaseRecord {
    const found = recordOf(record, person);
    if (found === null) throw new VigieError('case-not-found');
    return found;
  }

  /** Calendar date where the workstation is, for contacts' ages. */
  today(): string {
    return civilDate(this.#context.options.clock.nowMs());
  }

  /** @returns the name, or '' for an adviser whom the register does not know */
  adviserName(adviserId: string): string {
    const { advisers } = this.#context.sessions.require().vault.register;
    return advisers.find((adviser) => adviser.adviserId === adviserId)?.name ?? '';
  }

  /** @throws VigieError 'case-reference-malformed' for a typo, 'case-not-found' */
  read(typedReference: string): CaseRecord {
    const reference = readCaseReference(typedReference);
    if (reference === null) throw new VigieError('case-reference-malformed');
    const record = this.#context.sessions.require().journal.readCase(reference);
    if (record === null) throw new VigieError('case-not-found');
    return record;
  }

  /** @throws VigieError 'case-closed' as well */
  readOpen(typedReference: string): CaseRecord {
    const record = this.read(typedReference);
    if (record.status === 'closed') throw new VigieError('case-closed');
    return record;
  }

  /** @throws VigieError as `begin` */
  open(): CaseRecord {
    const { journal, adviserId } = this.#context.sessions.require();
    let reference = newCaseReference();
    while (journal.readCase(reference) !== null) reference = newCaseReference();
    const record: CaseRecord = {
      reference,
      openedAt: nowIso(this.#context),
      closedAt: null,
      status: 'open',
      adviserId,
      about: callerOfThisFund,
      verdicts: [],
      others: [],
      askedIncidents: [],
      answers: {},
      outcomes: {},
      note: '',
      changedAt: nowIso(this.#context),
      handOver: null,
      callEndedAt: null,
    };
    return this.begin(record, { kind: 'case-opened' });
  }

  /**
   * Saves a case that is new here: opened for a caller, or come from elsewhere.
   * @throws VigieError 'quota-exceeded' { reason: 'cases-day' }: a journal is not filled by beginning cases without end
   */
  begin(record: CaseRecord, entry: CaseEntry): CaseRecord {
    const { sessions, options } = this.#context;
    const { journal, adviserId, room } = sessions.require();
    const nowMs = options.clock.nowMs();
    const begun = beginnings.reduce((sum, kind) => sum + journal.quota.countInDay(adviserId, kind, nowMs), 0);
    if (begun >= casesPerCheck * sessions.settings.checksPerDay) {
      room.block('cases-day');
      throw new VigieError('quota-exceeded', { reason: 'cases-day' });
    }
    return this.save(record, [entry]);
  }

  /** Saves what was changed in a case; one that was interrupted is under way again. */
  change(record: CaseRecord, change: Partial<CaseRecord>, entries: readonly CaseEntry[]): CaseRecord {
    return this.save({ ...record, status: 'open', ...change }, entries);
  }

  /** Durable when it returns. The first entry carries the digest of the case. @throws VigieError 'entries-exceeded' */
  save(changed: CaseRecord, entries: readonly CaseEntry[]): CaseRecord {
    const { guide, sessions, options } = this.#context;
    const { write, adviserId } = sessions.require();
    const atMs = options.clock.nowMs();
    const record = { ...changed, changedAt: new Date(atMs).toISOString(), digestSalt: toHex(randomBytes(16)) };
    write(
      entries.map((entry) => ({ ...entry, atMs, adviserId, caseReference: record.reference })),
      { record, summary: summaryOf(guide, record) },
    );
    return record;
  }
}

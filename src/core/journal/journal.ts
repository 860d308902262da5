/**
 * The journal: cases and audit trail, encrypted, chained, with its head sealed outside. Last step but one of the flow.
 * Whatever `write` returned from is on disk; whatever was altered, cut or put back is refused or named by `verify`.
 */
import { toHex, zeroBytes } from '../bytes/bytes.ts';
import { VigieError } from '../errors.ts';
import { type AuditKind, type Chain, createChain, nobody } from './audit-entry.ts';
import { AuditTrail, type ChainEnd, type NewEntry, type StoredEntry } from './audit-trail.ts';
import type { CaseRecord, CaseSummary } from './case-record.ts';
import { type CaseListRow, type CaseQuery, CaseStore } from './case-store.ts';
import { type ClockReading, type ClockStep, ClockSteps } from './clock-steps.ts';
import { guardDatabase, type JournalDatabase, openDatabase, prepareForWriting, schemaVersion } from './database.ts';
import { type HeadStore, openHead, sealHead } from './head.ts';
import type { JournalKeys } from './journal-keys.ts';
import { migrate, requireKnownVersion } from './migrations/migrate.ts';
import { type CountedNeighbour, NeighbourStore } from './neighbour-store.ts';
import { QuotaCounterReader } from './quota-counters.ts';
import { StatisticsReader } from './statistics.ts';

export interface JournalOptions {
  /** Path of `journal.sqlite`. */
  readonly path: string;
  /** Owned by the journal from here on; zeroed by `close()`, or if opening fails. */
  readonly keys: JournalKeys;
  readonly vaultId: string;
  readonly vaultRevision: number;
  readonly headStore: HeadStore;
  readonly nowMs: number;
  /** What is compared at each writing. Absent: the wall clock is believed. */
  readonly clock?: () => ClockReading;
  /**
   * True only while the vault itself is being made. A journal that is missing later was taken away: with it would go
   * every quota and every trace.
   */
  readonly create: boolean;
}

export interface CaseChange {
  readonly record: CaseRecord;
  readonly summary: CaseSummary;
}

export interface JournalCheck {
  readonly entryCount: number;
  /** Number of the first entry that does not fit, or null if all do. */
  readonly firstBroken: number | null;
  /** `chain`: altered, moved or missing · `case`: the case it describes is not what it was · `end`: entries were cut off. */
  readonly fault: 'chain' | 'case' | 'end' | null;
}

/** Entries read at a time while verifying: the interface stays responsive in between. */
const verifyBatch = 2_000;

export class Journal {
  readonly quota: QuotaCounterReader;
  readonly statistics: StatisticsReader;
  readonly neighbours: NeighbourStore;
  readonly #database: JournalDatabase;
  readonly #options: JournalOptions;
  readonly #chain: Chain;
  readonly #trail: AuditTrail;
  readonly #cases: CaseStore;
  readonly #clockSteps: ClockSteps;
  #end: ChainEnd;
  #vaultRevision: number;

  private constructor(database: JournalDatabase, options: JournalOptions) {
    this.#database = database;
    this.#options = options;
    this.#chain = createChain(options.keys.chain);
    this.#trail = new AuditTrail(database, this.#chain);
    this.#cases = new CaseStore(database);
    this.#clockSteps = new ClockSteps(database);
    this.quota = new QuotaCounterReader(database, this.#clockSteps, () => this.#pendingStep()?.shiftMs ?? 0);
    this.statistics = new StatisticsReader(database);
    this.neighbours = new NeighbourStore(database, options.keys.neighbours, this.quota);
    this.#end = this.#trail.end();
    this.#vaultRevision = options.vaultRevision;
  }

  /**
   * Opens the journal, or makes it where `create` says so.
   * @throws VigieError 'journal-damaged' (missing, wrong key, altered page, truncated, an older copy), 'journal-newer',
   *   'vault-malformed' { reason: 'older' } if the vault is older than the journal remembers, 'disk-full', 'read-only'
   */
  static open(options: JournalOptions): Journal {
    let database: JournalDatabase | null = null;
    try {
      const sealedHead = options.headStore.read();
      const head = sealedHead === null ? null : openHead(options.keys.head, options.vaultId, sealedHead);
      if (head !== null && options.vaultRevision < head.vaultRevision) {
        throw new VigieError('vault-malformed', { path: 'revision', reason: 'older' });
      }
      if (head === null && !options.create) throw new VigieError('journal-damaged', { reason: 'head-missing' });
      const opened = openDatabase(options.path, options.keys.database, options.create);
      database = opened;
      requireKnownVersion(opened);
      if (schemaVersion(opened) === 0 && !options.create)
        throw new VigieError('journal-damaged', { reason: 'missing' });
      if (head === null) writeGenesisHead(options);
      prepareForWriting(opened);
      migrate(opened);
      return guardDatabase(() => {
        const journal = new Journal(opened, options);
        if (head !== null) journal.#requireEntry(head);
        if (journal.#end.seq === 0)
          journal.write([{ atMs: options.nowMs, adviserId: nobody, kind: 'journal-created' }]);
        else journal.#sealHead();
        journal.neighbours.expire(options.nowMs);
        return journal;
      });
    } catch (error) {
      database?.close();
      zeroBytes(...Object.values(options.keys));
      throw error;
    }
  }

  /** The database still holds the entry that was last acknowledged. */
  #requireEntry(head: ChainEnd): void {
    const held = head.seq === 0 ? this.#trail.genesis : this.#trail.read(head.seq);
    if (held === null) throw new VigieError('journal-damaged', { reason: 'truncated', lastKnown: head.seq });
    if (Buffer.compare(held.mac, head.mac) !== 0) {
      throw new VigieError('journal-damaged', { reason: 'head', entry: head.seq });
    }
  }

  #sealHead(): void {
    const { keys, vaultId, headStore } = this.#options;
    headStore.write(sealHead(keys.head, vaultId, { ...this.#end, vaultRevision: this.#vaultRevision }));
  }

  /** Number of the last entry. */
  get lastSeq(): number {
    return this.#end.seq;
  }

  /**
   * Appends entries, and saves a case with the first of them, in one transaction. Returns once all of it is on disk.
   * @param neighbour what the check that is being entered adds to the neighbours' counts
   * @throws VigieError 'disk-full', 'read-only', 'journal-damaged': the entries are then not acknowledged. They are not
   *   in the journal either, unless only the head could not be written
   */
  write(entries: readonly NewEntry[], change?: CaseChange, neighbour?: CountedNeighbour): void {
    guardDatabase(() => {
      const end = this.#database.transaction(() => {
        let last = this.#enterClockStep(entries[0]?.adviserId ?? nobody);
        for (const [index, entry] of entries.entries()) {
          const carriesCase = change !== undefined && index === 0;
          const details = carriesCase
            ? { ...entry.details, caseDigest: this.#cases.digest(change.record, change.summary) }
            : entry.details;
          last = this.#trail.append(last, details === undefined ? entry : { ...entry, details });
          if (carriesCase) this.#cases.save(change.record, change.summary, last.seq);
        }
        if (neighbour !== undefined) this.neighbours.save(neighbour, last.seq);
        return last;
      })();
      this.#end = end;
    });
    this.#sealHead();
  }

  #pendingStep(): ClockStep | null {
    const reading = this.#options.clock?.();
    return reading === undefined ? null : this.#clockSteps.pending(reading);
  }

  /** Within a transaction: a clock that was set since the last writing is entered first. @returns the new end */
  #enterClockStep(adviserId: string): ChainEnd {
    const reading = this.#options.clock?.();
    if (reading === undefined) return this.#end;
    const step = this.#clockSteps.pending(reading);
    this.#clockSteps.compareFrom(reading, step !== null);
    if (step === null) return this.#end;
    const { kind, details } = step;
    return this.#trail.append(this.#end, { atMs: reading.wallMs, adviserId, kind, details });
  }

  /** After `vault.json` was rewritten, so that its older copy is recognised. */
  noteVaultRevision(revision: number): void {
    this.#vaultRevision = revision;
    this.#sealHead();
  }

  /** @returns null if there is no such case */
  readCase(reference: string): CaseRecord | null {
    return guardDatabase(() => this.#cases.read(reference));
  }

  listCases(query: CaseQuery): { readonly rows: CaseListRow[]; readonly total: number } {
    return guardDatabase(() => this.#cases.list(query));
  }

  /** @returns the reference of the adviser's most recent open case, or null */
  latestOpenCase(adviserId: string): string | null {
    return guardDatabase(() => this.#cases.latestOpen(adviserId));
  }

  /** @returns the last entry of any of these kinds that is still kept, or null */
  latestOf(kinds: readonly AuditKind[]): StoredEntry | null {
    return guardDatabase(() => this.#trail.latestOf(kinds));
  }

  /** @returns the last entries of these kinds, newest first, at most `limit` */
  recentOf(kinds: readonly AuditKind[], limit: number): StoredEntry[] {
    return guardDatabase(() => this.#trail.recentOf(kinds, limit));
  }

  /** @returns entries after number `seq`, in order, at most `limit` */
  readEntries(seq: number, limit: number): StoredEntry[] {
    return guardDatabase(() => this.#trail.readAfter(seq, limit));
  }

  /**
   * Recomputes the whole chain, then compares every case with the entry that last changed it.
   * @throws VigieError 'journal-damaged' if a page cannot be read at all; 'cancelled'
   */
  async verify(signal?: AbortSignal): Promise<JournalCheck> {
    const lastCaseEntry = new Map<string, { seq: number; digestHex: string }>();
    const endAtStart = this.#end;
    let previous = guardDatabase(() => this.#trail.anchor());
    let entryCount = 0;
    while (previous.seq < endAtStart.seq) {
      if (signal?.aborted) throw new VigieError('cancelled');
      const entries = this.readEntries(previous.seq, Math.min(verifyBatch, endAtStart.seq - previous.seq));
      if (entries.length === 0) return { entryCount, firstBroken: previous.seq + 1, fault: 'end' };
      for (const entry of entries) {
        if (entry.seq !== previous.seq + 1 || !this.#trail.follows(previous.mac, entry)) {
          return { entryCount, firstBroken: previous.seq + 1, fault: 'chain' };
        }
        const digestHex = entry.caseReference === null ? null : caseDigestOf(entry);
        if (entry.caseReference !== null && digestHex !== null) {
          lastCaseEntry.set(entry.caseReference, { seq: entry.seq, digestHex });
        }
        previous = entry;
        entryCount++;
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
    if (signal?.aborted) throw new VigieError('cancelled');
    if (Buffer.compare(previous.mac, endAtStart.mac) !== 0) {
      return { entryCount, firstBroken: endAtStart.seq, fault: 'end' };
    }
    return this.#verifyCases(lastCaseEntry, entryCount, endAtStart.seq);
  }

  /**
   * Reads every page, and compares every index with its table: what quotas and lists count is what the entries say. Takes
   * seconds on a large journal, without a pause.
   * @throws VigieError 'journal-damaged' { reason: 'page' }
   */
  requireSoundPages(): void {
    const found = guardDatabase(() => this.#database.pragma('integrity_check(1)', { simple: true }));
    if (found !== 'ok') throw new VigieError('journal-damaged', { reason: 'page' });
  }

  #verifyCases(
    expected: Map<string, { seq: number; digestHex: string }>,
    entryCount: number,
    throughSeq: number,
  ): JournalCheck {
    let firstBroken: number | null = null;
    const note = (seq: number) => {
      firstBroken = Math.min(firstBroken ?? seq, seq);
    };
    guardDatabase(() => {
      for (const held of this.#cases.digests()) {
        const entry = expected.get(held.reference);
        expected.delete(held.reference);
        // A case that was saved while the chain was being read is left to the next verification.
        if (held.entrySeq > throughSeq) continue;
        const fits = entry?.seq === held.entrySeq && entry.digestHex === held.digestHex && held.columnsAgree;
        if (!fits) {
          note(entry?.seq ?? held.entrySeq);
        }
      }
    });
    // What remains in `expected` are cases that the trail describes and the database no longer holds.
    for (const { seq } of expected.values()) note(seq);
    return { entryCount, firstBroken, fault: firstBroken === null ? null : 'case' };
  }

  /**
   * Deletes entries and cases older than the retention, and leaves a tombstone in the chain.
   * @param beforeMs entries before it, and cases not touched since
   * @returns what was deleted; the entry that was last is always kept
   */
  purge(
    beforeMs: number,
    by: { readonly adviserId: string; readonly atMs: number },
  ): {
    readonly entries: number;
    readonly cases: number;
  } {
    const purged = guardDatabase(() =>
      this.#database.transaction(() => {
        const through = this.#trail.purgeableEnd(beforeMs, this.#end.seq);
        if (through === null) return null;
        const entries = this.#trail.deleteThrough(through.seq);
        const cases = this.#cases.purge(through.seq);
        const end = this.#trail.append(this.#end, {
          ...by,
          kind: 'journal-purged',
          details: { throughSeq: through.seq, throughMac: toHex(through.mac), entries, cases },
        });
        return { entries, cases, end };
      })(),
    );
    if (purged === null) return { entries: 0, cases: 0 };
    this.#end = purged.end;
    this.#sealHead();
    return { entries: purged.entries, cases: purged.cases };
  }

  /** Closes the file and zeroes the keys. Calling it again does nothing. */
  close(): void {
    const { keys } = this.#options;
    try {
      if (this.#database.open) guardDatabase(() => this.#database.close());
    } finally {
      zeroBytes(...Object.values(keys));
      this.#chain.clear();
    }
  }
}

/** A head that names no entry yet. */
function writeGenesisHead({ keys, vaultId, vaultRevision, headStore }: JournalOptions): void {
  const chain = createChain(keys.chain);
  headStore.write(sealHead(keys.head, vaultId, { seq: 0, mac: chain.genesis, vaultRevision }));
  chain.clear();
}

function caseDigestOf(entry: StoredEntry): string | null {
  const details: unknown = JSON.parse(entry.detailsText);
  if (typeof details !== 'object' || details === null || !('caseDigest' in details)) return null;
  return typeof details.caseDigest === 'string' ? details.caseDigest : null;
}

/**
 * The journal: cases and audit trail, encrypted, chained, with its head sealed outside. Last step but one of the flow.
 * Whatever `write` returned from is on disk; whatever was altered, cut or put back is refused or named by `verify`.
 */
import type { Statement } from 'better-sqlite3-multiple-ciphers';
import { toHex, zeroBytes } from '../bytes/bytes.ts';
import { VigieError } from '../errors.ts';
import { type AuditKind, type Chain, createChain, nobody } from './audit-entry.ts';
import { AuditTrail, type ChainEnd, type NewEntry, type StoredEntry } from './audit-trail.ts';
import type { CaseRecord, CaseSummary } from './case-record.ts';
import { type CaseListRow, type CaseQuery, CaseStore } from './case-store.ts';
import { type ClockReading, type ClockStep, ClockSteps } from './clock-steps.ts';
import { guardDatabase, type JournalDatabase, openDatabase, prepareForWriting, schemaVersion } from './database.ts';
import { type HeadStore, type JournalHead, openHead, sealHead } from './head.ts';
import type { JournalKeys } from './journal-keys.ts';
import { highestLogLine, type LogLine, writeLogLine } from './log-line.ts';
import { migrate, requireKnownVersion } from './migrations/migrate.ts';
import { mismatchOf } from './mismatch.ts';
import { type CountedNeighbour, NeighbourStore } from './neighbour-store.ts';
import { QuotaCounterReader } from './quota-counters.ts';
import {
  type Announced,
  faultOfRevision,
  type RevisionFault,
  type RevisionSeries,
  revisionIn,
  revisionKinds,
  withoutEntered,
} from './revisions.ts';
import { StatisticsReader } from './statistics.ts';
import { type JournalCheck, verifyJournal } from './verify-journal.ts';

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
  /**
   * True where whoever opens holds the recovery words and asked to go on from what is there, although it does not belong
   * together: `mismatch` then says what was found, and nothing is acknowledged before `anchorAnew`.
   */
  readonly tolerateMismatch?: boolean;
  /** The system's own log: its latest lines, and where to append. Null where none lasts. */
  readonly systemLog?: { readonly lines: readonly string[]; append(line: string): void } | null;
}

export interface CaseChange {
  readonly record: CaseRecord;
  readonly summary: CaseSummary;
}

/** Each of these makes a line of the system's log: with fewer, the checks between two lines could be had again without end. */
const loggedKinds: readonly AuditKind[] = ['unlocked', 'check', 'journal-anchored', 'locked'];

export type SystemLogState = 'held' | 'absent' | 'none';

export class Journal {
  readonly quota: QuotaCounterReader;
  readonly statistics: StatisticsReader;
  readonly neighbours: NeighbourStore;
  readonly #database: JournalDatabase;
  readonly #options: JournalOptions;
  readonly #chain: Chain;
  readonly #trail: AuditTrail;
  readonly #acknowledge: Statement<[number, Buffer]>;
  readonly #cases: CaseStore;
  readonly #clockSteps: ClockSteps;
  #end: ChainEnd;
  #vaultRevision: number;
  #announced: Announced = {};
  #epoch = 0;
  #headWrites = 0;
  #headVaultRevision = 0;
  /** Highest line of the system's log; null where there is none. */
  readonly #logged: LogLine | null;
  /** False from a commit until the head in its file names it. */
  #isAcknowledged = true;
  #mismatch: VigieError | null = null;

  private constructor(database: JournalDatabase, options: JournalOptions) {
    this.#database = database;
    this.#options = options;
    this.#chain = createChain(options.keys.chain);
    this.#trail = new AuditTrail(database, this.#chain);
    this.#acknowledge = database.prepare('INSERT OR REPLACE INTO acknowledged (id, seq, mac) VALUES (1, ?, ?)');
    this.#cases = new CaseStore(database);
    this.#clockSteps = new ClockSteps(database);
    this.quota = new QuotaCounterReader(database, this.#clockSteps, () => this.#pendingStep()?.shiftMs ?? 0);
    this.statistics = new StatisticsReader(database);
    this.neighbours = new NeighbourStore(database, options.keys.neighbours, this.quota);
    this.#end = this.#trail.end();
    this.#vaultRevision = options.vaultRevision;
    this.#logged = highestLogLine(options.keys.systemLog, options.systemLog?.lines ?? []);
  }

  /**
   * Opens the journal, or makes it where `create` says so.
   * @throws VigieError 'journal-damaged' (missing, wrong key, altered page, truncated, an older copy), 'journal-newer',
   *   'profile-put-back' { file } if a file is of an earlier moment than those beside it, 'disk-full', 'read-only'
   */
  static open(options: JournalOptions): Journal {
    let database: JournalDatabase | null = null;
    try {
      const head = readHead(options);
      if (head === null && !options.create && options.tolerateMismatch !== true)
        throw new VigieError('journal-damaged', { reason: 'head-missing' });
      const opened = openDatabase(options.path, options.keys.database, options.create);
      database = opened;
      requireKnownVersion(opened);
      if (schemaVersion(opened) === 0 && !options.create)
        throw new VigieError('journal-damaged', { reason: 'missing' });
      if (head === null && options.create) writeGenesisHead(options);
      prepareForWriting(opened);
      migrate(opened);
      return guardDatabase(() => {
        const journal = new Journal(opened, options);
        if (!options.create || head !== null) journal.#compareWith(head);
        if (journal.#mismatch !== null && options.tolerateMismatch !== true) throw journal.#mismatch;
        if (journal.#end.seq === 0)
          journal.write([{ atMs: options.nowMs, adviserId: nobody, kind: 'journal-created' }]);
        else if (journal.#mismatch === null) journal.#sealHead();
        journal.neighbours.expire(options.nowMs);
        return journal;
      });
    } catch (error) {
      database?.close();
      options.headStore.close();
      zeroBytes(...Object.values(options.keys));
      throw error;
    }
  }

  #compareWith(head: JournalHead | null): void {
    this.#announced = head?.announced ?? {};
    this.#epoch = head?.epoch ?? 0;
    this.#headWrites = head?.writes ?? 0;
    this.#headVaultRevision = head?.vaultRevision ?? 0;
    this.#mismatch = mismatchOf({
      head,
      end: this.#end,
      acknowledgedBefore: this.#acknowledgedBefore(),
      vaultRevision: this.#options.vaultRevision,
      highestVaultRevision: this.highestVaultRevision,
      logged: this.#logged,
      macOf: (seq) => (seq === 0 ? this.#trail.genesis : this.#trail.read(seq))?.mac ?? null,
    });
  }

  #log(entries: readonly NewEntry[]): void {
    const { systemLog, keys } = this.#options;
    if (!entries.some(({ kind }) => loggedKinds.includes(kind))) return;
    const { seq, mac } = this.#end;
    const line = { epoch: this.#epoch, seq, mac, vaultRevision: this.#vaultRevision };
    systemLog?.append(writeLogLine(keys.systemLog, line));
  }

  /** `held`: the system's log knew this journal · `absent`: it has no line about it · `none`: no log lasts here. */
  get systemLogState(): SystemLogState {
    if (this.#options.systemLog == null) return 'none';
    return this.#logged === null ? 'absent' : 'held';
  }

  /** What the head in its file named when the last commit was made. */
  #acknowledgedBefore(): ChainEnd | null {
    const row = this.#database
      .prepare<[], { seq: number; mac: Buffer }>('SELECT seq, mac FROM acknowledged WHERE id = 1')
      .get();
    return row === undefined ? null : { seq: row.seq, mac: new Uint8Array(row.mac) };
  }

  #sealHead(): void {
    const { keys, vaultId, headStore } = this.#options;
    const { seq, mac } = this.#end;
    const writes = this.#headWrites + 1;
    const vaultRevision = this.#vaultRevision;
    const head = { seq, mac, vaultRevision, announced: this.#announced, epoch: this.#epoch, writes };
    headStore.write(sealHead(keys.head, vaultId, head), writes % 2 === 0 ? 0 : 1);
    this.#headWrites = writes;
    this.#isAcknowledged = true;
  }

  /** A head that was not flushed is written again before anything else is. */
  #flushHead(): void {
    try {
      this.#options.headStore.flush();
    } catch (error) {
      this.#isAcknowledged = false;
      throw error;
    }
  }

  /** Why what lies there does not belong together, where that was tolerated; null where it does. */
  get mismatch(): VigieError | null {
    return this.#mismatch;
  }

  /** @returns the highest revision of a file that the journal has; null if it has none */
  highestRevision(series: RevisionSeries): number | null {
    const entry = this.latestOf(revisionKinds[series]);
    return entry === null ? null : revisionIn(entry.detailsText);
  }

  /** The highest revision of the vault that the journal or its head has. */
  get highestVaultRevision(): number {
    return Math.max(this.highestRevision('vault') ?? 0, this.#headVaultRevision);
  }

  /** @param revision of the file as it lies there; null where there is none */
  faultOfRevision(series: RevisionSeries, revision: number | null): RevisionFault | null {
    return faultOfRevision(series, revision, this.highestRevision(series), this.#announced);
  }

  /**
   * Before a file with a revision is replaced: the head says so, so that a power cut that leaves the file newer than the journal
   * is told from a journal that was put back. The next entry takes it back.
   */
  announce(series: RevisionSeries, revision: number): void {
    this.#announced = { ...this.#announced, [series]: revision };
    this.#sealHead();
    this.#flushHead();
  }

  /** Goes on from what is there; `vaultRevision` is above all that the journal has, and in the entry's details. */
  anchorAnew(entry: NewEntry, vaultRevision: number): void {
    this.#mismatch = null;
    // Above what the head and the system's log have: neither is believed again.
    this.#epoch = Math.max(this.#epoch, this.#logged?.epoch ?? 0) + 1;
    this.#vaultRevision = vaultRevision;
    this.write([entry]);
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
    const left = withoutEntered(this.#announced, entries);
    this.#commit(left, () => {
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
    });
    this.#log(entries);
  }

  /**
   * One transaction, then the head: never a second transaction before the head that names the first is on disk. The head is
   * flushed beside whatever the caller does next, because a power cut may leave it one commit behind.
   * @param announced what the head still announces then
   * @param action writes, and returns the new end of the chain
   */
  #commit(announced: Announced, action: () => ChainEnd): void {
    if (!this.#isAcknowledged) this.#sealHead();
    this.#flushHead();
    const before = this.#end;
    const end = guardDatabase(() =>
      this.#database.transaction(() => {
        const last = action();
        this.#acknowledge.run(before.seq, Buffer.from(before.mac));
        return last;
      })(),
    );
    this.#end = end;
    this.#announced = announced;
    this.#isAcknowledged = false;
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
    const { vault: _, ...others } = this.#announced;
    this.#announced = others;
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
  verify(signal?: AbortSignal): Promise<JournalCheck> {
    return verifyJournal(this.#trail, this.#cases, this.#end, signal);
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
    let purged = { entries: 0, cases: 0 };
    // Asked first: most unlocks purge nothing, and a transaction would wait for the head's flush.
    const through = guardDatabase(() => this.#trail.purgeableEnd(beforeMs, this.#end.seq));
    if (through === null) return purged;
    this.#commit(this.#announced, () => {
      const entries = this.#trail.deleteThrough(through.seq);
      purged = { entries, cases: this.#cases.purge(through.seq) };
      const details = { throughSeq: through.seq, throughMac: toHex(through.mac), ...purged };
      return this.#trail.append(this.#end, { ...by, kind: 'journal-purged', details });
    });
    return purged;
  }

  /** Closes the file and zeroes the keys. Calling it again does nothing. */
  close(): void {
    const { keys } = this.#options;
    try {
      if (this.#database.open) guardDatabase(() => this.#database.close());
    } finally {
      this.#options.headStore.close();
      zeroBytes(...Object.values(keys));
      this.#chain.clear();
    }
  }
}

/** @returns null where there is none, or where one that cannot be read is tolerated. @throws VigieError 'journal-damaged' */
function readHead({ headStore, keys, vaultId, tolerateMismatch = false }: JournalOptions): JournalHead | null {
  const slots = headStore.read();
  try {
    return openHead(keys.head, vaultId, slots);
  } catch (error) {
    if (tolerateMismatch) return null;
    throw error;
  }
}

/** A head that names no entry yet. */
function writeGenesisHead({ keys, vaultId, vaultRevision, headStore }: JournalOptions): void {
  const chain = createChain(keys.chain);
  const head = { seq: 0, mac: chain.genesis, vaultRevision, announced: {}, epoch: 0, writes: 0 };
  headStore.write(sealHead(keys.head, vaultId, head), 0);
  headStore.flush();
  chain.clear();
}

/** The journal, recomputed: its chain, its revisions, its cases. Journal step. */
import { VigieError } from '../errors.ts';
import type { AuditTrail, ChainEnd, StoredEntry } from './audit-trail.ts';
import type { CaseStore } from './case-store.ts';
import { guardDatabase } from './database.ts';
import { RevisionWatch } from './revisions.ts';

export interface JournalCheck {
  readonly entryCount: number;
  /** Number of the first entry that does not fit, or null if all do. */
  readonly firstBroken: number | null;
  /**
   * `chain`: altered, moved or missing · `case`: the case it describes is not what it was · `end`: entries were cut off ·
   * `revision`: an older file was believed where this entry was made.
   */
  readonly fault: 'chain' | 'case' | 'end' | 'revision' | null;
}

/** Entries read at a time: the interface stays responsive in between. */
const verifyBatch = 2_000;

/**
 * @param end of the chain, as the journal that is open has it
 * @throws VigieError 'journal-damaged' if a page cannot be read at all; 'cancelled'
 */
export async function verifyJournal(
  trail: AuditTrail,
  cases: CaseStore,
  end: ChainEnd,
  signal?: AbortSignal,
): Promise<JournalCheck> {
  const revisions = new RevisionWatch();
  const lastCaseEntry = new Map<string, { seq: number; digestHex: string }>();
  let previous = guardDatabase(() => trail.anchor());
  let entryCount = 0;
  while (previous.seq < end.seq) {
    if (signal?.aborted) throw new VigieError('cancelled');
    const entries = readEntries(trail, previous.seq, Math.min(verifyBatch, end.seq - previous.seq));
    if (entries.length === 0) return { entryCount, firstBroken: previous.seq + 1, fault: 'end' };
    for (const entry of entries) {
      if (entry.seq !== previous.seq + 1 || !trail.follows(previous.mac, entry)) {
        return { entryCount, firstBroken: previous.seq + 1, fault: 'chain' };
      }
      if (!revisions.accepts(entry.kind, entry.detailsText)) {
        return { entryCount, firstBroken: entry.seq, fault: 'revision' };
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
  if (Buffer.compare(previous.mac, end.mac) !== 0) {
    return { entryCount, firstBroken: end.seq, fault: 'end' };
  }
  return verifyCases(cases, lastCaseEntry, entryCount, end.seq);
}

function readEntries(trail: AuditTrail, seq: number, limit: number): StoredEntry[] {
  return guardDatabase(() => trail.readAfter(seq, limit));
}

function verifyCases(
  cases: CaseStore,
  expected: Map<string, { seq: number; digestHex: string }>,
  entryCount: number,
  throughSeq: number,
): JournalCheck {
  let firstBroken: number | null = null;
  const note = (seq: number) => {
    firstBroken = Math.min(firstBroken ?? seq, seq);
  };
  guardDatabase(() => {
    for (const held of cases.digests()) {
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

function caseDigestOf(entry: StoredEntry): string | null {
  const details: unknown = JSON.parse(entry.detailsText);
  if (typeof details !== 'object' || details === null || !('caseDigest' in details)) return null;
  return typeof details.caseDigest === 'string' ? details.caseDigest : null;
}

/**
 * Whether a journal, its head, the vault beside it and the system's log are of one moment. Head, database and vault were written
 * one after the other, so that a power cut leaves one of them a step behind: the head by one commit, the vault by the change
 * that the head announced. Anything else was put together by somebody. Journal step; pure.
 */
import { VigieError } from '../errors.ts';
import type { ChainEnd } from './audit-trail.ts';
import type { JournalHead } from './head.ts';
import type { LogLine } from './log-line.ts';
import { faultOfRevision } from './revisions.ts';

export interface FoundState {
  /** Null where it is missing or does not open. */
  readonly head: JournalHead | null;
  readonly end: ChainEnd;
  /** What the head in its file named when the last commit was made; null before the first. */
  readonly acknowledgedBefore: ChainEnd | null;
  readonly vaultRevision: number;
  /** Of the vault, in the journal and its head. */
  readonly highestVaultRevision: number;
  /** Highest line of the system's log; null where there is none. */
  readonly logged: LogLine | null;
  /** @returns the MAC of an entry, of the genesis for 0; null if there is none of this number */
  macOf(seq: number): Uint8Array | null;
}

/** @returns why they are not of one moment: 'journal-damaged' or 'profile-put-back'; null if they are */
export function mismatchOf(found: FoundState): VigieError | null {
  const { head, vaultRevision, highestVaultRevision } = found;
  if (head === null) return new VigieError('journal-damaged', { reason: 'head-missing' });
  const ofHead = mismatchOfHead(head, found);
  if (ofHead !== null) return ofHead;
  const fault = faultOfRevision('vault', vaultRevision, highestVaultRevision, head.announced);
  if (fault !== null) return putBack(fault === 'older' ? 'vault.json' : 'journal.sqlite');
  return mismatchOfLog(head.epoch, found);
}

function mismatchOfHead(head: JournalHead, { end, acknowledgedBefore, macOf }: FoundState): VigieError | null {
  if (isSameEnd(head, end) || isSameEnd(head, acknowledgedBefore)) return null;
  const held = macOf(head.seq);
  if (held === null) return new VigieError('journal-damaged', { reason: 'truncated', lastKnown: head.seq });
  if (Buffer.compare(held, head.mac) !== 0)
    return new VigieError('journal-damaged', { reason: 'head', entry: head.seq });
  return putBack('journal.head');
}

/** The system's log has seen a later state than this one: the whole profile was put back. */
function mismatchOfLog(epoch: number, { logged, end, vaultRevision, macOf }: FoundState): VigieError | null {
  if (logged === null || logged.epoch < epoch) return null;
  if (logged.epoch > epoch || logged.seq > end.seq) return putBack('journal.sqlite');
  if (logged.vaultRevision > vaultRevision) return putBack('vault.json');
  const held = macOf(logged.seq);
  // What was purged was once compared.
  return held === null || Buffer.compare(held, logged.mac) === 0 ? null : putBack('journal.sqlite');
}

/** @param file that is of an earlier moment than what lies beside it */
function putBack(file: string): VigieError {
  return new VigieError('profile-put-back', { file });
}

function isSameEnd(a: ChainEnd, b: ChainEnd | null): boolean {
  return b !== null && a.seq === b.seq && Buffer.compare(a.mac, b.mac) === 0;
}

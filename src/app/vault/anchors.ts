/**
 * What the journal must not forget: how far the sealed registers beside it had come. Written anew before a purge could
 * take it away, so that a register that was put back or taken away is seen however long ago it was changed.
 */
import type { Journal } from '../../core/journal/journal.ts';
import { noticeAnchor } from '../pack/notices-register.ts';
import { packAnchor } from '../pack/packs-registry.ts';

/** The shortest retention is six months; a workstation that is opened less often is seen to at its next unlocking. */
const anchorAgainAfterMs = 60 * 86_400_000;

/** At each unlock, before anything is purged. @param adviserId who unlocked */
export function keepAnchors(journal: Journal, adviserId: string, nowMs: number): void {
  const anchors = [
    ['packs-anchored', packAnchor(journal)],
    ['notices-anchored', noticeAnchor(journal)],
  ] as const;
  for (const [kind, anchor] of anchors) {
    if (anchor === null || nowMs - anchor.atMs < anchorAgainAfterMs) continue;
    journal.write([{ atMs: nowMs, adviserId, kind, details: { revision: anchor.revision } }]);
  }
}

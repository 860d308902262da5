/**
 * The journal's head: the last entry that was acknowledged, sealed in a file outside the database. A database that was
 * cut short or replaced by an older copy no longer holds that entry, and is refused. Journal step; bytes in, bytes out.
 */
import { concatBytes, decodeUtf8, fromHex, toHex, utf8 } from '../bytes/bytes.ts';
import { gcmNonceBytes, openAesGcm, randomBytes, sealAesGcm, sha256Bytes } from '../crypto/symmetric.ts';
import { VigieError } from '../errors.ts';
import { type Announced, revisionSeries } from './revisions.ts';

export interface JournalHead {
  /** 0 for a journal without entries. */
  readonly seq: number;
  /** MAC of that entry, or the genesis MAC. 32 bytes. */
  readonly mac: Uint8Array;
  /** Revision of `vault.json` when the head was sealed: an older copy of the vault is seen as well. */
  readonly vaultRevision: number;
  /** Files that are about to be replaced, and their revisions then. */
  readonly announced: Announced;
  /** How often a head was written: the higher of two is the later one. Its parity is its slot. */
  readonly writes: number;
  /** How often the journal was anchored anew: counted in the system's log too, where an older one is recognised. */
  readonly epoch: number;
}

export type HeadSlot = 0 | 1;

/** Where sealed heads are kept, in two slots that are written in turn: what ends in the middle of a write spoils one of them. */
export interface HeadStore {
  /** @returns what the slots hold, in any order; none where nothing was ever written */
  read(): readonly Uint8Array[];
  /** Begins to flush it, and returns. @throws VigieError 'disk-full' · 'read-only' · 'file-unwritable' */
  write(sealed: Uint8Array, slot: HeadSlot): void;
  /** Returns once what was written is on disk. @throws VigieError as `write` */
  flush(): void;
  /** At the end of a session. What was written is being flushed. */
  close(): void;
}

function associated(vaultId: string): Uint8Array {
  return utf8(`vigie/v1/journal-head|${vaultId}`);
}

export function sealHead(headKey: Uint8Array, vaultId: string, head: JournalHead): Uint8Array {
  const nonce = randomBytes(gcmNonceBytes);
  const { seq, mac, vaultRevision, announced, epoch, writes } = head;
  const plain = utf8(JSON.stringify([seq, toHex(mac), vaultRevision, announced, epoch, writes]));
  return concatBytes(nonce, sealAesGcm(headKey, nonce, plain, associated(vaultId)));
}

/**
 * @param slots what `HeadStore.read` gave
 * @returns the later of the heads that open; null where nothing was ever written
 * @throws VigieError 'journal-damaged' { reason: 'head' } if none opens under this key
 */
export function openHead(headKey: Uint8Array, vaultId: string, slots: readonly Uint8Array[]): JournalHead | null {
  if (slots.length === 0) return null;
  const heads = slots.map((sealed) => openSlot(headKey, vaultId, sealed)).filter((head) => head !== null);
  const latest = heads.reduce<JournalHead | null>((a, b) => (a === null || b.writes > a.writes ? b : a), null);
  if (latest === null) throw new VigieError('journal-damaged', { reason: 'head' });
  return latest;
}

/** @returns null if it does not open, or is no head */
function openSlot(headKey: Uint8Array, vaultId: string, sealed: Uint8Array): JournalHead | null {
  const plain = openAesGcm(
    headKey,
    sealed.subarray(0, gcmNonceBytes),
    sealed.subarray(gcmNonceBytes),
    associated(vaultId),
  );
  const parts: unknown = plain === null ? null : JSON.parse(decodeUtf8(plain) ?? 'null');
  if (Array.isArray(parts)) {
    const [seq, macHex, vaultRevision, about, epoch, writes] = parts as unknown[];
    const mac = typeof macHex === 'string' ? fromHex(macHex, sha256Bytes) : null;
    const isHead = typeof seq === 'number' && typeof vaultRevision === 'number' && typeof epoch === 'number';
    if (isHead && mac !== null && typeof writes === 'number')
      return { seq, mac, vaultRevision, announced: announcedIn(about), epoch, writes };
  }
  return null;
}

function announcedIn(about: unknown): Announced {
  if (typeof about !== 'object' || about === null) return {};
  const known = Object.entries(about).filter(
    ([name, revision]) => revisionSeries.some((series) => series === name) && typeof revision === 'number',
  );
  return Object.fromEntries(known);
}

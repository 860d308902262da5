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
  /** How often the journal was anchored anew: counted in the system's log too, where an older one is recognised. */
  readonly epoch: number;
}

/** Where the sealed head is kept. `write` returns once it is on disk. */
export interface HeadStore {
  /** @returns null if there is none */
  read(): Uint8Array | null;
  write(sealed: Uint8Array): void;
}

function associated(vaultId: string): Uint8Array {
  return utf8(`vigie/v1/journal-head|${vaultId}`);
}

export function sealHead(headKey: Uint8Array, vaultId: string, head: JournalHead): Uint8Array {
  const nonce = randomBytes(gcmNonceBytes);
  const { seq, mac, vaultRevision, announced, epoch } = head;
  const plain = utf8(JSON.stringify([seq, toHex(mac), vaultRevision, announced, epoch]));
  return concatBytes(nonce, sealAesGcm(headKey, nonce, plain, associated(vaultId)));
}

/** @throws VigieError 'journal-damaged' { reason: 'head' } if it does not open under this key, or is no head */
export function openHead(headKey: Uint8Array, vaultId: string, sealed: Uint8Array): JournalHead {
  const plain = openAesGcm(
    headKey,
    sealed.subarray(0, gcmNonceBytes),
    sealed.subarray(gcmNonceBytes),
    associated(vaultId),
  );
  const parts: unknown = plain === null ? null : JSON.parse(decodeUtf8(plain) ?? 'null');
  if (Array.isArray(parts)) {
    const [seq, macHex, vaultRevision, about, epoch] = parts as unknown[];
    const mac = typeof macHex === 'string' ? fromHex(macHex, sha256Bytes) : null;
    const isHead = typeof seq === 'number' && typeof vaultRevision === 'number' && typeof epoch === 'number';
    if (isHead && mac !== null) return { seq, mac, vaultRevision, announced: announcedIn(about), epoch };
  }
  throw new VigieError('journal-damaged', { reason: 'head' });
}

function announcedIn(about: unknown): Announced {
  if (typeof about !== 'object' || about === null) return {};
  const known = Object.entries(about).filter(
    ([name, revision]) => revisionSeries.some((series) => series === name) && typeof revision === 'number',
  );
  return Object.fromEntries(known);
}

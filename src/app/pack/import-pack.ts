/**
 * The steps from an offered file to an installed one: the copy that will be used is the copy that is verified, whole, before
 * anything of it counts; whatever fails leaves the installed packs as they were. `imports.ts` has their order.
 */
import { rm, statfs } from 'node:fs/promises';
import type { EventPayload } from '../../contract/channels.ts';
import type { ContentKey } from '../../core/bytes/bytes.ts';
import { zeroBytes } from '../../core/bytes/bytes.ts';
import type { X25519KeyPair } from '../../core/crypto/x25519.ts';
import { VigieError } from '../../core/errors.ts';
import type { Manifest } from '../../core/pack/manifest.ts';
import { OpenPack } from '../../core/pack/open-pack.ts';
import { readSealedPack, type SealedPack, type Trust, verifyBuckets } from '../../core/pack/reader.ts';
import { openRecipientSlots } from '../../core/pack/recipients.ts';
import { openSlots } from '../../core/pack/slots.ts';
import type { RandomAccessSource } from '../../core/pack/source.ts';
import { openFileSource } from '../../files/file-source.ts';
import { type StagedFile, stageFile } from '../../files/staged-file.ts';
import { packFilePath } from './pack-files.ts';

export type ImportStage = EventPayload<'packProgress'>['stage'];
export type ImportProgress = (stage: ImportStage, doneBytes: number, totalBytes: number) => void;

/**
 * By the passphrase where one was typed, else by the workstation's own key.
 * @returns 32 bytes that the caller zeroes
 * @throws VigieError 'slot-no-match' · what `openSlots` and `openRecipientSlots` throw
 */
export async function openContentKey(
  manifest: Manifest,
  passphrase: string,
  workstationKey: X25519KeyPair | null,
): Promise<ContentKey> {
  if (passphrase !== '' || workstationKey === null) return await openSlots(manifest, passphrase);
  const contentKey = openRecipientSlots(manifest, workstationKey);
  if (contentKey === null) throw new VigieError('slot-no-match', { slots: manifest.slots.length });
  return contentKey;
}

/** @returns true if a slot of the pack is for this workstation. @throws VigieError 'slot-malformed' · 'commitment-mismatch' */
export function opensWithKey(manifest: Manifest, workstationKey: X25519KeyPair | null): boolean {
  if (workstationKey === null) return false;
  const contentKey = openRecipientSlots(manifest, workstationKey);
  zeroBytes(contentKey);
  return contentKey !== null;
}

/** A pack that lies in the profile and was verified whole. Its source is open. */
export interface VerifiedFile {
  readonly path: string;
  readonly sealed: SealedPack;
}

/**
 * Copies an offered file into the profile and verifies the copy, each bucket of it. Needs no key of the pack or of the vault.
 * @throws VigieError whatever `readSealedPack` and `verifyBuckets` throw · 'disk-full' · 'read-only' · 'cancelled'; nothing is
 *   left behind
 */
export async function copyAndVerify(
  offered: SealedPack,
  packsDir: string,
  trust: Trust,
  onProgress: ImportProgress,
  signal: AbortSignal,
): Promise<VerifiedFile> {
  const { packId } = offered.manifest;
  await requireFreeSpace(packsDir, offered.layout.fileBytes);
  const path = packFilePath(packsDir, packId);
  const staged = await stageFile(path);
  let source: RandomAccessSource | null = null;
  try {
    await copyInto(staged, offered.source, onProgress, signal);
    await staged.commit();
    source = await openFileSource(path);
    const sealed = await readSealedPack(source, trust, signal);
    // The file changed since it was offered: what was judged newer, and shown, was another one.
    if (sealed.manifest.packId !== packId) throw new VigieError('pack-not-found', { pack: packId });
    await verifyBuckets(sealed, (done, total) => onProgress('verify', done, total), signal);
    return { path, sealed };
  } catch (error) {
    await staged.discard();
    await discardVerified(path, source);
    throw signal.aborted ? new VigieError('cancelled', {}, { cause: error }) : error;
  }
}

/** Removes a copy that the register does not name. Never rejects: what cannot be removed now is a stray at the next unlock. */
export async function discardVerified(path: string, source: RandomAccessSource | null): Promise<void> {
  await source?.close().catch(() => {});
  await rm(path, { force: true }).catch(() => {});
}

/**
 * Looks for every canary.
 * @returns the pack, open
 * @throws VigieError what `requireCanaries` throws · 'cancelled'
 */
export async function openWithCanaries(
  sealed: SealedPack,
  contentKey: ContentKey,
  onProgress: ImportProgress,
  signal: AbortSignal,
): Promise<OpenPack> {
  onProgress('canaries', sealed.layout.fileBytes, sealed.layout.fileBytes);
  const open = new OpenPack(sealed, contentKey);
  try {
    await open.requireCanaries(signal);
    if (signal.aborted) throw new VigieError('cancelled');
    return open;
  } catch (error) {
    open.close();
    throw signal.aborted ? new VigieError('cancelled', {}, { cause: error }) : error;
  }
}

/** Progress at most ten times a second; the first and the last word of each stage are never left out. */
export function tenTimesASecond(onProgress: ImportProgress): ImportProgress {
  let lastStage: ImportStage | null = null;
  let lastMs = 0;
  return (stage, doneBytes, totalBytes) => {
    const nowMs = performance.now();
    if (stage === lastStage && doneBytes < totalBytes && nowMs - lastMs < 100) return;
    lastStage = stage;
    lastMs = nowMs;
    onProgress(stage, doneBytes, totalBytes);
  };
}

/** Bytes of the disk that an import leaves free: the journal goes on being written while a pack is copied. */
const sparedBytes = 64 * 1024 * 1024;

/** Before the copy of a gigabyte, not at its end. @throws VigieError 'disk-full' */
async function requireFreeSpace(directory: string, fileBytes: number): Promise<void> {
  // A file system that cannot say how much is free is written to all the same: the copy will fail where there is none.
  const space = await statfs(directory).catch(() => null);
  if (space === null || space.blocks === 0) return;
  const freeBytes = space.bavail * space.bsize;
  if (freeBytes < fileBytes + sparedBytes) throw new VigieError('disk-full', { neededBytes: fileBytes, freeBytes });
}

/** Small enough that cancelling is immediate, large enough that a disk streams. */
const copyBytes = 4 * 1024 * 1024;

/** Two buffers take turns: one is written while the other is filled. */
async function copyInto(
  staged: StagedFile,
  source: RandomAccessSource,
  onProgress: ImportProgress,
  signal: AbortSignal,
): Promise<void> {
  const { byteLength } = source;
  const buffers = [Buffer.allocUnsafeSlow(copyBytes), Buffer.allocUnsafeSlow(copyBytes)] as const;
  const readAt = (offset: number, into: Uint8Array) => {
    const reading = source.read(offset, Math.min(copyBytes, byteLength - offset), signal, into);
    // Awaited a turn later; a fault must not count as one that nobody handles meanwhile.
    reading.catch(() => {});
    return reading;
  };
  let pending = readAt(0, buffers[0]);
  for (let offset = 0, turn = 0; offset < byteLength; offset += copyBytes, turn++) {
    const chunk = await pending;
    if (signal.aborted) throw new VigieError('cancelled');
    const next = offset + copyBytes;
    if (next < byteLength) pending = readAt(next, buffers[turn % 2 === 0 ? 1 : 0]);
    await staged.write(offset, chunk);
    onProgress('copy', offset + chunk.length, byteLength);
  }
}

/**
 * From an offered file to an installed one: the copy that will be used is the copy that is verified, whole, before
 * anything of it counts; whatever fails leaves the installed packs as they were.
 */
import { rm } from 'node:fs/promises';
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

export interface ImportedPack {
  readonly path: string;
  readonly sealed: SealedPack;
  readonly open: OpenPack;
  /** 32 bytes; the caller wraps them, then zeroes them. */
  readonly contentKey: ContentKey;
}

/** @returns 32 bytes that the caller zeroes */
export type KeyOpener = (manifest: Manifest) => Promise<ContentKey>;

/** By the passphrase where one was typed, else by the workstation's own key. @throws VigieError 'slot-no-match' and others */
export function keyOpener(passphrase: string, workstationKey: X25519KeyPair | null): KeyOpener {
  return async (manifest) => {
    if (passphrase !== '' || workstationKey === null) return await openSlots(manifest, passphrase);
    const contentKey = openRecipientSlots(manifest, workstationKey);
    if (contentKey === null) throw new VigieError('slot-no-match', { slots: manifest.slots.length });
    return contentKey;
  };
}

/** @returns true if a slot of the pack is for this workstation. @throws VigieError 'slot-malformed' · 'commitment-mismatch' */
export function opensWithKey(manifest: Manifest, workstationKey: X25519KeyPair | null): boolean {
  if (workstationKey === null) return false;
  const contentKey = openRecipientSlots(manifest, workstationKey);
  zeroBytes(contentKey);
  return contentKey !== null;
}

/**
 * @throws VigieError whatever `readSealedPack`, `openSlots`, `verifyBuckets` and `requireCanaries` throw ·
 *   'disk-full' · 'read-only' · 'cancelled'
 */
export async function importPackFile(
  offered: SealedPack,
  openKey: KeyOpener,
  packsDir: string,
  trust: Trust,
  onProgress: ImportProgress,
  signal: AbortSignal,
): Promise<ImportedPack> {
  const totalBytes = offered.layout.fileBytes;
  onProgress('open', 0, totalBytes);
  // First, because a mistyped passphrase should cost half a second and not the copy of a gigabyte.
  const contentKey = await openKey(offered.manifest);
  const path = packFilePath(packsDir, offered.manifest.packId);
  const staged = await stageFile(path).catch((error) => {
    zeroBytes(contentKey);
    throw error;
  });
  let source: RandomAccessSource | null = null;
  try {
    await copyInto(staged, offered.source, onProgress, signal);
    await staged.commit();
    source = await openFileSource(path);
    const sealed = await readSealedPack(source, trust, signal);
    // The file changed since it was offered: what was judged newer, and shown, was another one.
    if (sealed.manifest.packId !== offered.manifest.packId) {
      throw new VigieError('pack-not-found', { pack: offered.manifest.packId });
    }
    await verifyBuckets(sealed, (done, total) => onProgress('verify', done, total), signal);
    onProgress('canaries', totalBytes, totalBytes);
    const open = new OpenPack(sealed, contentKey);
    try {
      await open.requireCanaries(signal);
      if (signal.aborted) throw new VigieError('cancelled');
    } catch (error) {
      open.close();
      throw error;
    }
    return { path, sealed, open, contentKey };
  } catch (error) {
    zeroBytes(contentKey);
    await source?.close().catch(() => {});
    await staged.discard();
    // Not in the register yet: a file that nothing points to.
    await rm(path, { force: true }).catch(() => {});
    throw signal.aborted ? new VigieError('cancelled', {}, { cause: error }) : error;
  }
}

/** Small enough that cancelling is immediate, large enough that a disk streams. */
const copyBytes = 4 * 1024 * 1024;

async function copyInto(
  staged: StagedFile,
  source: RandomAccessSource,
  onProgress: ImportProgress,
  signal: AbortSignal,
): Promise<void> {
  for (let offset = 0; offset < source.byteLength; offset += copyBytes) {
    if (signal.aborted) throw new VigieError('cancelled');
    const chunk = await source.read(offset, Math.min(copyBytes, source.byteLength - offset), signal);
    await staged.write(offset, chunk);
    onProgress('copy', offset + chunk.length, source.byteLength);
  }
}

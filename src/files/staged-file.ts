/**
 * A file that appears whole or not at all: written under a temporary name beside its place, flushed, then renamed.
 */
import { existsSync } from 'node:fs';
import { type FileHandle, link, open, rename, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { toHex } from '../core/bytes/bytes.ts';
import { randomBytes } from '../core/crypto/symmetric.ts';
import { VigieError } from '../core/errors.ts';
import { asFileError } from './file-errors.ts';

export interface StagedFile {
  /** Where the bytes are until `commit()`. */
  readonly temporaryPath: string;
  write(offset: number, bytes: Uint8Array): Promise<void>;
  /**
   * Flushes, puts the file in its place, flushes the directory. After this the file survives a power cut.
   * @param options `overwrite: false` leaves a file that came there meanwhile alone
   * @throws VigieError 'file-exists' · 'disk-full' · 'file-unwritable'
   */
  commit(options?: { readonly overwrite: boolean }): Promise<void>;
  /** Removes the temporary file. Does nothing after `commit()`. Never throws. */
  discard(): Promise<void>;
}

/** @throws VigieError 'file-not-found' (no such directory) · 'read-only' · 'disk-full' · 'file-unwritable' */
export async function stageFile(path: string, mode = 0o600): Promise<StagedFile> {
  const temporaryPath = join(dirname(path), `.${basename(path)}.${toHex(randomBytes(6))}.partial`);
  let handle: FileHandle | null;
  try {
    handle = await open(temporaryPath, 'wx', mode);
  } catch (cause) {
    throw asFileError(cause, 'write');
  }
  const close = async () => {
    const held = handle;
    handle = null;
    await held?.close();
  };
  return {
    temporaryPath,
    async write(offset, bytes) {
      if (handle === null) throw new VigieError('internal', { staged: 'closed' });
      try {
        let done = 0;
        while (done < bytes.length) {
          const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, offset + done);
          done += bytesWritten;
        }
      } catch (cause) {
        throw asFileError(cause, 'write');
      }
    },
    async commit({ overwrite } = { overwrite: true }) {
      try {
        await handle?.sync();
        await close();
        if (overwrite) await rename(temporaryPath, path);
        else await moveToFreeName(temporaryPath, path);
        await flushDirectory(dirname(path));
      } catch (cause) {
        throw asFileError(cause, 'write');
      }
    },
    async discard() {
      await close().catch(() => {});
      await unlink(temporaryPath).catch(() => {});
    },
  };
}

/** A hard link is refused where the name is taken; file systems without them (FAT) leave a moment between look and move. */
async function moveToFreeName(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
    await unlink(from);
  } catch (cause) {
    const systemCode = cause instanceof Error && 'code' in cause ? cause.code : '';
    if (systemCode !== 'EPERM' && systemCode !== 'ENOTSUP' && systemCode !== 'EOPNOTSUPP') throw cause;
    if (existsSync(to)) throw new VigieError('file-exists');
    await rename(from, to);
  }
}

/** Windows cannot open a directory; its rename is durable without. */
async function flushDirectory(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

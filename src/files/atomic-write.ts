/**
 * Writes a small file whole or not at all: temporary file in the same directory, fsync, rename, fsync of the directory.
 * A crash at any point leaves the old bytes or the new ones. Synchronous: a caller that returns has its bytes on disk.
 */
import * as nodeFs from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { toHex } from '../core/bytes/bytes.ts';
import { randomBytes } from '../core/crypto/symmetric.ts';
import { VigieError } from '../core/errors.ts';
import { asFileError } from './file-errors.ts';

/** The calls that a write makes, in order; injected by the tests that die at each of them. */
export type AtomicWriteFs = Pick<
  typeof nodeFs,
  'openSync' | 'writeSync' | 'fsyncSync' | 'closeSync' | 'renameSync' | 'unlinkSync'
>;

/** Of the names below: what a crash leaves of them is removed at the next start (`private-directory.ts`). */
const temporaryName = /^\..+\.[0-9a-f]{16}\.vigie-tmp$/;

/** A name that nobody can foresee: a link that lies in wait under a known one would lead the write elsewhere. */
function newTemporaryName(path: string): string {
  return `.${basename(path)}.${toHex(randomBytes(8))}.vigie-tmp`;
}

export function isTemporaryName(name: string): boolean {
  return temporaryName.test(name);
}

/** Opening a pipe would else wait for whoever writes to it, for ever. Windows has no such flag, and no such pipes. */
export const readAtOnce: number = nodeFs.constants.O_RDONLY | (nodeFs.constants.O_NONBLOCK ?? 0);

// The last two are missing on Windows, where a new name is refused if it is taken.
const newFileAlone =
  nodeFs.constants.O_WRONLY | nodeFs.constants.O_CREAT | nodeFs.constants.O_EXCL | (nodeFs.constants.O_NOFOLLOW ?? 0);

/** Systems report a missing write permission under several codes; whoever must act reads one: 'read-only'. */
export function asWriteFailure(cause: unknown): VigieError {
  const systemCode = cause instanceof Error && 'code' in cause ? cause.code : '';
  if (systemCode === 'EACCES' || systemCode === 'EPERM')
    return new VigieError('read-only', { doing: 'write' }, { cause });
  return asFileError(cause, 'write');
}

/**
 * @param mode permission bits of a new file; owner only by default
 * @throws VigieError 'disk-full', 'read-only', 'file-unwritable'; the old file is then untouched
 */
export function writeFileAtomic(
  path: string,
  bytes: Uint8Array,
  mode: number = 0o600,
  fs: AtomicWriteFs = nodeFs,
): void {
  const directory = dirname(path);
  const temporary = join(directory, newTemporaryName(path));
  let created = false;
  try {
    const file = fs.openSync(temporary, newFileAlone, mode);
    created = true;
    try {
      let written = 0;
      while (written < bytes.length) written += fs.writeSync(file, bytes, written, bytes.length - written);
      fs.fsyncSync(file);
    } finally {
      fs.closeSync(file);
    }
    fs.renameSync(temporary, path);
    created = false;
    syncDirectory(directory, fs);
  } catch (cause) {
    if (created) removeQuietly(temporary, fs);
    throw asWriteFailure(cause);
  }
}

/** Makes a rename durable. Windows cannot open a directory, and journals renames by itself. */
function syncDirectory(directory: string, fs: AtomicWriteFs): void {
  if (process.platform === 'win32') return;
  const handle = fs.openSync(directory, 'r');
  try {
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}

function removeQuietly(path: string, fs: AtomicWriteFs): void {
  try {
    fs.unlinkSync(path);
  } catch {
    // The write already failed and says why; a left-over temporary file is removed at the next start.
  }
}

/** None of our own files comes near it: a longer one was not written by us. */
const mostOwnBytes = 512 * 1024 * 1024;

/**
 * Reads a file of our own, such as those of the profile. A link is not followed, a pipe not waited at, and nothing is read without
 * end: whoever can put something in the place of such a file must not be able to keep the program from starting without a word.
 * @returns the bytes, or null if there is no such file
 * @throws VigieError 'file-unreadable'
 */
export function readFileIfThere(path: string): Uint8Array | null {
  try {
    const file = nodeFs.openSync(path, readAtOnce | (nodeFs.constants.O_NOFOLLOW ?? 0));
    try {
      const about = nodeFs.fstatSync(file);
      if (!about.isFile()) throw new VigieError('file-unreadable', { system: 'not a file' });
      if (about.size > mostOwnBytes) throw new VigieError('file-unreadable', { system: 'too long' });
      return new Uint8Array(nodeFs.readFileSync(file));
    } finally {
      nodeFs.closeSync(file);
    }
  } catch (cause) {
    const failure = asFileError(cause, 'read');
    if (failure.code === 'file-not-found') return null;
    throw failure;
  }
}

/** Makes the directory (owner only) and its parents. @throws VigieError 'disk-full', 'read-only', 'file-unwritable' */
export function makeDirectory(path: string): void {
  try {
    nodeFs.mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw asWriteFailure(cause);
  }
}

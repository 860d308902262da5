/**
 * The profile directory is its owner's alone: 0700, and 0600 for what lies in it, whatever an umask, a copy or a restored backup
 * left. Windows and its access lists are left to the system: a user's own folders are theirs (docs/THREATS.md).
 */
import { chmodSync, closeSync, constants, lstatSync, openSync, readdirSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { VigieError } from '../core/errors.ts';
import { asWriteFailure, isTemporaryName } from './atomic-write.ts';

const othersMask = 0o077;

/**
 * Mends what others may read or write, and removes what writes that were cut off left.
 * @param directories the profile and those in it
 * @throws VigieError 'file-too-open' { file } for one that is somebody else's, or a link, which others could point elsewhere ·
 *   'read-only' · 'file-unwritable'
 */
export function makePrivate(directories: readonly string[]): void {
  if (process.platform === 'win32') return;
  try {
    for (const directory of directories) {
      mend(directory, 0o700);
      for (const name of readdirSync(directory)) {
        const path = join(directory, name);
        if (isTemporaryName(name)) unlinkSync(path);
        else if (!lstatSync(path).isDirectory()) mend(path, 0o600);
      }
    }
  } catch (cause) {
    throw asWriteFailure(cause);
  }
}

function mend(path: string, mode: number): void {
  const about = lstatSync(path);
  if (about.isSymbolicLink() || about.uid !== process.getuid?.()) throw new VigieError('file-too-open', { file: path });
  if ((about.mode & othersMask) !== 0) chmodSync(path, mode);
}

/** Makes an empty file that is its owner's alone, for what a library would make readable to others; leaves one that is there. */
export function makePrivateFile(path: string): void {
  try {
    closeSync(openSync(path, constants.O_WRONLY | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0), 0o600));
  } catch (cause) {
    throw asWriteFailure(cause);
  }
}

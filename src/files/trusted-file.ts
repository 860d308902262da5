/**
 * Reads a file that only the machine's administrators may have written, and says so where someone else could have. What
 * is checked is what is read: the open file, then its directory, in which anyone who can write can swap it.
 *
 * On Windows the owner is not checked (Node tells nothing of access lists): docs/deploy.md gives the command that
 * restricts the directory.
 */
import { closeSync, constants, fstatSync, openSync, readFileSync, realpathSync, type Stats, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { VigieError } from '../core/errors.ts';
import { asFileError } from './file-errors.ts';

export interface FileOwners {
  readonly platform: NodeJS.Platform;
  /** User numbers whose files are trusted. */
  readonly uids: readonly number[];
}

const administrators: FileOwners = { platform: process.platform, uids: [0] };

/** Far more than settings or a key need; less than what would fill the memory. */
const maxBytes = 1_048_576;
const writableByOthers = 0o022;

/**
 * @returns null if there is no such file
 * @throws VigieError 'settings-unsafe' { file, reason: 'not-a-file' | 'too-large' | 'owner' | 'writable' |
 *   'directory-owner' | 'directory-writable' } · 'file-unreadable'
 */
export function readTrustedFile(path: string, owners: FileOwners = administrators): Uint8Array | null {
  const unsafe = (reason: string) => new VigieError('settings-unsafe', { file: path, reason });
  let file: number;
  try {
    // Without O_NONBLOCK a named pipe in its place would hold the start for ever.
    file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (cause) {
    const failure = asFileError(cause, 'read');
    if (failure.code === 'file-not-found') return null;
    throw failure;
  }
  try {
    const about = fstatSync(file);
    if (!about.isFile()) throw unsafe('not-a-file');
    if (about.size > maxBytes) throw unsafe('too-large');
    if (owners.platform !== 'win32') {
      const fault = faultOf(about, owners);
      if (fault !== null) throw unsafe(fault);
      const directoryFault = faultOf(statSync(dirname(realpathSync(path))), owners);
      if (directoryFault !== null) throw unsafe(`directory-${directoryFault}`);
    }
    return new Uint8Array(readFileSync(file));
  } catch (cause) {
    throw asFileError(cause, 'read');
  } finally {
    closeSync(file);
  }
}

function faultOf(about: Stats, owners: FileOwners): 'owner' | 'writable' | null {
  if (!owners.uids.includes(about.uid)) return 'owner';
  return (about.mode & writableByOthers) === 0 ? null : 'writable';
}

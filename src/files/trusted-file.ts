/**
 * Reads a file that only the machine's administrators may have written, and says so where someone else could have. What
 * is checked is what is read: the open file, then its directory, in which anyone who can write can swap it.
 */
import { closeSync, constants, fstatSync, openSync, readFileSync, realpathSync, type Stats, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { VigieError } from '../core/errors.ts';
import { asFileError } from './file-errors.ts';
import { faultOfDescriptor } from './security-descriptor.ts';

/** How a system tells who may write: POSIX by user number and mode, Windows by access list. */
export type FileOwners =
  | {
      readonly platform: 'posix';
      /** User numbers whose files are trusted. */
      readonly uids: readonly number[];
    }
  | {
      readonly platform: 'win32';
      /** Owner and access list of a file or directory, in SDDL. */
      describeFile(path: string): string;
    };

const root: FileOwners = { platform: 'posix', uids: [0] };

/** Far more than settings or a key need; less than what would fill the memory. */
const maxBytes = 1_048_576;
const writableByOthers = 0o022;

/**
 * @returns null if there is no such file
 * @throws VigieError 'settings-unsafe' { file, reason: 'not-a-file' | 'too-large' | 'owner' | 'writable' |
 *   'access-list-unreadable', or the last three after 'directory-' } · 'file-unreadable' · what `describeFile` throws
 */
export function readTrustedFile(path: string, owners: FileOwners = root): Uint8Array | null {
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
    const fault = owners.platform === 'posix' ? faultOf(about, owners.uids) : faultOfPath(realpathSync(path), owners);
    if (fault !== null) throw unsafe(fault);
    // A link is followed: both its own directory and that of what it leads to must be the administrators'.
    for (const directory of new Set([dirname(realpathSync(path)), dirname(path)])) {
      const directoryFault =
        owners.platform === 'posix' ? faultOf(statSync(directory), owners.uids) : faultOfPath(directory, owners);
      if (directoryFault !== null) throw unsafe(`directory-${directoryFault}`);
    }
    return new Uint8Array(readFileSync(file));
  } catch (cause) {
    throw asFileError(cause, 'read');
  } finally {
    closeSync(file);
  }
}

function faultOf(about: Stats, uids: readonly number[]): 'owner' | 'writable' | null {
  if (!uids.includes(about.uid)) return 'owner';
  return (about.mode & writableByOthers) === 0 ? null : 'writable';
}

function faultOfPath(path: string, windows: FileOwners & { readonly platform: 'win32' }) {
  return faultOfDescriptor(windows.describeFile(path), 'file');
}

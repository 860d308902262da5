/**
 * One writer per vault directory. The lock is SQLite's exclusive lock on an empty file: the kernel drops it when the
 * process dies however it dies, so that no stale lock survives a crash and no reused process id is mistaken for one.
 * On network file systems it is as good as their locks; a vault belongs on a local disk (docs/deploy.md).
 */
import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import Database from 'better-sqlite3-multiple-ciphers';
import { VigieError } from '../core/errors.ts';
import { asWriteFailure } from './atomic-write.ts';

/**
 * The process that has a lock on a file, as Linux lists it: `1: POSIX  ADVISORY  WRITE 4242 08:01:131073 1073741826 1073742335`
 * (proc_locks(5)). SQLite's locks are of that kind.
 * @param locks content of /proc/locks
 * @returns null if nobody has one, or a process of another container, whose number is not told
 */
export function findLockPid(locks: string, inode: number): number | null {
  for (const line of locks.split('\n')) {
    const [, , , , pid, file] = line.trim().split(/\s+/);
    if (file?.split(':')[2] === String(inode) && Number(pid) > 0) return Number(pid);
  }
  return null;
}

/** @returns null where the system does not say, which only Linux does */
function lockPidOf(path: string): number | null {
  try {
    return findLockPid(readFileSync('/proc/locks', 'utf8'), statSync(path).ino);
  } catch {
    return null;
  }
}

/** @returns details of 'vault-in-use': the lock's file, and the process that has it where the system says */
function inUseDetails(path: string): { readonly file: string; readonly pid?: number } {
  const pid = lockPidOf(path);
  return { file: basename(path), ...(pid === null ? {} : { pid }) };
}

export interface HeldLock {
  /** Gives the lock back; calling it again does nothing. */
  release(): void;
}

/**
 * Keeps an instance from starting while `action` reads the directory, and writes nothing.
 * @param path of the lock file; where there is none, the directory is a copy that nobody uses
 * @throws VigieError 'vault-in-use' { pid where the system says } if an instance is running · what `action` throws
 */
export function whileUnused<T>(path: string, action: () => T): T {
  let database: Database.Database | null = null;
  try {
    if (existsSync(path)) {
      database = new Database(path, { readonly: true, timeout: 0 });
      // The first read takes the shared lock, which the transaction keeps.
      database.exec('BEGIN; SELECT count(*) FROM sqlite_schema');
    }
  } catch (cause) {
    database?.close();
    const code = (cause as { code?: string }).code ?? '';
    if (code.startsWith('SQLITE_BUSY')) throw new VigieError('vault-in-use', inUseDetails(path), { cause });
    throw new VigieError('file-unreadable', { system: code }, { cause });
  }
  try {
    return action();
  } finally {
    database?.close();
  }
}

/**
 * @param path of the lock file, which is made if missing and stays empty
 * @throws VigieError 'vault-in-use' { pid where the system says } if another instance (or this one) holds it; 'file-not-found' (no such directory),
 *   'read-only', 'file-unwritable'
 */
export function acquireLock(path: string): HeldLock {
  let database: Database.Database | null = null;
  try {
    // SQLite falls back to reading where it may not write, and would lock a vault that cannot be used.
    accessSync(dirname(path), constants.W_OK);
  } catch (cause) {
    throw asWriteFailure(cause);
  }
  try {
    database = new Database(path, { timeout: 0 });
    // No rollback journal beside the lock: nothing is ever written.
    database.pragma('journal_mode = MEMORY');
    database.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    database?.close();
    const code = (cause as { code?: string }).code ?? '';
    if (code.startsWith('SQLITE_BUSY')) throw new VigieError('vault-in-use', inUseDetails(path), { cause });
    throw new VigieError('file-unwritable', { file: basename(path), system: code }, { cause });
  }
  const held = database;
  return {
    release: () => {
      if (held.open) held.close();
    },
  };
}

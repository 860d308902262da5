/**
 * One writer per vault directory. The lock is SQLite's exclusive lock on an empty file: the kernel drops it when the
 * process dies however it dies, so that no stale lock survives a crash and no reused process id is mistaken for one.
 * On network file systems it is as good as their locks; a vault belongs on a local disk (docs/deploy.md).
 */
import { accessSync, constants } from 'node:fs';
import { basename, dirname } from 'node:path';
import Database from 'better-sqlite3-multiple-ciphers';
import { VigieError } from '../core/errors.ts';
import { asWriteFailure } from './atomic-write.ts';

export interface HeldLock {
  /** Gives the lock back; calling it again does nothing. */
  release(): void;
}

/**
 * @param path of the lock file, which is made if missing and stays empty
 * @throws VigieError 'vault-in-use' if another instance (or this one) holds it; 'file-not-found' (no such directory),
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
    const details = { file: basename(path) };
    if (code.startsWith('SQLITE_BUSY')) throw new VigieError('vault-in-use', details, { cause });
    throw new VigieError('file-unwritable', { ...details, system: code }, { cause });
  }
  const held = database;
  return {
    release: () => {
      if (held.open) held.close();
    },
  };
}

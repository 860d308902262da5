/**
 * The encrypted database of the journal: ChaCha20-Poly1305 on every page (SQLite3 Multiple Ciphers), raw key, WAL, every
 * commit on disk before it returns. A wrong key, an altered page or a truncated file is an error, never data.
 */
import Database from 'better-sqlite3-multiple-ciphers';
import { concatBytes, toHexBytes, utf8, zeroBytes } from '../bytes/bytes.ts';
import { isVigieError, VigieError } from '../errors.ts';

export type JournalDatabase = Database.Database;

/** SQLite's result codes that mean the file is not what was written. https://www.sqlite.org/rescode.html */
const damageCodes = /^SQLITE_(CORRUPT|NOTADB|IOERR_(READ|SHORT_READ|DATA|CORRUPTFS))/;
/** A full disk shows as either, depending on which file hits it first. */
const fullCodes = /^SQLITE_(FULL|IOERR_SHMSIZE|IOERR_SHMMAP)/;

/** @returns a VigieError for an error of SQLite; other errors as they are */
export function journalFailure(cause: unknown): unknown {
  if (isVigieError(cause)) return cause;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  // SQLite's message may quote a statement, never values; it stays in `cause` and out of the details all the same.
  if (damageCodes.test(code)) return new VigieError('journal-damaged', { reason: 'page' }, { cause });
  if (fullCodes.test(code)) return new VigieError('disk-full', { file: 'journal' }, { cause });
  if (/^SQLITE_(READONLY|PERM|AUTH)/.test(code)) return new VigieError('read-only', { file: 'journal' }, { cause });
  if (code.startsWith('SQLITE_BUSY')) return new VigieError('vault-in-use', { file: 'journal' }, { cause });
  if (/^SQLITE_(CANTOPEN|IOERR)/.test(code)) {
    return new VigieError('file-unwritable', { file: 'journal', system: code }, { cause });
  }
  return cause;
}

/** Runs `action`; SQLite's errors come out as coded ones. */
export function guardDatabase<T>(action: () => T): T {
  try {
    return action();
  } catch (cause) {
    throw journalFailure(cause);
  }
}

/**
 * Nothing is written to an existing file before `prepareForWriting`.
 * @param key 32 bytes, used as they are; the caller zeroes them
 * @throws VigieError 'journal-damaged' if the file is missing (unless `create`) or does not open under this key
 */
export function openDatabase(path: string, key: Uint8Array, create: boolean): JournalDatabase {
  return guardDatabase(() => {
    let database: JournalDatabase;
    try {
      database = new Database(path, { timeout: 0, fileMustExist: !create });
    } catch (cause) {
      const missing = cause instanceof Error && 'code' in cause && cause.code === 'SQLITE_CANTOPEN';
      if (missing && !create) throw new VigieError('journal-damaged', { reason: 'missing' }, { cause });
      throw cause;
    }
    // `raw:` tells the cipher that these are the 32 key bytes themselves: the vault key was stretched already.
    const digits = toHexBytes(key);
    const raw = Buffer.from(concatBytes(utf8('raw:'), digits).buffer);
    try {
      database.pragma("cipher = 'chacha20'");
      database.key(raw);
      // Whoever opened it first has it alone, also where the lock of the profile was taken away from under them.
      database.pragma('locking_mode = EXCLUSIVE');
      // The first read is what tests the key.
      database.pragma('user_version');
      return database;
    } catch (cause) {
      database.close();
      throw cause;
    } finally {
      zeroBytes(raw, digits);
    }
  });
}

/** Version of the schema in the file; 0 for a new one. */
export function schemaVersion(database: JournalDatabase): number {
  return guardDatabase(() => database.pragma('user_version', { simple: true }) as number);
}

/** After the version was accepted: WAL, and every commit flushed. */
export function prepareForWriting(database: JournalDatabase): void {
  guardDatabase(() => {
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    // macOS: F_FULLFSYNC, without which a power cut can lose what fsync has acknowledged.
    database.pragma('fullfsync = ON');
    // Each page that falls out of the cache costs a decryption when it is asked for again: what lists and statistics of a
    // large journal walk through fits in 32 MiB, which a small one never takes.
    database.pragma('cache_size = -32768');
    database.pragma('temp_store = MEMORY');
    database.pragma('secure_delete = ON');
    database.pragma('trusted_schema = OFF');
    database.pragma('foreign_keys = ON');
  });
}

/**
 * SQLite databases: each table is a member, its rows as cells. The file comes from criminals, so nothing of its schema runs: views,
 * triggers and virtual tables are left alone, and the file is opened for reading only.
 */
import Database from 'better-sqlite3-multiple-ciphers';
import type { Container } from './container.ts';
import { unitsRow } from './container.ts';
import { readWhole } from './read-whole.ts';
import { containerFault } from './refuse.ts';

/** https://www.sqlite.org/fileformat2.html#the_database_header */
const magic = 'SQLite format 3\0';
const headerBytes = 100;
/** Offsets of the write and the read version: 2 is a write-ahead log, which cannot be opened without writing beside the file. */
const versionOffsets = [18, 19] as const;
const rollbackJournal = 1;
const rowsAtOnce = 512;

export const sqlite: Container = {
  name: 'sqlite',
  recognise: (start) => start.toString('latin1', 0, magic.length) === magic,
  async *members(source, budget) {
    const { path } = source;
    const header = path === null ? null : await source.readAt?.(0, headerBytes);
    const usesLog = header?.[versionOffsets[1]] === 2;
    // In memory where there is no path, or where opening the file would leave files beside it.
    const database = path !== null && !usesLog ? openFile(path) : openBytes(await readWhole(source, 'sqlite'));
    try {
      const tables = query(
        database,
        "select name, sql from sqlite_schema where type = 'table' and name not like 'sqlite^_%' escape '^'",
      );
      for (const [name, sql] of tables) {
        if (typeof name !== 'string' || /^create\s+virtual\s/i.test(String(sql))) continue;
        yield { name, chunks: rowsOf(database, name, budget), dialect: 'units' };
      }
    } finally {
      database.close();
    }
  },
};

function openFile(path: string): Database.Database {
  try {
    return harmless(new Database(path, { readonly: true, fileMustExist: true }));
  } catch {
    throw broken();
  }
}

function openBytes(bytes: Buffer): Database.Database {
  for (const offset of versionOffsets) bytes[offset] = rollbackJournal;
  try {
    return harmless(new Database(bytes));
  } catch {
    throw broken();
  }
}

/** https://www.sqlite.org/security.html: what to switch off before a file of strangers is read. */
function harmless(database: Database.Database): Database.Database {
  database.pragma('trusted_schema = off');
  database.pragma('cell_size_check = on');
  database.pragma('query_only = on');
  database.pragma('mmap_size = 0');
  return database;
}

function query(database: Database.Database, sql: string): unknown[][] {
  try {
    return database.prepare(sql).raw().all() as unknown[][];
  } catch {
    throw broken();
  }
}

async function* rowsOf(
  database: Database.Database,
  table: string,
  budget: Parameters<Container['members']>[1],
): AsyncGenerator<Buffer> {
  try {
    const statement = database
      .prepare(`select * from "${table.replaceAll('"', '""')}"`)
      .safeIntegers(true)
      .raw();
    let out = unitsRow(statement.columns().map(({ name }) => name));
    let rows = 0;
    for (const row of statement.iterate() as IterableIterator<unknown[]>) {
      out += unitsRow(row.map(cellText));
      if (++rows % rowsAtOnce !== 0) continue;
      budget.unpacked(out.length, 'sqlite');
      yield Buffer.from(out, 'utf8');
      out = '';
    }
    yield Buffer.from(out, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE')) throw broken();
    throw error;
  }
}

function cellText(value: unknown): string {
  if (value === null) return '';
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8').replaceAll('\0', '');
  return String(value);
}

function broken() {
  return containerFault('container-corrupt', 'sqlite', 'sqlite3 FILE .recover');
}

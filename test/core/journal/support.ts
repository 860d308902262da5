/** A real encrypted journal in a temporary directory, and the key to tamper with it as an insider could. */
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isVigieError } from '../../../src/core/errors.ts';
import type { CaseRecord, CaseSummary, ToldIncident } from '../../../src/core/journal/case-record.ts';
import { type JournalDatabase, openDatabase } from '../../../src/core/journal/database.ts';
import { Journal } from '../../../src/core/journal/journal.ts';
import type { Incident } from '../../../src/core/pack/incident.ts';
import { callerOfThisFund } from '../../../src/core/vocabulary.ts';
import { headFile } from '../../../src/files/head-file.ts';

export const startMs = Date.parse('2026-01-15T08:00:00Z');
export const adviser = 'a'.repeat(32);

const key = (fill: number) => new Uint8Array(32).fill(fill);

export class JournalDirectory {
  readonly path = mkdtempSync(join(tmpdir(), 'vigie-journal-'));

  get databasePath(): string {
    return join(this.path, 'journal.sqlite');
  }
  get headPath(): string {
    return join(this.path, 'journal.head');
  }

  open(change: { create?: boolean; vaultRevision?: number; databaseKey?: number; headKey?: number } = {}): Journal {
    const { create = false, vaultRevision = 1, databaseKey = 1, headKey = 3 } = change;
    return Journal.open({
      path: this.databasePath,
      keys: { database: key(databaseKey), chain: key(2), head: key(headKey), neighbours: key(4), systemLog: key(5) },
      vaultId: '0'.repeat(32),
      vaultRevision,
      headStore: headFile(this.headPath),
      nowMs: startMs,
      create,
    });
  }

  /** Changes the closed database as someone who holds its key. */
  tamper(change: (database: JournalDatabase) => void): void {
    const database = openDatabase(this.databasePath, key(1), false);
    change(database);
    database.close();
  }

  copyTo(name: string): void {
    const target = join(this.path, name);
    for (const file of readdirSync(this.path)) {
      if (file.startsWith('journal.')) cpSync(join(this.path, file), join(target, file));
    }
  }

  restore(name: string, files: (file: string) => boolean = () => true): void {
    for (const file of readdirSync(this.path)) {
      if (file.startsWith('journal.') && files(file)) rmSync(join(this.path, file));
    }
    for (const file of readdirSync(join(this.path, name))) {
      if (files(file)) cpSync(join(this.path, name, file), join(this.path, file));
    }
  }

  overwrite(path: string, bytes: Uint8Array): void {
    writeFileSync(path, bytes);
  }

  dispose(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

export const summary: CaseSummary = { stepsDone: 0, stepsTotal: 3, nextDueOn: null };

export function caseRecord(reference: string, change: Partial<CaseRecord> = {}): CaseRecord {
  return {
    reference,
    openedAt: new Date(startMs).toISOString(),
    closedAt: null,
    status: 'open',
    adviserId: adviser,
    about: callerOfThisFund,
    verdicts: [],
    others: [],
    askedIncidents: [],
    answers: {},
    outcomes: {},
    note: '',
    changedAt: new Date(startMs).toISOString(),
    handOver: null,
    callEndedAt: null,
    ...change,
  };
}

/** @param signer a hexadecimal digit */
export function told(incident: Incident, signer = 'c'): ToldIncident {
  return { ...incident, toldBy: { signer: signer.repeat(64), name: `Signataire ${signer}` } };
}

/** @returns code and reason of the error, or 'ok' */
export function failureOf(work: () => unknown): string {
  try {
    work();
    return 'ok';
  } catch (error) {
    if (!isVigieError(error)) throw error;
    return [error.code, error.details.reason].filter((part) => part !== undefined).join(' ');
  }
}

/** Brings the journal's schema up to date, one numbered step after the other, each in its own transaction. */
import { VigieError } from '../../errors.ts';
import { guardDatabase, type JournalDatabase, schemaVersion } from '../database.ts';
import { auditMigration } from './001-audit.ts';
import { casesMigration } from './002-cases.ts';
import { statisticsMigration } from './003-statistics.ts';
import { neighboursMigration } from './004-neighbours.ts';
import { clockMigration } from './005-clock.ts';
import { acknowledgedMigration } from './006-acknowledged.ts';
import { meaningsMigration } from './007-meanings.ts';

/** Migration number n (from 1) leads from version n − 1 to version n. */
export const migrations: readonly (string | ((database: JournalDatabase) => void))[] = [
  auditMigration,
  casesMigration,
  statisticsMigration,
  neighboursMigration,
  clockMigration,
  acknowledgedMigration,
  meaningsMigration,
];

/** @throws VigieError 'journal-newer' if a newer version of Vigie wrote the file, which is then left untouched */
export function requireKnownVersion(database: JournalDatabase): void {
  const version = schemaVersion(database);
  if (version > migrations.length) throw new VigieError('journal-newer', { version, known: migrations.length });
}

/** @param upTo for the tests, which make a journal of each earlier version */
export function migrate(database: JournalDatabase, upTo: number = migrations.length): void {
  requireKnownVersion(database);
  guardDatabase(() => {
    for (let version = schemaVersion(database); version < upTo; version++) {
      const step = migrations[version];
      if (step === undefined) return;
      database.transaction(() => {
        if (typeof step === 'string') database.exec(step);
        else step(database);
        database.pragma(`user_version = ${version + 1}`);
      })();
    }
  });
}

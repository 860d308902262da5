import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { auditKinds } from '../../../src/core/journal/audit-entry.ts';
import { newCaseReference } from '../../../src/core/journal/case-reference.ts';
import { openDatabase, schemaVersion } from '../../../src/core/journal/database.ts';
import { migrate, migrations } from '../../../src/core/journal/migrations/migrate.ts';
import { adviser, caseRecord, failureOf, JournalDirectory, startMs, summary } from './support.ts';

let directory: JournalDirectory;
beforeEach(() => {
  directory = new JournalDirectory();
});
afterEach(() => directory.dispose());

const minute = 60_000;
const at = (minutes: number) => ({ atMs: startMs + minutes * minute, adviserId: adviser });
const any = {
  referencePart: '',
  adviserIds: [],
  openedFromMs: null,
  openedBeforeMs: null,
  status: null,
  adviserId: null,
  dueOnly: false,
  offset: 0,
  limit: 50,
};

/** 20 checks with their verdicts, and 5 cases. */
function filled(): string[] {
  const journal = directory.open({ create: true });
  const references: string[] = [];
  const checks = Array.from({ length: 20 }, (_, i) => [
    { ...at(i), kind: 'check' as const },
    { ...at(i), kind: 'verdict-not-listed' as const },
  ]);
  journal.write(checks.flat());
  for (let i = 0; i < 5; i++) {
    const reference = newCaseReference();
    references.push(reference);
    journal.write([{ ...at(30 + i), kind: 'case-opened', caseReference: reference }], {
      record: caseRecord(reference),
      summary,
    });
  }
  journal.close();
  return references;
}

describe('the journal', () => {
  it('keeps entries and cases across restarts, and verifies', async () => {
    const references = filled();
    const journal = directory.open();
    expect(journal.lastSeq).toBe(46);
    expect(await journal.verify()).toEqual({ entryCount: 46, firstBroken: null, fault: null });
    expect(journal.readCase(references[2] ?? '')?.reference).toBe(references[2]);
    expect(journal.readCase('VG-0000-0000')).toBeNull();
    expect(journal.latestOpenCase(adviser)).not.toBeNull();
    expect(journal.latestOpenCase('b'.repeat(32))).toBeNull();
    const [first] = journal.readEntries(0, 1);
    expect(first).toMatchObject({ seq: 1, kind: 'journal-created', adviserId: '' });
    journal.close();
    journal.close();
  });

  it('writes nothing in clear', () => {
    filled();
    for (const path of [directory.databasePath, directory.headPath]) {
      const bytes = readFileSync(path);
      for (const word of ['SQLite format', 'case-opened', 'audit', adviser])
        expect(bytes.includes(word), word).toBe(false);
    }
  });

  it('finds cases by part of the reference, adviser, status, date and due date', () => {
    const journal = directory.open({ create: true });
    const due = (reference: string, nextDueOn: string | null) =>
      journal.write([{ ...at(0), kind: 'case-changed', caseReference: reference }], {
        record: caseRecord(reference, { status: nextDueOn === null ? 'closed' : 'interrupted' }),
        summary: { stepsDone: 1, stepsTotal: 4, nextDueOn },
      });
    const references = Array.from({ length: 30 }, newCaseReference);
    for (const [index, reference] of references.entries()) due(reference, index < 3 ? `2026-02-0${3 - index}` : null);
    const wanted = references[7] ?? '';
    const part = wanted.slice(3).replace('-', '').slice(1, 7);
    expect(journal.listCases({ ...any, referencePart: part }).rows.map((row) => row.reference)).toContain(wanted);
    expect(journal.listCases({ ...any, dueOnly: true })).toMatchObject({
      total: 3,
      rows: [
        { nextDueOn: '2026-02-01' },
        { nextDueOn: '2026-02-02' },
        { nextDueOn: '2026-02-03', stepsDone: 1, stepsTotal: 4 },
      ],
    });
    expect(journal.listCases({ ...any, dueOnly: true, status: 'unclosed' }).total).toBe(3);
    expect(journal.listCases({ ...any, dueOnly: true, status: 'closed' }).total).toBe(0);
    expect(journal.listCases({ ...any, status: 'unclosed' }).total).toBe(3);
    expect(journal.listCases({ ...any, status: 'closed', limit: 5, offset: 25 })).toMatchObject({ total: 27 });
    expect(journal.listCases({ ...any, status: 'closed', limit: 5, offset: 25 }).rows).toHaveLength(2);
    expect(journal.listCases({ ...any, adviserIds: ['b'.repeat(32)] }).total).toBe(0);
    expect(journal.listCases({ ...any, openedFromMs: startMs, openedBeforeMs: startMs + 1 }).total).toBe(30);
    expect(journal.listCases({ ...any, openedFromMs: startMs + 1 }).total).toBe(0);
    journal.close();
  });

  it('names each kind of entry once', () => {
    expect(new Set(auditKinds).size).toBe(auditKinds.length);
  });
});

describe('files that were tampered with', () => {
  it('open under no other key', () => {
    filled();
    expect(failureOf(() => directory.open({ databaseKey: 9 }))).toBe('journal-damaged page');
    expect(failureOf(() => directory.open({ headKey: 9 }))).toBe('journal-damaged head');
  });

  it('give an error, never data, for an altered byte anywhere', async () => {
    filled();
    const good = readFileSync(directory.databasePath);
    directory.copyTo('good');
    for (let position = 7; position < good.length; position += 509) {
      directory.restore('good');
      const altered = Buffer.from(good);
      altered[position] = (altered[position] ?? 0) ^ 0x10;
      directory.overwrite(directory.databasePath, altered);
      let outcome: string;
      try {
        const journal = directory.open();
        try {
          const check = await journal.verify();
          outcome = check.firstBroken === null ? 'intact' : 'broken';
          for (const row of journal.listCases(any).rows) journal.readCase(row.reference);
        } finally {
          journal.close();
        }
      } catch (error) {
        outcome = (error as { code: string }).code;
      }
      // A page that holds no row of ours (an index) may go unread by verification; it must never read as other data.
      expect(['journal-damaged', 'intact'], `byte ${position}`).toContain(outcome);
    }
  });

  it('are refused when cut short, emptied, removed or put back as they were', () => {
    filled();
    directory.copyTo('older');
    const journal = directory.open();
    journal.write([{ ...at(100), kind: 'check' }]);
    journal.close();
    directory.copyTo('good');
    const good = readFileSync(directory.databasePath);

    for (const bytes of [good.length - 1, good.length - 4096, 4096, 100]) {
      directory.overwrite(directory.databasePath, good.subarray(0, bytes));
      expect(
        failureOf(() => directory.open()),
        `${bytes} bytes`,
      ).toBe('journal-damaged page');
    }
    directory.overwrite(directory.databasePath, new Uint8Array());
    expect(failureOf(() => directory.open())).toBe('journal-damaged missing');
    directory.restore('good', (file) => file === 'journal.head');
    directory.dispose();
    directory = new JournalDirectory();
    expect(failureOf(() => directory.open())).toBe('journal-damaged head-missing');
  });

  it('are refused when the database is an older copy of itself', () => {
    filled();
    directory.copyTo('older');
    const journal = directory.open();
    journal.write([{ ...at(100), kind: 'check' }]);
    journal.close();
    directory.restore('older', (file) => file !== 'journal.head');
    expect(failureOf(() => directory.open())).toBe('journal-damaged truncated');
  });

  it('are refused when the write-ahead log was cut off', () => {
    const journal = directory.open({ create: true });
    for (let i = 0; i < 30; i++) journal.write([{ ...at(i), kind: 'check' }]);
    // As a crash leaves it: the log was not folded into the database.
    directory.copyTo('crashed');
    journal.close();
    directory.restore('crashed');
    const recovered = directory.open();
    expect(recovered.lastSeq).toBe(31);
    recovered.close();
    directory.restore('crashed');
    const log = readFileSync(`${directory.databasePath}-wal`);
    directory.overwrite(`${directory.databasePath}-wal`, log.subarray(0, Math.floor(log.length * 0.7)));
    expect(failureOf(() => directory.open())).toBe('journal-damaged truncated');
  });

  it('are recognised with an older vault beside them', () => {
    filled();
    const journal = directory.open({ vaultRevision: 1 });
    journal.noteVaultRevision(5);
    journal.close();
    expect(failureOf(() => directory.open({ vaultRevision: 4 }))).toMatch(/^profile-put-back/);
    directory.open({ vaultRevision: 5 }).close();
    expect(failureOf(() => directory.open({ vaultRevision: 6 }))).toMatch(/^profile-put-back/);
    const announcing = directory.open({ vaultRevision: 5 });
    announcing.announce('vault', 6);
    announcing.close();
    directory.open({ vaultRevision: 5 }).close();
    directory.open({ vaultRevision: 6 }).close();
  });
});

describe('entries changed by someone who holds the database key', () => {
  const cases: [string, string, { firstBroken: number; fault: string } | 'refused'][] = [
    ['edited', "UPDATE audit SET kind = 'check' WHERE seq = 17", { firstBroken: 17, fault: 'chain' }],
    ['edited details', `UPDATE audit SET details = '{"x":1}' WHERE seq = 5`, { firstBroken: 5, fault: 'chain' }],
    ['moved in time', 'UPDATE audit SET at_ms = at_ms - 1 WHERE seq = 30', { firstBroken: 30, fault: 'chain' }],
    [
      'put under another name',
      `UPDATE audit SET adviser_id = '${'b'.repeat(32)}' WHERE seq = 9`,
      { firstBroken: 9, fault: 'chain' },
    ],
    ['deleted', 'DELETE FROM audit WHERE seq = 23', { firstBroken: 23, fault: 'chain' }],
    ['first deleted', 'DELETE FROM audit WHERE seq = 1', { firstBroken: 1, fault: 'chain' }],
    ['closed up', 'DELETE FROM audit WHERE seq = 23; UPDATE audit SET seq = seq - 1 WHERE seq > 23', 'refused'],
    [
      'swapped',
      'UPDATE audit SET seq = -1 WHERE seq = 10; UPDATE audit SET seq = 10 WHERE seq = 11; UPDATE audit SET seq = 11 WHERE seq = -1',
      { firstBroken: 10, fault: 'chain' },
    ],
    ['cut off at the end', 'DELETE FROM audit WHERE seq > 40', 'refused'],
    [
      'hidden behind a forged tombstone',
      `UPDATE audit SET kind = 'journal-purged', details = '{"throughSeq":10,"throughMac":"${'0'.repeat(64)}"}' WHERE seq = 12; DELETE FROM audit WHERE seq <= 10`,
      { firstBroken: 11, fault: 'chain' },
    ],
    [
      'case edited',
      'UPDATE cases SET content = replace(content, \'"note":""\', \'"note":"x"\') WHERE entry_seq = 44',
      { firstBroken: 44, fault: 'case' },
    ],
    ['case column edited', 'UPDATE cases SET steps_done = 3 WHERE entry_seq = 43', { firstBroken: 43, fault: 'case' }],
    ['case deleted', 'DELETE FROM cases WHERE entry_seq = 45', { firstBroken: 45, fault: 'case' }],
  ];

  for (const [name, sql, expected] of cases) {
    it(name, async () => {
      filled();
      directory.tamper((database) => database.exec(sql));
      if (expected === 'refused') {
        expect(failureOf(() => directory.open())).toMatch(/^journal-damaged (truncated|head)$/);
        return;
      }
      const journal = directory.open();
      expect(await journal.verify()).toMatchObject(expected);
      journal.close();
    });
  }

  it('an entry added without the chain key', async () => {
    filled();
    directory.tamper((database) =>
      database.exec(
        'INSERT INTO audit SELECT 47, at_ms, adviser_id, kind, case_reference, details, mac FROM audit WHERE seq = 46',
      ),
    );
    expect(failureOf(() => directory.open())).toMatch(/^profile-put-back/);
    // With the row that says what the head acknowledged, it passes for a commit that a power cut left without its head.
    directory.tamper((database) =>
      database.exec('UPDATE acknowledged SET (seq, mac) = (SELECT seq, mac FROM audit WHERE seq = 46)'),
    );
    const journal = directory.open();
    expect(await journal.verify()).toMatchObject({ firstBroken: 47, fault: 'chain' });
    journal.close();
  });
});

describe('purging', () => {
  it('leaves a tombstone that the chain hangs on, twice', async () => {
    const references = filled();
    let journal = directory.open();
    journal.write([{ ...at(500), kind: 'unlocked' }]);
    expect(journal.purge(startMs + 32 * minute, { ...at(600) })).toEqual({ entries: 43, cases: 2 });
    expect(journal.readCase(references[0] ?? '')).toBeNull();
    expect(journal.readCase(references[2] ?? '')).not.toBeNull();
    expect(await journal.verify()).toMatchObject({ entryCount: 5, firstBroken: null });
    expect(journal.purge(startMs + 550 * minute, { ...at(700) })).toMatchObject({ entries: 4, cases: 3 });
    journal.close();
    journal = directory.open();
    expect(await journal.verify()).toMatchObject({ entryCount: 2, firstBroken: null });
    expect(journal.lastSeq).toBe(49);
    journal.close();
    directory.tamper((database) =>
      database.exec('UPDATE audit SET details = replace(details, \'"cases":3\', \'"cases":0\')'),
    );
    const altered = directory.open();
    expect(await altered.verify()).toMatchObject({ fault: 'chain' });
    altered.close();
  });

  it('does nothing where nothing is old, and keeps the last entry however old it is', () => {
    filled();
    const journal = directory.open();
    expect(journal.purge(startMs - 1, { ...at(600) })).toEqual({ entries: 0, cases: 0 });
    expect(journal.lastSeq).toBe(46);
    expect(journal.purge(startMs + 10_000 * minute, { ...at(600) })).toEqual({ entries: 45, cases: 4 });
    journal.close();
    directory.open().close();
  });
});

describe('migrations', () => {
  it('bring a journal of each earlier version up to date and keep what it holds', () => {
    for (let version = 1; version < migrations.length; version++) {
      const path = `${directory.path}/version-${version}.sqlite`;
      const database = openDatabase(path, new Uint8Array(32).fill(1), true);
      migrate(database, version);
      database.exec("INSERT INTO audit VALUES (1, 2, '', 'journal-created', NULL, '{}', x'00')");
      expect(schemaVersion(database)).toBe(version);
      migrate(database);
      expect(schemaVersion(database)).toBe(migrations.length);
      expect(database.prepare('SELECT at_ms FROM audit').pluck().all()).toEqual([2]);
      expect(database.prepare('SELECT count(*) FROM cases').pluck().get()).toBe(0);
      database.close();
    }
  });

  it('leave a journal of a newer version as it is', () => {
    filled();
    directory.tamper((database) => database.pragma(`user_version = ${migrations.length + 1}`));
    const before = readFileSync(directory.databasePath);
    expect(failureOf(() => directory.open())).toBe('journal-newer');
    expect(readFileSync(directory.databasePath)).toEqual(before);
  });
});

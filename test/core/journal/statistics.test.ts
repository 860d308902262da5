import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { caseFactsText } from '../../../src/core/journal/case-facts.ts';
import {
  type CaseRecord,
  type CaseVerdict,
  serialiseCase,
  type ToldIncident,
} from '../../../src/core/journal/case-record.ts';
import { newCaseReference } from '../../../src/core/journal/case-reference.ts';
import { openDatabase } from '../../../src/core/journal/database.ts';
import type { Journal } from '../../../src/core/journal/journal.ts';
import { migrate } from '../../../src/core/journal/migrations/migrate.ts';
import { adviser, caseRecord, failureOf, JournalDirectory, startMs, summary, told } from './support.ts';

let directory: JournalDirectory;
let journal: Journal;
beforeEach(() => {
  directory = new JournalDirectory();
  journal = directory.open({ create: true });
});
afterEach(() => {
  journal.close();
  directory.dispose();
});

const minute = 60_000;
const day = 86_400_000;
const other = 'c'.repeat(32);
const iso = (ms: number) => new Date(ms).toISOString();

function incident(id: string): ToldIncident {
  const text = { fr: `Fuite ${id}`, en: `Leak ${id}` };
  return told({
    id,
    title: text,
    occurredOn: null,
    disclosedOn: '2022-03-17',
    status: 'confirmed',
    source: 'essai',
    dataClasses: { everyone: [], some: ['nir'], claimed: [] },
    statement: text,
    verification: null,
    assessment: null,
  });
}

function verdict(kind: CaseVerdict['kind'], incidentIds: readonly string[] = []): CaseVerdict {
  return {
    kind,
    checkId: '0'.repeat(16),
    checkedAt: iso(startMs),
    identifierKind: 'nir',
    exposures: incidentIds.map((id) => ({
      incident: incident(id),
      own: ['nir'],
      others: [],
      claimedInRow: [],
      claimed: [],
    })),
    sets: [],
    reason: null,
  };
}

const outcome = (kind: 'done' | 'refused' | 'later' | 'not-applicable') => ({
  kind,
  at: iso(startMs),
  dueOn: null,
  reason: null,
  evidence: {},
});

interface Call extends Partial<CaseRecord> {
  readonly atMs: number;
  readonly minutes: number | null;
}

function save({ atMs, minutes, ...change }: Call): string {
  const reference = newCaseReference();
  const callEndedAt = minutes === null ? null : iso(atMs + minutes * minute);
  const record = caseRecord(reference, { openedAt: iso(atMs), callEndedAt, ...change });
  journal.write([{ atMs, adviserId: record.adviserId, kind: 'case-opened', caseReference: reference }], {
    record,
    summary,
  });
  return reference;
}

describe('statistics', () => {
  it('count calls by day, answer, length, incident, refused step and adviser', async () => {
    const first = [
      { atMs: startMs, minutes: 4, verdicts: [verdict('not-listed'), verdict('listed', ['b', 'a'])] },
      {
        atMs: startMs + minute,
        minutes: 6,
        verdicts: [verdict('not-listed')],
        outcomes: { 'x-phish': outcome('done') },
      },
      { atMs: startMs + 2 * minute, minutes: null, verdicts: [] },
      { atMs: startMs + day, minutes: 11, adviserId: other, verdicts: [verdict('could-not-check')] },
      {
        atMs: startMs + day + 1,
        minutes: 20,
        verdicts: [verdict('listed', ['a'])],
        askedIncidents: [incident('c')],
        outcomes: { 'card-stop': outcome('refused'), ficoba: outcome('refused'), bdf: outcome('later') },
      },
      {
        atMs: startMs + day + 2,
        minutes: 1,
        outcomes: { 'card-stop': outcome('refused'), bdf: outcome('not-applicable') },
      },
    ];
    for (const call of first) save(call);
    const nothing = { confirmed: [], claimed: [], incidentStatuses: [] };
    save({ atMs: startMs, minutes: null, handOver: { kind: 'file', at: iso(startMs), from: null, ...nothing } });
    save({ atMs: startMs - 1, minutes: 5 });
    save({ atMs: startMs + 2 * day, minutes: 5 });
    const at = { atMs: startMs + day, adviserId: other };
    journal.write([
      { ...at, kind: 'check' },
      { ...at, kind: 'verdict-could-not-check' },
      { ...at, kind: 'quota-blocked' },
      { ...at, atMs: startMs + 2 * day, kind: 'check' },
      { ...at, atMs: startMs - 1, kind: 'quota-warned' },
    ]);

    const found = journal.statistics.read([startMs, startMs + day, startMs + 2 * day]);
    expect(found.total).toEqual({
      calls: 6,
      listed: 2,
      listedNumber: 0,
      notListed: 1,
      notIndexed: 0,
      couldNotCheck: 1,
      withoutCheck: 2,
      medianCallMs: 6 * minute,
    });
    expect(found.spans).toEqual([
      {
        calls: 3,
        listed: 1,
        listedNumber: 0,
        notListed: 1,
        notIndexed: 0,
        couldNotCheck: 0,
        withoutCheck: 1,
        medianCallMs: 5 * minute,
      },
      {
        calls: 3,
        listed: 1,
        listedNumber: 0,
        notListed: 0,
        notIndexed: 0,
        couldNotCheck: 1,
        withoutCheck: 1,
        medianCallMs: 11 * minute,
      },
    ]);
    expect(found.incidents.map(({ incident: { id, title }, listed, asked }) => [id, title.fr, listed, asked])).toEqual([
      ['a', 'Fuite a', 2, 0],
      ['b', 'Fuite b', 1, 0],
      ['c', 'Fuite c', 0, 1],
    ]);
    expect(found.refusedSteps).toEqual([
      { stepId: 'card-stop', refused: 2 },
      { stepId: 'ficoba', refused: 1 },
    ]);
    expect(found.outcomes).toEqual({ done: 1, refused: 3, later: 1, notApplicable: 1 });
    expect(found.continued).toBe(1);
    expect(found.checks).toEqual({ made: 1, listed: 0, notListed: 0, couldNotCheck: 1 });
    expect(found.alarms).toEqual({ warned: 0, blocked: 1, lifted: 0 });
    expect(
      found.advisers.map(({ adviserId, calls, refusedSteps, checks, blocks }) => [
        adviserId[0],
        calls,
        refusedSteps,
        checks,
        blocks,
      ]),
    ).toEqual([
      ['a', 5, 3, 0, 0],
      ['c', 1, 0, 1, 1],
    ]);
    expect(await journal.verify()).toMatchObject({ firstBroken: null });
  });

  it('have nothing to say of an empty period', () => {
    const found = journal.statistics.read([startMs, startMs + day]);
    expect(found.total).toMatchObject({ calls: 0, medianCallMs: null });
    expect(found).toMatchObject({ incidents: [], refusedSteps: [], advisers: [], continued: 0 });
  });
});

describe('the columns that lists and statistics read', () => {
  for (const [name, sql] of [
    ['answer', "UPDATE cases SET verdict_kind = 'not-listed'"],
    ['facts', "UPDATE cases SET facts = '[[],[],[],0,0,0,0]'"],
    ['length', 'UPDATE cases SET call_ms = 1'],
    ['adviser', `UPDATE cases SET adviser_id = '${'d'.repeat(32)}'`],
    ['opening', 'UPDATE cases SET opened_ms = opened_ms - 86400000'],
    ['status', "UPDATE cases SET status = 'closed'"],
  ] as const) {
    it(`cannot say other than the case: ${name}`, async () => {
      save({ atMs: startMs, minutes: 4, verdicts: [verdict('listed', ['a'])] });
      const { lastSeq } = journal;
      journal.close();
      directory.tamper((database) => database.exec(sql));
      journal = directory.open();
      expect(await journal.verify()).toMatchObject({ firstBroken: lastSeq, fault: 'case' });
    });
  }
});

describe('the migration to version 3', () => {
  it('writes of older cases what is written of new ones', () => {
    const records: CaseRecord[] = [
      caseRecord('VG-0000-0001'),
      caseRecord('VG-0000-0002', {
        closedAt: iso(startMs + 7 * minute + 123),
        status: 'closed',
        verdicts: [verdict('listed', ['b', 'a', 'b']), verdict('not-listed'), verdict('listed', ['a'])],
        askedIncidents: [incident('z'), incident('é')],
        outcomes: {
          ficoba: outcome('refused'),
          'card-stop': outcome('refused'),
          bdf: outcome('later'),
          watermark: outcome('not-applicable'),
          'x-phish': outcome('done'),
        },
      }),
      caseRecord('VG-0000-0003', {
        handOver: { kind: 'code', at: iso(startMs), from: null, confirmed: [], claimed: [], incidentStatuses: [] },
      }),
    ];
    const database = openDatabase(`${directory.path}/version-2.sqlite`, new Uint8Array(32).fill(1), true);
    migrate(database, 2);
    const insert = database.prepare(
      `INSERT INTO cases (reference, characters, opened_ms, status, adviser_id, verdict_kind, steps_done, steps_total, entry_seq, content)
       VALUES (?, '', ?, ?, ?, 'none', 0, 0, 1, ?)`,
    );
    for (const { callEndedAt: _, ...record } of records) {
      insert.run(record.reference, startMs, record.status, adviser, serialiseCase(record as CaseRecord));
    }
    migrate(database);
    const held = database.prepare('SELECT facts, call_ms FROM cases ORDER BY reference').all();
    expect(held).toEqual([
      { facts: caseFactsText(records[0] as CaseRecord), call_ms: null },
      { facts: caseFactsText(records[1] as CaseRecord), call_ms: 7 * minute + 123 },
      { facts: caseFactsText(records[2] as CaseRecord), call_ms: null },
    ]);
    database.close();
  });
});

describe('the migration to version 7', () => {
  it('tells older cases in the words of new ones, and leaves what it cannot read to the verification', () => {
    const inFact = verdict('listed', ['a']);
    const byNumber: CaseVerdict = { ...inFact, identifierKind: 'phone' };
    const records = [
      caseRecord('VG-0000-0001', { verdicts: [byNumber] }),
      caseRecord('VG-0000-0002', { verdicts: [inFact, byNumber], closedAt: iso(startMs + minute), status: 'closed' }),
    ];
    const database = openDatabase(`${directory.path}/version-6.sqlite`, new Uint8Array(32).fill(1), true);
    migrate(database, 6);
    const insert = database.prepare(
      `INSERT INTO cases (reference, characters, opened_ms, status, adviser_id, verdict_kind, facts, steps_done, steps_total, entry_seq, content)
       VALUES (?, '', ?, ?, ?, 'listed', '[["a signer"],[],[],0,0,0,0]', 0, 0, 1, ?)`,
    );
    for (const record of records) insert.run(record.reference, startMs, record.status, adviser, serialiseCase(record));
    insert.run('VG-0000-0003', startMs, 'open', adviser, '{"v":0}');
    migrate(database);
    const held = database.prepare('SELECT verdict_kind, facts FROM cases ORDER BY reference').raw().all();
    expect(held).toEqual([
      ['listed-number', caseFactsText(records[0] as CaseRecord)],
      ['listed', caseFactsText(records[1] as CaseRecord)],
      ['listed', '[["a signer"],[],[],0,0,0,0]'],
    ]);
    database.close();
  });
});

describe('the indexes that quotas and lists count in', () => {
  it('say what the entries say', () => {
    journal.write([{ atMs: startMs, adviserId: adviser, kind: 'check' }]);
    journal.requireSoundPages();
    journal.close();
    directory.tamper((database) => {
      // As someone would who wants a check not to be counted: the entry stays, its index forgets it.
      database.unsafeMode(true);
      database.exec(`PRAGMA writable_schema = ON;
        UPDATE sqlite_schema SET sql = 'CREATE INDEX audit_by_kind ON audit (kind, at_ms) WHERE seq < 2' WHERE name = 'audit_by_kind'`);
      database.close();
    });
    directory.tamper((database) => {
      database.unsafeMode(true);
      database.exec(`REINDEX audit_by_kind; PRAGMA writable_schema = ON;
        UPDATE sqlite_schema SET sql = 'CREATE INDEX audit_by_kind ON audit (kind, at_ms)' WHERE name = 'audit_by_kind'`);
    });
    journal = directory.open();
    expect(failureOf(() => journal.requireSoundPages())).toBe('journal-damaged page');
  });
});

/**
 * How much an adviser's program can make the journal grow: every channel that an adviser may call, what it enters, and that it
 * does nothing at all once the day's entries of that kind are made.
 */
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Channel, contract, Input } from '../../../src/contract/channels.ts';
import { type AuditKind, auditKinds } from '../../../src/core/journal/audit-entry.ts';
import type { NewEntry, StoredEntry } from '../../../src/core/journal/audit-trail.ts';
import { newCaseReference } from '../../../src/core/journal/case-reference.ts';
import { dailyBound, entryBounds } from '../../../src/core/journal/entry-bounds.ts';
import { encodeHandOverCode } from '../../../src/core/journal/hand-over-code.ts';
import { Journal } from '../../../src/core/journal/journal.ts';
import { deriveJournalKeys } from '../../../src/core/journal/journal-keys.ts';
import { openVault } from '../../../src/core/unlock/vault.ts';
import { parseVaultFile } from '../../../src/core/unlock/vault-file.ts';
import { headFile } from '../../../src/files/head-file.ts';
import { vaultFiles } from '../../../src/files/vault-directory.ts';
import { absentNir, Harness, listedNir, otherPassphrase } from '../harness.ts';

/** Channels that need no supervisor: a new one has no line below, and then this does not compile. */
type OpenChannel = {
  [C in Channel]: (typeof contract)[C]['who'] extends 'supervisor' ? never : C;
}[Channel];

interface Act<C extends Channel> {
  /** Kinds of the entries that it makes when it is let, each of which is bounded. */
  readonly enters: readonly AuditKind[];
  readonly input: (desk: Harness, cases: Cases) => Input<C> | Promise<Input<C>>;
  /** What it is answered once every bound is reached; absent: `entries-exceeded` where it enters anything, else it is let. */
  readonly refused?: string;
}

interface Cases {
  /** Open, about a listed identifier. */
  readonly open: string;
  readonly closed: string;
  readonly incidentId: string;
  readonly letterId: string;
  readonly stepId: string;
  readonly questionId: string;
  readonly recipient: string;
}

const nothing = () => ({});
const sheet = (_: Harness, { open }: Cases) => ({ reference: open, edition: 'standard' as const });
const about = { who: 'child', account: 'general' } as const;
const newCode = () =>
  encodeHandOverCode({
    reference: newCaseReference(),
    confirmed: [],
    claimed: [],
    incidentStatuses: [],
    outcomes: new Map(),
  });
const newPassphrase = 'une autre phrase pour Bruno, longue';

const acts: { readonly [C in OpenChannel]: Act<C> } = {
  readAppState: { enters: [], input: nothing },
  setPreferences: { enters: [], input: () => ({ locale: 'fr' }) },
  ratePassphrase: { enters: [], input: () => ({ passphrase: 'essai' }) },
  createVault: {
    enters: [],
    input: () => ({ adviserName: 'X', passphrase: otherPassphrase }),
    refused: 'vault-exists',
  },
  // Locking and unlocking are tried on their own below.
  unlock: { enters: [], input: () => ({ passphrase: otherPassphrase }) },
  noteActivity: { enters: [], input: nothing },
  describeIdentifier: { enters: [], input: () => ({ text: absentNir }) },
  listSets: { enters: [], input: nothing },
  listNotices: { enters: [], input: nothing },
  listIncidents: { enters: [], input: nothing },
  readQuota: { enters: [], input: nothing },
  readSettings: { enters: [], input: nothing },
  listContacts: { enters: [], input: nothing },
  listCases: {
    enters: [],
    input: () => ({ text: '', status: null, dueOnly: false, offset: 0, limit: 10 }),
  },
  readCase: { enters: [], input: (_, { open }) => ({ reference: open }) },
  listLetters: { enters: [], input: (_, { open }) => ({ reference: open }) },
  previewSheet: { enters: [], input: sheet },
  previewLetter: {
    enters: [],
    input: (_, { open, letterId }) => ({ reference: open, letterId, locale: 'fr' }),
  },
  describeRecipient: { enters: [], input: (_, { recipient }) => ({ text: recipient }) },
  chooseRecipient: {
    enters: [],
    input: (desk, { recipient }) => {
      desk.shell.pick = join(desk.profileDir, 'to.vigie-recipient');
      writeFileSync(desk.shell.pick, `${recipient}\n`);
      return {};
    },
  },
  chooseCaseFile: {
    enters: [],
    input: async (_, { recipient }) => {
      await bring(recipient);
      return {};
    },
  },
  offerDroppedCase: { enters: [], input: () => ({ token: 'x' }), refused: 'file-not-found' },
  openCase: { enters: ['case-opened'], input: nothing, refused: 'quota-exceeded' },
  checkIdentifier: {
    enters: ['check', 'verdict-not-listed'],
    input: (_, { open }) => ({ reference: open, text: absentNir, callerAuthenticated: true }),
    refused: 'quota-exceeded',
  },
  askAboutIncident: {
    enters: ['incident-asked'],
    input: (_, { open, incidentId }) => ({ reference: open, incidentId, asked: true }),
  },
  answerQuestion: {
    enters: ['case-changed'],
    input: (_, { open, questionId }) => ({ reference: open, questionId, answer: true }),
  },
  recordOutcome: {
    enters: ['case-changed'],
    input: (_, { open, stepId }) => ({
      reference: open,
      stepId,
      outcome: { kind: 'done', dueOn: null, reason: null, evidence: {} },
    }),
  },
  describePerson: {
    enters: ['person-described'],
    input: (_, { open }) => ({ reference: open, about: { who: 'caller', account: 'professional' } }),
  },
  addPerson: { enters: ['person-added'], input: (_, { open }) => ({ reference: open, about }) },
  saveNote: { enters: ['note-saved'], input: (_, { open }) => ({ reference: open, note: 'rappeler' }) },
  printSheet: { enters: ['sheet-printed'], input: sheet },
  saveSheet: { enters: ['sheet-saved'], input: sheet },
  readSheetText: { enters: ['sheet-copied'], input: sheet },
  printLetter: {
    enters: ['letter-printed'],
    input: (_, { open, letterId }) => ({ reference: open, letterId, locale: 'fr' }),
  },
  saveLetter: {
    enters: ['letter-saved'],
    input: (_, { open, letterId }) => ({ reference: open, letterId, locale: 'fr' }),
  },
  exportCase: {
    // The first export makes the key that signs it.
    enters: ['export-key-made', 'case-exported'],
    input: (_, { open, recipient }) => ({ reference: open, to: { kind: 'recipient', recipient } }),
  },
  importCase: {
    enters: ['case-imported'],
    input: async (desk, { recipient }) => {
      await bring(recipient);
      const { offer } = await desk.call('chooseCaseFile', {});
      return { offerId: offer?.offerId ?? '', passphrase: null };
    },
    refused: 'quota-exceeded',
  },
  readHandOverCode: { enters: ['case-code-read'], input: () => ({ text: newCode() }), refused: 'quota-exceeded' },
  verifyJournal: { enters: ['journal-verified'], input: nothing },
  reopenCase: { enters: ['case-reopened'], input: (_, { closed }) => ({ reference: closed }) },
  changeOwnPassphrase: {
    enters: ['adviser-passphrase-changed'],
    input: () => ({ current: otherPassphrase, next: newPassphrase }),
  },
  // Last: it ends the case of all the others.
  closeCase: { enters: ['case-closed'], input: (_, { open }) => ({ reference: open, interrupted: true }) },
  lock: { enters: ['locked'], input: nothing, refused: 'ok' },
};

const few = { checksPerDay: 10, checksPerHour: 6 };
const bounded = auditKinds.filter((kind) => typeof entryBounds[kind] === 'number');
const boundOf = (kind: AuditKind) => dailyBound(kind, few.checksPerDay) ?? 0;

let desk: Harness;
let sender: Harness;
let bruno: string;
let cases: Cases;

/** Has a file ready to be chosen with a case that is new here, sealed to this workstation. */
async function bring(recipient: string): Promise<void> {
  await sender.call('exportCase', { reference: await sender.openCase(), to: { kind: 'recipient', recipient } });
  desk.shell.pick = join(desk.profileDir, 'brought.vigie-case');
  writeFileSync(desk.shell.pick, sender.shell.saved.at(-1)?.bytes ?? '');
}

/** Opens the closed journal as somebody who has the keys; the application must be locked. */
async function inJournal<T>(act: (journal: Journal) => T): Promise<T> {
  const files = vaultFiles(desk.profileDir);
  const file = parseVaultFile(readFileSync(files.vault));
  const opened = (await openVault(file, otherPassphrase, null)) ?? (await openVault(file, newPassphrase, null));
  if (opened === null) throw new Error('not opened');
  const journal = Journal.open({
    path: files.journal,
    keys: deriveJournalKeys(opened.vaultKey, file.vaultId),
    vaultId: file.vaultId,
    vaultRevision: file.revision,
    headStore: headFile(files.journalHead),
    nowMs: desk.clock.ms,
    create: false,
  });
  try {
    return act(journal);
  } finally {
    journal.close();
  }
}

/** Entries after `seq`. */
function entriesAfter(seq: number): Promise<StoredEntry[]> {
  return inJournal((journal) => journal.readEntries(seq, 100_000));
}

function fill(kinds: readonly AuditKind[], leaving = 0): Promise<number> {
  return inJournal((journal) => {
    const entries = kinds.flatMap((kind): NewEntry[] => {
      const made = journal.quota.countInDay(bruno, kind, desk.clock.ms);
      const entry = { atMs: desk.clock.ms, adviserId: bruno, kind };
      return new Array<NewEntry>(Math.max(0, boundOf(kind) - leaving - made)).fill(entry);
    });
    if (entries.length > 0) journal.write(entries);
    return journal.lastSeq;
  });
}

beforeAll(async () => {
  desk = new Harness();
  sender = new Harness();
  await desk.createDesk();
  await sender.createVault();
  await desk.call('setSettings', { ...(await desk.call('readSettings', {})), ...few });
  const { advisers } = await desk.call('addAdviser', { name: 'Bruno', role: 'adviser', passphrase: otherPassphrase });
  bruno = advisers.find(({ name }) => name === 'Bruno')?.adviserId ?? '';
  const { recipient } = await desk.call('readWorkstationKey', {});
  await desk.call('lock', {});
  await desk.unlock(otherPassphrase);
  const closed = await desk.openCase();
  await desk.call('closeCase', { reference: closed, interrupted: false });
  const open = await desk.openCase();
  const { case: view } = await desk.check(open, listedNir);
  const { letters } = await desk.call('listLetters', { reference: open });
  const { incidents } = await desk.call('listIncidents', {});
  cases = {
    open,
    closed,
    recipient,
    incidentId: incidents[0]?.incident.id ?? '',
    letterId: letters[0]?.id ?? '',
    stepId: view.plan.steps[0]?.id ?? '',
    questionId: view.plan.questions[0]?.id ?? '',
  };
});
afterAll(() => {
  desk.dispose();
  sender.dispose();
});

describe('an adviser', () => {
  it('enters with each call what the table says, and each of it has a bound', async () => {
    for (const [channel, { enters, input }] of Object.entries(acts) as [OpenChannel, Act<OpenChannel>][]) {
      await desk.call('lock', {});
      const before = await inJournal((journal) => journal.lastSeq);
      await desk.result('unlock', { passphrase: otherPassphrase });
      const given = await input(desk, cases);
      await desk.app.invoke(channel, given);
      await desk.call('lock', {});
      const kinds = (await entriesAfter(before)).map(({ kind }) => kind);
      const [, ...within] = channel === 'lock' ? kinds : kinds.slice(0, -1);
      expect(within, channel).toEqual(enters);
      for (const kind of enters) expect(['supervisor', 'clock'], channel).not.toContain(entryBounds[kind]);
      if (channel === 'changeOwnPassphrase') {
        await desk.unlock(newPassphrase);
        await desk.call('changeOwnPassphrase', { current: newPassphrase, next: otherPassphrase });
      }
      if (channel === 'closeCase') {
        await desk.unlock(otherPassphrase);
        await desk.call('reopenCase', { reference: cases.open });
      }
      if (channel === 'reopenCase') {
        await desk.unlock(otherPassphrase);
        await desk.call('closeCase', { reference: cases.closed, interrupted: false });
      }
    }
    expect(desk.unexpected).toEqual([]);
  });

  it('adds nothing more once the bounds are reached: no entry, no paper, no file, one alarm', async () => {
    await desk.call('lock', {});
    const filled = await fill(bounded.filter((kind) => kind !== 'unlocked'));
    await desk.unlock(otherPassphrase);
    const { saved, printed } = desk.shell;
    const [files, papers] = [saved.length, printed.length];
    const vault = statSync(vaultFiles(desk.profileDir).vault).mtimeMs;
    for (const [channel, act] of Object.entries(acts) as [OpenChannel, Act<OpenChannel>][]) {
      if (channel === 'lock') continue;
      const expected = act.refused ?? (act.enters.length > 0 ? 'entries-exceeded' : 'ok');
      const given = await act.input(desk, cases);
      for (let i = 0; i < 3; i++) {
        const result = await desk.app.invoke(channel, given);
        expect(result.ok ? 'ok' : result.problem.code, channel).toBe(expected);
      }
    }
    // A call that no contract knows is refused as before, and leaves no entry either.
    expect(await desk.app.invoke('nonsense', {})).toMatchObject({ problem: { code: 'ipc-refused' } });
    expect([saved.length, printed.length]).toEqual([files, papers]);
    expect(statSync(vaultFiles(desk.profileDir).vault).mtimeMs).toBe(vault);
    await desk.call('lock', {});
    const added = await entriesAfter(filled);
    expect(added.map(({ kind }) => kind)).toEqual(['unlocked', 'quota-blocked', 'locked']);
    expect(desk.unexpected).toEqual([]);
  });

  it('cannot unlock without end either; a supervisor still can, sees why, and lifts it', async () => {
    await fill(['unlocked']);
    const before = await inJournal((journal) => journal.lastSeq);
    for (let i = 0; i < 4; i++) {
      expect(await desk.codeOf('unlock', { passphrase: otherPassphrase })).toBe('entries-exceeded');
    }
    expect(await entriesAfter(before)).toEqual([]);
    await desk.unlock();
    const { advisers } = await desk.call('listAdvisers', {});
    const row = advisers.find(({ adviserId }) => adviserId === bruno);
    expect(row?.quota).toMatchObject({ state: 'blocked', reason: 'cases-day' });
    const { alarms } = await desk.call('listAlarms', { limit: 5 });
    expect(alarms[0]).toMatchObject({ kind: 'quota-blocked', adviserName: 'Bruno' });
    await desk.call('liftQuota', { adviserId: bruno, reason: 'une panne du poste' });
    await desk.call('lock', {});
    await desk.unlock(otherPassphrase);
    const reference = await desk.openCase();
    expect(await desk.codeOf('saveNote', { reference, note: 'reprise' })).toBe('ok');
    expect(await desk.codeOf('saveSheet', { reference, edition: 'standard' })).toBe('ok');
  });
});

describe('the last place of a day', () => {
  afterEach(() => desk.call('lock', {}));

  it('is had once, by however many calls that begin before one of them has ended', async () => {
    await desk.call('lock', {});
    await fill(['sheet-saved', 'sheet-printed'], 1);
    await desk.unlock(otherPassphrase);
    const reference = cases.open;
    const all = [...Array(12).keys()].flatMap(() =>
      (['saveSheet', 'printSheet'] as const).map((channel) => desk.codeOf(channel, { reference, edition: 'standard' })),
    );
    const codes = await Promise.all(all);
    expect(codes.filter((code) => code === 'ok')).toHaveLength(2);
    expect(codes.filter((code) => code === 'entries-exceeded')).toHaveLength(22);
  });

  it('is given back by what was cancelled', async () => {
    await desk.unlock(otherPassphrase);
    const reference = await desk.openCase();
    await desk.call('lock', {});
    await fill(['letter-saved'], 1);
    await desk.unlock(otherPassphrase);
    const input = { reference, letterId: cases.letterId, locale: 'fr' } as const;
    const { saveFile } = desk.shell;
    desk.shell.saveFile = async () => null as unknown as string;
    for (let i = 0; i < 3; i++) expect(await desk.call('saveLetter', input)).toEqual({ path: null });
    desk.shell.saveFile = saveFile;
    expect(await desk.codeOf('saveLetter', input)).toBe('ok');
    expect(await desk.codeOf('saveLetter', input)).toBe('entries-exceeded');
  });

  it('comes again the next day', async () => {
    desk.clock.advance(86_400_001);
    await desk.unlock(otherPassphrase);
    const input = { reference: cases.open, letterId: cases.letterId, locale: 'fr' } as const;
    expect(await desk.codeOf('saveLetter', input)).toBe('ok');
  });
});

it('a day of honest work stays below half of every bound', () => {
  const calls = 100;
  const day: Partial<Record<AuditKind, number>> = {
    unlocked: 480,
    'case-opened': calls,
    'case-changed': calls * (20 + 10 + 10),
    'note-saved': calls * 30,
    'person-described': calls,
    'person-added': calls,
    'incident-asked': calls,
    'case-closed': calls * 2,
    'case-reopened': calls,
    'sheet-printed': calls * 2,
    'sheet-saved': calls * 2,
    'sheet-copied': calls * 2,
    'letter-printed': calls * 3,
    'letter-saved': calls * 3,
    'journal-verified': 10,
  };
  for (const [kind, count] of Object.entries(day)) {
    expect(count * 2, kind).toBeLessThanOrEqual(dailyBound(kind as AuditKind, 160) ?? 0);
  }
});

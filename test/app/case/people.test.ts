/** One call about several people, and what it is known of them: per person, in the case, and nowhere else. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isMailboxInDoubt } from '../../../src/app/print/print-handlers.ts';
import { readHandOverCode, stepCode } from '../../../src/core/journal/hand-over-code.ts';
import { openHandOverWithPassphrase, readSealedHandOver } from '../../../src/core/journal/hand-over-file.ts';
import { buildSheetModel, type SheetIncident } from '../../../src/core/print/model.ts';
import { shippedGuide } from '../../core/guide/shipped-guide.ts';
import { soldFile, usual } from '../../core/print/sheet-cases.ts';
import { readQrCode } from '../../support/read-qr.ts';
import { absentNir, Harness, listedNir, otherPassphrase } from '../harness.ts';

let desk: Harness;
let reference: string;
beforeEach(async () => {
  desk = new Harness();
  await desk.createDesk();
  reference = await desk.openCase();
});
afterEach(() => desk.dispose());

const answer = (questionId: string, value: boolean | null, person?: string) =>
  desk.call('answerQuestion', { reference, questionId, answer: value, ...(person === undefined ? {} : { person }) });
const idsOf = ({ plan }: { plan: { steps: { id: string }[] } }) => plan.steps.map(({ id }) => id);

describe('the first questions', () => {
  it('bring their steps to a caller who is in no set, and who could not be checked', async () => {
    const { case: absent } = await desk.check(reference, absentNir);
    expect(idsOf(absent)).toEqual(['x-password', 'x-phish', 'nir-watch']);
    await answer('money-gone', true);
    await answer('card-debit-seen', true);
    const robbed = await answer('threatened', true);
    expect(idsOf(robbed)).toEqual(
      expect.arrayContaining(['card-stop', 'iban-bank', 'h-blackmail', 'x-proof', 'card-claim']),
    );
    const urgencies = robbed.plan.steps.map(({ urgency }) => urgency);
    expect(urgencies).toEqual([...urgencies].sort((a, b) => a - b));
    expect(robbed.plan.steps.map(({ urgent }) => urgent)).toEqual(urgencies.map((urgency) => urgency <= 1));
    expect(robbed.plan.steps.filter((step) => step.by === 'caller' && step.onPhone)).toHaveLength(5);
  });

  it('tell « does not know » from « not asked »', async () => {
    const { case: before } = await desk.check(reference, absentNir);
    const asked = (view: typeof before) => view.plan.questions.find(({ id }) => id === 'threatened');
    expect(asked(before)).toMatchObject({ asked: false, answer: null, triage: true });
    expect(asked(await answer('threatened', null))).toMatchObject({ asked: true, answer: null });
  });

  it('leave no trace in the trail, in its export, in the code of the sheet or in a file for elsewhere', async () => {
    await desk.check(reference, listedNir);
    for (const id of ['threatened', 'money-gone', 'identity-used']) await answer(id, true);
    const outcome = { kind: 'done' as const, dueOn: null, reason: null, evidence: {} };
    // The second could come from what leaked as well; of this caller it did not.
    const brought = ['h-blackmail', 'id-complaint'];
    for (const stepId of [...brought, 'nir-watch']) await desk.call('recordOutcome', { reference, stepId, outcome });
    const telling = /threatened|money-gone|identity-used|h-blackmail|id-complaint/;
    const savedBytes = () => new Uint8Array(desk.shell.saved.at(-1)?.bytes ?? []);

    await desk.call('exportJournal', { format: 'jsonl' });
    const exported = Buffer.from(savedBytes()).toString('utf8');
    expect(exported).toContain('case-changed');
    expect(exported).not.toMatch(telling);

    const { html } = await desk.call('previewSheet', { reference, edition: 'standard' });
    expect([...readHandOverCode(readQrCode(html) ?? '').outcomes]).toEqual([[stepCode('nir-watch'), 'done']]);

    await desk.call('exportCase', { reference, to: { kind: 'passphrase', passphrase: otherPassphrase } });
    const file = readSealedHandOver(savedBytes());
    if (file.kind !== 'passphrase') throw new Error('sealed otherwise');
    const handed = Buffer.from((await openHandOverWithPassphrase(file, otherPassphrase)) ?? []).toString('utf8');
    expect(Object.keys(JSON.parse(handed).case.outcomes)).toEqual(['nir-watch']);
    expect(handed).not.toMatch(telling);
  });

  /** What leaves the workstation of one call: rows of the trail without place, time and digests, every figure, every file name. */
  async function whatIsTold(value: boolean, acts: readonly (readonly [string, 'done' | 'refused' | 'later'])[]) {
    const own = new Harness();
    try {
      await own.createDesk();
      const of = await own.openCase();
      await own.check(of, listedNir);
      const asked = ['money-gone', 'given-away', 'account-lost', 'identity-used', 'threatened'];
      for (const questionId of asked) await own.call('answerQuestion', { reference: of, questionId, answer: value });
      for (const [stepId, kind] of acts) {
        const outcome = { kind, dueOn: kind === 'later' ? '2026-11-30' : null, reason: null, evidence: {} };
        await own.call('recordOutcome', { reference: of, stepId, outcome });
      }
      const letterId = value ? 'identity-complaint' : 'ficoba-request';
      await own.call('saveLetter', { reference: of, letterId, locale: 'fr' });
      await own.call('closeCase', { reference: of, interrupted: false });
      const period = { from: '2026-11-20', to: '2026-11-21', by: 'day' as const };
      const figures = await own.call('readStatistics', period);
      for (const table of ['calls', 'incidents', 'steps', 'advisers'] as const)
        await own.call('exportStatistics', { ...period, table });
      await own.call('exportJournal', { format: 'jsonl' });
      const saved = own.shell.saved.map(({ name, bytes }) => ({
        name: name.replace(of, ''),
        text: Buffer.from(bytes ?? []).toString('utf8'),
      }));
      const rows = (saved.at(-1)?.text ?? '')
        .trim()
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line));
      const bare = rows.map(({ seq: _s, at: _a, mac: _m, adviser: _w, case: about, details, kind }) => {
        const { caseDigest, packId: _p, ...told } = details;
        return { kind, isOfCase: about === of, hasDigest: caseDigest !== undefined, told: Object.keys(told).sort() };
      });
      const withoutIds = JSON.stringify(figures).replace(/"adviserId":"[0-9a-f]*"/g, '');
      const tables = saved.slice(0, -1).filter(({ name }) => name.endsWith('.csv'));
      return { bare, withoutIds, tables, names: saved.map(({ name }) => name) };
    } finally {
      own.dispose();
    }
  }

  it('change nothing of what leaves the workstation: two calls that differ in them alone export the same', async () => {
    // As many acts, of steps that those answers brought in the one and of others in the other: only these stand in figures.
    const shared = ['nir-watch', 'refused'] as const;
    const robbed = await whatIsTold(true, [
      shared,
      ['h-blackmail', 'refused'],
      ['x-proof', 'done'],
      ['id-complaint', 'later'],
    ]);
    const untouched = await whatIsTold(false, [shared]);
    const acts = robbed.bare.filter(({ kind }) => kind === 'case-changed');
    // An answer, an outcome: the same entry, which names nothing.
    expect(new Set(acts.map((row) => JSON.stringify(row))).size).toBe(1);
    const once = (rows: typeof robbed.bare) =>
      rows.filter((row, at) => row.kind !== 'case-changed' || rows[at - 1]?.kind !== row.kind);
    expect(once(robbed.bare)).toEqual(once(untouched.bare));
    expect(robbed.withoutIds).toBe(untouched.withoutIds);
    expect(robbed.tables).toEqual(untouched.tables);
    expect(robbed.names).toEqual(untouched.names);
  });

  /** The outcomes that leave with the case: in the file for another workstation, and in the code of the sheet. */
  async function travelling() {
    await desk.call('exportCase', { reference, to: { kind: 'passphrase', passphrase: otherPassphrase } });
    const file = readSealedHandOver(new Uint8Array(desk.shell.saved.at(-1)?.bytes ?? []));
    if (file.kind !== 'passphrase') throw new Error('sealed otherwise');
    const handed = Buffer.from((await openHandOverWithPassphrase(file, otherPassphrase)) ?? []).toString('utf8');
    const { html } = await desk.call('previewSheet', { reference, edition: 'standard' });
    return {
      file: JSON.parse(handed).case.outcomes,
      code: [...readHandOverCode(readQrCode(html) ?? '').outcomes],
    };
  }
  const done = { kind: 'done' as const, dueOn: null, reason: null, evidence: {} };

  it('are not told by the place of a step that leaked data bring too, and such an answer draws up', async () => {
    await desk.check(reference, listedNir);
    await answer('money-gone', true);
    const { plan } = await desk.call('recordOutcome', { reference, stepId: 'iban-bank', outcome: done });
    expect(plan.steps.find(({ id }) => id === 'iban-bank')).toMatchObject({ urgency: 0 });
    const { file, code } = await travelling();
    expect(file).toEqual({ 'iban-bank': { ...done, at: expect.any(String) } });
    expect(code).toEqual([[stepCode('iban-bank'), 'done']]);
  });

  it('are not told by a step that was done for such an answer, once the answer is taken back', async () => {
    await desk.check(reference, absentNir);
    await answer('money-gone', true);
    await desk.call('recordOutcome', { reference, stepId: 'iban-bank', outcome: done });
    await answer('money-gone', false);
    expect(await travelling()).toEqual({ file: {}, code: [] });
  });

  it('cannot be tried out against the digest of the case in the trail', async () => {
    const digestAfter = async () => {
      await answer('threatened', true);
      await desk.call('exportJournal', { format: 'jsonl' });
      const lines = Buffer.from(desk.shell.saved.at(-1)?.bytes ?? [])
        .toString('utf8')
        .trim()
        .split('\n');
      const row = lines.map((line) => JSON.parse(line)).findLast(({ kind }) => kind === 'case-changed');
      expect(row.details.caseDigest).toMatch(/^[0-9a-f]{64}$/);
      return row.details.caseDigest as string;
    };
    expect(await digestAfter()).not.toBe(await digestAfter());
  });
});

describe('a contact on screen', () => {
  it('carries the caution of each fact that the guide marks as not confirmed, and of itself', async () => {
    const { contacts } = await desk.call('listContacts', {});
    const marked = new Map(contacts.map(({ id, unconfirmed, confirmed }) => [id, { unconfirmed, confirmed }]));
    for (const { id, unconfirmed, printed } of shippedGuide.contacts.values())
      expect(marked.get(id)).toEqual({ unconfirmed, confirmed: printed });
    expect(marked.get('opposition')?.unconfirmed).toEqual(['price']);
  });
});

describe('the answers to the first questions', () => {
  it('are gone with the case, once it has been kept as long as the setting says', async () => {
    await desk.check(reference, absentNir);
    const { person } = await desk.call('addPerson', { reference, about: { who: 'child', account: 'general' } });
    for (const of of [undefined, person]) await answer('threatened', true, of);
    await desk.call('closeCase', { reference, interrupted: false });
    const { retentionMonths } = await desk.call('readSettings', {});
    const answered = async () => {
      const read = await desk.call('readCase', { reference, person });
      return read.plan.questions.find(({ id }) => id === 'threatened')?.answer;
    };
    const day = 86_400_000;
    const restartAfter = async (days: number) => {
      desk.clock.ms += days * day;
      desk.restart();
      await desk.unlock();
    };
    await restartAfter(retentionMonths * 28);
    expect(await answered()).toBe(true);
    await restartAfter(retentionMonths * 4);
    expect(await desk.codeOf('readCase', { reference })).toBe('case-not-found');
    expect(await desk.codeOf('readCase', { reference, person })).toBe('case-not-found');
  });
});

describe('what is urgent', () => {
  it('is put off to the same day, whatever day was asked for', async () => {
    await desk.check(reference, absentNir);
    await answer('threatened', true);
    const later = { kind: 'later' as const, dueOn: '2030-01-01', reason: null, evidence: {} };
    const view = await desk.call('recordOutcome', { reference, stepId: 'h-blackmail', outcome: later });
    const dueOn = view.plan.steps.find(({ id }) => id === 'h-blackmail')?.outcome?.dueOn ?? '';
    expect(dueOn < '2030-01-01').toBe(true);
    const { text } = await desk.call('readSheetText', { reference, edition: 'standard' });
    const first = text.slice(text.indexOf('AUJOURD'));
    expect(first.indexOf('Ne pas payer')).toBeGreaterThan(0);
    expect(first.split('\n').find((line) => line.startsWith('[ ]'))).toContain('Ne pas payer');
  });
});

describe('the adviser’s own steps', () => {
  it('have outcomes of their own, and a caller’s step has none of these', async () => {
    await desk.check(reference, absentNir);
    await answer('account-lost', true);
    await answer('ameli-lost', true);
    const record = (stepId: string, kind: 'requested' | 'refused' | 'no-right') =>
      desk.codeOf('recordOutcome', { reference, stepId, outcome: { kind, dueOn: null, reason: null, evidence: {} } });
    expect(await record('own-suspend', 'requested')).toBe('ok');
    expect(await record('own-bank-details', 'no-right')).toBe('ok');
    expect(await record('own-fraud', 'refused')).toBe('ipc-refused');
    expect(await record('ameli-lost', 'requested')).toBe('ipc-refused');
  });
});

describe('one person more', () => {
  const child = { who: 'child', account: 'general' } as const;

  it('has a verdict, a plan and a sheet of its own, under the same reference', async () => {
    await desk.check(reference, listedNir);
    const added = await desk.call('addPerson', { reference, about: child });
    expect(added).toMatchObject({ reference, about: child, verdicts: [] });
    const { person } = added;
    expect(person).toMatch(/^p[0-9a-f]{8}$/);
    expect(
      await desk.codeOf('checkIdentifier', { reference, person, text: absentNir, callerAuthenticated: false }),
    ).toBe('caller-not-authenticated');
    const checked = await desk.call('checkIdentifier', {
      reference,
      person,
      text: absentNir,
      callerAuthenticated: true,
    });
    expect(checked.case.verdicts.map(({ kind }) => kind)).toEqual(['not-listed']);
    expect(checked.case.people.map(({ id, about, checked: done }) => [id, about.who, done])).toEqual([
      ['p1', 'caller', true],
      [person, 'child', true],
    ]);
    const first = await desk.call('readCase', { reference });
    expect(first.verdicts.map(({ kind }) => kind)).toEqual(['listed']);
    // A child has no password of its own.
    expect(idsOf(checked.case)).not.toContain('ameli-pw');
    await answer('identity-used', true, person);
    expect(idsOf(await desk.call('readCase', { reference, person }))).toContain('id-complaint');
    expect(idsOf(await desk.call('readCase', { reference }))).not.toContain('id-complaint');
    const sheetOf = async (of: string) =>
      (await desk.call('readSheetText', { reference, person: of, edition: 'standard' })).text;
    expect(await sheetOf(person)).toContain('Porter plainte');
    expect(await sheetOf('p1')).not.toContain('Porter plainte');
  });

  it('survives the lock and the restart, and is counted once in the statistics of calls', async () => {
    await desk.check(reference, listedNir);
    const { person } = await desk.call('addPerson', { reference, about: child });
    await answer('threatened', true, person);
    desk.restart();
    await desk.unlock();
    const view = await desk.call('readCase', { reference, person });
    expect(view.plan.questions.find(({ id }) => id === 'threatened')?.answer).toBe(true);
    const today = new Date(desk.clock.ms).toISOString().slice(0, 10);
    expect((await desk.call('readStatistics', { from: today, to: today, by: 'day' })).total.calls).toBe(1);
  });

  it('stays on screen while the call’s incidents are asked about and taken back, and when the case is reopened', async () => {
    await desk.check(reference, listedNir);
    const { person } = await desk.call('addPerson', { reference, about: child });
    const { incidents } = await desk.call('listIncidents', {});
    const incidentId = incidents[0]?.incident.id ?? '';
    const ask = (asked: boolean) => desk.call('askAboutIncident', { reference, person, incidentId, asked });
    const told = { person, about: child, verdicts: [], noticeIncidentIds: [incidentId] };
    expect(await ask(true)).toMatchObject(told);
    // It is the call's: told with the first person as well, and still there when the other one is shown again.
    expect(await desk.call('readCase', { reference })).toMatchObject({ person: 'p1', noticeIncidentIds: [incidentId] });
    expect(await desk.call('readCase', { reference, person })).toMatchObject(told);
    for (const _ of ['taken back', 'taken back again']) {
      expect(await ask(false)).toMatchObject({ person, about: child, noticeIncidentIds: [] });
    }
    await desk.call('closeCase', { reference, interrupted: false });
    for (const _ of ['closed', 'open already']) {
      expect(await desk.call('reopenCase', { reference, person })).toMatchObject({
        person,
        about: child,
        status: 'open',
      });
    }
  });

  it('is nobody whom the case does not have', async () => {
    expect(await desk.codeOf('readCase', { reference, person: 'p00000002' })).toBe('case-not-found');
    const { incidents } = await desk.call('listIncidents', {});
    const asking = { reference, person: 'p00000002', incidentId: incidents[0]?.incident.id ?? '', asked: true };
    expect(await desk.codeOf('askAboutIncident', asking)).toBe('case-not-found');
    await desk.call('closeCase', { reference, interrupted: false });
    expect(await desk.codeOf('reopenCase', { reference, person: 'p00000002' })).toBe('case-not-found');
    expect(await desk.call('readCase', { reference })).toMatchObject({ status: 'closed', noticeIncidentIds: [] });
    await desk.call('reopenCase', { reference });
    expect(
      await desk.codeOf('answerQuestion', { reference, person: 'p00000007', questionId: 'threatened', answer: true }),
    ).toBe('case-not-found');
  });
});

describe('the people of a call', () => {
  it('are all counted: what is left, what must be done, what was put off to the end of the call', async () => {
    await desk.check(reference, absentNir);
    const { person } = await desk.call('addPerson', { reference, about: { who: 'child', account: 'general' } });
    await answer('threatened', true, person);
    const later = { kind: 'later' as const, dueOn: null, reason: null, evidence: {} };
    await desk.call('recordOutcome', { reference, person, stepId: 'h-blackmail', outcome: later });
    const view = await desk.call('readCase', { reference });
    const { steps } = (await desk.call('readCase', { reference, person })).plan;
    expect(view.people.map(({ id }) => id)).toEqual(['p1', person]);
    expect(view.people[1]).toMatchObject({
      stepsLeft: steps.filter(({ outcome }) => outcome === null).length,
      mandatoryLeft: steps.filter((one) => one.outcome === null && one.mandatory && (one.onPhone || one.urgent)).length,
      outcomes: { later: 1, done: 0 },
      urgentPutOff: 1,
    });
    expect(view.people[1]?.stepsLeft).toBeGreaterThan(1);
    expect(view.people[0]).toMatchObject({ stepsLeft: view.plan.steps.length, urgentPutOff: 0 });
  });
});

describe('a case taken up again on another day', () => {
  it('keeps an urgent step that is put off then under today, first on the sheet', async () => {
    await desk.check(reference, absentNir);
    await answer('threatened', true);
    await desk.call('closeCase', { reference, interrupted: true });
    desk.clock.ms += 25 * 3_600_000;
    desk.restart();
    await desk.unlock();
    await desk.call('reopenCase', { reference });
    const later = { kind: 'later' as const, dueOn: null, reason: null, evidence: {} };
    await desk.call('recordOutcome', { reference, stepId: 'h-blackmail', outcome: later });
    const { text } = await desk.call('readSheetText', { reference, edition: 'standard' });
    const today = text.slice(text.indexOf('AUJOURD'), text.indexOf('CETTE SEMAINE'));
    expect(today.split('\n').find((line) => line.startsWith('[ ]'))).toContain('Ne pas payer');
    expect(today).toContain('Dès la fin de l’appel.');
  });
});

describe('the mailbox is in doubt', () => {
  const inDoubt = async () => (await desk.call('previewSheet', { reference, edition: 'standard' })).mailboxInDoubt;

  it.each(['account-lost', 'mailbox-doubtful', 'mailbox-password-known', 'gave-password', 'device-doubtful'])(
    'where « %s » was answered yes, whatever leaked',
    async (question) => {
      await desk.check(reference, absentNir);
      expect(await inDoubt()).toBe(false);
      for (const value of [false, null]) {
        await answer(question, value);
        expect(await inDoubt()).toBe(false);
      }
      await answer(question, true);
      expect(await inDoubt()).toBe(true);
    },
  );

  it('only where what opens the account is the person’s: an address that leaked says nothing of who reads the mails', () => {
    const incident = { ...soldFile, claimed: [] };
    const doubt = (rest: Partial<SheetIncident>) => {
      const model = buildSheetModel(shippedGuide, { ...usual, incidents: [{ ...incident, ...rest }] });
      return isMailboxInDoubt(model, { questions: [] });
    };
    expect(doubt({ confirmed: ['email', 'nir', 'phone'] })).toBe(false);
    expect(doubt({ confirmed: ['ameli-login'] })).toBe(true);
    expect(doubt({ status: 'claimed', confirmed: [], claimed: ['ameli-login'] })).toBe(true);
    expect(doubt({ status: 'claimed', confirmed: [], claimed: ['ameli-login'], askedAbout: true })).toBe(false);
  });

  it('for whom it was answered, and for nobody else of the call', async () => {
    await desk.check(reference, absentNir);
    const { person } = await desk.call('addPerson', { reference, about: { who: 'child', account: 'general' } });
    await answer('account-lost', true, person);
    expect(await inDoubt()).toBe(false);
    const preview = await desk.call('previewSheet', { reference, person, edition: 'standard' });
    expect(preview.mailboxInDoubt).toBe(true);
  });
});

describe('the sheet of who does not call', () => {
  it('goes to the caller, whose own mailbox counts', async () => {
    const { person } = await desk.call('addPerson', { reference, about: { who: 'child', account: 'general' } });
    const ofChild = async () =>
      (await desk.call('previewSheet', { reference, person, edition: 'standard' })).mailboxInDoubt;
    expect(await ofChild()).toBe(false);
    await answer('mailbox-doubtful', true);
    expect(await ofChild()).toBe(true);
    // Said of the caller, whoever else the call is about; of a child who is not on the phone, of the child alone.
    await desk.call('describePerson', { reference, about: { who: 'child', account: 'general' } });
    await answer('mailbox-doubtful', true);
    expect(await ofChild()).toBe(false);
  });
});

describe('a letter', () => {
  it('is written for the person whose it is, by who speaks for them', async () => {
    const { person } = await desk.call('addPerson', { reference, about: { who: 'deceased', account: 'general' } });
    const letter = { reference, letterId: 'identity-complaint', locale: 'fr' } as const;
    expect((await desk.call('previewLetter', letter)).html).toContain('mon identité');
    const { html } = await desk.call('previewLetter', { ...letter, person });
    expect(html).toContain('son identité');
    expect(html).toContain('personne décédée');
    expect(await desk.call('printLetter', { ...letter, person })).toEqual({ kind: 'printed' });
    expect(desk.shell.printed.at(-1)).toBe(html);
    const { letters } = await desk.call('listLetters', { reference, person });
    expect(letters.map(({ id }) => id)).not.toContain('creditor-list');
    expect(await desk.codeOf('previewLetter', { ...letter, person, letterId: 'creditor-list' })).toBe('ipc-refused');
    expect(await desk.codeOf('previewLetter', { ...letter, person: 'p00000009' })).toBe('case-not-found');
  });
});

describe('who the person is', () => {
  const done = { kind: 'done' as const, dueOn: null, reason: null, evidence: {} };

  it('leaves nothing of the one before: verdict, answers and what was done were somebody else’s', async () => {
    await desk.check(reference, listedNir);
    await answer('threatened', true);
    await desk.call('recordOutcome', { reference, stepId: 'nir-watch', outcome: done });
    const child = await desk.call('describePerson', { reference, about: { who: 'child', account: 'general' } });
    expect(child.verdicts).toEqual([]);
    expect(child.plan.questions.filter(({ asked }) => asked)).toEqual([]);
    expect(child.plan.steps.filter(({ outcome }) => outcome !== null)).toEqual([]);
    expect(child.people).toMatchObject([{ checked: false, stepsDone: 0 }]);
    const { text } = await desk.call('readSheetText', { reference, edition: 'standard' });
    expect(text).not.toContain('trouvé');
    // It is checked anew, and authenticated anew.
    const again = { reference, text: absentNir };
    expect(await desk.codeOf('checkIdentifier', { ...again, callerAuthenticated: false })).toBe(
      'caller-not-authenticated',
    );
    const checked = await desk.call('checkIdentifier', { ...again, callerAuthenticated: true });
    expect(checked.case.verdicts.map(({ kind }) => kind)).toEqual(['not-listed']);
  });

  it('keeps all of it where only the account, or nothing, is another, and that of the others of the call', async () => {
    await desk.check(reference, listedNir);
    await answer('threatened', true);
    const { person } = await desk.call('addPerson', { reference, about: { who: 'child', account: 'general' } });
    await answer('identity-used', true, person);
    for (const account of ['other-scheme', 'other-scheme', 'general'] as const) {
      const view = await desk.call('describePerson', { reference, about: { who: 'caller', account } });
      expect(view.verdicts.map(({ kind }) => kind)).toEqual(['listed']);
      expect(idsOf(view)).toContain('h-blackmail');
    }
    await desk.call('describePerson', { reference, about: { who: 'deceased', account: 'general' } });
    expect(idsOf(await desk.call('readCase', { reference, person }))).toContain('id-complaint');
  });

  it('decides words and contacts: another scheme is not sent to 3646, a professional has amelipro', async () => {
    await desk.check(reference, listedNir);
    const msa = await desk.call('describePerson', { reference, about: { who: 'caller', account: 'other-scheme' } });
    expect(JSON.stringify(msa.plan)).not.toContain('3646');
    expect(msa.fund.fr).toContain('votre caisse');
    // Said at the end of the call to a parent who is with this fund, of a child who is not.
    const others = await desk.call('addPerson', { reference, about: { who: 'child', account: 'other-scheme' } });
    expect(others.fund).toEqual({
      fr: 'la caisse de votre enfant, à son numéro habituel',
      en: expect.stringContaining('your child’s'),
    });
    const child = await desk.call('addPerson', { reference, about: { who: 'child', account: 'general' } });
    expect(child.fund.fr).toBe('le 3646');
    const pro = await desk.call('describePerson', { reference, about: { who: 'caller', account: 'professional' } });
    expect(idsOf(pro)).toContain('pro-check');
    const died = await desk.call('describePerson', { reference, about: { who: 'deceased', account: 'general' } });
    expect(idsOf(died)).toContain('dec-tell');
    expect(idsOf(died)).not.toContain('x-password');
  });
});

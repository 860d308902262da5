import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Harness, listedNir, otherPassphrase } from '../harness.ts';

let desk: Harness;
beforeEach(async () => {
  desk = new Harness();
  await desk.createDesk();
});
afterEach(() => desk.dispose());

const all = { text: '', status: null, dueOnly: false, offset: 0, limit: 50 };
const day = 86_400_000;

async function found(change: Partial<Parameters<typeof desk.call<'listCases'>>[1]>): Promise<string[]> {
  return (await desk.call('listCases', { ...all, ...change })).rows.map((row) => row.reference);
}

describe('cases', () => {
  it('are found by period, adviser, reference and status, together', async () => {
    const first = await desk.openCase();
    const { advisers } = await desk.call('addAdviser', { name: 'Bruno', role: 'adviser', passphrase: otherPassphrase });
    const [amina = '', bruno = ''] = advisers.map(({ adviserId }) => adviserId);
    await desk.call('lock', {});
    desk.clock.advance(2 * day);
    await desk.unlock(otherPassphrase);
    const second = await desk.openCase();
    await desk.call('closeCase', { reference: second, interrupted: false });
    const third = await desk.openCase();

    expect(await found({ from: '2026-11-21', to: '2026-11-21' })).toEqual([first]);
    expect(await found({ from: '2026-11-22' })).toEqual(expect.arrayContaining([second, third]));
    expect(await found({ from: '2026-11-22' })).toHaveLength(2);
    expect(await found({ to: '2026-11-20' })).toEqual([]);
    expect(await found({ adviserId: amina })).toEqual([first]);
    expect(await found({ adviserId: bruno, status: 'closed' })).toEqual([second]);
    expect(await found({ adviserId: bruno, text: third.slice(3, 7) })).toContain(third);
    expect(await found({ adviserId: amina, text: 'Bruno' })).toEqual([]);
    // The day that is typed and the period that is chosen both hold.
    expect(await found({ text: '21/11/2026', from: '2026-11-22' })).toEqual([]);
    expect(await found({ text: '21/11/2026', from: '2026-11-01', to: '2026-11-30' })).toEqual([first]);
    expect((await desk.call('listCases', all)).advisers).toEqual([
      { adviserId: amina, name: 'Amina' },
      { adviserId: bruno, name: 'Bruno' },
    ]);
    expect(await desk.codeOf('listCases', { ...all, from: 'hier' })).toBe('ipc-refused');
  });

  it('put off are listed by due date, soonest first', async () => {
    const dues = ['2026-12-03', '2026-11-28', '2026-12-24'];
    const references: string[] = [];
    for (const dueOn of dues) {
      const reference = await desk.openCase();
      const { case: checked } = await desk.check(reference, listedNir);
      // What is urgent is put off to the same day: one that may wait.
      const stepId = checked.plan.steps.find(({ urgency }) => urgency >= 2)?.id ?? '';
      const outcome = { kind: 'later' as const, dueOn, reason: null, evidence: {} };
      await desk.call('recordOutcome', { reference, stepId, outcome });
      references.push(reference);
    }
    expect(await found({ dueOnly: true })).toEqual([references[1], references[0], references[2]]);
    expect(await found({ dueOnly: true, limit: 1 })).toEqual([references[1]]);
  });

  it('that are closed can be reopened, worked on and closed again, and the journal tells', async () => {
    const reference = await desk.openCase();
    await desk.check(reference, listedNir);
    await desk.call('closeCase', { reference, interrupted: false });
    expect(await desk.codeOf('saveNote', { reference, note: 'rappel' })).toBe('case-closed');
    const reopened = await desk.call('reopenCase', { reference });
    expect(reopened).toMatchObject({ status: 'open', closedAt: null });
    // Doing it twice changes nothing, and journals nothing.
    await desk.call('reopenCase', { reference });
    expect(await desk.call('saveNote', { reference, note: 'rappel' })).toMatchObject({ saved: true });
    await desk.call('closeCase', { reference, interrupted: false });
    expect(await desk.codeOf('reopenCase', { reference: 'VG-0000-0000' })).toBe('case-not-found');
    await desk.call('exportJournal', { format: 'jsonl' });
    const text = new TextDecoder().decode(desk.shell.saved.at(-1)?.bytes);
    expect(text.match(/"case-reopened"/g)).toHaveLength(1);
    expect(await desk.call('verifyJournal', {})).toMatchObject({ intact: true });
  });
});

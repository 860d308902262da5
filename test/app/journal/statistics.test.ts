import { afterEach, describe, expect, it } from 'vitest';
import { csvText } from '../../../src/app/journal/csv.ts';
import { absentNir, Harness, listedNir } from '../harness.ts';

const open: Harness[] = [];
function harness(): Harness {
  const made = new Harness();
  open.push(made);
  return made;
}
afterEach(() => {
  for (const each of open.splice(0)) each.dispose();
});

const today = '2026-11-21';
const period = { from: '2026-11-20', to: today, by: 'day' as const };
const minute = 60_000;

/** Two calls: one listed and closed after four minutes with a step refused, one not listed and interrupted after two. */
async function afternoon(desk: Harness): Promise<void> {
  const listed = await desk.openCase();
  const { case: checked } = await desk.check(listed, listedNir);
  const stepId = checked.plan.steps[0]?.id ?? '';
  const outcome = { kind: 'refused' as const, dueOn: null, reason: null, evidence: {} };
  await desk.call('recordOutcome', { reference: listed, stepId, outcome });
  desk.clock.advance(4 * minute);
  await desk.call('closeCase', { reference: listed, interrupted: false });
  const absent = await desk.openCase();
  await desk.check(absent, absentNir);
  desk.clock.advance(2 * minute);
  await desk.call('closeCase', { reference: absent, interrupted: true });
  // Taken up again later: the call itself was over.
  desk.clock.advance(2 * minute);
  await desk.call('reopenCase', { reference: absent });
  await desk.call('closeCase', { reference: absent, interrupted: false });
}

describe('statistics over the contract', () => {
  it('tell of calls, lengths, incidents, refused steps and advisers, by name', async () => {
    const desk = harness();
    await desk.createDesk();
    await afternoon(desk);
    const found = await desk.call('readStatistics', period);
    expect(found).toMatchObject({
      ...period,
      total: {
        calls: 2,
        listed: 1,
        listedNumber: 0,
        notListed: 1,
        notIndexed: 0,
        couldNotCheck: 0,
        withoutCheck: 0,
        medianCallSeconds: 180,
      },
      spans: [
        { from: '2026-11-20', to: '2026-11-20', calls: 0, medianCallSeconds: null },
        { from: today, to: today, calls: 2 },
      ],
      incidents: [{ incidentId: 'test-confirmed', listed: 1, asked: 0, status: 'confirmed' }],
      outcomes: { refused: 1, done: 0 },
      advisers: [{ name: 'Amina', calls: 2, refusedSteps: 1, checks: 2, blocks: 0 }],
      checks: { made: 2, listed: 1, notListed: 1, couldNotCheck: 0 },
      continued: 0,
    });
    expect(found.refusedSteps[0]?.title?.fr).toBeTruthy();
    expect(JSON.stringify(found)).not.toMatch(/2550814|VG-/);
  });

  it('count no step that only a person who was robbed or threatened has, in no total either', async () => {
    const desk = harness();
    await desk.createDesk();
    const refused = { kind: 'refused' as const, dueOn: null, reason: null, evidence: {} };
    for (let calls = 0; calls < 11; calls++) {
      const reference = await desk.openCase();
      await desk.call('answerQuestion', { reference, questionId: 'threatened', answer: true });
      await desk.call('recordOutcome', { reference, stepId: 'h-blackmail', outcome: refused });
      await desk.call('recordOutcome', { reference, stepId: 'x-proof', outcome: { ...refused, kind: 'done' } });
      await desk.call('recordOutcome', { reference, stepId: 'nir-watch', outcome: refused });
      await desk.call('closeCase', { reference, interrupted: false });
    }
    const found = await desk.call('readStatistics', period);
    expect(found.refusedSteps.map(({ stepId, refused: times }) => [stepId, times])).toEqual([['nir-watch', 11]]);
    // Whoever subtracts what is named from a total is left with nothing.
    expect(found.outcomes).toEqual({ done: 0, refused: 11, later: 0, notApplicable: 0 });
    expect(found.advisers.map(({ refusedSteps }) => refusedSteps)).toEqual([11]);
    await desk.call('exportStatistics', { ...period, table: 'steps' });
    expect(Buffer.from(desk.shell.saved.at(-1)?.bytes ?? []).toString('utf8')).not.toContain('Ne pas payer');
  });

  it('are grouped by weeks that begin on Monday, and by months', async () => {
    const desk = harness();
    await desk.createDesk();
    await afternoon(desk);
    const spans = async (by: 'week' | 'month') => {
      const found = await desk.call('readStatistics', { from: '2026-10-30', to: '2026-11-24', by });
      return found.spans.map((span) => `${span.from} ${span.to} ${span.calls} ${span.medianCallSeconds}`);
    };
    expect(await spans('week')).toEqual([
      '2026-10-30 2026-11-01 0 null',
      '2026-11-02 2026-11-08 0 null',
      '2026-11-09 2026-11-15 0 null',
      '2026-11-16 2026-11-22 2 180',
      '2026-11-23 2026-11-24 0 null',
    ]);
    expect(await spans('month')).toEqual(['2026-10-30 2026-10-31 0 null', '2026-11-01 2026-11-24 2 180']);
  });

  it('are refused to advisers, and for periods that make no sense', async () => {
    const desk = harness();
    await desk.createVault();
    expect(await desk.codeOf('readStatistics', { ...period, from: today, to: '2026-11-20' })).toBe('ipc-refused');
    expect(await desk.codeOf('readStatistics', { ...period, from: '2016-11-20' })).toBe('ipc-refused');
    expect(await desk.codeOf('readStatistics', { ...period, from: '21/11/2026' })).toBe('ipc-refused');
    const words = 'trois bouleaux devant un phare gris';
    await desk.call('addAdviser', { name: 'Bruno', role: 'adviser', passphrase: words });
    await desk.call('lock', {});
    await desk.unlock(words);
    for (const [channel, input] of [
      ['readStatistics', period],
      ['exportStatistics', { ...period, table: 'calls' }],
      ['listAlarms', { limit: 10 }],
      ['readExportKey', {}],
      ['saveExportKey', {}],
      ['resetSets', {}],
    ] as const) {
      expect(await desk.codeOf(channel, input), channel).toBe('role-required');
    }
  });

  it('are exported table by table, in the person’s language, and that is journalled', async () => {
    const desk = harness();
    await desk.createDesk();
    await afternoon(desk);
    const saved = async (table: 'calls' | 'incidents' | 'steps' | 'advisers') => {
      await desk.call('exportStatistics', { ...period, table });
      const { name, bytes } = desk.shell.saved.at(-1) ?? { name: '', bytes: new Uint8Array() };
      return { name, text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) };
    };
    const days = await saved('calls');
    expect(days.name).toBe('vigie-appels-2026-11-20-2026-11-21.csv');
    expect(days.text).toBe(
      '\uFEFFdu;au;appels;figure dans un fichier;figure par un numéro seul;ne figure pas;ne se cherche pas ainsi;vérification impossible;sans vérification;durée médiane (s)\r\n' +
        '2026-11-20;2026-11-20;0;0;0;0;0;0;0;\r\n2026-11-21;2026-11-21;2;1;0;1;0;0;0;180\r\n',
    );
    await desk.call('setPreferences', { locale: 'en' });
    expect((await saved('advisers')).text).toContain('\r\nAmina,2,1,0,1,0,0,0,180,1,2,0\r\n');
    expect((await saved('incidents')).text).toContain('test-confirmed,');
    expect((await saved('steps')).text.split('\r\n')).toHaveLength(3);
    await desk.call('exportJournal', { format: 'jsonl' });
    const text = new TextDecoder().decode(desk.shell.saved.at(-1)?.bytes);
    expect(text.match(/"statistics-exported"/g)).toHaveLength(4);
  });
});

describe('CSV', () => {
  it('quotes what it must, and lets no cell be a formula', () => {
    const rows = [['a;b', 'dit "oui"', '=1+1', '-5', '@x', 'deux\nlignes', null, -3]];
    expect(csvText(rows, 'fr')).toBe(`\uFEFF"a;b";"dit ""oui""";'=1+1;'-5;'@x;"deux\nlignes";;-3\r\n`);
    expect(csvText([['a;b', 'a,b']], 'en')).toBe('\uFEFFa;b,"a,b"\r\n');
    // « 22.5 » would be the 22nd of May to a French spreadsheet.
    expect(csvText([[22.5, -0.25, 3]], 'fr')).toBe('\uFEFF22,5;-0,25;3\r\n');
    expect(csvText([[22.5, -0.25, 3]], 'en')).toBe('\uFEFF22.5,-0.25,3\r\n');
  });
});

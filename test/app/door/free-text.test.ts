/** Every text that people type and that is kept, shown or printed: none of them takes an identifier. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newCaseReference } from '../../../src/core/journal/case-reference.ts';
import { serialiseHandOver } from '../../../src/core/journal/hand-over.ts';
import { sealHandOverWithPassphrase } from '../../../src/core/journal/hand-over-file.ts';
import { caseRecord } from '../../core/journal/support.ts';
import { tinyCost } from '../../core/pack/memory-pack.ts';
import { Harness, listedNir, otherPassphrase, passphrase } from '../harness.ts';

const identifiers = [
  listedNir,
  '2550814168025',
  '2,55,08,14,168,025',
  '2 55 08 14\n168 025',
  '2 84 05 2 A 321 025',
  'jean.dupont @ exemple.fr',
  '10003456786',
  'RPPS 10 003 456 780',
  '+44 20 7946 0958',
  '0033 6 12 34 56 78',
];

let desk: Harness;
beforeEach(async () => {
  desk = new Harness();
  await desk.createDesk();
});
afterEach(() => desk.dispose());

describe('free text with an identifier in it', () => {
  it.each(identifiers)('is refused wherever it is typed: « %s »', async (text) => {
    const { session } = await desk.call('readAppState', {});
    const adviserId = session?.adviserId ?? '';
    const reference = await desk.openCase();
    const { case: view } = await desk.check(reference, listedNir);
    const stepId = view.plan.steps.find((step) => step.evidence.length > 0)?.id ?? '';
    const field = view.plan.steps.find((step) => step.id === stepId)?.evidence[0]?.id ?? '';
    const settings = await desk.call('readSettings', {});
    const outcome = { kind: 'done' as const, dueOn: null, reason: null, evidence: {} };

    expect(await desk.codeOf('addAdviser', { name: text, role: 'adviser', passphrase: otherPassphrase })).toBe(
      'text-has-identifier',
    );
    expect(await desk.codeOf('saveWorkstationKey', { name: text })).toBe('text-has-identifier');
    expect(await desk.codeOf('liftQuota', { adviserId, reason: text })).toBe('text-has-identifier');
    expect(await desk.codeOf('setSettings', { ...settings, organisation: text })).toBe('text-has-identifier');
    expect(await desk.codeOf('recordOutcome', { reference, stepId, outcome: { ...outcome, reason: text } })).toBe(
      'text-has-identifier',
    );
    expect(
      await desk.codeOf('recordOutcome', { reference, stepId, outcome: { ...outcome, evidence: { [field]: text } } }),
    ).toBe('text-has-identifier');
    expect((await desk.call('saveNote', { reference, note: text })).saved).toBe(false);
    const other = new Harness();
    expect(await other.codeOf('createVault', { adviserName: text, passphrase })).toBe('text-has-identifier');
    other.dispose();

    // What names a step, a question or an incident is known, or stays out of the journal.
    await desk.codeOf('askAboutIncident', { reference, incidentId: text, asked: false });
    await desk.codeOf('answerQuestion', { reference, questionId: text, answer: true });
    await desk.codeOf('recordOutcome', { reference, stepId: text, outcome });
    await desk.codeOf('printLetter', { reference, letterId: text, locale: 'fr' });
    await desk.codeOf('removeNotice', { series: text });
    await desk.codeOf('removeSet', { packId: text });
    await desk.codeOf('setAdviserRole', { adviserId: text, role: 'adviser' });
    await desk.call('exportJournal', { format: 'jsonl' });
    const journal = new TextDecoder().decode(desk.shell.saved.at(-1)?.bytes);
    expect(journal).not.toContain(JSON.stringify(text).slice(1, -1));
  });

  it('is a name only if it can be read, and is what it looks like', async () => {
    const add = (name: string) => desk.codeOf('addAdviser', { name, role: 'adviser', passphrase: otherPassphrase });
    for (const name of ['\u200b', ' \u2060 ', '\u202e', '—', '\0']) expect(await add(name)).toBe('ipc-refused');
    const { advisers } = await desk.call('addAdviser', {
      name: ' Chloé\u202e \u200b de  la\tTour\n',
      role: 'adviser',
      passphrase: otherPassphrase,
    });
    expect(advisers.at(-1)?.name).toBe('Chloé de la Tour');
  });

  it('is left out of a case that comes from elsewhere, in whatever field', async () => {
    const record = caseRecord(newCaseReference(), {
      note: `appelé par ${listedNir}`,
      answers: { '2550814168025': true, 'password-reused': true },
      outcomes: {
        '2840588321025': { kind: 'done', at: '2026-01-15T08:00:00.000Z', dueOn: null, reason: null, evidence: {} },
        'change-password': {
          kind: 'refused',
          at: '2026-01-15T08:00:00.000Z',
          dueOn: null,
          reason: '2,55,08,14,168,025',
          evidence: { '2550814168025': 'oui', reference: 'jean arobase exemple point fr', kept: '4471223981' },
        },
      },
    });
    const { reference } = record;
    const plain = serialiseHandOver(record, '2026-01-15T08:00:00.000Z');
    const path = join(desk.profileDir, 'x.vigie-case');
    writeFileSync(path, await sealHandOverWithPassphrase(plain, passphrase, tinyCost));
    expect(readFileSync(path).length).toBeGreaterThan(4096);
    desk.shell.pick = path;
    const { offer } = await desk.call('chooseCaseFile', {});
    const taken = await desk.call('importCase', { offerId: offer?.offerId ?? '', passphrase });
    expect(taken.kind).toBe('opened');
    await desk.call('exportCase', { reference, to: { kind: 'passphrase', passphrase } });
    desk.restart();
    await desk.unlock();
    const view = await desk.call('readCase', { reference });
    expect(view.note).toBe('');
    const kept = JSON.stringify(view);
    for (const part of ['2550814168025', '2840588321025', '2,55', 'arobase']) expect(kept).not.toContain(part);
  });
});

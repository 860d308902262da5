/** Every text that people type and that is kept, shown or printed: none of them takes an identifier. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newCaseReference } from '../../../src/core/journal/case-reference.ts';
import { serialiseHandOver } from '../../../src/core/journal/hand-over.ts';
import { sealHandOverToKey, sealHandOverWithPassphrase } from '../../../src/core/journal/hand-over-file.ts';
import { readRecipient } from '../../../src/core/pack/recipients.ts';
import { caseRecord } from '../../core/journal/support.ts';
import { newSigningKey, tinyCost } from '../../core/pack/memory-pack.ts';
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

/** Turns what follows around, clears a terminal, rings its bell, ends a line, is half a character. */
const misleading = ['\u202e', '\u2066', '\u200f', '\u001b', '\u0007', '\u0000', '\u2028', '\u0085', '\ud800'];
const isMisleading = /[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\p{Surrogate}]/u;

describe('free text that would reorder what stands beside it, or write to a terminal', () => {
  it('is kept without that, and so are the sheet, its text and the exports', async () => {
    const { session } = await desk.call('readAppState', {});
    const adviserId = session?.adviserId ?? '';
    const reference = await desk.openCase();
    const { case: view } = await desk.check(reference, listedNir);
    const step = view.plan.steps.find(({ evidence }) => evidence.length > 0);
    const field = step?.evidence[0]?.id ?? '';
    const { lockedByAdministrator: _, ...settings } = await desk.call('readSettings', {});
    const text = `avant ${misleading.join(' ')} après`;
    const { organisation } = await desk.call('setSettings', { ...settings, organisation: text });
    expect(organisation).toMatch(/^avant.*après$/);
    expect(organisation).not.toMatch(isMisleading);
    await desk.call('liftQuota', { adviserId, reason: text });
    const outcome = { kind: 'done' as const, dueOn: null, reason: text, evidence: { [field]: text } };
    await desk.call('recordOutcome', { reference, stepId: step?.id ?? '', outcome });
    await desk.call('saveNote', { reference, note: `une ligne\nune autre\t${text}` });
    const kept = await desk.call('readCase', { reference });
    expect(kept.note).toMatch(/^une ligne\nune autre\tavant/);
    expect(kept.note.replace(/[\n\t]/g, '')).not.toMatch(isMisleading);
    const recorded = kept.plan.steps.find(({ id }) => id === step?.id)?.outcome;
    expect(`${recorded?.reason}${recorded?.evidence[field]}`).not.toMatch(isMisleading);
    const sheet = await desk.call('readSheetText', { reference, edition: 'standard' });
    expect(sheet.text.replaceAll('\n', '')).not.toMatch(isMisleading);
    for (const format of ['jsonl', 'cef'] as const) {
      await desk.call('exportJournal', { format });
      const exported = Buffer.from(desk.shell.saved.at(-1)?.bytes ?? []).toString('utf8');
      expect(exported.replaceAll('\n', '')).not.toMatch(isMisleading);
    }
  });

  it('is shown as escapes in the name of a file that is offered', async () => {
    const { pickFile } = desk.shell;
    desk.shell.pick = join(desk.profileDir, 'x.vigie-case');
    const { recipient } = await desk.call('readWorkstationKey', {});
    await desk.call('exportCase', { reference: await desk.openCase(), to: { kind: 'recipient', recipient } });
    writeFileSync(desk.shell.pick, desk.shell.saved.at(-1)?.bytes ?? '');
    desk.shell.pickFile = async () => ({
      path: desk.shell.pick ?? '',
      name: 'dossier\u202eeigiv.\u001b[2J.vigie-case',
    });
    const { offer } = await desk.call('chooseCaseFile', {});
    desk.shell.pickFile = pickFile;
    expect(offer?.fileName).toBe('dossier\\u{202e}eigiv.\\u{1b}[2J.vigie-case');
  });

  it('arrives without that in a case from elsewhere, and with no time that is still to come', async () => {
    const { recipient } = await desk.call('readWorkstationKey', {});
    const toCome = '9999-12-31T23:59:59.999Z';
    const handed = {
      ...caseRecord(newCaseReference()),
      ...{ openedAt: toCome, changedAt: toCome, note: 'une\u202e\u001b[2J\nautre' },
      outcomes: { 'nir-watch': { kind: 'done' as const, at: toCome, dueOn: null, reason: 'a\u2066b', evidence: {} } },
    };
    const file = sealHandOverToKey(serialiseHandOver(handed, toCome), readRecipient(recipient), newSigningKey());
    desk.shell.pick = join(desk.profileDir, 'hostile.vigie-case');
    writeFileSync(desk.shell.pick, file);
    const { offer } = await desk.call('chooseCaseFile', {});
    const { case: taken } = await desk.call('importCase', { offerId: offer?.offerId ?? '', passphrase: null });
    const now = new Date(desk.clock.ms).toISOString();
    expect(taken).toMatchObject({ openedAt: now, note: 'une[2J\nautre' });
    expect(taken.plan.steps.find(({ id }) => id === 'nir-watch')?.outcome).toMatchObject({ at: now, reason: 'ab' });
    const old = { ...handed, reference: newCaseReference(), openedAt: '0000-01-01T00:00:00Z' };
    writeFileSync(
      desk.shell.pick,
      sealHandOverToKey(serialiseHandOver(old, toCome), readRecipient(recipient), newSigningKey()),
    );
    expect(await desk.codeOf('chooseCaseFile', {})).toBe('hand-over-malformed');
  });
});

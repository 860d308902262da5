import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { absentNir, Harness, listedEmail, listedNir, otherPassphrase, passphrase } from './harness.ts';

const open: Harness[] = [];
function harness(options?: ConstructorParameters<typeof Harness>[0]): Harness {
  const made = new Harness(options);
  open.push(made);
  return made;
}
afterEach(() => {
  for (const each of open.splice(0)) each.dispose();
});

describe('a call from first start to sheet', () => {
  it('checks, guides, saves, prints and resumes', async () => {
    const desk = harness();
    expect((await desk.call('readAppState', {})).phase).toBe('first-run');
    await desk.createDesk();
    const state = await desk.call('readAppState', {});
    expect(state).toMatchObject({
      phase: 'unlocked',
      setCount: 1,
      session: { adviserName: 'Amina', role: 'supervisor' },
    });

    const reference = await desk.openCase();
    expect(reference).toMatch(/^VG-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    const listed = await desk.check(reference, listedNir);
    expect(listed.verdict).toMatchObject({ kind: 'listed', identifierKind: 'nir', masked: '2 55 08 •• ••• •••' });
    expect(listed.verdict.kind === 'listed' && listed.verdict.exposures).toMatchObject([
      {
        incident: { id: 'test-confirmed' },
        own: ['nir', 'civil-status'],
        others: [],
        claimedInRow: ['iban'],
        claimed: [],
      },
    ]);
    expect((await desk.check(reference, absentNir)).verdict.kind).toBe('not-listed');
    const both = await desk.check(reference, listedEmail);
    expect(both.case.verdicts.map((verdict) => verdict.kind)).toEqual(['listed', 'not-listed', 'listed']);
    expect(both.case.plan.steps.length).toBeGreaterThan(2);

    const step = both.case.plan.steps[0];
    const done = await desk.call('recordOutcome', {
      reference,
      stepId: step?.id ?? '',
      outcome: { kind: 'done', dueOn: null, reason: null, evidence: {} },
    });
    expect(done.plan.steps[0]?.outcome?.kind).toBe('done');
    // An urgent step would be put off to today at the latest.
    const later = done.plan.steps.find(({ urgency }) => urgency >= 2)?.id ?? '';
    await desk.call('recordOutcome', {
      reference,
      stepId: later,
      outcome: { kind: 'later', dueOn: '2026-11-28', reason: null, evidence: {} },
    });

    for (const edition of ['standard', 'easy-to-read', 'english'] as const) {
      const { html } = await desk.call('previewSheet', { reference, edition });
      expect(html).toContain(reference);
      expect(html).not.toMatch(/2550814168025|2 55 08|jeanne/i);
    }
    expect(await desk.call('printSheet', { reference, edition: 'standard' })).toEqual({ kind: 'printed' });
    expect((await desk.call('saveSheet', { reference, edition: 'standard' })).path).toContain(reference);

    // The window is closed in the middle of it.
    desk.restart();
    expect((await desk.call('readAppState', {})).phase).toBe('locked');
    expect(await desk.codeOf('readCase', { reference })).toBe('vault-locked');
    await desk.unlock();
    expect((await desk.call('readAppState', {})).resumeReference).toBe(reference);
    const resumed = await desk.call('readCase', { reference: reference.toLowerCase().replaceAll('-', ' ') });
    expect(resumed.plan.steps[0]?.outcome?.kind).toBe('done');
    expect(resumed.verdicts[0]?.masked).toBe('• •• •• •• ••• •••');

    const closed = await desk.call('closeCase', { reference, interrupted: false });
    expect(closed.status).toBe('closed');
    expect(await desk.codeOf('saveNote', { reference, note: 'rappel' })).toBe('case-closed');
    const due = await desk.call('listCases', { text: '', status: null, dueOnly: true, offset: 0, limit: 10 });
    // Promised, and closed since: apart from what is still to be called back.
    const waiting = { text: '', status: 'unclosed', dueOnly: true, offset: 0, limit: 10 } as const;
    expect((await desk.call('listCases', waiting)).rows).toEqual([]);
    expect(due.rows).toMatchObject([{ reference, nextDueOn: '2026-11-28', adviserName: 'Amina', meaning: 'listed' }]);
    expect(await desk.call('verifyJournal', {})).toMatchObject({ intact: true, firstBroken: null });
    expect(desk.unexpected).toEqual([]);
  });

  it('leaves no identifier, passphrase or recovery word in any file', async () => {
    const desk = harness();
    const words = await desk.createVault();
    desk.dispose();
    const again = harness();
    await again.createDesk();
    const reference = await again.openCase();
    await again.check(reference, listedNir);
    await again.check(reference, listedEmail);
    await again.call('saveNote', { reference, note: 'Rappeler lundi matin' });
    const lookFor = (label: string) => {
      const secrets = [
        '2550814168025',
        listedNir,
        'jeanne.martin',
        listedEmail,
        passphrase,
        words.join(' '),
        'Rappeler lundi',
      ];
      for (const name of readdirSync(again.profileDir, { recursive: true, withFileTypes: true })) {
        if (!name.isFile()) continue;
        const bytes = readFileSync(join(name.parentPath, name.name));
        for (const secret of secrets) {
          for (const encoding of ['utf8', 'utf16le'] as const) {
            expect(bytes.includes(Buffer.from(secret, encoding)), `${label} ${name.name} ${encoding}`).toBe(false);
          }
        }
      }
    };
    lookFor('open');
    again.app.lock('asked');
    lookFor('locked');
  });

  it('keeps a case closed that was closed while its check ran, and keeps the verdict', async () => {
    const desk = harness();
    await desk.createDesk();
    const reference = await desk.openCase();
    const checking = desk.check(reference, listedNir);
    const closed = await desk.call('closeCase', { reference, interrupted: false });
    await checking;
    const after = await desk.call('readCase', { reference });
    expect(after).toMatchObject({ status: 'closed', closedAt: closed.closedAt });
    expect(after.verdicts.map(({ kind }) => kind)).toEqual(['listed']);
  });
});

describe('refusals', () => {
  it('does not let refused calls fill the journal, and tells how many there were', async () => {
    const desk = harness();
    await desk.createVault();
    const { entryCount } = await desk.call('verifyJournal', {});
    for (let round = 0; round < 500; round++) await desk.app.invoke('readFile', {});
    const after = (await desk.call('verifyJournal', {})).entryCount;
    expect(after - entryCount).toBeLessThanOrEqual(21);
    desk.clock.advance(4 * 60_000);
    await desk.call('noteActivity', {});
    desk.clock.advance(4 * 60_000);
    await desk.call('noteActivity', {});
    desk.clock.advance(4 * 60_000);
    await desk.app.invoke('readFile', {});
    await desk.call('exportJournal', { format: 'jsonl' });
    const text = new TextDecoder().decode(desk.shell.saved.at(-1)?.bytes);
    expect(text).toContain('"unentered":480');
  });

  it('answers what the contract does not know with ipc-refused, and journals it', async () => {
    const desk = harness();
    await desk.createVault();
    expect(await desk.app.invoke('readSecrets', {})).toEqual({
      ok: false,
      problem: { code: 'ipc-refused', details: {} },
    });
    expect(await desk.app.invoke('__proto__', {})).toMatchObject({ ok: false, problem: { code: 'ipc-refused' } });
    expect(await desk.app.invoke('listCases', { text: 7 })).toMatchObject({ problem: { code: 'ipc-refused' } });
    expect(await desk.app.invoke('unlock', null)).toMatchObject({ problem: { code: 'ipc-refused' } });
    await desk.call('exportJournal', { format: 'jsonl' });
    const lines = new TextDecoder()
      .decode(desk.shell.saved[0]?.bytes)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.filter((line) => line.kind === 'ipc-refused')).toHaveLength(4);
    expect(lines.at(-1).end).toMatchObject({ entries: lines.length - 1 });
  });

  it('serves nothing but the lock screen while locked', async () => {
    const desk = harness();
    await desk.createVault();
    await desk.call('lock', {});
    const reference = 'VG-0000-0000';
    for (const [channel, input] of [
      ['listSets', {}],
      ['describeIdentifier', { text: '2' }],
      ['openCase', {}],
      ['checkIdentifier', { reference, text: listedNir, callerAuthenticated: true }],
      ['readCase', { reference }],
      ['verifyJournal', {}],
      ['listAdvisers', {}],
      ['readSettings', {}],
    ] as const) {
      expect(await desk.codeOf(channel, input), channel).toBe('vault-locked');
    }
    expect(await desk.codeOf('createVault', { adviserName: 'X', passphrase: otherPassphrase })).toBe('vault-exists');
    expect(desk.shell.events).toContainEqual({ event: 'locked', payload: { reason: 'asked' } });
  });

  it('checks nobody whose caller was not authenticated, and no malformed identifier', async () => {
    const desk = harness();
    await desk.createDesk();
    const reference = await desk.openCase();
    const input = { reference, text: listedNir, callerAuthenticated: false };
    expect(await desk.codeOf('checkIdentifier', input)).toBe('caller-not-authenticated');
    const wrongKey = { reference, text: '2 55 08 14 168 025 39', callerAuthenticated: true };
    expect(await desk.result('checkIdentifier', wrongKey)).toEqual({
      ok: false,
      problem: { code: 'identifier-invalid', details: { problem: 'nir-key-wrong' } },
    });
    expect(await desk.codeOf('readCase', { reference: 'VG-0000-0001' })).toBe('case-reference-malformed');
    expect(await desk.codeOf('readCase', { reference: 'VG-0000-0000' })).toBe('case-not-found');
  });

  it('says could-not-check without a set, never not-listed', async () => {
    const desk = harness();
    await desk.createVault();
    const reference = await desk.openCase();
    const { verdict } = await desk.check(reference, absentNir);
    expect(verdict).toMatchObject({ kind: 'could-not-check', reason: { code: 'no-set' } });
  });

  it('keeps identifiers out of notes, reasons and evidence', async () => {
    const desk = harness();
    await desk.createDesk();
    const reference = await desk.openCase();
    const { case: checked } = await desk.check(reference, listedNir);
    expect(await desk.call('saveNote', { reference, note: 'NIR 2550814168025 38' })).toMatchObject({
      saved: false,
      suspects: ['nir'],
    });
    const stepId = checked.plan.steps[0]?.id ?? '';
    const outcome = { kind: 'refused' as const, dueOn: null, reason: 'écrire à a.b@exemple.example', evidence: {} };
    expect(await desk.codeOf('recordOutcome', { reference, stepId, outcome })).toBe('text-has-identifier');
    expect(await desk.codeOf('recordOutcome', { reference, stepId: 'no-such-step', outcome: null })).toBe(
      'step-unknown',
    );
  });

  it('refuses a second instance, and frees the profile when it is disposed of', () => {
    const desk = harness();
    expect(() => harness({ profileDir: desk.profileDir })).toThrow('vault-in-use');
    desk.app.dispose();
    harness({ profileDir: desk.profileDir }).app.dispose();
  });
});

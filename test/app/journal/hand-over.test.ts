/** A case from one workstation to another, through the contract, on two real profiles. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CaseRecord } from '../../../src/core/journal/case-record.ts';
import { serialiseHandOver } from '../../../src/core/journal/hand-over.ts';
import { sealHandOverToKey } from '../../../src/core/journal/hand-over-file.ts';
import { readRecipient } from '../../../src/core/pack/recipients.ts';
import { newSigningKey } from '../../core/pack/memory-pack.ts';
import { readQrCode } from '../../support/read-qr.ts';
import { Harness, listedNir, otherPassphrase, TestClock } from '../harness.ts';

let callCentre: Harness;
let branch: Harness;
let reference: string;

beforeEach(async () => {
  // Two machines, one time of day.
  const clock = new TestClock();
  callCentre = new Harness({ clock });
  branch = new Harness({ clock });
  await callCentre.createDesk();
  await branch.createVault();
  reference = await callCentre.openCase();
  await callCentre.check(reference, listedNir);
  await callCentre.call('answerQuestion', { reference, questionId: 'sms-received', answer: true });
  await record(callCentre, 'nir-watch', 'done');
  await record(callCentre, 'iban-bank', 'later');
  await callCentre.call('saveNote', { reference, note: 'Passera en agence demain.' });
});
afterEach(() => {
  callCentre.dispose();
  branch.dispose();
});

async function record(at: Harness, stepId: string, kind: 'done' | 'later' | 'refused'): Promise<void> {
  at.clock.advance(60_000);
  const outcome = { kind, dueOn: kind === 'later' ? '2026-11-24' : null, reason: null, evidence: {} };
  await at.call('recordOutcome', { reference, stepId, outcome });
}

const outcomesOf = (view: Awaited<ReturnType<typeof readAt>>) =>
  Object.fromEntries(view.plan.steps.flatMap(({ id, outcome }) => (outcome === null ? [] : [[id, outcome.kind]])));
const readAt = (at: Harness) => at.call('readCase', { reference });

async function exportTo(to: Harness, from: Harness = callCentre): Promise<void> {
  const { recipient } = await to.call('readWorkstationKey', {});
  const { path } = await from.call('exportCase', { reference, to: { kind: 'recipient', recipient } });
  expect(path).toBe(`/documents/${reference}.vigie-case`);
  give(from, to);
}

/** The saved file, as it arrives elsewhere. */
function give(from: Harness, to: Harness): void {
  const path = join(to.profileDir, '..', `vigie-case-${process.pid}-${Math.random().toString(36).slice(2)}`);
  writeFileSync(path, from.shell.saved.at(-1)?.bytes ?? new Uint8Array());
  to.shell.pick = path;
}

async function take(at: Harness, passphrase: string | null = null) {
  const { offer } = await at.call('chooseCaseFile', {});
  if (offer === null) throw new Error('no offer');
  const taken = await at.call('importCase', { offerId: offer.offerId, passphrase });
  rmSync(at.shell.pick ?? '');
  return { offer, ...taken };
}

describe('a case handed over in a file', () => {
  it('continues at the branch under the same reference, and says where it comes from', async () => {
    await exportTo(branch);
    const { offer, kind, case: taken } = await take(branch);
    const { fingerprint } = await callCentre.call('readExportKey', {});
    expect(offer).toMatchObject({ needsPassphrase: false, from: fingerprint });
    expect(kind).toBe('opened');
    const origin = await readAt(callCentre);
    expect(taken).toMatchObject({ reference, status: 'open', note: 'Passera en agence demain.' });
    expect(taken.handOver).toMatchObject({ kind: 'file', from: fingerprint });
    expect(taken.plan).toEqual(origin.plan);
    expect(taken.verdicts[0]).toMatchObject({ kind: 'listed', masked: '• •• •• •• ••• •••' });
    // The branch goes on, and prints.
    await record(branch, 'iban-bank', 'done');
    const { html } = await branch.call('previewSheet', { reference, edition: 'standard' });
    expect(html).toContain(reference);
  });

  it('comes back, and both sides end with the same', async () => {
    await exportTo(branch);
    await take(branch);
    await record(branch, 'iban-bank', 'done');
    await record(callCentre, 'x-phish', 'done');
    await exportTo(callCentre, branch);
    const { kind, case: back } = await take(callCentre);
    expect(kind).toBe('merged');
    expect(outcomesOf(back)).toEqual({ 'nir-watch': 'done', 'iban-bank': 'done', 'x-phish': 'done' });
    await exportTo(branch);
    expect(outcomesOf((await take(branch)).case)).toEqual(outcomesOf(back));
  });

  it('changes nothing the second time, nor where an older copy comes late', async () => {
    await exportTo(branch);
    await take(branch);
    give(callCentre, branch);
    expect((await take(branch)).kind).toBe('already-here');
    await record(branch, 'iban-bank', 'refused');
    give(callCentre, branch);
    const late = await take(branch);
    expect(late.kind).toBe('already-here');
    expect(outcomesOf(late.case)['iban-bank']).toBe('refused');
  });

  it('opens at no other workstation', async () => {
    const other = new Harness();
    await other.createVault();
    await exportTo(branch);
    give(callCentre, other);
    expect(await other.codeOf('chooseCaseFile', {})).toBe('hand-over-no-match');
    expect(await other.codeOf('readCase', { reference })).toBe('case-not-found');
    other.dispose();
  });

  it('goes under a passphrase where there is no key, one that is not weak', async () => {
    const exporting = (words: string) =>
      callCentre.result('exportCase', { reference, to: { kind: 'passphrase', passphrase: words } });
    expect(await exporting('motdepasse')).toMatchObject({ ok: false, problem: { code: 'passphrase-weak' } });
    expect(await exporting(otherPassphrase)).toMatchObject({ ok: true });
    give(callCentre, branch);
    const { offer } = await branch.call('chooseCaseFile', {});
    expect(offer).toMatchObject({ needsPassphrase: true, from: null });
    const importing = (words: string | null) =>
      branch.codeOf('importCase', { offerId: offer?.offerId ?? '', passphrase: words });
    expect(await importing(null)).toBe('hand-over-no-match');
    expect(await importing('une tout autre phrase de passe')).toBe('hand-over-no-match');
    expect(await importing(otherPassphrase)).toBe('ok');
    expect(await importing(otherPassphrase)).toBe('case-not-found');
  });

  it('is refused where the file is altered, and is no offer after a lock', async () => {
    await exportTo(branch);
    const bytes = callCentre.shell.saved.at(-1)?.bytes ?? new Uint8Array();
    writeFileSync(branch.shell.pick ?? '', bytes.with(bytes.length - 1, (bytes.at(-1) ?? 0) ^ 1));
    expect(await branch.codeOf('chooseCaseFile', {})).toBe('hand-over-no-match');
    writeFileSync(branch.shell.pick ?? '', bytes.slice(0, 50));
    expect(await branch.codeOf('chooseCaseFile', {})).toBe('hand-over-malformed');
    writeFileSync(branch.shell.pick ?? '', bytes);
    const { offer } = await branch.call('chooseCaseFile', {});
    branch.app.lock('asked');
    await branch.unlock();
    expect(await branch.codeOf('importCase', { offerId: offer?.offerId ?? '', passphrase: null })).toBe(
      'case-not-found',
    );
  });

  it('is journalled on both sides, and the journals hold', async () => {
    await exportTo(branch);
    await take(branch);
    for (const [at, kind] of [
      [callCentre, 'case-exported'],
      [branch, 'case-imported'],
    ] as const) {
      expect((await at.call('verifyJournal', {})).intact).toBe(true);
      await at.call('exportJournal', { format: 'jsonl' });
      const lines = Buffer.from(at.shell.saved.at(-1)?.bytes ?? []).toString('utf8');
      expect(lines).toContain(`"kind":"${kind}","case":"${reference}"`);
    }
  });

  it('carries no identifier: neither the file’s content nor the branch’s profile has one', async () => {
    await callCentre.call('exportCase', { reference, to: { kind: 'passphrase', passphrase: otherPassphrase } });
    give(callCentre, branch);
    const { case: taken } = await take(branch, otherPassphrase);
    for (const writing of ['2550814168025', listedNir]) expect(JSON.stringify(taken)).not.toContain(writing);
  });

  it('leaves behind what would not be kept here: identifiers in notes, reasons and evidence', async () => {
    const { recipient } = await branch.call('readWorkstationKey', {});
    const at = '2026-11-21T09:00:00.000Z';
    const stop = {
      kind: 'done' as const,
      at,
      dueOn: null,
      reason: `c’est ${listedNir}`,
      evidence: { number: 'FR7630006000011234567890189' },
    };
    const hostile = {
      ...{
        reference,
        openedAt: at,
        closedAt: null,
        changedAt: at,
        status: 'open' as const,
        adviserId: '',
        handOver: null,
      },
      ...{
        about: { who: 'caller' as const, account: 'general' as const },
        verdicts: [],
        others: [],
        askedIncidents: [],
        answers: { 'money-gone': true, 'sms-received': true },
        outcomes: { 'card-stop': stop },
        note: `NIR ${listedNir}`,
        callEndedAt: null,
      },
    } satisfies CaseRecord;
    const file = sealHandOverToKey(serialiseHandOver(hostile, at), readRecipient(recipient), newSigningKey());
    branch.shell.pick = join(branch.profileDir, 'hostile.vigie-case');
    writeFileSync(branch.shell.pick, file);
    const { case: taken } = await take(branch);
    expect(taken.note).toBe('');
    // That somebody was robbed stays on the workstation where it was said.
    const asked = taken.plan.questions.filter((question) => question.asked).map(({ id }) => id);
    expect(asked).toEqual(['sms-received']);
    const kept = taken.plan.steps.find(({ id }) => id === 'card-stop')?.outcome;
    expect(kept).toMatchObject({ kind: 'done', reason: null, evidence: {} });
  });

  it('makes no case grow without end: what would be longer than any file is refused', async () => {
    const { recipient } = await branch.call('readWorkstationKey', {});
    const at = '2026-11-21T09:00:00.000Z';
    const bring = async (prefix: string) => {
      const ids = Array.from({ length: 8_000 }, (_, i) => `${prefix}-${i}`.padEnd(60, '-'));
      const long = {
        ...{ reference, openedAt: at, closedAt: null, changedAt: at, status: 'open' as const, adviserId: '' },
        ...{ handOver: null, callEndedAt: null, about: { who: 'caller' as const, account: 'general' as const } },
        ...{ verdicts: [], others: [], askedIncidents: [], outcomes: {}, note: '' },
        answers: Object.fromEntries(ids.map((id) => [id, true])),
      } satisfies CaseRecord;
      const file = sealHandOverToKey(serialiseHandOver(long, at), readRecipient(recipient), newSigningKey());
      branch.shell.pick = join(branch.profileDir, 'long.vigie-case');
      writeFileSync(branch.shell.pick, file);
      const { offer } = await branch.call('chooseCaseFile', {});
      return branch.result('importCase', { offerId: offer?.offerId ?? '', passphrase: null });
    };
    expect((await bring('a')).ok).toBe(true);
    expect(await bring('b')).toMatchObject({ problem: { code: 'hand-over-malformed', details: { field: 'length' } } });
  });

  it('takes a key that was pasted or chosen, and no other text', async () => {
    const { recipient, fingerprint } = await branch.call('readWorkstationKey', {});
    expect(await callCentre.call('describeRecipient', { text: ` ${recipient}\n` })).toEqual({
      recipient,
      fingerprint,
      name: '',
    });
    expect(await callCentre.codeOf('describeRecipient', { text: recipient.slice(0, -1) })).toBe('recipient-malformed');
    const path = join(callCentre.profileDir, 'x');
    writeFileSync(path, `${recipient}\n`);
    callCentre.shell.pick = path;
    expect((await callCentre.call('chooseRecipient', {})).recipient).toMatchObject({ recipient, fingerprint });
    writeFileSync(path, `${recipient}\n${(await callCentre.call('readWorkstationKey', {})).recipient}\n`);
    expect(await callCentre.codeOf('chooseRecipient', {})).toBe('recipient-malformed');
    const to = { kind: 'recipient' as const, recipient: 'vigie1' };
    expect(await callCentre.codeOf('exportCase', { reference, to })).toBe('recipient-malformed');
  });
});

describe('the code of a sheet', () => {
  async function codeOnSheet(at: Harness): Promise<string> {
    const { html } = await at.call('previewSheet', { reference, edition: 'standard' });
    const code = readQrCode(html);
    if (code === null) throw new Error('no code on the sheet');
    return code;
  }

  it('reopens the case at the branch with what became of each step', async () => {
    const text = await codeOnSheet(callCentre);
    const { kind, case: taken } = await branch.call('readHandOverCode', { text: text.toLowerCase() });
    expect(kind).toBe('opened');
    expect(taken).toMatchObject({ reference, status: 'open', verdicts: [], note: '' });
    expect(taken.handOver).toMatchObject({ kind: 'code', from: null, confirmed: ['nir', 'civil-status'] });
    expect(outcomesOf(taken)).toEqual({ 'nir-watch': 'done', 'iban-bank': 'later' });
    // The same steps are asked for as at the call centre, answers apart: the classes on the sheet are in the code.
    await callCentre.call('answerQuestion', { reference, questionId: 'debit-seen', answer: null });
    const origin = await readAt(callCentre);
    expect(taken.plan.steps.map(({ id }) => id).sort()).toEqual(origin.plan.steps.map(({ id }) => id).sort());
  });

  it('prints a sheet at the branch that does not say nothing was known', async () => {
    await branch.call('readHandOverCode', { text: await codeOnSheet(callCentre) });
    const { html } = await branch.call('previewSheet', { reference, edition: 'standard' });
    const text = html.replace(/<style[\s\S]*?<\/style>/g, '').replace(/<[^>]+>/g, ' ');
    expect(text).toContain('reprend un appel précédent');
    expect(text).not.toContain('Aucune recherche');
    expect(text).not.toContain('par précaution');
  });

  it('overrides nothing that is known here', async () => {
    const text = await codeOnSheet(callCentre);
    await record(callCentre, 'iban-bank', 'done');
    const again = await callCentre.call('readHandOverCode', { text });
    expect(again.kind).toBe('already-here');
    expect(outcomesOf(again.case)['iban-bank']).toBe('done');
    await exportTo(branch);
    await take(branch);
    expect((await branch.call('readHandOverCode', { text })).kind).toBe('already-here');
  });

  it('is refused with a typo, and a reference is no code', async () => {
    const text = await codeOnSheet(callCentre);
    for (const wrong of [text.replace(/.$/, (last) => (last === 'Q' ? 'P' : 'Q')), text.slice(0, -5), reference]) {
      expect([wrong, await branch.codeOf('readHandOverCode', { text: wrong })]).toEqual([
        wrong,
        'hand-over-code-malformed',
      ]);
    }
  });
});

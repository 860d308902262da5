/** Sheets and letters over the contract: what is previewed is what is printed, and the trail knows of it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { VigieError } from '../../../src/core/errors.ts';
import { pdfWith } from '../../core/print/made-up-pdf.ts';
import { claimedEmail, Harness, listedNir } from '../harness.ts';

let desk: Harness;
let reference: string;

beforeEach(async () => {
  desk = new Harness();
  await desk.createDesk();
  reference = await desk.openCase();
  await desk.check(reference, listedNir);
});
afterEach(() => desk.dispose());

const bodyPt = (html: string) => Number(/html\{font-size:([\d.]+)pt\}/.exec(html)?.[1]);

async function trail(): Promise<{ readonly kind: string; readonly details: Record<string, unknown> }[]> {
  desk.shell.saved.length = 0;
  await desk.call('exportJournal', { format: 'jsonl' });
  return new TextDecoder()
    .decode(desk.shell.saved[0]?.bytes)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

describe('a sheet', () => {
  it('is printed and saved in the layout in which it was previewed, which the printed pages decide', async () => {
    // A second page is begun for little in each layout above 10.5 points.
    desk.shell.renderPdf = async (html) => (bodyPt(html) > 10.5 ? pdfWith(2, [[2, 0.04]]) : pdfWith(1, [[1, 0.85]]));
    const preview = await desk.call('previewSheet', { reference, edition: 'standard' });
    expect(preview.pages).toBe(1);
    expect(bodyPt(preview.html)).toBe(10.3);
    await desk.call('printSheet', { reference, edition: 'standard' });
    expect(desk.shell.printed).toEqual([preview.html]);
    await desk.call('saveSheet', { reference, edition: 'standard' });
    expect(desk.shell.saved.map(({ name }) => name)).toEqual([`${reference}.pdf`]);
    expect(desk.shell.saved[0]?.bytes).toEqual(pdfWith(1, [[1, 0.85]]));
  });

  it('is laid out anew when the case has changed', async () => {
    let prints = 0;
    desk.shell.renderPdf = async () => {
      prints++;
      return pdfWith(1, [[1, 0.85]]);
    };
    const { html } = await desk.call('previewSheet', { reference, edition: 'standard' });
    const before = prints;
    await desk.call('previewSheet', { reference, edition: 'standard' });
    expect(prints - before).toBe(1);
    const done = { kind: 'done', dueOn: null, reason: null, evidence: {} } as const;
    await desk.call('recordOutcome', { reference, stepId: 'nir-info', outcome: done });
    expect((await desk.call('previewSheet', { reference, edition: 'standard' })).html).not.toBe(html);
  });

  it('comes in large print, under a name that says so', async () => {
    const { html } = await desk.call('previewSheet', { reference, edition: 'english', largePrint: true });
    expect(bodyPt(html)).toBe(14);
    await desk.call('saveSheet', { reference, edition: 'english', largePrint: true });
    expect(desk.shell.saved[0]?.name).toBe(`${reference}-english-grands-caracteres.pdf`);
  });

  it('is still shown where nothing can be printed; only printing and saving say that they failed', async () => {
    desk.shell.renderPdf = () => Promise.reject(new VigieError('print-failed'));
    const preview = await desk.call('previewSheet', { reference, edition: 'standard' });
    expect(preview).toMatchObject({ pages: null, html: expect.stringContaining(reference) });
    expect(await desk.codeOf('saveSheet', { reference, edition: 'standard' })).toBe('print-failed');
    expect(await desk.codeOf('printSheet', { reference, edition: 'standard' })).toBe('print-failed');
  });

  it('does not appear on a workstation that was locked meanwhile', async () => {
    const laid = Promise.withResolvers<Uint8Array<ArrayBuffer>>();
    desk.shell.renderPdf = () => laid.promise;
    const preview = desk.codeOf('previewSheet', { reference, edition: 'standard' });
    await desk.call('lock', {});
    laid.resolve(pdfWith(1, [[1, 0.5]]));
    expect(await preview).toBe('vault-locked');
  });

  it('names the body that answers, where a supervisor set it', async () => {
    const { lockedByAdministrator: _, ...settings } = await desk.call('readSettings', {});
    await desk.call('setSettings', { ...settings, organisation: 'Caisse primaire de la Drôme' });
    expect((await desk.call('previewSheet', { reference, edition: 'standard' })).html).toContain('Caisse primaire');
  });

  it('calls each file what it is, where one identifier is in a verified one and another only in a rumour', async () => {
    await desk.check(reference, claimedEmail);
    const { text } = await desk.call('readSheetText', { reference, edition: 'standard' });
    expect(text.match(/dans un fichier vérifié/g)).toHaveLength(1);
    expect(text.match(/dans un fichier dont le contenu n’a pas pu être vérifié/g)).toHaveLength(1);
  });

  it('comes as plain text without an identifier, and the trail knows', async () => {
    const { text } = await desk.call('readSheetText', { reference, edition: 'standard' });
    expect(text).toContain(reference);
    expect(text).not.toMatch(/2550814168025|2 55 08/);
    expect(await trail()).toContainEqual(
      expect.objectContaining({ kind: 'sheet-copied', details: { edition: 'standard' } }),
    );
  });
});

describe('a letter', () => {
  it('is suggested by the steps of the case that are still open', async () => {
    const suggested = async () =>
      (await desk.call('listLetters', { reference })).letters.filter((each) => each.suggested).map(({ id }) => id);
    expect(await suggested()).toEqual(['ficoba-request']);
    const done = { kind: 'done', dueOn: null, reason: null, evidence: {} } as const;
    await desk.call('recordOutcome', { reference, stepId: 'ficoba', outcome: done });
    expect(await suggested()).toEqual([]);
    expect((await desk.call('listLetters', { reference })).letters.map(({ id }) => id)).toContain('cnil-complaint');
  });

  it('is previewed, printed and saved with its blanks, and the trail knows which', async () => {
    const letter = { reference, letterId: 'ficoba-request', locale: 'fr' } as const;
    const { html } = await desk.call('previewLetter', letter);
    expect(html).toContain('class="blank"');
    expect(html).not.toContain(reference);
    expect(await desk.call('printLetter', letter)).toEqual({ kind: 'printed' });
    expect(desk.shell.printed).toEqual([html]);
    await desk.call('saveLetter', letter);
    expect(desk.shell.saved.map(({ name }) => name)).toEqual([`${reference}-ficoba-request.pdf`]);
    const details = { letter: 'ficoba-request', locale: 'fr' };
    const kinds = await trail();
    expect(kinds).toContainEqual(expect.objectContaining({ kind: 'letter-printed', details }));
    expect(kinds).toContainEqual(expect.objectContaining({ kind: 'letter-saved', details }));
  });

  it('that the guide does not hold is refused', async () => {
    const letter = { reference, letterId: '../steps', locale: 'fr' } as const;
    expect(await desk.codeOf('previewLetter', letter)).toBe('ipc-refused');
    expect(await desk.codeOf('printLetter', letter)).toBe('ipc-refused');
  });

  it('is given for a case only', async () => {
    const letter = { reference: 'VG-0000-0000', letterId: 'ficoba-request', locale: 'fr' } as const;
    expect(await desk.codeOf('previewLetter', letter)).toMatch(/case-(not-found|reference-malformed)/);
  });
});

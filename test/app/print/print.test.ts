/** Sheets and letters over the contract: what is previewed is what is printed, and the trail knows of it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { VigieError } from '../../../src/core/errors.ts';
import { countPdfPages } from '../../../src/core/print/pdf-pages.ts';
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
  it('is previewed, printed and saved as one document', async () => {
    const preview = await desk.call('previewSheet', { reference, edition: 'standard' });
    expect(preview.pages).toBe(preview.html.match(/<div class="page">/g)?.length);
    await desk.call('printSheet', { reference, edition: 'standard' });
    expect(desk.shell.printed).toEqual([preview.html]);
    await desk.call('saveSheet', { reference, edition: 'standard' });
    expect(desk.shell.saved).toEqual([{ name: `${reference}.pdf`, bytes: pdfWith(preview.pages ?? 0) }]);
  });

  it('is laid out, and made into a file, once; again only when the case has changed', async () => {
    const asked = { measured: 0, made: 0 };
    const { measureHtml, renderPdf } = desk.shell;
    desk.shell.measureHtml = (html, selector) => {
      asked.measured++;
      return measureHtml(html, selector);
    };
    desk.shell.renderPdf = (html) => {
      asked.made++;
      return renderPdf(html);
    };
    const { html } = await desk.call('previewSheet', { reference, edition: 'standard' });
    // While it is read: nobody has asked for the file yet.
    expect(asked).toEqual({ measured: 2, made: 1 });
    for (const channel of ['previewSheet', 'printSheet', 'saveSheet'] as const) {
      await desk.call(channel, { reference, edition: 'standard' });
    }
    expect(asked).toEqual({ measured: 2, made: 1 });
    const done = { kind: 'done', dueOn: null, reason: null, evidence: {} } as const;
    await desk.call('recordOutcome', { reference, stepId: 'nir-watch', outcome: done });
    expect((await desk.call('previewSheet', { reference, edition: 'standard' })).html).not.toBe(html);
    expect(asked).toEqual({ measured: 4, made: 2 });
  });

  it('comes in large print, under a name that says so', async () => {
    const { html } = await desk.call('previewSheet', { reference, edition: 'english', largePrint: true });
    expect(bodyPt(html)).toBe(16);
    await desk.call('saveSheet', { reference, edition: 'english', largePrint: true });
    expect(desk.shell.saved[0]?.name).toBe(`${reference}-english-grands-caracteres.pdf`);
  });

  it('is still shown where nothing can be printed; only printing and saving say that they failed', async () => {
    desk.shell.measureHtml = () => Promise.reject(new VigieError('print-failed'));
    const preview = await desk.call('previewSheet', { reference, edition: 'standard' });
    expect(preview).toMatchObject({ pages: null, html: expect.stringContaining(reference) });
    expect(await desk.codeOf('saveSheet', { reference, edition: 'standard' })).toBe('print-failed');
    expect(await desk.codeOf('printSheet', { reference, edition: 'standard' })).toBe('print-failed');
  });

  it('is saved by the next try where the first could not make the file', async () => {
    const { renderPdf } = desk.shell;
    desk.shell.renderPdf = () => Promise.reject(new VigieError('print-failed'));
    await desk.call('previewSheet', { reference, edition: 'standard' });
    expect(await desk.codeOf('saveSheet', { reference, edition: 'standard' })).toBe('print-failed');
    desk.shell.renderPdf = renderPdf;
    await desk.call('saveSheet', { reference, edition: 'standard' });
    expect(desk.shell.saved).toHaveLength(1);
  });

  it.each([-1, 1])('is refused where the file has %i page more than it', async (difference) => {
    const { renderPdf } = desk.shell;
    desk.shell.renderPdf = async (html) => pdfWith(countPdfPages(await renderPdf(html)) + difference);
    expect(await desk.codeOf('printSheet', { reference, edition: 'standard' })).toBe('sheet-overflow');
    expect(await desk.codeOf('saveSheet', { reference, edition: 'standard' })).toBe('sheet-overflow');
    expect([desk.shell.printed, desk.shell.saved]).toEqual([[], []]);
  });

  it('is refused, not shown in part, where a page of it is taller than paper', async () => {
    const { measureHtml } = desk.shell;
    desk.shell.measureHtml = async (html, selector) =>
      selector === '.page' ? [1124] : await measureHtml(html, selector);
    expect(await desk.codeOf('previewSheet', { reference, edition: 'standard' })).toBe('sheet-overflow');
  });

  it('does not appear on a workstation that was locked meanwhile', async () => {
    const measured = Promise.withResolvers<readonly number[]>();
    desk.shell.measureHtml = () => measured.promise;
    const preview = desk.codeOf('previewSheet', { reference, edition: 'standard' });
    await desk.call('lock', {});
    measured.reject(new VigieError('print-failed'));
    expect(await preview).toBe('vault-locked');
  });

  it('is forgotten at the lock: the page is closed, the file zeroed, one that comes later as well', async () => {
    const files: Uint8Array[] = [];
    const { renderPdf } = desk.shell;
    const late = Promise.withResolvers<void>();
    desk.shell.renderPdf = async (html) => {
      const pdf = await renderPdf(html);
      files.push(pdf);
      if (files.length === 2) await late.promise;
      return pdf;
    };
    await desk.call('saveSheet', { reference, edition: 'standard' });
    await desk.call('previewSheet', { reference, edition: 'english' });
    await desk.call('lock', {});
    late.resolve();
    await expect.poll(() => files.map((file) => file.every((byte) => byte === 0))).toEqual([true, true]);
    expect(desk.shell.closedPrintPages).toBe(1);
    expect(desk.shell.saved[0]?.bytes).toEqual(pdfWith(countPdfPages(desk.shell.saved[0]?.bytes ?? new Uint8Array())));
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

  it('is previewed, printed and saved with its blanks, and neither trail nor file name tells which', async () => {
    const letter = { reference, letterId: 'ficoba-request', locale: 'fr' } as const;
    const { html } = await desk.call('previewLetter', letter);
    expect(html).toContain('class="blank"');
    expect(html).not.toContain(reference);
    expect(await desk.call('printLetter', letter)).toEqual({ kind: 'printed' });
    expect(desk.shell.printed).toEqual([html]);
    await desk.call('saveLetter', letter);
    expect(desk.shell.saved.map(({ name }) => name)).toEqual([`${reference}-lettre.pdf`]);
    const details = { locale: 'fr' };
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

/**
 * What every shell promises (`src/app/shell/shell.ts`), as one suite. Each shell brings a bench: itself, and a way to act on it
 * as a person or the system would.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LockSignal, Shell } from '../../src/app/shell/shell.ts';

export interface ShellBench {
  readonly shell: Shell;
  /** The next file dialog is answered with `path`, or closed. */
  answerOpen(path: string | null): void;
  /** The next files are saved into `dir`. */
  saveInto(dir: string): void;
  /** Drops the file on the window. @returns the token that the page got */
  drop(path: string): Promise<string>;
  /** A call of the contract from the page, or from somebody else. @returns the answer, and whether it reached the application */
  call(
    from: 'page' | 'foreign',
  ): Promise<{ readonly answer: unknown; readonly reached: boolean; readonly noted: boolean }>;
  /** @returns the events that the page has received by now, oldest first */
  receivedEvents(): Promise<readonly unknown[]>;
  /** The person closes the window. Nothing is asked of the bench afterwards but `receivedEvents`. */
  closeWindow(): Promise<void>;
  close(): Promise<void>;
}

const bytes = Uint8Array.from({ length: 300 }, (_, index) => index % 256);
const sheet =
  '<!doctype html><html lang="fr"><head><title>Fiche</title><style>p{color:#000}</style></head><p>Fait</p></html>';

/** @param makeBench given a new directory, which exists */
export function describeShell(name: Shell['name'], makeBench: (dir: string) => Promise<ShellBench>): void {
  describe(`the ${name} shell keeps what every shell promises`, () => {
    let dir = '';
    let bench: ShellBench;
    let shell: Shell;
    const at = (...names: string[]) => join(dir, ...names);

    beforeAll(async () => {
      // The temporary directory may be a link; paths are compared as the shell gives them.
      dir = mkdtempSync(join(realpathSync(tmpdir()), 'vigie-conformance-'));
      mkdirSync(at('in'));
      mkdirSync(at('out'));
      writeFileSync(at('in', 'set.vigie'), 'a file');
      bench = await makeBench(dir);
      shell = bench.shell;
    });
    afterAll(async () => {
      await bench?.close();
      rmSync(dir, { recursive: true, force: true });
    });
    beforeEach(() => bench.saveInto(at('out')));

    it('is called by its name', () => {
      expect(shell.name).toBe(name);
    });

    it('picks the file that the person chose, or none', async () => {
      const options = { title: 'Jeu', filters: [{ label: 'Vigie', extensions: ['vigie'] }] };
      bench.answerOpen(at('in', 'set.vigie'));
      expect(await shell.pickFile(options)).toEqual({ path: at('in', 'set.vigie'), name: 'set.vigie' });
      bench.answerOpen(null);
      expect(await shell.pickFile(options)).toBeNull();
    });

    it('trades the token of a dropped file once, and no other', async () => {
      const token = await bench.drop(at('in', 'set.vigie'));
      expect(token).toMatch(/^[0-9a-f]{32}$/);
      expect(shell.resolveDroppedFile(`${token.slice(1)}0`)).toBeNull();
      expect(shell.resolveDroppedFile(token)).toEqual({ path: at('in', 'set.vigie'), name: 'set.vigie' });
      expect(shell.resolveDroppedFile(token)).toBeNull();
      expect(shell.resolveDroppedFile('')).toBeNull();
    });

    it('saves every byte, whole, and tells where', async () => {
      const path = await shell.saveFile({ suggestedName: 'fiche.pdf', bytes });
      expect(path).toBe(at('out', 'fiche.pdf'));
      expect(new Uint8Array(readFileSync(path ?? ''))).toEqual(bytes);
      expect(readdirSync(at('out'))).toEqual(['fiche.pdf']);
    });

    it('takes a suggested name for a name, never for a path', async () => {
      const path = await shell.saveFile({ suggestedName: '../../in/lettre.pdf', bytes });
      expect(dirname(path ?? '')).toBe(at('out'));
      expect(readdirSync(at('in'))).toEqual(['set.vigie']);
    });

    it('says with a code that a file cannot be written', async () => {
      // A file where the directory should be: refused to everybody, root included.
      bench.saveInto(at('in', 'set.vigie'));
      await expect(shell.saveFile({ suggestedName: 'fiche.pdf', bytes })).rejects.toMatchObject({
        code: expect.stringMatching(/^file-/),
      });
      expect(readFileSync(at('in', 'set.vigie'), 'utf8')).toBe('a file');
    });

    it('makes PDF files, several at once', async () => {
      const made = await Promise.all([shell.renderPdf(sheet), shell.renderPdf(sheet)]);
      for (const pdf of made) {
        expect(pdf).toBeInstanceOf(Uint8Array);
        expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe('%PDF-');
      }
    });

    it('measures what is there, in the order of the page', async () => {
      const heights = await shell.measureHtml(sheet, 'p');
      expect(heights).toHaveLength(1);
      expect(heights[0]).toBeGreaterThan(0);
    });

    it('prints again after its print page was closed', async () => {
      await shell.closePrintPage();
      await shell.closePrintPage();
      expect(Buffer.from((await shell.renderPdf(sheet)).subarray(0, 5)).toString()).toBe('%PDF-');
    });

    it('prints, and says so', async () => {
      expect(await shell.printHtml(sheet)).toBe('printed');
    });

    it('has no keystore, or one that gives back what it sealed and nothing else', async () => {
      if (shell.keystore === null) return;
      const { name } = shell.keystore;
      expect(name).not.toBe('');
      const sealed = await shell.keystore.seal(bytes);
      expect((await shell.keystore.open(sealed ?? new Uint8Array(), name)).plain).toEqual(bytes);
      await expect(shell.keystore.open(bytes, name)).rejects.toMatchObject({ code: 'keystore-lost' });
    });

    it('lets the page in, and turns anybody else away with a note', async () => {
      expect(await bench.call('page')).toEqual({ answer: { ok: true, value: {} }, reached: true, noted: false });
      expect(await bench.call('foreign')).toEqual({
        answer: { ok: false, problem: { code: 'ipc-refused', details: {} } },
        reached: false,
        noted: true,
      });
    });

    it('delivers events in their order', async () => {
      shell.emit('locked', { reason: 'idle' });
      shell.emit('locked', { reason: 'asked' });
      await expect
        .poll(() => bench.receivedEvents())
        .toEqual([
          ['locked', { reason: 'idle' }],
          ['locked', { reason: 'asked' }],
        ]);
    });

    // Last: there is no window afterwards.
    it('signals that its window closes, but not to who stopped listening, and then bears events for nobody', async () => {
      const heard: LockSignal[] = [];
      const unheard: LockSignal[] = [];
      shell.onLockSignal((signal) => heard.push(signal));
      const stop = shell.onLockSignal((signal) => unheard.push(signal));
      stop();
      await bench.closeWindow();
      await expect.poll(() => heard).toEqual(['window-closed']);
      expect(unheard).toEqual([]);
      // Nobody is there: it must simply return.
      shell.emit('locked', { reason: 'window-closed' });
    });
  });
}

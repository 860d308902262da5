/**
 * The product on the real Electron, wherever its binary is: window, contract, network, PDF. Skipped where it is not;
 * `VIGIE_ELECTRON=required` makes its absence a failure, `VIGIE_PRINTERS` says what to expect of printing (.github/workflows/ci.yml).
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VigieApi } from '../../src/contract/channels.ts';
import { isRunning } from '../../src/files/process-running.ts';
import { findElectron, startElectron } from './support/electron.ts';
import { pdfInfo, pdfText } from './support/pdf.ts';
import { words } from './support/vigie.ts';

const executablePath = findElectron();
/** Whether this machine has printers, where who runs the test knows: 'some' or 'none'. */
const printers = process.env.VIGIE_PRINTERS;
declare const vigie: VigieApi;

describe.skipIf(executablePath === null && process.env.VIGIE_ELECTRON !== 'required')('on the real Electron', () => {
  const dir = mkdtempSync(join(tmpdir(), 'vigie-electron-'));
  let app: ElectronApplication;
  let page: Page;
  /** The case whose sheet is printed. */
  let reference: string;

  beforeAll(async () => {
    ({ app } = await startElectron(join(dir, 'user')));
    page = await app.firstWindow();
    await page.waitForSelector('h1');
  });
  afterAll(async () => {
    await app?.close();
    rmSync(dir, { recursive: true, force: true });
  });

  it('shows the built page from inside, with nothing of Node in it', async () => {
    expect(page.url()).toBe('app://vigie/');
    const seen = await page.evaluate(() => ({ require: 'require' in window, process: 'process' in window }));
    expect(seen).toEqual({ require: false, process: false });
  });

  it('lets nothing out', async () => {
    const reach = (url: string) =>
      page.evaluate(
        (to) =>
          fetch(to).then(
            () => 'reached',
            () => 'refused',
          ),
        url,
      );
    expect(await reach('https://example.org/')).toBe('refused');
    expect(await reach('app://vigie/index.html')).toBe('refused');
    await page.evaluate(() => window.open('https://example.org/'));
    expect(app.windows()).toHaveLength(1);
  });

  it('serves the contract with the native modules of this system, and prints a sheet', async () => {
    const created = await page.evaluate(() =>
      vigie.call('createVault', { adviserName: 'Essai', passphrase: 'trois bateaux gris au bout du quai 9' }),
    );
    expect(created).toMatchObject({ ok: true, value: { state: { phase: 'unlocked', shell: 'electron' } } });
    const opened = await page.evaluate(() => vigie.call('openCase', {}));
    if (!opened.ok) throw new Error(opened.problem.code);
    ({ reference } = opened.value);
    const file = join(dir, 'fiche.pdf');
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, file);
    const saved = await page.evaluate(
      (at) => vigie.call('saveSheet', { reference: at, edition: 'standard' }),
      reference,
    );
    expect(saved).toEqual({ ok: true, value: { path: file } });
    expect(pdfText(file)).toContain(reference);
    // Electron has lost pages of a PDF (electron/electron#48005): it has as many as were laid out.
    const preview = await page.evaluate(
      (at) => vigie.call('previewSheet', { reference: at, edition: 'standard' }),
      reference,
    );
    expect(preview).toMatchObject({ ok: true, value: { pages: Number(pdfInfo(file).Pages) } });
  });

  // What the workflow arranges on Windows; a print dialog, which a printer brings, nobody could close here.
  it.runIf(printers !== undefined)(`has ${printers} printers, as the machine was told to`, async () => {
    const window = await app.browserWindow(page);
    const names = await window.evaluate(async ({ webContents }) =>
      (await webContents.getPrintersAsync()).map(({ name }: { readonly name: string }) => name),
    );
    expect(names.length > 0).toBe(printers === 'some');
    if (printers === 'some') return;
    const printed = await page.evaluate(
      (at) => vigie.call('printSheet', { reference: at, edition: 'standard' }),
      reference,
    );
    expect(printed).toMatchObject({ ok: false, problem: { code: 'printer-missing' } });
  });

  it('ends the page’s process at the lock, keeps the page to whoever follows it, and answers nothing more', async () => {
    const window = await app.browserWindow(page);
    const pidOfPage = () => window.evaluate(({ webContents }) => webContents.getOSProcessId());
    const before = await pidOfPage();
    // The page may be gone before the answer comes.
    await page.evaluate(() => vigie.call('lock', {})).catch(() => undefined);
    await expect.poll(() => isRunning(before)).toBe(false);
    await expect.poll(() => page.url()).toBe('app://vigie/');
    await page.getByLabel(words('unlock.passphrase'), { exact: true }).waitFor();
    expect(await pidOfPage()).not.toBe(before);
    const refused = await page.evaluate(() => vigie.call('openCase', {}));
    expect(refused).toMatchObject({ ok: false, problem: { code: 'vault-locked' } });
  });
});

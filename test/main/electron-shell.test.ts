import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createDroppedFiles } from '../../src/app/shell/dropped-files.ts';
import type { LockSignal, Shell } from '../../src/app/shell/shell.ts';
import { createElectronShell, type ElectronShellParts } from '../../src/main/electron-shell.ts';
import { createPrinting, type Printing, type PrintingParts } from '../../src/main/printing.ts';
import { watchWindowsSession } from '../../src/main/session-watch.ts';
import { createFakeElectron, type FakeElectron } from '../support/fake-electron.ts';
import { FakeSession } from '../support/fake-session.ts';

const dir = mkdtempSync(join(tmpdir(), 'vigie-shell-'));
afterAll(() => rmSync(dir, { recursive: true }));

describe('the Electron shell', () => {
  let fake: FakeElectron;
  let shell: Shell;
  let desktop: ((signal: LockSignal) => void) | null;
  let window: InstanceType<FakeElectron['electron']['BrowserWindow']>;
  let printing: Printing;
  /** Long enough for any machine; a test of what never answers shortens its own. */
  const longTimes = { pdfMs: 200_000, dialogMs: 200_000 };
  let times: { pdfMs: number; dialogMs: number };

  beforeEach(() => {
    fake = createFakeElectron();
    fake.electron.protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true } }]);
    fake.becomeReady();
    window = new fake.electron.BrowserWindow({ webPreferences: { session: new FakeSession() } });
    times = { ...longTimes };
    printing = createPrinting({ ...fake.electron, window } as unknown as PrintingParts, times);
    shell = createElectronShell({
      ...fake.electron,
      window,
      printing,
      platform: 'linux',
      watchSession: null,
      keystore: null,
      dropped: createDroppedFiles(),
      watchScreenLock: (listener: (signal: LockSignal) => void) => {
        desktop = listener;
        return () => {
          desktop = null;
        };
      },
    } as unknown as ElectronShellParts);
  });

  it('picks a file, or nothing', async () => {
    const filters = [{ label: 'Vigie', extensions: ['vigie'] }];
    expect(await shell.pickFile({ title: 'x', filters })).toBeNull();
    fake.dialogAnswers.open = ['/home/a/set.vigie'];
    expect(await shell.pickFile({ title: 'x', filters })).toEqual({ path: '/home/a/set.vigie', name: 'set.vigie' });
  });

  it('saves where it is told, or nowhere', async () => {
    const bytes = new Uint8Array([1, 2, 3]);
    expect(await shell.saveFile({ suggestedName: 'a.pdf', bytes })).toBeNull();
    fake.dialogAnswers.save = join(dir, 'a.pdf');
    expect(await shell.saveFile({ suggestedName: 'a.pdf', bytes })).toBe(join(dir, 'a.pdf'));
    expect(new Uint8Array(readFileSync(join(dir, 'a.pdf')))).toEqual(bytes);
  });

  it('measures and makes a tagged PDF in one hidden window of its own session, whose page may run no script', async () => {
    const html = '<title>Fiche</title><style>p{}</style><p>1<p>2';
    expect(await shell.measureHtml(html, 'p')).toEqual([20, 20]);
    const pdf = await shell.renderPdf(html);
    expect(Buffer.from(pdf).toString()).toMatch(/^%PDF/);
    expect(JSON.parse(fake.printed[0] ?? '')).toMatchObject({ generateTaggedPDF: true, preferCSSPageSize: true });
    const sheet = fake.windows[1];
    expect(fake.windows).toHaveLength(2);
    expect(sheet?.options).toMatchObject({ show: false, webPreferences: { contextIsolation: true, sandbox: true } });
    // Two of the shell's own: the sheet was loaded once.
    expect(sheet?.webContents.scripts).toHaveLength(2);
    expect(sheet?.page?.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(sheet?.page?.headers.get('content-security-policy')).not.toContain('script-src');
    expect(sheet?.page?.html).toMatch(/<style nonce=/);
    expect(sheet?.webContents.session.allows('https://example.org/')).toBe(false);
  });

  it('destroys that window with the sheet when it is told to, and opens another for the next', async () => {
    await shell.renderPdf('<p>1');
    await shell.closePrintPage();
    expect(fake.windows[1]?.isDestroyed()).toBe(true);
    await shell.renderPdf('<p>2');
    expect(fake.windows).toHaveLength(3);
  });

  it('does not open a closed window again for what was asked for before', async () => {
    const late = [shell.renderPdf('<p>1'), shell.renderPdf('<p>2')].map((pdf) => pdf.catch((error) => error));
    await shell.closePrintPage();
    for (const one of late) expect(await one).toMatchObject({ code: 'print-failed' });
    expect(fake.windows.slice(1).every((one) => one.isDestroyed())).toBe(true);
  });

  it('prints on paper in a window without any script, which is gone afterwards', async () => {
    await shell.printHtml('<p>1');
    expect(fake.windows[1]?.options).toMatchObject({ webPreferences: { javascript: false } });
    expect(fake.windows[1]?.isDestroyed()).toBe(true);
  });

  it('prints sheets one at a time, and makes PDF files one at a time', async () => {
    const results = await Promise.all([
      ...[shell.printHtml('<p>1'), shell.printHtml('<p>2')],
      ...[shell.renderPdf('<p>3'), shell.renderPdf('<p>4')],
    ]);
    expect(results.slice(0, 2)).toEqual(['printed', 'printed']);
    const pages = fake.windows.slice(1).map((one) => one.page?.html);
    expect(pages.filter((html) => /[12]/.test(html ?? ''))).toEqual(['<p>1', '<p>2']);
    // One window for all PDF files shows the last of them.
    expect(pages.filter((html) => /[34]/.test(html ?? ''))).toEqual(['<p>4']);
  });

  it('makes a PDF while a print dialog stands open', async () => {
    fake.printAnswer.answers = false;
    let isOpen = true;
    const dialog = shell.printHtml('<p>1').catch((error) => error);
    void dialog.then(() => {
      isOpen = false;
    });
    expect(Buffer.from(await shell.renderPdf('<p>2')).toString()).toMatch(/^%PDF/);
    expect(isOpen).toBe(true);
    printing.close();
    expect(await dialog).toMatchObject({ code: 'print-failed' });
  });

  it('prints again after a print that never called back', async () => {
    fake.printAnswer.answers = false;
    times.dialogMs = 50;
    await expect(shell.printHtml('<p>1')).rejects.toMatchObject({ code: 'print-timeout' });
    Object.assign(times, longTimes);
    fake.printAnswer.answers = true;
    expect(await shell.printHtml('<p>2')).toBe('printed');
    expect(fake.windows.slice(1).every((one) => one.isDestroyed())).toBe(true);
  });

  it('gives up a PDF that never comes, and makes the next one', async () => {
    fake.pdfAnswer.answers = false;
    times.pdfMs = 50;
    await expect(shell.renderPdf('<p>1')).rejects.toMatchObject({ code: 'print-timeout' });
    Object.assign(times, longTimes);
    fake.pdfAnswer.answers = true;
    expect(await shell.renderPdf('<p>2')).toBeInstanceOf(Uint8Array);
  });

  it('ends what is being printed when its window goes, or the window’s process', async () => {
    fake.printAnswer.answers = false;
    const crashed = shell.printHtml('<p>1').catch((error) => error);
    await expect.poll(() => fake.printed, { timeout: longTimes.pdfMs }).toHaveLength(1);
    await fake.crashPage(fake.windows[1] as FakeElectron['windows'][number]);
    expect(await crashed).toMatchObject({ code: 'print-failed', details: { reason: 'crashed' } });
    const closed = shell.printHtml('<p>2').catch((error) => error);
    await expect.poll(() => fake.printed, { timeout: longTimes.pdfMs }).toHaveLength(2);
    printing.close();
    expect(await closed).toMatchObject({ code: 'print-failed', details: { reason: 'closed' } });
  });

  it('opens the dialog over the main window, which a hidden window cannot own', async () => {
    await shell.printHtml('<p>');
    expect(fake.windows[1]?.options.parent).toBe(window);
  });

  it('listens once to each session, however many sheets go through it', async () => {
    const warnings: Error[] = [];
    const onWarning = (warning: Error) => warnings.push(warning);
    process.on('warning', onWarning);
    for (let sheet = 0; sheet < 12; sheet++) {
      await shell.printHtml('<p>');
      await shell.renderPdf('<p>');
    }
    await new Promise(setImmediate);
    process.off('warning', onWarning);
    expect(warnings).toEqual([]);
    const counts = [...fake.sessions.values()].map(({ events }) => events.listenerCount('will-download'));
    expect(counts).toEqual([1, 1]);
  });

  it('tells a closed dialog, a machine without a printer, and a failure apart', async () => {
    Object.assign(fake.printAnswer, { isPrinted: false, reason: 'Print job canceled' });
    expect(await shell.printHtml('<p>')).toBe('cancelled');
    for (const [reason, code] of [
      ['No printers available on the network', 'printer-missing'],
      ['Failed to enumerate printers', 'printer-missing'],
      ['Print job failed', 'print-failed'],
      ['Invalid printer settings', 'print-failed'],
    ]) {
      Object.assign(fake.printAnswer, { isPrinted: false, reason });
      await expect(shell.printHtml('<p>')).rejects.toMatchObject({ code });
    }
  });

  it('passes lock signals on until it is told to stop', () => {
    const seen: LockSignal[] = [];
    const stop = shell.onLockSignal((signal) => seen.push(signal));
    fake.electron.powerMonitor.emit('lock-screen');
    fake.electron.powerMonitor.emit('suspend');
    window.emit('close');
    window.emit('session-end');
    stop();
    fake.electron.powerMonitor.emit('lock-screen');
    window.emit('session-end');
    expect(seen).toEqual(['screen-locked', 'suspended', 'window-closed', 'window-closed']);
  });

  it('locks when Windows says that the session was disconnected, locked or left, and not when it comes back', () => {
    const asked: Uint8Array[] = [];
    const watchSession = watchWindowsSession(window as unknown as BrowserWindow, (handle) => {
      asked.push(handle);
      return true;
    });
    const seen: string[] = [];
    const stop = watchSession?.(() => seen.push('away'));
    expect(asked).toEqual([window.getNativeWindowHandle()]);
    // WTS_CONSOLE_CONNECT to WTS_SESSION_TERMINATE, wtsapi32.h
    const lockedBy = Array.from({ length: 12 }, (_, index) => index).filter((code) => {
      seen.length = 0;
      window.receiveMessage(0x02b1, code);
      window.receiveMessage(0x0010, code);
      return seen.length > 0;
    });
    expect(lockedBy).toEqual([2, 4, 6, 7]);
    stop?.();
    window.receiveMessage(0x02b1, 4);
    expect(seen).toEqual([]);
  });

  it('goes without where Windows will not tell', () => {
    const refusing = () => {
      throw new Error('no such library');
    };
    expect(watchWindowsSession(window as unknown as BrowserWindow, refusing)).toBeNull();
    expect(watchWindowsSession(window as unknown as BrowserWindow, () => false)).toBeNull();
  });

  it('listens to the desktop where Electron says nothing of a locked screen, until it is told to stop', () => {
    const seen: LockSignal[] = [];
    const stop = shell.onLockSignal((signal) => seen.push(signal));
    desktop?.('screen-locked');
    expect(seen).toEqual(['screen-locked']);
    stop();
    expect(desktop).toBeNull();
  });

  it('sends events to the page while there is one', () => {
    shell.emit('locked', { reason: 'idle' });
    window.destroy();
    shell.emit('locked', { reason: 'idle' });
    expect(window.webContents.sent).toEqual([['vigie:event', 'locked', { reason: 'idle' }]]);
  });
});

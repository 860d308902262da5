import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createDroppedFiles } from '../../src/app/shell/dropped-files.ts';
import type { LockSignal, Shell } from '../../src/app/shell/shell.ts';
import { createElectronShell, type ElectronShellParts } from '../../src/main/electron-shell.ts';
import { createFakeElectron, type FakeElectron, FakeSession } from '../support/fake-electron.ts';

const dir = mkdtempSync(join(tmpdir(), 'vigie-shell-'));
afterAll(() => rmSync(dir, { recursive: true }));

describe('the Electron shell', () => {
  let fake: FakeElectron;
  let shell: Shell;
  let desktop: ((signal: LockSignal) => void) | null;
  let window: InstanceType<FakeElectron['electron']['BrowserWindow']>;

  beforeEach(() => {
    fake = createFakeElectron();
    fake.electron.protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true } }]);
    fake.becomeReady();
    window = new fake.electron.BrowserWindow({ webPreferences: { session: new FakeSession() } });
    shell = createElectronShell({
      ...fake.electron,
      window,
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

  it('makes a tagged PDF in a hidden, scriptless window of its own session, and destroys it', async () => {
    const pdf = await shell.renderPdf('<title>Fiche</title><style>p{}</style>');
    expect(Buffer.from(pdf).toString()).toMatch(/^%PDF/);
    expect(JSON.parse(fake.printed[0] ?? '')).toMatchObject({ generateTaggedPDF: true, preferCSSPageSize: true });
    const sheet = fake.windows[1];
    expect(sheet?.options).toMatchObject({ show: false, webPreferences: { javascript: false, sandbox: true } });
    expect(sheet?.isDestroyed()).toBe(true);
    expect(sheet?.page?.headers.get('content-security-policy')).not.toContain('script-src');
    expect(sheet?.page?.html).toMatch(/<style nonce=/);
    expect(sheet?.webContents.session.allows('https://example.org/')).toBe(false);
  });

  it('prints sheets one at a time', async () => {
    const results = await Promise.all([shell.printHtml('<p>1'), shell.renderPdf('<p>2'), shell.printHtml('<p>3')]);
    expect(results[0]).toBe('printed');
    expect(results[2]).toBe('printed');
    expect(fake.windows.slice(1).map((one) => one.page?.html)).toEqual(['<p>1', '<p>2', '<p>3']);
  });

  it('tells a closed dialog from a failure', async () => {
    Object.assign(fake.printAnswer, { isPrinted: false, reason: 'Print job canceled' });
    expect(await shell.printHtml('<p>')).toBe('cancelled');
    Object.assign(fake.printAnswer, { isPrinted: false, reason: 'Print job failed' });
    await expect(shell.printHtml('<p>')).rejects.toMatchObject({ code: 'print-failed' });
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

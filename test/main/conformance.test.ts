/** The Electron shell under the suite of all shells, over the fake `electron`. */
import { basename, join } from 'node:path';
import type { IpcMain, SafeStorage, WebContents } from 'electron';
import { createDroppedFiles } from '../../src/app/shell/dropped-files.ts';
import { createElectronShell, type ElectronShellParts } from '../../src/main/electron-shell.ts';
import { serveIpc } from '../../src/main/ipc.ts';
import { findKeystore } from '../../src/main/keystore.ts';
import { createPrinting, type PrintingParts } from '../../src/main/printing.ts';
import { createFakeElectron } from '../support/fake-electron.ts';
import { FakeSession } from '../support/fake-session.ts';
import { describeShell } from '../support/shell-conformance.ts';

describeShell('electron', async () => {
  const fake = createFakeElectron({ hasEncryption: true });
  fake.electron.protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true } }]);
  fake.becomeReady();
  const window = new fake.electron.BrowserWindow({ webPreferences: { session: new FakeSession() } });
  window.webContents.mainFrame.url = 'app://vigie/';
  const dropped = createDroppedFiles();
  const shell = createElectronShell({
    ...fake.electron,
    window,
    platform: 'linux',
    printing: createPrinting({ ...fake.electron, window } as unknown as PrintingParts),
    keystore: await findKeystore(fake.electron.safeStorage as unknown as SafeStorage, 'linux'),
    dropped,
  } as unknown as ElectronShellParts);
  const counts = { reached: 0, noted: 0 };
  const target = {
    async invoke() {
      counts.reached++;
      return { ok: true, value: {} };
    },
    noteRefusedCall() {
      counts.noted++;
    },
  };
  const contents = window.webContents as unknown as WebContents;
  serveIpc(fake.electron.ipcMain as unknown as IpcMain, contents, target, dropped);
  return {
    shell,
    answerOpen(path) {
      fake.dialogAnswers.open = path === null ? [] : [path];
    },
    saveInto(dir) {
      // The person keeps the suggested name.
      fake.electron.dialog.showSaveDialog = (_window?: unknown, options?: { defaultPath?: string }) =>
        Promise.resolve({ canceled: false, filePath: join(dir, basename(options?.defaultPath ?? 'x')) });
    },
    drop: async (path) => String(await fake.invokeIpc(window, 'vigie:dropped', [path])),
    async call(from) {
      Object.assign(counts, { reached: 0, noted: 0 });
      const sender = { senderFrame: { parent: null, detached: false, url: 'https://example.org/' } };
      const answer = await fake.invokeIpc(window, 'vigie:call', ['lock', {}], from === 'page' ? {} : sender);
      return { answer, reached: counts.reached === 1, noted: counts.noted === 1 };
    },
    receivedEvents: async () => window.webContents.sent.map(([, ...event]) => event),
    closeWindow: async () => window.close(),
    close: async () => {},
  };
});

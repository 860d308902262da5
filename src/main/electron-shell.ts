/**
 * `Shell` over Electron: dialogs, printing, lock signals, keystore. No decision of the application is made here.
 */
import { basename } from 'node:path';
import type { BrowserWindow, Dialog, PowerMonitor } from 'electron';
import type { DroppedFiles } from '../app/shell/dropped-files.ts';
import type { watchScreenLock } from '../app/shell/screen-lock.ts';
import type { Keystore, LockSignal, Shell } from '../app/shell/shell.ts';
import { writeFileAtomic } from '../files/atomic-write.ts';
import type { Printing } from './printing.ts';

/** Tells when another session takes the screen over. @returns a function that stops watching */
export type WatchSession = (listener: () => void) => () => void;

export interface ElectronShellParts {
  readonly window: BrowserWindow;
  readonly dialog: Dialog;
  readonly powerMonitor: PowerMonitor;
  readonly printing: Printing;
  readonly keystore: Keystore | null;
  readonly dropped: DroppedFiles;
  readonly platform: NodeJS.Platform;
  /** On Linux, where Electron says nothing of the screen being locked; null elsewhere. */
  readonly watchScreenLock: typeof watchScreenLock | null;
  /** Has a new page take the place of the one on screen (`page-revival.ts`). */
  readonly renewPage: () => void;
  /** On Windows, where Electron says nothing of a remote desktop that is disconnected; null elsewhere. */
  readonly watchSession: WatchSession | null;
}

export function createElectronShell(parts: ElectronShellParts): Shell {
  const { window, dialog, powerMonitor, printing } = parts;
  return {
    name: 'electron',
    keystore: parts.keystore,
    // https://www.electronjs.org/docs/latest/api/browser-window#winsetcontentprotectionenable-macos-windows
    canHideFromCapture: parts.platform === 'win32' || parts.platform === 'darwin',
    async pickFile({ title, filters }) {
      const { canceled, filePaths } = await dialog.showOpenDialog(window, {
        title,
        properties: ['openFile', 'dontAddToRecent'],
        filters: filters.map(({ label, extensions }) => ({ name: label, extensions: [...extensions] })),
      });
      const path = filePaths[0];
      return canceled || path === undefined ? null : { path, name: basename(path) };
    },
    resolveDroppedFile: (token) => parts.dropped.take(token),
    async saveFile({ suggestedName, bytes }) {
      const { canceled, filePath } = await dialog.showSaveDialog(window, {
        defaultPath: basename(suggestedName),
        properties: ['showOverwriteConfirmation', 'createDirectory', 'dontAddToRecent'],
      });
      if (canceled || filePath === '') return null;
      writeFileAtomic(filePath, bytes);
      return filePath;
    },
    measureHtml: (html, selector) => printing.measureHtml(html, selector),
    renderPdf: (html) => printing.renderPdf(html),
    closePrintPage: () => printing.closePrintPage(),
    renewPage: parts.renewPage,
    printHtml: (html) => printing.printHtml(html),
    onLockSignal(listener) {
      const tell = (signal: LockSignal) => () => listener(signal);
      const onLocked = tell('screen-locked');
      const onSuspend = tell('suspended');
      const onClosed = tell('window-closed');
      powerMonitor.on('lock-screen', onLocked);
      // Another person takes the screen over without locking it (fast user switching on macOS; Windows locks it).
      powerMonitor.on('user-did-resign-active', onLocked);
      powerMonitor.on('suspend', onSuspend);
      // The machine goes down, or the user logs off: Linux and macOS tell by one event, Windows by the other.
      powerMonitor.on('shutdown', onClosed);
      window.on('session-end', onClosed);
      window.on('close', onClosed);
      const stopWatchingScreen = parts.watchScreenLock?.(listener);
      const stopWatchingSession = parts.watchSession?.(onLocked);
      return () => {
        stopWatchingScreen?.();
        stopWatchingSession?.();
        powerMonitor.off('lock-screen', onLocked);
        powerMonitor.off('user-did-resign-active', onLocked);
        powerMonitor.off('suspend', onSuspend);
        powerMonitor.off('shutdown', onClosed);
        window.off('session-end', onClosed);
        window.off('close', onClosed);
      };
    },
    emit(event, payload) {
      if (!window.isDestroyed()) window.webContents.send('vigie:event', event, payload);
    },
  };
}

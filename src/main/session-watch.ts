/**
 * A remote desktop that is disconnected leaves its session running, unlocked, with nobody in front of it. Windows tells
 * the windows that ask to be told; Electron asks for its own and passes on a locked screen alone
 * (shell/browser/api/electron_api_power_monitor_win.cc), so that the main window asks for itself.
 */
import type { BrowserWindow } from 'electron';
import { openWindowsApi } from '../files/windows-api.ts';
import type { WatchSession } from './electron-shell.ts';

// https://learn.microsoft.com/windows/win32/termserv/wm-wtssession-change
const sessionChange = 0x02b1;
const consoleDisconnect = 2;
const remoteDisconnect = 4;
const sessionLogoff = 6;
const sessionLock = 7;
const leaving: readonly number[] = [consoleDisconnect, remoteDisconnect, sessionLogoff, sessionLock];

/**
 * @param askToBeTold has Windows send the message to the window of this handle; throws, or gives false, where it will not
 * @returns null where Windows will not tell: the idle lock remains
 */
export function watchWindowsSession(
  window: BrowserWindow,
  askToBeTold: (handle: Uint8Array) => boolean = (handle) => openWindowsApi().notifySessionChanges(handle),
): WatchSession | null {
  try {
    if (!askToBeTold(window.getNativeWindowHandle())) return null;
  } catch {
    return null;
  }
  return (listener) => {
    window.hookWindowMessage(sessionChange, (wParam: Buffer) => {
      if (leaving.includes(wParam.readUInt32LE(0))) listener();
    });
    return () => {
      if (!window.isDestroyed()) window.unhookWindowMessage(sessionChange);
    };
  };
}

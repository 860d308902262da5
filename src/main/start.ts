/**
 * From process start to a window on screen, in the order Electron demands: switches and privileged schemes before
 * `ready`, sessions and protocol before the window, the way in before the page.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type * as ElectronModule from 'electron';
import { type App, createApp } from '../app/app.ts';
import { readMachineSettings } from '../app/fleet/admin-settings.ts';
import { forbidCoreDumps, forbidErrorReports } from '../app/shell/core-dumps.ts';
import { readDemoProfile } from '../app/shell/demo-profile.ts';
import { createDroppedFiles } from '../app/shell/dropped-files.ts';
import { systemClock } from '../app/shell/options.ts';
import { openPreferences } from '../app/shell/preferences.ts';
import { watchScreenLock } from '../app/shell/screen-lock.ts';
import { isVigieError } from '../core/errors.ts';
import { makeDirectory } from '../files/atomic-write.ts';
import { createElectronShell } from './electron-shell.ts';
import { appUrl, hardenApp, hardenSession } from './hardening.ts';
import { type IpcTarget, serveIpc } from './ipc.ts';
import { findKeystore } from './keystore.ts';
import { installMenu, offerContextMenu } from './menu.ts';
import { findWeakening, startSwitches } from './switches.ts';
import { createWindow, serveWindow } from './window.ts';
import { openWindowState } from './window-state.ts';
import { createZoom } from './zoom.ts';

export interface StartOptions {
  /** Directory that holds `main`, `preload` and `renderer` of the build. */
  readonly outDir: string;
  /** Directory that holds `guide` and `trusted-keys`. */
  readonly resourcesDir: string;
  /** Directory of the demonstration profile, or null. Never given in a packaged build. */
  readonly demoDir: string | null;
  /** The administrator's settings (`adminSettingsPath`); null: none are read, nor the policies of Windows. */
  readonly adminSettingsPath: string | null;
  /** `process.argv` after the program. */
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
}

/** By it Windows groups the window with its shortcut; the same as `appId` in packaging/electron-builder.yml. */
const appUserModelId = 'fr.vigie.poste';

function findProfile(app: ElectronModule.App, { demoDir, resourcesDir }: StartOptions) {
  if (demoDir !== null) return readDemoProfile(demoDir);
  const profileDir = join(app.getPath('userData'), 'profile');
  return { profileDir, trustedKeysDir: join(resourcesDir, 'trusted-keys'), demo: null };
}

/** What runs before `ready`. @returns false if this process must not go on */
export function prepare(electron: typeof ElectronModule, options: StartOptions): boolean {
  const { app, dialog, protocol } = electron;
  forbidCoreDumps(options.platform);
  const weakening = findWeakening({ ...options, hasSwitch: (name) => app.commandLine.hasSwitch(name) });
  if (app.isPackaged && weakening !== null) {
    dialog.showErrorBox('Vigie', `Option refusée : ${weakening}\nRefused option: ${weakening}`);
    app.exit(1);
    return false;
  }
  app.enableSandbox();
  if (options.platform === 'win32') app.setAppUserModelId(appUserModelId);
  for (const [name, value] of startSwitches) app.commandLine.appendSwitch(name, value);
  // The page's own words follow the preference by themselves; date fields and dialogs follow Chromium's language.
  app.commandLine.appendSwitch('lang', openPreferences(findProfile(app, options).profileDir).current.locale);
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: false, codeCache: false } },
  ]);
  // Two processes on one profile would fight for the journal; the second only brings the first to the front.
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return false;
  }
  hardenApp(app);
  return true;
}

/** The menus follow the language as soon as the page has changed it. */
function withLanguage(vigie: App, follow: () => void): IpcTarget {
  return {
    async invoke(channel, input) {
      const answer = await vigie.invoke(channel, input);
      if (channel === 'setPreferences' && answer.ok) follow();
      return answer;
    },
    noteRefusedCall: () => vigie.noteRefusedCall(),
  };
}

/** What runs once Electron is ready. @returns when the page has loaded */
export async function openApplication(electron: typeof ElectronModule, options: StartOptions): Promise<void> {
  const { app, BrowserWindow, dialog, ipcMain, Menu, powerMonitor, safeStorage, screen, session } = electron;
  await forbidErrorReports(options.platform);
  // First: what cannot be used must stop the start before anything is opened.
  const administrator = await readMachineSettings(options.platform, options.adminSettingsPath);
  const profile = findProfile(app, options);
  const userData = app.getPath('userData');
  makeDirectory(userData);

  // In memory: nothing that the page does is kept by Chromium.
  const windowSession = session.fromPartition('vigie', { cache: false });
  hardenSession(windowSession, appUrl, { devtools: !app.isPackaged });
  serveWindow(windowSession, join(options.outDir, 'renderer'));

  const state = openWindowState(userData);
  const primary = screen.getPrimaryDisplay();
  const icon = join(options.resourcesDir, 'icons', 'linux', '512x512.png');
  const window = createWindow(BrowserWindow, {
    session: windowSession,
    preload: join(options.outDir, 'preload', 'index.cjs'),
    packaged: app.isPackaged,
    state,
    displays: [primary, ...screen.getAllDisplays().filter(({ id }) => id !== primary.id)],
    icon: options.platform === 'linux' && existsSync(icon) ? icon : null,
  });
  const zoom = createZoom(window.webContents, state);
  const localeNow = () => openPreferences(profile.profileDir).current.locale;
  const installMenus = () => installMenu(Menu, options.platform, localeNow(), zoom);
  installMenus();
  offerContextMenu(Menu, window, localeNow);

  const dropped = createDroppedFiles();
  const keystore = await findKeystore(safeStorage, options.platform);
  const shell = createElectronShell({
    ...{ BrowserWindow, session, window, dialog, powerMonitor, keystore, dropped },
    watchScreenLock: options.platform === 'linux' ? watchScreenLock : null,
  });
  const vigie = createApp({
    profileDir: profile.profileDir,
    shell,
    guideDir: join(options.resourcesDir, 'guide'),
    trustedKeysDir: profile.trustedKeysDir,
    clock: systemClock,
    administrator,
    demo: profile.demo,
  });
  serveIpc(ipcMain, window.webContents, withLanguage(vigie, installMenus), dropped);

  app.on('second-instance', () => {
    if (window.isDestroyed()) return;
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  });
  window.webContents.on('render-process-gone', () => vigie.lock('fault'));
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', () => vigie.dispose());
  await window.loadURL(appUrl);
}

/** The code; for the administrator's settings also which file and field, because only they can mend them. */
function reasonOf(error: unknown): string {
  if (!isVigieError(error)) return 'internal';
  const { file, path, reason } = error.details;
  const isSettings = error.code === 'settings-malformed' || error.code === 'settings-unsafe';
  return isSettings ? [error.code, file, path ?? reason].filter(Boolean).join(', ') : error.code;
}

/** Starts, or says in one box why not. */
export async function start(electron: typeof ElectronModule, options: StartOptions): Promise<void> {
  try {
    if (!prepare(electron, options)) return;
    await electron.app.whenReady();
    await openApplication(electron, options);
  } catch (error) {
    const reason = reasonOf(error);
    electron.dialog.showErrorBox('Vigie', `Vigie n’a pas pu démarrer (${reason}).\nVigie could not start (${reason}).`);
    electron.app.exit(1);
  }
}

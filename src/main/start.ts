/**
 * From process start to a window on screen, in the order Electron demands: switches and privileged schemes before
 * `ready`, sessions and protocol before the window, the way in before the page.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type * as ElectronModule from 'electron';
import { type App, createApp } from '../app/app.ts';
import { type AdminSettings, readMachineSettings } from '../app/fleet/admin-settings.ts';
import { forbidCoreDumps, forbidErrorReports } from '../app/shell/core-dumps.ts';
import { readDemoProfile } from '../app/shell/demo-profile.ts';
import { createDroppedFiles } from '../app/shell/dropped-files.ts';
import { type AppOptions, systemClock } from '../app/shell/options.ts';
import { openPreferences } from '../app/shell/preferences.ts';
import { watchScreenLock } from '../app/shell/screen-lock.ts';
import { isVigieError } from '../core/errors.ts';
import { makeDirectory } from '../files/atomic-write.ts';
import { endsWithin } from '../files/process-running.ts';
import { openSystemLog } from '../files/system-log.ts';
import type { FileOwners } from '../files/trusted-file.ts';
import { crashedText, inUseText, notStartedText, refusedText, stoppedText, unreservedText } from './boxes.ts';
import { createElectronShell } from './electron-shell.ts';
import { removeVariables } from './environment.ts';
import { endOnFault, type FaultGuard, type FaultParts } from './faults.ts';
import { appUrl, awayUrl, hardenApp, hardenSession } from './hardening.ts';
import {
  announceHolder,
  answerSecondStart,
  awaitAnswer,
  describeSelf,
  findHolder,
  findStopped,
  type Holder,
  isElsewhere,
  newInstanceToken,
} from './instance.ts';
import { type IpcTarget, serveIpc } from './ipc.ts';
import { findKeystore } from './keystore.ts';
import { installMenu, offerContextMenu } from './menu.ts';
import { watchPageProcesses } from './page-processes.ts';
import { type PageRevival, revivePage } from './page-revival.ts';
import { createPrinting } from './printing.ts';
import { findObstacle } from './reservation.ts';
import { watchWindowsSession } from './session-watch.ts';
import { findWeakening, startSwitches } from './switches.ts';
import { createWindow, serveWindow } from './window.ts';
import { openWindowState } from './window-state.ts';
import { createZoom } from './zoom.ts';

export interface StartOptions extends Pick<AppOptions, 'costs' | 'cleanMemory'> {
  /** Directory that holds `main`, `preload` and `renderer` of the build. */
  readonly outDir: string;
  /** Directory that holds `guide` and `trusted-keys`. */
  readonly resourcesDir: string;
  /** Directory of the demonstration profile, or null. Never given in a packaged build. */
  readonly demoDir: string | null;
  /** The administrator's settings (`adminSettingsPath`); null: none are read, nor the policies of Windows. */
  readonly adminSettingsPath: string | null;
  /** Only for tests: whom those may belong to. By default root. */
  readonly adminSettingsOwners?: FileOwners;
  /** `process.argv` after the program. */
  readonly arguments: readonly string[];
  /** `process.env`: what Vigie has no use for is removed from it. */
  readonly environment: Record<string, string | undefined>;
  readonly platform: NodeJS.Platform;
  /** `process`, which tells of errors that nothing caught. */
  readonly events: FaultParts['events'];
  /** How long a second start waits for the first to answer; five seconds where nothing is said. */
  readonly answerMs?: number;
}

/** By it Windows groups the window with its shortcut; the same as `appId` in packaging/electron-builder.yml. */
const appUserModelId = 'fr.vigie.poste';

/** How long a second start waits for the first to come to the front. */
const usualAnswerMs = 5_000;
/** How long it waits for a first one that was killed to be gone. */
const endMs = 5_000;

function findProfile(app: ElectronModule.App, { demoDir, resourcesDir }: StartOptions) {
  if (demoDir !== null) return readDemoProfile(demoDir);
  const profileDir = join(app.getPath('userData'), 'profile');
  return { profileDir, trustedKeysDir: join(resourcesDir, 'trusted-keys'), demo: null };
}

type Prepared =
  | { readonly kind: 'go'; readonly administrator: AdminSettings; readonly stopped: Holder | null }
  | { readonly kind: 'refused'; readonly what: string }
  | { readonly kind: 'second'; readonly token: string };

/**
 * What runs before `ready`: nothing is awaited here, and no box is shown, since Electron writes it to stderr alone on
 * Linux until it is ready.
 * @throws VigieError as `readMachineSettings`
 */
export function prepare(electron: typeof ElectronModule, options: StartOptions): Prepared {
  const { app, protocol } = electron;
  forbidCoreDumps(options.platform);
  hardenApp(app);
  app.enableSandbox();
  const what = findWeakening({ ...options, hasSwitch: (name) => app.commandLine.hasSwitch(name) });
  if (app.isPackaged && what !== null) return { kind: 'refused', what };
  removeVariables(options.environment, options.platform);
  if (options.platform === 'win32') app.setAppUserModelId(appUserModelId);
  for (const [name, value] of startSwitches) app.commandLine.appendSwitch(name, value);
  // The page's own words follow the preference by themselves; date fields and dialogs follow Chromium's language.
  app.commandLine.appendSwitch('lang', openPreferences(findProfile(app, options).profileDir).current.locale);
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: false, codeCache: false } },
  ]);
  // Two processes on one profile would fight for the journal; the second only brings the first to the front.
  const token = newInstanceToken();
  const userData = app.getPath('userData');
  const before = findHolder(userData, null);
  if (!app.requestSingleInstanceLock({ token })) return { kind: 'second', token };
  // What cannot be used must stop the start before anything is opened.
  const administrator = readMachineSettings(
    options.platform,
    options.adminSettingsPath,
    options.adminSettingsOwners === undefined ? {} : { owners: options.adminSettingsOwners },
  );
  if (!administrator.hardwareAcceleration) app.disableHardwareAcceleration();
  return { kind: 'go', administrator, stopped: findStopped(userData, before) };
}

/** The shell follows the preferences as soon as the page has changed them. */
function withPreferences(vigie: App, follow: () => void): IpcTarget {
  return {
    async invoke(channel, input) {
      const answer = await vigie.invoke(channel, input);
      if (channel === 'setPreferences' && answer.ok) follow();
      return answer;
    },
    noteRefusedCall: () => vigie.noteRefusedCall(),
  };
}

/** What runs once Electron is ready. @returns when the page has loaded, or the window was closed meanwhile */
export async function openApplication(
  electron: typeof ElectronModule,
  options: StartOptions,
  administrator: AdminSettings,
  faults: FaultGuard,
): Promise<void> {
  const { app, BrowserWindow, dialog, ipcMain, Menu, powerMonitor, safeStorage, screen, session } = electron;
  forbidErrorReports(options.platform);
  const profile = findProfile(app, options);
  const userData = app.getPath('userData');
  makeDirectory(userData);
  const self = describeSelf(options.environment, Date.now());
  // Before anything slow: whoever starts Vigie a second time meanwhile must not be told that it does not answer.
  app.on('second-instance', (_event, _arguments, _directory, data) => answerSecondStart(userData, self, data));

  // In memory: nothing that the page does is kept by Chromium.
  const windowSession = session.fromPartition('vigie', { cache: false });
  hardenSession(windowSession, [appUrl, awayUrl], { devtools: !app.isPackaged });
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
  const preferencesNow = () => openPreferences(profile.profileDir).current;
  const followPreferences = (): void => {
    const { locale, hideFromCapture } = preferencesNow();
    installMenu(Menu, options.platform, locale, zoom);
    // Windows and macOS; Linux has no such thing.
    window.setContentProtection(administrator.hideFromCapture ?? hideFromCapture);
  };
  followPreferences();
  offerContextMenu(Menu, window, () => preferencesNow().locale);

  const printing = createPrinting({ BrowserWindow, session, window });
  // A sheet's hidden window would keep the program alive, invisible, with the profile locked.
  window.on('closed', () => {
    printing.close();
    app.quit();
  });
  const dropped = createDroppedFiles();
  let revival: PageRevival | null = null;
  const shell = createElectronShell({
    ...{ window, dialog, powerMonitor, printing, dropped },
    keystore: await findKeystore(safeStorage, options.platform),
    platform: options.platform,
    renewPage: () => revival?.renew(),
    watchScreenLock: options.platform === 'linux' ? watchScreenLock : null,
    watchSession: options.platform === 'win32' ? watchWindowsSession(window) : null,
  });
  // The keystore may have taken its time, and the person may have closed the window meanwhile.
  if (window.isDestroyed()) return;
  const vigie = createApp({
    profileDir: profile.profileDir,
    shell,
    guideDir: join(options.resourcesDir, 'guide'),
    trustedKeysDir: profile.trustedKeysDir,
    clock: systemClock,
    administrator,
    demo: profile.demo,
    systemLog: openSystemLog(options.platform),
    ...(options.costs === undefined ? {} : { costs: options.costs }),
    ...(options.cleanMemory === undefined ? {} : { cleanMemory: options.cleanMemory }),
  });
  faults.lockBy(() => vigie.lock('fault'));
  // Not before: `createApp` has the vault's lock now, and until then somebody else may have had it.
  const takeNameAway = announceHolder(userData, self);
  serveIpc(ipcMain, window.webContents, withPreferences(vigie, followPreferences), dropped);

  app.on('second-instance', () => {
    if (window.isDestroyed()) return;
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  });
  revival = revivePage({
    window,
    processes: watchPageProcesses(app, window.webContents),
    lock: () => vigie.lock('fault'),
    giveUp: () => {
      dialog.showErrorBox('Vigie', crashedText);
      app.quit();
    },
    nowMs: () => performance.now(),
  });
  app.on('will-quit', () => {
    takeNameAway();
    vigie.dispose();
  });
  await revival.open();
}

/** The first process comes to the front and says so; where nobody here would see that, the person is told who holds the profile. */
async function leaveToFirst(
  { app, dialog }: typeof ElectronModule,
  options: StartOptions,
  token: string,
): Promise<void> {
  await app.whenReady();
  const userData = app.getPath('userData');
  const first = await awaitAnswer(userData, token, options.answerMs ?? usualAnswerMs);
  if (first === null) {
    const holder = findHolder(userData, null);
    const { environment, platform } = options;
    const text =
      holder === null ? unreservedText(findObstacle(userData, environment, platform)) : inUseText('silent', holder);
    dialog.showErrorBox('Vigie', text);
  } else if (isElsewhere(first, describeSelf(options.environment, Date.now()))) {
    dialog.showErrorBox('Vigie', inUseText('elsewhere', first));
  }
  app.quit();
}

/** An error box would hold everything up, and a third start would find this one not answering either. */
function tellOfStopped({ dialog }: typeof ElectronModule, stopped: Holder): void {
  const box = { type: 'warning', title: 'Vigie', message: stoppedText(stopped) } as const;
  void dialog.showMessageBox(box).catch(() => undefined);
}

/** Starts, or says in one box why not. */
export async function start(electron: typeof ElectronModule, options: StartOptions): Promise<void> {
  const { app, dialog } = electron;
  const faults = endOnFault({ app, dialog, events: options.events });
  const refuse = async (text: string): Promise<void> => {
    await app.whenReady();
    dialog.showErrorBox('Vigie', text);
    app.exit(1);
  };
  try {
    const prepared = prepare(electron, options);
    if (prepared.kind === 'refused') return await refuse(refusedText(prepared.what));
    if (prepared.kind === 'second') return await leaveToFirst(electron, options, prepared.token);
    const { administrator, stopped } = prepared;
    await app.whenReady();
    // A killed process keeps the vault's lock until the system has taken it down.
    if (stopped !== null) await endsWithin(stopped.pid, endMs);
    await openApplication(electron, options, administrator, faults);
    if (stopped !== null) tellOfStopped(electron, stopped);
  } catch (error) {
    if (!isVigieError(error, 'vault-in-use')) return await refuse(notStartedText(error));
    const { pid } = error.details;
    await refuse(inUseText('held', findHolder(app.getPath('userData'), typeof pid === 'number' ? pid : null)));
  }
}

/** The one window, and the page it shows. */
import type { BrowserWindow, Session } from 'electron';
import { serveAsset, servePrintable } from '../app/shell/assets.ts';
import { appOrigin, awayUrl } from './hardening.ts';
import { placeWindow, rememberPlace, type WindowStateStore, type WorkArea } from './window-state.ts';

export interface WindowOptions {
  readonly session: Session;
  readonly preload: string;
  readonly packaged: boolean;
  readonly state: WindowStateStore;
  readonly displays: readonly WorkArea[];
  /** How long the window may stay hidden; ten seconds where nothing is said. */
  readonly hiddenMs?: number;
  /** Linux takes the window's icon from here; elsewhere it is the program's. */
  readonly icon: string | null;
}

/** A page of ours is there in a second; a thin client under load takes ten. */
const usualHiddenMs = 10_000;

/**
 * Hidden until its page has something to show, but no longer than `hiddenMs`: Electron has not always told (electron/electron#25253), and
 * never tells of a page that stays empty. A window that nobody sees would hold the profile, and keep Vigie from starting.
 */
export function createWindow(Window: typeof BrowserWindow, options: WindowOptions): BrowserWindow {
  const window = new Window({
    ...placeWindow(options.state.current, options.displays),
    show: false,
    title: 'Vigie',
    autoHideMenuBar: true,
    ...(options.icon === null ? {} : { icon: options.icon }),
    webPreferences: {
      session: options.session,
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      disableDialogs: true,
      spellcheck: false,
      devTools: !options.packaged,
    },
  });
  rememberPlace(window, options.state);
  let isShown = false;
  const show = (): void => {
    clearTimeout(timer);
    if (isShown || window.isDestroyed()) return;
    isShown = true;
    // Maximising shows a window, so not before it has something to show.
    if (options.state.current.isMaximized) window.maximize();
    window.show();
  };
  const timer = setTimeout(show, options.hiddenMs ?? usualHiddenMs);
  window.once('ready-to-show', show);
  window.once('closed', () => clearTimeout(timer));
  return window;
}

/** Empty, in the colours of the system, under the name that the window has: it is on screen until the page's process has ended. */
const awayPage = '<!doctype html><meta name="color-scheme" content="light dark"><title>Vigie</title>';

/** Answers `app://vigie/…` from the built renderer, and the one address of the empty page; no other host of the scheme exists. */
export function serveWindow(session: Session, rendererDir: string): void {
  session.protocol.handle('app', async (request) => {
    if (request.url === awayUrl) {
      const { status, headers, body } = servePrintable(awayPage);
      return new Response(Buffer.from(body), { status, headers });
    }
    const isOurs = request.url.startsWith(`${appOrigin}/`);
    const { status, headers, body } = await serveAsset(
      rendererDir,
      isOurs ? request.url : 'app://vigie/%',
      request.method,
    );
    return new Response(Buffer.from(body), { status, headers });
  });
}

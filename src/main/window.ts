/** The one window, and the page it shows. */
import type { BrowserWindow, Session } from 'electron';
import { serveAsset } from '../app/shell/assets.ts';
import { appOrigin } from './hardening.ts';
import { placeWindow, rememberPlace, type WindowStateStore, type WorkArea } from './window-state.ts';

export interface WindowOptions {
  readonly session: Session;
  readonly preload: string;
  readonly packaged: boolean;
  readonly state: WindowStateStore;
  readonly displays: readonly WorkArea[];
  /** Linux takes the window's icon from here; elsewhere it is the program's. */
  readonly icon: string | null;
}

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
  window.once('ready-to-show', () => {
    // Maximising shows a window, so not before it has something to show.
    if (options.state.current.isMaximized) window.maximize();
    window.show();
  });
  return window;
}

/** Answers `app://vigie/…` from the built renderer; any other host of the scheme does not exist. */
export function serveWindow(session: Session, rendererDir: string): void {
  session.protocol.handle('app', async (request) => {
    const isOurs = request.url.startsWith(`${appOrigin}/`);
    const { status, headers, body } = await serveAsset(
      rendererDir,
      isOurs ? request.url : 'app://vigie/%',
      request.method,
    );
    return new Response(Buffer.from(body), { status, headers });
  });
}

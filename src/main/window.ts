/** The one window, and the page it shows. */
import type { BrowserWindow, Session } from 'electron';
import { serveAsset } from '../app/assets.ts';
import { appOrigin } from './hardening.ts';

/** 1280 × 800 is what a call-centre screen leaves; below 1024 × 700 the call no longer fits without scrolling. */
const windowSize = { width: 1280, height: 800, minWidth: 1024, minHeight: 700 };

export function createWindow(
  Window: typeof BrowserWindow,
  options: { readonly session: Session; readonly preload: string; readonly packaged: boolean },
): BrowserWindow {
  const window = new Window({
    ...windowSize,
    show: false,
    title: 'Vigie',
    autoHideMenuBar: true,
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
  // The window is left out of screen sharing and screenshots (Windows, macOS; Linux has no such thing).
  window.setContentProtection(true);
  window.once('ready-to-show', () => window.show());
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

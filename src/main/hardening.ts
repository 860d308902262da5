/**
 * The locks of the Electron shell: what a session may load and ask for, what a window may do. Each is tested against a
 * fake `electron`, and listed with its reason in docs/THREATS.md.
 */
import type { App, Session, WebContents } from 'electron';

/** Where the window's files come from; nothing else is ever loaded. */
export const appOrigin = 'app://vigie';
export const appUrl = `${appOrigin}/`;
/** An empty page of another site, where the window goes at the lock (page-revival.ts). */
export const awayUrl = 'app://away/';
/** Where the sheet being printed comes from, in a session of its own. */
export const sheetUrl = 'app://sheet/';

/** Chromium opens its own tools under this scheme; only unpackaged builds have them. */
const devtoolsPrefix = 'devtools://';

/** Sessions that were hardened for the pages they show. Every other session may load nothing. */
const knownSessions = new WeakSet<Session>();

/**
 * Denies a session everything but the pages it is for.
 * @param prefixes URL prefixes that may be requested; empty: no page at all
 */
export function hardenSession(
  session: Session,
  prefixes: readonly string[],
  options: { readonly devtools: boolean },
): void {
  if (prefixes.length > 0) knownSessions.add(session);
  session.webRequest.onBeforeRequest((details, callback) => {
    const isOwn = prefixes.some((prefix) => details.url.startsWith(prefix));
    // The preview of the sheet is a `srcdoc` frame, its font and QR code are data of the page itself.
    const isInPage = details.url.startsWith('data:') || details.url === 'about:srcdoc';
    const isTool = options.devtools && details.url.startsWith(devtoolsPrefix);
    callback({ cancel: !(isOwn || isInPage || isTool) });
  });
  // The one permission in use: the copy buttons beside a contact. Reading the clipboard stays denied.
  const isGranted = (permission: string, url: string): boolean =>
    permission === 'clipboard-sanitized-write' && (url === appOrigin || url.startsWith(appUrl));
  session.setPermissionRequestHandler((_contents, permission, callback, details) =>
    callback(isGranted(permission, details.requestingUrl) && details.isMainFrame),
  );
  session.setPermissionCheckHandler((_contents, permission, origin) => isGranted(permission, origin));
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler(null);
  // Chromium fetches dictionaries from the network, and keeps a list of words that were typed.
  session.setSpellCheckerEnabled(false);
  session.on('will-download', (event) => event.preventDefault());
}

/** Denies a window everything but the page it shows. */
export function hardenContents(contents: WebContents, options: { readonly packaged: boolean }): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => {
    if (event.isMainFrame || event.url !== 'about:srcdoc') event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  if (!options.packaged) return;
  contents.on('before-input-event', (event, input) => {
    const key = input.key.toLowerCase();
    const hasModifier = input.control || input.meta;
    const isReload = key === 'f5' || (hasModifier && key === 'r');
    const isTools = key === 'f12' || (hasModifier && (input.shift || input.alt) && ['i', 'j', 'c'].includes(key));
    if (isReload || isTools) event.preventDefault();
  });
  contents.on('devtools-opened', () => contents.closeDevTools());
}

/** Applies to every page and session that will ever be made, whoever makes it; before the first one. */
export function hardenApp(app: App): void {
  // The default session too, which no window uses: what is made by mistake loads nothing.
  app.on('session-created', (session) => {
    if (!knownSessions.has(session)) hardenSession(session, [], { devtools: !app.isPackaged });
  });
  app.on('web-contents-created', (_event, contents) => hardenContents(contents, { packaged: app.isPackaged }));
  // No proxy, server or client certificate is ever ours to answer for.
  app.on('login', (event, _contents, _details, _info, callback) => {
    event.preventDefault();
    callback();
  });
  app.on('select-client-certificate', (event, _contents, _url, _list, callback) => {
    event.preventDefault();
    callback();
  });
}

/**
 * A fake of the `electron` module, faithful in what can go wrong at start-up: it refuses what Electron refuses before
 * or after `ready`, serves pages only through schemes that were registered and handled, asks `webRequest` for each
 * request, and keeps a log of the calls that matter in the order in which they came.
 *
 * Long, because application, windows and pages share what has happened so far; what stands by itself is in files beside it.
 */
import { EventEmitter } from 'node:events';
import { mkdirSync, mkdtempSync, rmdirSync, rmSync, symlinkSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { variablesTakenByElectron } from '../../src/main/environment.ts';
import { createFakeKeyring, type FakeKeyringOptions } from './fake-keyring.ts';
import { createFakeRenderers, FakeRenderer } from './fake-renderers.ts';
import { FakeSession } from './fake-session.ts';

export interface FakeOptions extends FakeKeyringOptions {
  readonly packaged?: boolean;
  readonly platform?: NodeJS.Platform;
  readonly switches?: readonly string[];
  readonly userData?: string;
  /** Another process has the profile. It is for the test to answer in its place. */
  readonly isSecondInstance?: boolean;
  /**
   * Another process has the profile and does not answer. On Linux and macOS Chromium kills it after twenty seconds and lets this one
   * take its place (process_singleton_posix.cc); on Windows this one is told that it is the second (process_singleton.patch).
   */
  readonly stuckFirst?: { kill(signal: 'SIGKILL'): unknown };
  /** What `TMPDIR` says: the lock of the one instance has a socket in a new directory there (process_singleton_posix.cc). */
  readonly tempDir?: string;
  /** False: the page stays empty, or Electron does not tell (electron/electron#25253), and `ready-to-show` never comes. */
  readonly tellsReadyToShow?: boolean;
  /** Work areas; the first is the primary display. */
  readonly displays?: readonly {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  }[];
}

/** A page that was loaded: what the fake renderer saw. */
export interface LoadedPage {
  readonly url: string;
  readonly html: string;
  readonly headers: Headers;
  /** Scripts and styles of the page, with the status with which each was served. */
  readonly assets: Readonly<Record<string, number>>;
}

/** How many elements of a page a selector finds: the name of a class or of an element is all that is looked for. */
function countElements(html: string, selector: string): number {
  const name = selector.replace('.', '');
  const pattern = selector.startsWith('.') ? `<[^>]+class="[^"]*\\b${name}(?![\\w-])[^"]*"` : `<${name}[\\s>]`;
  return html.match(new RegExp(pattern, 'g'))?.length ?? 0;
}

export function createFakeElectron(options: FakeOptions = {}) {
  const log: string[] = [];
  let isReady = false;
  let becomeReady = (): void => {};
  const ready = new Promise<void>((done) => {
    becomeReady = () => {
      isReady = true;
      done();
    };
  });
  const schemes = new Map<string, Record<string, boolean>>();
  const sessions = new Map<string, FakeSession>();
  const windows: FakeWindow[] = [];
  // What Electron puts on the command line of every program by itself: shell/app/electron_main_delegate.cc.
  const ownSwitches = ['allow-file-access-from-files', 'enable-avfoundation'];
  const switches = new Map<string, string>([...ownSwitches, ...(options.switches ?? [])].map((name) => [name, '']));
  const platform = options.platform ?? 'linux';
  const errorBoxes: string[] = [];
  /** Boxes that hold nothing up. */
  const messageBoxes: string[] = [];
  /** What `showErrorBox` writes before `ready` on Linux, where nobody sees it. */
  const stderr: string[] = [];
  const dialogAnswers = { open: [] as string[], save: '' };
  const printed: string[] = [];
  /** `answers` false: the callback is dropped, or the dialog stands open. */
  const printAnswer = { isPrinted: true, reason: '', answers: true };
  /** `answers` false: as on a Windows without any printer (electron/electron#29572). */
  const pdfAnswer = { answers: true };
  const never = new Promise<never>(() => undefined);
  const keyring = createFakeKeyring(options, platform, () => isReady);
  const { renderers, rendererFate, rendererFor, leave } = createFakeRenderers(log, (renderer) =>
    windows.some((window) => !window.isDestroyed() && window.webContents.uses(renderer)),
  );

  function needReady(what: string): void {
    if (!isReady) throw new Error(`${what} can only be used after the app is ready`);
  }
  function needNotReady(what: string): void {
    if (isReady) throw new Error(`${what} should be called before the app is ready`);
  }

  class FakeApp extends EventEmitter {
    userModelId: string | null = null;
    setAppUserModelId(id: string): void {
      this.userModelId = id;
    }
    isPackaged = options.packaged ?? false;
    exitCode: number | null = null;
    hasQuit = false;
    hasHardwareAcceleration = true;
    instanceData: unknown = null;
    commandLine = {
      hasSwitch: (name: string) => switches.has(name),
      appendSwitch: (name: string, value = '') => {
        needNotReady('appendSwitch');
        switches.set(name, value);
      },
    };
    enableSandbox(): void {
      needNotReady('app.enableSandbox()');
      log.push('enableSandbox');
    }
    getAppMetrics(): { pid: number; creationTime: number }[] {
      return [...renderers].filter((each) => each.isListed).map(({ pid, creationTime }) => ({ pid, creationTime }));
    }
    disableHardwareAcceleration(): void {
      needNotReady('app.disableHardwareAcceleration()');
      this.hasHardwareAcceleration = false;
    }
    requestSingleInstanceLock(additionalData?: object): boolean {
      log.push('requestSingleInstanceLock');
      this.instanceData = additionalData;
      if (options.stuckFirst !== undefined && platform === 'win32') return false;
      options.stuckFirst?.kill('SIGKILL');
      return options.isSecondInstance !== true && this.leavesMarks();
    }
    /** The marks of the lock are left as Chromium leaves them: symbolic links beside the profile, a directory for the socket. */
    private leavesMarks(): boolean {
      if (platform === 'win32' || options.userData === undefined) return true;
      const mark = join(options.userData, 'SingletonLock');
      try {
        mkdirSync(options.userData, { recursive: true });
        rmSync(mark, { force: true });
        symlinkSync(`${hostname()}-${process.pid}`, mark);
        rmdirSync(mkdtempSync(join(options.tempDir ?? tmpdir(), '.org.chromium.')));
        return true;
      } catch {
        return false;
      }
    }
    whenReady(): Promise<void> {
      log.push('whenReady');
      return ready;
    }
    getPath(): string {
      return options.userData ?? '/nonexistent';
    }
    getLocale(): string {
      return 'fr-FR';
    }
    quit(): void {
      if (this.hasQuit) return;
      this.hasQuit = true;
      this.emit('before-quit');
      for (const window of windows) if (!window.isDestroyed()) window.close();
      this.emit('will-quit');
    }
    exit(code: number): void {
      this.exitCode = code;
    }
  }
  const app = new FakeApp();

  class FakeContents extends EventEmitter {
    readonly sent: unknown[][] = [];
    openHandler: ((details: { url: string }) => { action: string }) | null = null;
    readonly session: FakeSession;
    renderer: FakeRenderer | null = null;
    /** Processes of frames inside the page that have one of their own. */
    readonly frameRenderers: FakeRenderer[] = [];
    readonly mainFrame = ((contents: FakeContents) => ({
      parent: null,
      detached: false,
      url: 'about:blank',
      get osProcessId() {
        return contents.renderer?.pid ?? 0;
      },
      get framesInSubtree() {
        return [this, ...contents.frameRenderers.map((renderer) => ({ osProcessId: renderer.pid }))];
      },
    }))(this);
    /** Pages that can be gone back to. */
    history: string[] = [];
    readonly navigationHistory = {
      clear: () => {
        this.history = this.history.slice(-1);
      },
    };
    constructor(session: FakeSession) {
      super();
      this.session = session;
    }
    getOSProcessId(): number {
      return this.renderer?.pid ?? 0;
    }
    uses(renderer: FakeRenderer): boolean {
      return this.renderer === renderer || this.frameRenderers.includes(renderer);
    }
    /** The page has a frame with a process of its own. @returns its number */
    addFrame(): number {
      const renderer = new FakeRenderer(`frame ${this.frameRenderers.length}`);
      renderers.add(renderer);
      this.frameRenderers.push(renderer);
      return renderer.pid;
    }
    /** A page of another site has another process; one of the same site stays in the one that is there. */
    commit(url: string, html: string): void {
      const { protocol, host } = new URL(url);
      const old = this.renderer;
      const frames = this.frameRenderers.splice(0);
      if (old === null || old.hasEnded || old.site !== `${protocol}//${host}`) {
        this.renderer = rendererFor(`${protocol}//${host}`);
        leave(old);
      }
      for (const frame of frames) leave(frame);
      this.mainFrame.url = url;
      this.history.push(url);
      this.html = html;
    }
    setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
      this.openHandler = handler;
    }
    send(...args: unknown[]): void {
      this.sent.push(args);
    }
    /**
     * The process goes once the call is over; `render-process-gone` comes while it is still being taken down. Whoever follows the
     * page over DevTools is told `Inspector.targetCrashed`: Playwright gives such a page up, and never takes it back.
     */
    forcefullyCrashRenderer(): void {
      log.push('forcefullyCrashRenderer');
      this.renderer?.end();
      setImmediate(() => {
        isTakingDown = true;
        this.emit('render-process-gone', {}, { reason: 'killed' });
        process.nextTick(() => {
          isTakingDown = false;
        });
      });
    }
    closeDevTools(): void {
      log.push('closeDevTools');
    }
    zoomFactor = 1;
    setZoomFactor(factor: number): void {
      this.zoomFactor = factor;
    }
    /** What the page was loaded with. */
    html = '';
    /** Scripts that the shell ran: the fonts are always there, and everything is as tall as a line. */
    readonly scripts: string[] = [];
    executeJavaScriptInIsolatedWorld(_world: number, scripts: readonly { code: string }[]): Promise<unknown> {
      for (const { code } of scripts) this.scripts.push(code);
      const selector = scripts.map(({ code }) => /querySelectorAll\("([^"]+)"\)/.exec(code)?.[1]).find(Boolean);
      if (selector === undefined) return Promise.resolve(true);
      return Promise.resolve(Array.from({ length: countElements(this.html, selector) }, () => 20));
    }
    printToPDF(pdfOptions: Record<string, unknown>): Promise<Buffer> {
      printed.push(JSON.stringify(pdfOptions));
      if (!pdfAnswer.answers) return never;
      // A document in boxes of A4 has a page for each; any other has one.
      const pages = Math.max(1, countElements(this.html, '.page'));
      const objects = Array.from({ length: pages }, (_, at) => `${at + 1} 0 obj\n<</Type /Page>>\nendobj`);
      return Promise.resolve(Buffer.from(['%PDF-1.7 fake', ...objects].join('\n')));
    }
    print(printOptions: object, callback: (isPrinted: boolean, reason: string) => void): void {
      printed.push(JSON.stringify(printOptions));
      if (printAnswer.answers) callback(printAnswer.isPrinted, printAnswer.reason);
    }
  }

  class FakeWindow extends EventEmitter {
    readonly options: Record<string, unknown> & { webPreferences: Record<string, unknown> };
    readonly webContents: FakeContents;
    page: LoadedPage | null = null;
    isShown = false;
    hasContentProtection = false;
    private isGone = false;
    constructor(windowOptions: Record<string, unknown> & { webPreferences: Record<string, unknown> }) {
      super();
      needReady('BrowserWindow');
      this.options = windowOptions;
      const session = windowOptions.webPreferences.session;
      if (!(session instanceof FakeSession)) throw new Error('the window would use the default session');
      this.webContents = new FakeContents(session);
      windows.push(this);
      log.push('BrowserWindow');
      app.emit('web-contents-created', {}, this.webContents);
    }
    async loadURL(url: string): Promise<void> {
      log.push(`loadURL ${url}`);
      if (isTakingDown) throw new Error('CHECK failed: loaded from within the notice of a process that died');
      // A window that goes, or whose page's process dies, while the page is being loaded ends the load with an error.
      const aborted = new AbortController();
      const ended = new Promise<never>((_, fail) => {
        const abort = () => {
          aborted.abort();
          fail(new Error('ERR_ABORTED (-3)'));
        };
        this.once('closed', abort);
        this.webContents.once('render-process-gone', abort);
      });
      await Promise.race([ended, this.load(url, aborted.signal)]);
    }
    private async load(url: string, aborted: AbortSignal): Promise<void> {
      const scheme = new URL(url).protocol.slice(0, -1);
      if (schemes.get(scheme)?.standard !== true) throw new Error('ERR_INVALID_URL');
      const { session } = this.webContents;
      const response = await session.request(url);
      if (response.status !== 200) throw new Error(`ERR_FAILED (${response.status})`);
      if (rendererFate.refusesToLeave && this.page !== null && !this.webContents.renderer?.hasEnded) {
        throw new Error('ERR_ABORTED (-3)');
      }
      const html = await response.text();
      const assets: Record<string, number> = {};
      for (const [, path] of html.matchAll(/(?:src|href)="(\.?\/?[^":]+\.(?:js|css|svg|png|woff2))"/g)) {
        if (path !== undefined) assets[path] = (await session.request(new URL(path, url).href)).status;
      }
      if (aborted.aborted) return;
      this.page = { url, html, headers: response.headers, assets };
      this.webContents.commit(url, html);
      this.webContents.emit('did-finish-load');
      if (options.tellsReadyToShow !== false) this.emit('ready-to-show');
      log.push(`loaded ${url}`);
    }
    show(): void {
      this.isShown = true;
    }
    focus(): void {
      log.push('focus');
    }
    isMinimizedNow = false;
    isMinimized(): boolean {
      return this.isMinimizedNow;
    }
    restore(): void {
      log.push('restore');
      this.isMinimizedNow = false;
    }
    isMaximizedNow = false;
    maximize(): void {
      this.isMaximizedNow = true;
      this.isShown = true;
    }
    isMaximized(): boolean {
      return this.isMaximizedNow;
    }
    bounds = { x: 0, y: 0, width: 0, height: 0 };
    getNormalBounds(): typeof this.bounds {
      return this.bounds;
    }
    close(): void {
      this.emit('close');
      this.destroy();
    }
    isDestroyed(): boolean {
      return this.isGone;
    }
    /** Its children go with it. A hidden window is a window: while one is left, `window-all-closed` is not emitted. */
    destroy(): void {
      if (this.isGone) return;
      if (isTakingDown) throw new Error('CHECK failed: destroyed from within the notice of a process that died');
      for (const window of windows) if (window.options.parent === this) window.destroy();
      this.isGone = true;
      this.webContents.renderer?.end();
      for (const frame of this.webContents.frameRenderers) frame.end();
      this.emit('closed');
      if (windows.every((window) => window.isDestroyed()) && !app.hasQuit) app.emit('window-all-closed');
    }
    private readonly messageHooks = new Map<number, (wParam: Buffer, lParam: Buffer) => void>();
    hookWindowMessage(message: number, callback: (wParam: Buffer, lParam: Buffer) => void): void {
      this.messageHooks.set(message, callback);
    }
    unhookWindowMessage(message: number): void {
      this.messageHooks.delete(message);
    }
    getNativeWindowHandle(): Buffer {
      return Buffer.from('0102030405060708', 'hex');
    }
    /** Windows posts a message to the window. */
    receiveMessage(message: number, wParam: number): void {
      const words = Buffer.alloc(8);
      words.writeUInt32LE(wParam);
      this.messageHooks.get(message)?.(words, Buffer.alloc(8));
    }
    setContentProtection(enable: boolean): void {
      this.hasContentProtection = enable;
    }
  }

  /** While Chromium tells of a process that died, nothing may be loaded or destroyed (electron/electron#51900). */
  let isTakingDown = false;
  const ipcHandlers = new Map<string, (...args: unknown[]) => unknown>();
  const powerMonitor = new EventEmitter();
  const menu = { current: undefined as unknown, popups: [] as unknown[] };
  const workAreas = options.displays ?? [{ x: 0, y: 0, width: 1920, height: 1040 }];
  const displays = workAreas.map((workArea, id) => ({ id, workArea }));

  const electron = {
    app,
    BrowserWindow: FakeWindow,
    protocol: {
      registerSchemesAsPrivileged(list: { scheme: string; privileges: Record<string, boolean> }[]) {
        needNotReady('protocol.registerSchemesAsPrivileged');
        if (schemes.size > 0) throw new Error('protocol.registerSchemesAsPrivileged can only be used once');
        for (const { scheme, privileges } of list) schemes.set(scheme, privileges);
        log.push('registerSchemesAsPrivileged');
      },
    },
    session: {
      fromPartition(name: string) {
        needReady('session');
        const known = sessions.get(name);
        if (known !== undefined) return known;
        const session = new FakeSession();
        sessions.set(name, session);
        // As Electron does: while the session is being made, before it is returned.
        app.emit('session-created', session);
        return session;
      },
    },
    ipcMain: {
      handle(channel: string, handler: (...args: unknown[]) => unknown) {
        if (ipcHandlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
        ipcHandlers.set(channel, handler);
        log.push(`ipcMain.handle ${channel}`);
      },
      removeHandler(channel: string) {
        ipcHandlers.delete(channel);
      },
    },
    dialog: {
      // https://www.electronjs.org/docs/latest/api/dialog#dialogshowerrorboxtitle-content
      showErrorBox: (title: string, text: string) =>
        void (isReady || platform !== 'linux' ? errorBoxes : stderr).push(`${title}: ${text}`),
      showMessageBox: ({ message }: { message: string }) => {
        messageBoxes.push(message);
        return Promise.resolve({ response: 0, checkboxChecked: false });
      },
      showOpenDialog: () =>
        Promise.resolve({ canceled: dialogAnswers.open.length === 0, filePaths: [...dialogAnswers.open] }),
      showSaveDialog: () => Promise.resolve({ canceled: dialogAnswers.save === '', filePath: dialogAnswers.save }),
    },
    Menu: {
      setApplicationMenu(value: unknown) {
        menu.current = value;
      },
      buildFromTemplate: (template: object[]) =>
        Object.assign([...template], { popup: () => void menu.popups.push(template) }),
    },
    powerMonitor,
    screen: {
      getPrimaryDisplay() {
        needReady('screen');
        return displays[0];
      },
      getAllDisplays() {
        needReady('screen');
        return displays.toReversed();
      },
    },
    safeStorage: keyring.safeStorage,
  };

  return {
    electron,
    becomeReady,
    log,
    schemes,
    sessions,
    windows,
    switches,
    errorBoxes,
    messageBoxes,
    stderr,
    dialogAnswers,
    printed,
    printAnswer,
    pdfAnswer,
    keystore: keyring.keystore,
    rendererFate,
    /** What is left of an environment when the program's own code comes to see it. */
    environmentOf: (given: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> => {
      const taken: readonly string[] = options.packaged === true ? variablesTakenByElectron : [];
      return Object.fromEntries(Object.entries(given).filter(([name]) => !taken.includes(name)));
    },
    /** The process of the page dies. Promises are settled before the notice is over, as by every call out of C++. */
    async crashPage(window: FakeWindow): Promise<void> {
      window.webContents.renderer?.end();
      isTakingDown = true;
      window.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
      await new Promise<void>((done) => process.nextTick(done));
      isTakingDown = false;
    },
    menu,
    /** Calls a handler of `ipcMain` as the page of `window` would; `sender` overrides parts of the event. */
    invokeIpc(window: FakeWindow, channel: string, args: unknown[], sender: object = {}): unknown {
      const handler = ipcHandlers.get(channel);
      if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
      return handler({ sender: window.webContents, senderFrame: window.webContents.mainFrame, ...sender }, ...args);
    },
  };
}

export type FakeElectron = ReturnType<typeof createFakeElectron>;

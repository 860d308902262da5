/**
 * A fake of the `electron` module, faithful in what can go wrong at start-up: it refuses what Electron refuses before
 * or after `ready`, serves pages only through schemes that were registered and handled, asks `webRequest` for each
 * request, and keeps a log of the calls that matter in the order in which they came.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { variablesTakenByElectron } from '../../src/main/environment.ts';

type Listener = (...args: never[]) => unknown;
type RequestFilter = (details: { url: string }, callback: (answer: { cancel: boolean }) => void) => void;

export interface FakeOptions {
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
  readonly storageBackend?: string;
  readonly hasEncryption?: boolean;
  /** The keystore is there and refuses: a keyring that its owner does not unlock. */
  readonly refusesEncryption?: boolean;
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

export class FakeSession {
  readonly handlers = new Map<string, (request: Request) => Response | Promise<Response>>();
  readonly events = new EventEmitter();
  requestFilter: RequestFilter | null = null;
  permissionRequest: Listener | null = null;
  permissionCheck: Listener | null = null;
  devicePermission: Listener | null = null;
  spellChecker = true;

  readonly webRequest = {
    onBeforeRequest: (filter: RequestFilter) => {
      this.requestFilter = filter;
    },
  };
  readonly protocol = {
    handle: (scheme: string, handler: (request: Request) => Response | Promise<Response>) => {
      if (this.handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
      this.handlers.set(scheme, handler);
    },
    unhandle: (scheme: string) => {
      if (!this.handlers.delete(scheme)) throw new Error(`Failed to unhandle protocol: ${scheme}`);
    },
    isProtocolHandled: (scheme: string) => this.handlers.has(scheme),
  };
  setPermissionRequestHandler(handler: Listener): void {
    this.permissionRequest = handler;
  }
  setPermissionCheckHandler(handler: Listener): void {
    this.permissionCheck = handler;
  }
  setDevicePermissionHandler(handler: Listener): void {
    this.devicePermission = handler;
  }
  setDisplayMediaRequestHandler(): void {}
  setSpellCheckerEnabled(enable: boolean): void {
    this.spellChecker = enable;
  }
  on(event: string, listener: Listener): this {
    this.events.on(event, listener as (...args: unknown[]) => void);
    return this;
  }

  /** @returns true if `webRequest` lets the URL through */
  allows(url: string): boolean {
    let cancelled = false;
    this.requestFilter?.({ url }, (answer) => {
      cancelled = answer.cancel;
    });
    return !cancelled;
  }

  /** As the network service would: filter, then handler. */
  async request(url: string): Promise<Response> {
    if (!this.allows(url)) throw new Error('ERR_BLOCKED_BY_CLIENT');
    const handler = this.handlers.get(new URL(url).protocol.slice(0, -1));
    if (handler === undefined) throw new Error('ERR_UNKNOWN_URL_SCHEME');
    return await handler(new Request(url));
  }
}

/** How many elements of a page a selector finds: the name of a class or of an element is all that is looked for. */
function countElements(html: string, selector: string): number {
  const name = selector.replace('.', '');
  const pattern = selector.startsWith('.') ? `<[^>]+class="[^"]*\\b${name}(?![\\w-])[^"]*"` : `<${name}[\\s>]`;
  return html.match(new RegExp(pattern, 'g'))?.length ?? 0;
}

/**
 * The process of a page: a real one, so that whoever waits for its end waits for the system's word. It is started when its number is
 * asked for, since most tests ask for none.
 */
class FakeRenderer {
  readonly site: string;
  readonly creationTime = Date.now();
  #child: ChildProcess | null = null;
  #hasEnded = false;
  constructor(site: string) {
    this.site = site;
  }
  get pid(): number {
    if (this.#hasEnded) return 0;
    // It ends with its standard input, should this process die before it.
    const script = "process.stdin.resume().on('end', () => process.exit())";
    this.#child ??= spawn(process.execPath, ['-e', script], { stdio: ['pipe', 'ignore', 'ignore'] });
    this.#child.unref();
    return this.#child.pid ?? 0;
  }
  get isListed(): boolean {
    return this.#child !== null && !this.hasEnded;
  }
  get hasEnded(): boolean {
    return this.#hasEnded || (this.#child !== null && (this.#child.signalCode ?? this.#child.exitCode) !== null);
  }
  end(): void {
    this.#hasEnded = true;
    this.#child?.kill('SIGKILL');
  }
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
  const keystore = {
    /**
     * The system's keyring or Keychain. Chromium asks it for its key once per process, at the first use of `safeStorage`,
     * and never again (components/os_crypt/async/browser/os_crypt_async.cc): a change that comes later is seen by the next
     * fake alone, which stands for the next process. `locked` is also a prompt that was dismissed, and a Linux without any.
     */
    keyring: 'open' as 'open' | 'locked',
    /**
     * Version of the keyring's key, with which each ciphertext begins. On Linux `v10` is Chromium's public key, which is
     * used, without a word, where no keyring answers; on Windows and macOS it is the ordinary one.
     */
    keyVersion: platform === 'linux' ? 'v11' : 'v10',
    /** That many calls of `decryptStringAsync` say that the keystore is temporarily unavailable. */
    unavailableTimes: 0,
    /** The key was renewed: what an older one sealed should be sealed again. */
    newestVersion: null as string | null,
    /** False: a prompt of the keyring stands open. */
    answers: true,
  };
  /** What Chromium was told when it asked; null until it has. */
  let told: { readonly isOpen: boolean } | null = null;
  const askKeyring = () => {
    told ??= { isOpen: keystore.keyring === 'open' };
    return told;
  };
  const never = new Promise<never>(() => undefined);
  const renderers = new Set<FakeRenderer>();
  const rendererFate = {
    /** How long a process goes on after its last page was left; null: for good. */
    endsAfterMs: 5 as number | null,
    /** The page refuses to be left, as by `beforeunload`. */
    refusesToLeave: false,
  };
  /** A process that is left ends a little later, and may be given a page of the same site until then. */
  function rendererFor(site: string): FakeRenderer {
    for (const known of renderers) if (known.site === site && !known.hasEnded) return known;
    const fresh = new FakeRenderer(site);
    renderers.add(fresh);
    return fresh;
  }
  function leave(renderer: FakeRenderer | null): void {
    if (renderer === null || rendererFate.endsAfterMs === null) return;
    setTimeout(() => {
      if (windows.some((window) => !window.isDestroyed() && window.webContents.uses(renderer))) return;
      log.push(`process of ${renderer.site} ended`);
      renderer.end();
    }, rendererFate.endsAfterMs);
  }

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
      return options.isSecondInstance !== true;
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
      // A window that goes while its page is being loaded ends the load with an error.
      const destroyed = new Promise<never>((_, fail) => this.once('closed', () => fail(new Error('ERR_ABORTED (-3)'))));
      await Promise.race([destroyed, this.load(url)]);
    }
    private async load(url: string): Promise<void> {
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
      this.page = { url, html, headers: response.headers, assets };
      this.webContents.commit(url, html);
      this.webContents.emit('did-finish-load');
      this.emit('ready-to-show');
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
    safeStorage: {
      /** Resolves once a key was found, which on Linux is always: the public one, at worst. False before `ready` alone. */
      isAsyncEncryptionAvailable(): Promise<boolean> {
        if (!isReady) return Promise.resolve(false);
        askKeyring();
        return keystore.answers ? Promise.resolve(options.hasEncryption ?? false) : never;
      },
      /** Goes by the desktop's name: it names a keyring that may not be running. */
      getSelectedStorageBackend() {
        return isReady ? (options.storageBackend ?? 'gnome_libsecret') : 'unknown';
      },
      // Reversible and keyless: stands for the system's keystore only in form.
      encryptStringAsync(text: string): Promise<Buffer> {
        if (!keystore.answers) return never;
        const { isOpen } = askKeyring();
        // Only Linux has another key to fall back on: the public one.
        if (options.refusesEncryption === true || (!isOpen && platform !== 'linux')) {
          return Promise.reject(
            new Error('Error while encrypting the text provided to safeStorage.encryptStringAsync.'),
          );
        }
        const version = isOpen ? (keystore.newestVersion ?? keystore.keyVersion) : 'v10';
        return Promise.resolve(Buffer.from(`${version}sealed:${text}`));
      },
      decryptStringAsync(sealed: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }> {
        if (!keystore.answers) return never;
        const { isOpen } = askKeyring();
        const [, version, text] = /^(v\d\d)sealed:(.*)$/.exec(sealed.toString()) ?? [];
        // The public key of Linux opens what it sealed, whatever the keyring does.
        const isReachable = isOpen || (platform === 'linux' && version === 'v10');
        if (keystore.unavailableTimes > 0 || !isReachable) {
          if (isReachable) keystore.unavailableTimes--;
          return Promise.reject(
            new Error('safeStorage.decryptStringAsync is temporarily unavailable. Please try again.'),
          );
        }
        if (version === undefined || text === undefined) {
          return Promise.reject(
            new Error('Error while decrypting the ciphertext provided to safeStorage.decryptStringAsync.'),
          );
        }
        const shouldReEncrypt = version !== (keystore.newestVersion ?? version);
        return Promise.resolve({ result: text, shouldReEncrypt });
      },
    },
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
    keystore,
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

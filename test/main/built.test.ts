/** The build that is shipped, loaded under the fake `electron`: it must reach a loaded window, in the right order. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import vm from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildIfStale } from '../../scripts/lib/build.mjs';
import { contract } from '../../src/contract/channels.ts';

const root = resolve(import.meta.dirname, '..', '..');
const dir = mkdtempSync(join(tmpdir(), 'vigie-built-'));
beforeAll(() => buildIfStale(), 180_000);
afterAll(() => rmSync(dir, { recursive: true }));

function runBuilt(packaged: 'packaged' | 'unpackaged', switches: string[] = [], env: Record<string, string> = {}) {
  const script = join(root, 'test', 'support', 'run-built-main.ts');
  const { NODE_OPTIONS: _dropped, ...environment } = process.env;
  const output = execFileSync(process.execPath, [script, join(dir, packaged), packaged, ...switches], {
    cwd: root,
    encoding: 'utf8',
    env: { ...environment, ...env },
  });
  return JSON.parse(output);
}

describe('the built main process', () => {
  let run: ReturnType<typeof runBuilt>;
  beforeAll(() => {
    run = runBuilt('unpackaged');
  });

  it('reaches a window that has loaded its page, without a word of error', () => {
    expect(run.errorBoxes).toEqual([]);
    expect(run.exitCode).toBeNull();
    expect(run.page.url).toBe('app://vigie/');
    expect(run.isShown).toBe(true);
    expect(run.hasContentProtection).toBe(true);
  });

  it('does things in the order that Electron demands', () => {
    const order = [
      'enableSandbox',
      'registerSchemesAsPrivileged',
      'requestSingleInstanceLock',
      'whenReady',
      'BrowserWindow',
      'ipcMain.handle vigie:call',
      'loadURL app://vigie/',
      'loaded app://vigie/',
    ];
    expect(run.log.filter((entry: string) => order.includes(entry))).toEqual(order);
    expect(run.schemes.app).toEqual({ standard: true, secure: true, supportFetchAPI: false, codeCache: false });
  });

  it('shows the page in a sandbox', () => {
    expect(run.preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      navigateOnDragDrop: false,
    });
    expect(run.preferences).not.toHaveProperty('enableBlinkFeatures');
  });

  it('takes the module electron itself, not names copied from it before it is ready', () => {
    const text = readFileSync(join(root, 'out', 'main', 'index.js'), 'utf8');
    const imports = [...text.matchAll(/import\s+([^;]+?)\s+from\s*["']electron["']/g)].map(([, what]) => what);
    expect(imports).toEqual([expect.stringMatching(/^\w+$/)]);
    expect(text).not.toMatch(/import\(\s*["']electron/);
  });

  it('awaits nothing while it is being loaded: what must come before ready comes before it', () => {
    const text = readFileSync(join(root, 'out', 'main', 'index.js'), 'utf8');
    expect(text).not.toMatch(/^(?:const \w+ = |let \w+ = )?await\b/m);
  });

  it('serves a page whose every script and style is there, under a policy without an exception', () => {
    const statuses = Object.values(run.page.assets);
    expect(statuses.length).toBeGreaterThan(1);
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(run.page.headers['content-security-policy']).not.toContain('unsafe');
    expect(run.page.html).not.toMatch(/<script(?![^>]*\ssrc=)/);
    expect(run.page.html).not.toContain('__VIGIE_NONCE__');
  });

  it('answers the contract', () => {
    expect(run.call).toMatchObject({ ok: true, value: { phase: 'first-run', shell: 'electron', demo: null } });
  });

  it('asks of cryptography only what BoringSSL has too', () => {
    const { overrides } = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8'));
    const rules = overrides.map((one: { linter: { rules: { style?: unknown } } }) => one.linter.rules.style);
    const { options } = rules.find((style: object | undefined) => style !== undefined).noRestrictedImports;
    const allowed: string[] = options.paths['node:crypto'].allowImportNames;
    const text = readdirSync(join(root, 'out', 'main'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.js'))
      .map((name) => readFileSync(join(root, 'out', 'main', name), 'utf8'))
      .join('\n');
    const imports = [...text.matchAll(/import\s+(.+?)\s+from\s*["'](?:node:)?crypto["']/g)].map(
      ([, what]) => what ?? '',
    );
    expect(imports.length).toBeGreaterThan(0);
    const names = imports.flatMap(
      (what) =>
        /^\{(.*)\}$/
          .exec(what.trim())?.[1]
          ?.split(',')
          .map((name) => name.trim().split(' ')[0] ?? '') ?? [what],
    );
    expect(names.filter((name) => !allowed.includes(name))).toEqual([]);
    expect(text).not.toMatch(/require\(\s*["'](?:node:)?crypto["']|import\(\s*["'](?:node:)?crypto["']/);
  });

  it.each(['crashReporter', 'openExternal', 'startDrag', 'setProxy', 'desktopCapturer'])('never touches %s', (api) => {
    const files = readdirSync(join(root, 'out', 'main'), { recursive: true, encoding: 'utf8' });
    for (const name of files.filter((one) => one.endsWith('.js')))
      expect(readFileSync(join(root, 'out', 'main', name), 'utf8')).not.toContain(api);
  });

  it.each([['inspect'], ['remote-debugging-port'], ['no-sandbox']])('refuses --%s once packaged', (name) => {
    const refused = runBuilt('packaged', [name]);
    expect(refused.exitCode).toBe(1);
    expect(refused.errorBoxes[0]).toContain(`--${name}`);
    // It waits for Electron to be ready, because a box before that is seen by nobody; it opens nothing.
    expect(refused.log).toEqual(['enableSandbox', 'whenReady']);
  });
});

describe('the built preload script', () => {
  const file = join(root, 'out', 'preload', 'index.cjs');

  it('is one CommonJS file that requires nothing but electron, and is the one the window names', () => {
    expect(readdirSync(join(root, 'out', 'preload'))).toEqual(['index.cjs']);
    const required = [...readFileSync(file, 'utf8').matchAll(/require\(\s*["'`]([^"'`]+)/g)].map(([, name]) => name);
    expect(new Set(required)).toEqual(new Set(['electron']));
    expect(runBuilt('unpackaged').preload).toBe(file);
  });

  it('exposes the contract, and passes its calls, events and dropped files on', async () => {
    const exposed: Record<string, unknown> = {};
    const invoked: unknown[][] = [];
    const listeners = new Map<string, (...args: unknown[]) => void>();
    const electron = {
      contextBridge: { exposeInMainWorld: (name: string, api: unknown) => Object.assign(exposed, { [name]: api }) },
      ipcRenderer: {
        invoke: async (...args: unknown[]) => void invoked.push(args),
        // As of any EventEmitter: what they return is `ipcRenderer` itself.
        on(channel: string, listener: (...args: unknown[]) => void) {
          listeners.set(channel, listener);
          return this;
        },
        removeListener(channel: string) {
          listeners.delete(channel);
          return this;
        },
      },
      webUtils: { getPathForFile: () => '/home/a/set.vigie' },
    };
    const require = (name: string) => {
      if (name !== 'electron') throw new Error(`module not found: ${name}`);
      return electron;
    };
    const window = new EventTarget();
    const globals = { window, require, module: { exports: {} }, exports: {}, Object, Promise };
    vm.runInNewContext(readFileSync(file, 'utf8'), globals);
    const drag = new Event('dragstart', { cancelable: true });
    window.dispatchEvent(drag);
    expect(drag.defaultPrevented).toBe(true);
    const api = exposed.vigie as {
      call(channel: string, input: unknown): Promise<unknown>;
      on(event: string, listener: (payload: unknown) => void): () => void;
      tokenForDroppedFile(file: unknown): Promise<string>;
    };
    for (const channel of Object.keys(contract)) await api.call(channel, {});
    // What the page is handed is data: nothing of Electron's hangs on it.
    const isData = (value: unknown) =>
      value === null ||
      (typeof value !== 'object' && typeof value !== 'function') ||
      ['[object Promise]', '[object Object]'].includes(Object.prototype.toString.call(value));
    expect(Object.keys(api)).toEqual(['call', 'on', 'tokenForDroppedFile']);
    const unsubscribe = api.on('locked', () => undefined);
    const given = [api.call('lock', {}), api.call('none', {}), api.tokenForDroppedFile({}), unsubscribe()];
    for (const value of [...given, ...(await Promise.all(given))]) {
      expect(isData(value)).toBe(true);
      expect(value).not.toBe(electron.ipcRenderer);
    }
    expect(given[3]).toBeUndefined();
    expect(api.on('none', () => undefined)()).toBeUndefined();
    invoked.splice(Object.keys(contract).length);
    expect(invoked).toEqual(Object.keys(contract).map((channel) => ['vigie:call', channel, {}]));
    expect(await api.call('openUrl', {})).toMatchObject({ ok: false, problem: { code: 'ipc-refused' } });

    const seen: unknown[] = [];
    const stop = api.on('locked', (payload) => seen.push(payload));
    listeners.get('vigie:event')?.({}, 'setsChanged', { packs: [] });
    listeners.get('vigie:event')?.({}, 'locked', { reason: 'idle' });
    stop();
    expect(seen).toEqual([{ reason: 'idle' }]);
    expect(listeners.size).toBe(0);

    await api.tokenForDroppedFile({});
    expect(invoked.at(-1)).toEqual(['vigie:dropped', '/home/a/set.vigie']);
  });
});

describe('the build', () => {
  it('carries no source map and no test', () => {
    const files = readdirSync(join(root, 'out'), { recursive: true, encoding: 'utf8' });
    expect(files.filter((name) => /\.map$|\.test\.|\.tsx?$/.test(name))).toEqual([]);
    expect(existsSync(join(root, 'out', 'renderer', 'index.html'))).toBe(true);
  });
});

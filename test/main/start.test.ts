/** The whole start of the Electron shell, from `prepare` to a page that answers, over the fake `electron`. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type * as ElectronModule from 'electron';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildIfStale } from '../../scripts/lib/build.mjs';
import { type StartOptions, start } from '../../src/main/start.ts';
import { createFakeElectron, type FakeOptions } from '../support/fake-electron.ts';

const root = resolve(import.meta.dirname, '..', '..');
let dir: string;
beforeAll(() => buildIfStale(), 180_000);
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'vigie-start-'));
});
let stop = (): void => {};
afterEach(() => {
  stop();
  rmSync(dir, { recursive: true });
});

async function startWith(fakeOptions: FakeOptions = {}, options: Partial<StartOptions> = {}) {
  const fake = createFakeElectron({ packaged: true, userData: dir, ...fakeOptions });
  const started = start(fake.electron as unknown as typeof ElectronModule, {
    outDir: join(root, 'out'),
    resourcesDir: join(root, 'resources'),
    demoDir: null,
    adminSettingsPath: null,
    arguments: [],
    environment: {},
    platform: 'linux',
    ...options,
  });
  fake.becomeReady();
  await started;
  stop = () => fake.electron.app.emit('will-quit');
  const [window] = fake.windows;
  const call = async (channel: string, input: object, sender: object = {}) => {
    if (window === undefined) throw new Error('no window was opened');
    return (await fake.invokeIpc(window, 'vigie:call', [channel, input], sender)) as { ok: boolean; value: never };
  };
  return { fake, window, call };
}

describe('start', () => {
  it('refuses what would open it up, once packaged, before anything else', async () => {
    for (const [change, name] of [
      [{ arguments: ['--remote-debugging-port=9222'] }, '--remote-debugging-port'],
      [{ arguments: ['--enable-features=Anything'] }, '--enable-features'],
      [{ environment: { ELECTRON_RUN_AS_NODE: '1' } }, 'ELECTRON_RUN_AS_NODE'],
    ] as const) {
      const { fake } = await startWith({}, change);
      expect(fake.electron.app.exitCode).toBe(1);
      expect(fake.errorBoxes[0]).toContain(name);
      expect(fake.log).toEqual([]);
    }
  });

  it('lets a developer debug an unpackaged build', async () => {
    const { fake, window } = await startWith({ packaged: false }, { arguments: ['--inspect'] });
    expect(fake.errorBoxes).toEqual([]);
    expect(window?.options.webPreferences.devTools).toBe(true);
  });

  it('opens no tools in a packaged build, and closes those that opened all the same', async () => {
    const { fake, window } = await startWith();
    expect(window?.options.webPreferences.devTools).toBe(false);
    window?.webContents.emit('devtools-opened');
    expect(fake.log).toContain('closeDevTools');
  });

  it('leaves the place to the first instance, which comes to the front', async () => {
    const second = await startWith({ isSecondInstance: true });
    expect(second.fake.electron.app.hasQuit).toBe(true);
    expect(second.window).toBeUndefined();

    const first = await startWith();
    if (first.window === undefined) throw new Error('no window was opened');
    first.window.isMinimizedNow = true;
    first.fake.electron.app.emit('second-instance');
    expect(first.fake.log.slice(-2)).toEqual(['restore', 'focus']);
    expect(first.fake.windows).toHaveLength(1);
  });

  it('starts no crash reporter and registers no scheme but its own', async () => {
    const { fake } = await startWith();
    expect([...fake.schemes.keys()]).toEqual(['app']);
    expect(fake.switches.has('disable-breakpad')).toBe(true);
    // The fake has no `crashReporter`: touching it would have stopped the start.
    expect(fake.errorBoxes).toEqual([]);
  });

  it('lets sessions that nobody gave a page load nothing, and the window’s own load its page alone', async () => {
    const { fake } = await startWith();
    const other = fake.electron.session.fromPartition('made by mistake');
    for (const url of ['https://example.org/', 'app://vigie/', 'file:///etc/passwd'])
      expect(other.allows(url)).toBe(false);
    expect((other.devicePermission as unknown as () => boolean)()).toBe(false);
    const own = fake.sessions.get('vigie');
    expect([own?.allows('app://vigie/'), own?.allows('https://example.org/')]).toEqual([true, false]);
  });

  it('follows the language in its menu as soon as it changes', async () => {
    const { fake, call } = await startWith({}, { platform: 'darwin' });
    expect(JSON.stringify(fake.menu.current)).toContain('Édition');
    expect(await call('setPreferences', { locale: 'en' })).toMatchObject({ ok: true });
    expect(JSON.stringify(fake.menu.current)).toContain('Edit');
    expect(JSON.stringify(fake.menu.current)).not.toContain('Édition');
  });

  it('tells Windows which shortcut the window belongs to', async () => {
    const { fake } = await startWith({}, { platform: 'win32' });
    const config = readFileSync(join(root, 'packaging', 'electron-builder.yml'), 'utf8');
    expect(config).toContain(`appId: ${fake.electron.app.userModelId}\n`);
  });

  it('says which keystore protects the vault, and that there is none where Linux only obfuscates', async () => {
    const named = await startWith({ hasEncryption: true, storageBackend: 'gnome_libsecret' });
    expect(await named.call('readAppState', {})).toMatchObject({ value: { keystore: 'gnome_libsecret' } });
    stop();
    const open = await startWith({ hasEncryption: true, storageBackend: 'basic_text' });
    expect(await open.call('readAppState', {})).toMatchObject({ value: { keystore: null } });
  });

  it('remembers where its window was', async () => {
    const first = await startWith();
    if (first.window === undefined) throw new Error('no window was opened');
    first.window.bounds = { x: 40, y: 30, width: 1100, height: 760 };
    first.window.close();
    stop();
    expect((await startWith()).window?.options).toMatchObject({ x: 40, y: 30, width: 1100, height: 760 });
  });

  it('journals the calls of a foreign sender, locks on each signal, and answers nothing after', async () => {
    const { fake, window, call } = await startWith();
    const passphrase = 'corbeau tranquille 74 sur la dune';
    expect(await call('createVault', { adviserName: 'Essai', passphrase })).toMatchObject({ ok: true });
    const foreign = { senderFrame: { parent: null, detached: false, url: 'https://example.org/' } };
    expect(await call('readAppState', {}, foreign)).toMatchObject({ ok: false });

    fake.dialogAnswers.save = join(dir, 'journal.jsonl');
    expect(await call('exportJournal', { format: 'jsonl' })).toMatchObject({ ok: true });
    const refusals = readFileSync(fake.dialogAnswers.save, 'utf8').match(/.*ipc-refused.*/g);
    expect(refusals).toHaveLength(1);
    expect(refusals?.[0]).toContain('foreign');

    for (const signal of ['lock-screen', 'suspend', 'user-did-resign-active', 'shutdown']) {
      fake.electron.powerMonitor.emit(signal);
      expect(await call('openCase', {})).toMatchObject({ ok: false, problem: { code: 'vault-locked' } });
      expect(await call('unlock', { passphrase })).toMatchObject({ ok: true });
    }
    expect(window?.webContents.sent.map(([, event, payload]) => [event, payload])).toEqual([
      ['locked', { reason: 'screen-locked' }],
      ['locked', { reason: 'suspended' }],
      ['locked', { reason: 'screen-locked' }],
      ['locked', { reason: 'window-closed' }],
    ]);
    window?.webContents.emit('render-process-gone');
    expect(await call('openCase', {})).toMatchObject({ ok: false, problem: { code: 'vault-locked' } });
  });
});

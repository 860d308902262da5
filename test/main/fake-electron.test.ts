/**
 * The fake against the real thing: by types, it offers nothing that `electron.d.ts` of the installed version does not
 * have, and what it takes and gives fits; by running, it refuses what Electron refuses in the wrong order.
 */
import type * as Real from 'electron';
import { describe, expect, it } from 'vitest';
import { createFakeElectron, type FakeElectron } from '../support/fake-electron.ts';
import { FakeSession } from '../support/fake-session.ts';

type Fake = FakeElectron['electron'];
type FakeWindow = FakeElectron['windows'][number];
type FakeContents = FakeWindow['webContents'];

/** Names of `Mine` that `Theirs` lacks, but for `Own`: what only tests look at. `never` if there is none. */
type Invented<Mine, Theirs, Own extends string = never> = Exclude<keyof Mine, keyof Theirs | Own>;

/** Methods of `Mine` to which `Theirs` would be called in a way that they do not take. */
type Misfit<Mine, Theirs, Own extends string = never> = {
  [Key in Exclude<keyof Mine & keyof Theirs, Own>]: Mine[Key] extends (...args: infer Taken) => unknown
    ? Theirs[Key] extends (...args: infer Given) => unknown
      ? Given extends Taken
        ? never
        : Taken extends Partial<Given> | []
          ? never
          : Key
      : Key
    : never;
}[Exclude<keyof Mine & keyof Theirs, Own>];

/** Compiles only for `never`. */
function none<_Names extends never>(): void {}

describe('the fake of electron', () => {
  it('invents nothing: each name is in electron.d.ts', () => {
    none<Invented<Fake, typeof Real>>();
    none<
      Invented<
        Fake['app'],
        Real.App,
        'userModelId' | 'exitCode' | 'hasQuit' | 'hasHardwareAcceleration' | 'instanceData'
      >
    >();
    none<Invented<Fake['app']['commandLine'], Real.CommandLine>>();
    none<Invented<Fake['protocol'], Real.Protocol>>();
    none<Invented<Fake['session'], typeof Real.session>>();
    none<Invented<Fake['ipcMain'], Real.IpcMain>>();
    none<Invented<Fake['dialog'], Real.Dialog>>();
    none<Invented<Fake['Menu'], typeof Real.Menu>>();
    none<Invented<Fake['screen'], Real.Screen>>();
    none<Invented<Fake['safeStorage'], Real.SafeStorage>>();
    none<
      Invented<
        FakeWindow,
        Real.BrowserWindow,
        | 'options'
        | 'page'
        | 'isShown'
        | 'hasContentProtection'
        | 'isMinimizedNow'
        | 'isMaximizedNow'
        | 'bounds'
        | 'receiveMessage'
      >
    >();
    none<
      Invented<
        FakeContents,
        Real.WebContents,
        | 'sent'
        | 'openHandler'
        | 'scripts'
        | 'html'
        | 'renderer'
        | 'frameRenderers'
        | 'history'
        | 'uses'
        | 'addFrame'
        | 'commit'
      >
    >();
    none<
      Invented<
        FakeSession,
        Real.Session,
        | 'handlers'
        | 'events'
        | 'requestFilter'
        | 'permissionRequest'
        | 'permissionCheck'
        | 'devicePermission'
        | 'spellChecker'
        | 'allows'
        | 'request'
      >
    >();
    none<Invented<FakeSession['webRequest'], Real.WebRequest>>();
    none<Invented<FakeSession['protocol'], Real.Protocol>>();
    expect(Object.keys(createFakeElectron().electron)).not.toContain('crashReporter');
  });

  it('takes what Electron takes', () => {
    none<Misfit<Fake['safeStorage'], Real.SafeStorage>>();
    none<Misfit<Fake['dialog'], Real.Dialog>>();
    none<Misfit<Fake['protocol'], Real.Protocol>>();
    none<Misfit<FakeSession['protocol'], Real.Protocol>>();
  });

  it('refuses before ready what Electron has only then', async () => {
    const { electron, becomeReady } = createFakeElectron();
    const webPreferences = { session: new FakeSession() };
    const early = [
      () => electron.session.fromPartition('a'),
      () => new electron.BrowserWindow({ webPreferences }),
      () => electron.screen.getPrimaryDisplay(),
      () => electron.screen.getAllDisplays(),
    ];
    for (const use of early) expect(use).toThrow('after the app is ready');
    // electron_api_safe_storage.cc answers no instead of throwing.
    expect(await electron.safeStorage.isAsyncEncryptionAvailable()).toBe(false);
    expect(electron.safeStorage.getSelectedStorageBackend()).toBe('unknown');
    becomeReady();
    for (const use of early) expect(use()).toBeDefined();
    expect(electron.safeStorage.getSelectedStorageBackend()).toBe('gnome_libsecret');
  });

  it('refuses after ready what Electron has only before, and schemes that are registered twice', () => {
    const { electron, becomeReady } = createFakeElectron();
    const scheme = [{ scheme: 'app', privileges: { standard: true } }];
    electron.protocol.registerSchemesAsPrivileged(scheme);
    // Electron keeps the last list alone: a second call takes the first one's privileges away.
    expect(() => electron.protocol.registerSchemesAsPrivileged(scheme)).toThrow('once');
    becomeReady();
    const late = [
      () => createLate().protocol.registerSchemesAsPrivileged(scheme),
      () => electron.app.enableSandbox(),
      () => electron.app.commandLine.appendSwitch('lang', 'fr'),
      () => electron.app.disableHardwareAcceleration(),
    ];
    for (const use of late) expect(use).toThrow('before the app is ready');
  });

  it('loads no page of a scheme that was not registered, not handled, or whose request is cancelled', async () => {
    const { electron, becomeReady, sessions } = createFakeElectron();
    electron.protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true } }]);
    becomeReady();
    const session = electron.session.fromPartition('a');
    const window = new electron.BrowserWindow({ webPreferences: { session } });
    await expect(window.loadURL('other://vigie/')).rejects.toThrow('ERR_INVALID_URL');
    await expect(window.loadURL('app://vigie/')).rejects.toThrow('ERR_UNKNOWN_URL_SCHEME');
    session.protocol.handle('app', () => new Response('<p>'));
    session.webRequest.onBeforeRequest((_details, callback) => callback({ cancel: true }));
    await expect(window.loadURL('app://vigie/')).rejects.toThrow('ERR_BLOCKED_BY_CLIENT');
    expect(sessions.size).toBe(1);
    expect(() => new electron.BrowserWindow({ webPreferences: {} })).toThrow('default session');
  });
});

describe('the fake, like Electron,', () => {
  const windowOf = ({ electron }: FakeElectron, options: object = {}) =>
    new electron.BrowserWindow({ ...options, webPreferences: { session: new FakeSession() } });

  it('goes on while a hidden window is left, and destroys children with their parent', () => {
    const fake = createFakeElectron();
    fake.becomeReady();
    let closings = 0;
    fake.electron.app.on('window-all-closed', () => closings++);
    const main = windowOf(fake);
    const hidden = windowOf(fake, { show: false });
    main.close();
    expect([hidden.isDestroyed(), closings]).toEqual([false, 0]);
    const child = windowOf(fake, { parent: hidden });
    hidden.destroy();
    expect([child.isDestroyed(), closings]).toEqual([true, 1]);
  });

  it('shows an error box to nobody before it is ready on Linux', () => {
    const fake = createFakeElectron();
    fake.electron.dialog.showErrorBox('Vigie', 'x');
    expect([fake.errorBoxes, fake.stderr]).toEqual([[], ['Vigie: x']]);
  });

  it('takes variables away from a packaged program whose fuse is off', () => {
    const given = { NODE_OPTIONS: '--inspect', NODE_EXTRA_CA_CERTS: '/a.pem', PATH: '/bin' };
    expect(createFakeElectron({ packaged: true }).environmentOf(given)).toEqual({ PATH: '/bin' });
    expect(createFakeElectron().environmentOf(given)).toEqual(given);
  });
});

function createLate(): Fake {
  const { electron, becomeReady } = createFakeElectron();
  becomeReady();
  return electron;
}

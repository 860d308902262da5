/** The whole start of the Electron shell, from `prepare` to a page that answers, over the fake `electron`. */

import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { isRunning } from '../../src/files/process-running.ts';
import { endOnFault, type FaultParts } from '../../src/main/faults.ts';
import { createFakeElectron } from '../support/fake-electron.ts';
import { shellOfEachTest } from '../support/shell-of-each-test.ts';

const root = resolve(import.meta.dirname, '..', '..');

/** For what is waited for: Argon2id and a PDF on a machine that does other things as well. */
const patience = { timeout: 200_000 };
const { startWith, stop, pathOf } = shellOfEachTest();

describe('start', () => {
  it('refuses what would open it up, once packaged, before anything else', async () => {
    for (const [change, name] of [
      [{ arguments: ['--remote-debugging-port=9222'] }, '--remote-debugging-port'],
      [{ arguments: ['--enable-features=Anything'] }, '--enable-features'],
      [{ environment: { ELECTRON_RUN_AS_NODE: '1' } }, 'ELECTRON_RUN_AS_NODE'],
      [{ environment: { ARGON2_PREBUILD: '/tmp/evil' } }, 'ARGON2_PREBUILD'],
      [{ environment: { LD_PRELOAD: '/tmp/evil.so' } }, 'LD_PRELOAD'],
    ] as const) {
      const { fake } = await startWith({}, change);
      expect(fake.electron.app.exitCode).toBe(1);
      // On the screen, not on stderr, which nobody at a desk reads.
      expect([fake.errorBoxes[0], fake.stderr]).toEqual([expect.stringContaining(name), []]);
      expect(fake.log).toEqual(['enableSandbox', 'whenReady']);
      expect(fake.windows).toEqual([]);
    }
  });

  it('starts where Electron has taken a variable away before it could be refused', async () => {
    const { fake, window } = await startWith({}, { environment: { NODE_OPTIONS: '--inspect', SSL_CERT_FILE: '/ca' } });
    expect(fake.errorBoxes).toEqual([]);
    expect(window?.page?.url).toBe('app://vigie/');
  });

  it('opens its sandbox and hardens pages before it waits for anything', async () => {
    const { fake } = await startWith({}, { arguments: ['--no-sandbox'] });
    const other = fake.electron.session.fromPartition('while the box is shown');
    expect(other.allows('https://example.org/')).toBe(false);
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

  it('ends when its window is closed, whatever is being printed', async () => {
    const { fake, window, call } = await startWith();
    const passphrase = 'corbeau tranquille 74 sur la dune';
    expect(await call('createVault', { adviserName: 'Essai', passphrase })).toMatchObject({ ok: true });
    const opened = (await call('openCase', {})) as unknown as { value: { reference: string } };
    // The print dialog stands open, in a window of its own beside the one that made the file.
    fake.printAnswer.answers = false;
    let isOver = false;
    const printing = call('printSheet', { reference: opened.value.reference, edition: 'standard' }).finally(() => {
      isOver = true;
    });
    await expect.poll(() => fake.printed.some((options) => options.includes('"silent":false')), patience).toBe(true);
    expect([fake.windows.filter((one) => !one.isDestroyed()).length, isOver]).toEqual([3, false]);
    window?.close();
    expect(await printing).toMatchObject({ ok: false, problem: { code: 'print-failed' } });
    expect(fake.electron.app.hasQuit).toBe(true);
    expect(fake.windows.every((one) => one.isDestroyed())).toBe(true);
    // The profile's lock was given back: it can be started again.
    expect((await startWith()).fake.errorBoxes).toEqual([]);
  });

  it('says nothing when its window is closed while it loads', async () => {
    const { fake } = await startWith({}, {}, (starting) => {
      const closeOnceLoading = (): void => {
        if (starting.log.includes('loadURL app://vigie/')) starting.windows[0]?.close();
        else setImmediate(closeOnceLoading);
      };
      closeOnceLoading();
    });
    expect(fake.windows[0]?.page).toBeNull();
    expect([fake.errorBoxes, fake.electron.app.hasQuit]).toEqual([[], true]);
  });

  it('loads its page again where the page’s process dies while the first one loads', async () => {
    const { fake, window } = await startWith({}, {}, (starting) => {
      const crashOnceLoading = (): void => {
        if (starting.log.includes('loadURL app://vigie/') && starting.windows[0] !== undefined) {
          void starting.crashPage(starting.windows[0]);
        } else setImmediate(crashOnceLoading);
      };
      crashOnceLoading();
    });
    expect([fake.errorBoxes, fake.electron.app.exitCode, fake.electron.app.hasQuit]).toEqual([[], null, false]);
    expect(window?.page?.url).toBe('app://vigie/');
    expect(fake.log.filter((each) => each === 'loadURL app://vigie/')).toHaveLength(2);
  });

  it('says so where its page does not load', async () => {
    const { fake } = await startWith({}, { outDir: join(root, 'test') });
    expect(fake.errorBoxes[0]).toMatch(/n’a pas pu démarrer.*could not start/s);
    expect(fake.electron.app.exitCode).toBe(1);
  });

  it('shows its window at last where nothing tells that the page has something to show', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const { window } = await startWith({ tellsReadyToShow: false });
      expect(window?.isShown).toBe(false);
      vi.advanceTimersByTime(10_000);
      expect(window?.isShown).toBe(true);
    } finally {
      vi.useRealTimers();
    }
  });

  it('locks, says nothing of it, and ends at an error that nothing caught', async () => {
    const { fake, call, events } = await startWith();
    const passphrase = 'corbeau tranquille 74 sur la dune';
    expect(await call('createVault', { adviserName: 'Essai', passphrase })).toMatchObject({ ok: true });
    events.emit('uncaughtException', new Error(`key ${passphrase} at /home/a`));
    // While the box stands open.
    expect(await call('openCase', {})).toMatchObject({ ok: false, problem: { code: 'vault-locked' } });
    events.emit('uncaughtException', new Error('a second one'));
    await expect.poll(() => fake.electron.app.exitCode, patience).toBe(1);
    expect(fake.errorBoxes).toEqual([expect.stringMatching(/ne connaît pas.*verrouillé.*does not know.*locked/s)]);
    expect(fake.errorBoxes[0]).not.toMatch(/corbeau|home|Error/);
  });

  it('shows an error that comes before it is ready once it is', async () => {
    const early = createFakeElectron();
    const events = new EventEmitter();
    const { app, dialog } = early.electron;
    endOnFault({ app, dialog, events } as unknown as FaultParts);
    events.emit('uncaughtException', new Error('early'));
    await new Promise(setImmediate);
    expect([early.errorBoxes, early.stderr, app.exitCode]).toEqual([[], [], null]);
    early.becomeReady();
    await expect.poll(() => app.exitCode, patience).toBe(1);
    expect(early.errorBoxes).toHaveLength(1);
  });

  it('loads its page once more when the page’s process is gone, locked, and gives up when it goes again', async () => {
    const { fake, window, call } = await startWith();
    if (window === undefined) throw new Error('no window was opened');
    const passphrase = 'corbeau tranquille 74 sur la dune';
    expect(await call('createVault', { adviserName: 'Essai', passphrase })).toMatchObject({ ok: true });
    const loads = () => fake.log.filter((entry) => entry === 'loaded app://vigie/').length;
    expect(loads()).toBe(1);
    await fake.crashPage(window);
    await expect.poll(loads, patience).toBe(2);
    expect(await call('openCase', {})).toMatchObject({ ok: false, problem: { code: 'vault-locked' } });
    expect(fake.errorBoxes).toEqual([]);
    await fake.crashPage(window);
    await expect.poll(() => fake.errorBoxes[0], patience).toMatch(/deux fois.*twice/s);
    expect([loads(), fake.electron.app.hasQuit]).toEqual([2, true]);
  });

  it('ends the page’s process at each lock, without a crash, before the page is loaded in another one', async () => {
    const { fake, window, call } = await startWith();
    if (window === undefined) throw new Error('no window was opened');
    const passphrase = 'corbeau tranquille 74 sur la dune';
    expect(await call('createVault', { adviserName: 'Essai', passphrase })).toMatchObject({ ok: true });
    const count = (entry: string) => fake.log.filter((each) => each === entry).length;
    for (const times of [1, 2, 3]) {
      const before = window.webContents.mainFrame.osProcessId;
      expect(isRunning(before)).toBe(true);
      const from = fake.log.length;
      expect(await call('lock', {})).toMatchObject({ ok: true, value: { lockReason: 'asked', renewsPage: true } });
      await expect.poll(() => count('loaded app://vigie/'), patience).toBe(1 + times);
      await expect.poll(() => isRunning(before), patience).toBe(false);
      const way = fake.log.slice(from).filter((entry) => /^loaded|app:\/\/vigie ended/.test(entry));
      expect(way).toEqual(['loaded app://away/', 'process of app://vigie ended', 'loaded app://vigie/']);
      expect(await call('unlock', { passphrase })).toMatchObject({ ok: true, value: { state: { lockReason: null } } });
    }
    // Whoever follows the page over DevTools would be told of a crash.
    expect(fake.log).not.toContain('forcefullyCrashRenderer');
    expect([fake.errorBoxes, fake.electron.app.hasQuit]).toEqual([[], false]);
    // A lock is no accident: the first crash after it is the first.
    await fake.crashPage(window);
    await expect.poll(() => count('loaded app://vigie/'), patience).toBe(5);
    expect(fake.errorBoxes).toEqual([]);
  });

  it('hides its window from capture until the preference says otherwise, or always where the administrator does', async () => {
    const { window, call } = await startWith({}, { platform: 'darwin' });
    expect(window?.hasContentProtection).toBe(true);
    const hidden = (isOn: boolean, isFixed: boolean) => ({ ok: true, value: { hideFromCapture: { isOn, isFixed } } });
    expect(await call('setPreferences', { hideFromCapture: false })).toMatchObject(hidden(false, false));
    expect(window?.hasContentProtection).toBe(false);
    stop();
    expect((await startWith({}, { platform: 'darwin' })).window?.hasContentProtection).toBe(false);
    stop();
    expect(await (await startWith()).call('readAppState', {})).toMatchObject({ value: { hideFromCapture: null } });
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
    stop();
    const silent = await startWith({ hasEncryption: true }, {}, ({ keystore }) => {
      keystore.keyVersion = 'v10';
    });
    expect(await silent.call('readAppState', {})).toMatchObject({ value: { keystore: null } });
    stop();
    const later = await startWith({ hasEncryption: true });
    later.fake.keystore.keyVersion = 'v10';
    const passphrase = 'corbeau tranquille 74 sur la dune';
    expect(await later.call('createVault', { adviserName: 'Essai', passphrase })).toMatchObject({
      value: { state: { keystore: null } },
    });
    expect(JSON.parse(readFileSync(pathOf('profile', 'vault.json'), 'utf8'))).toMatchObject({ device: null });
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

    fake.dialogAnswers.save = pathOf('journal.jsonl');
    expect(await call('exportJournal', { format: 'jsonl' })).toMatchObject({ ok: true });
    const refusals = readFileSync(fake.dialogAnswers.save, 'utf8').match(/.*ipc-refused.*/g);
    expect(refusals).toHaveLength(1);
    expect(refusals?.[0]).toContain('foreign');

    for (const [times, signal] of ['lock-screen', 'suspend', 'user-did-resign-active', 'shutdown'].entries()) {
      fake.electron.powerMonitor.emit(signal);
      expect(await call('openCase', {})).toMatchObject({ ok: false, problem: { code: 'vault-locked' } });
      // Only the page that comes after can unlock: what the old one asked for ends with it. None comes when the system goes down.
      const loads = () => fake.log.filter((each) => each === 'loaded app://vigie/').length;
      await expect.poll(loads, patience).toBe(Math.min(2 + times, 4));
      expect(await call('unlock', { passphrase })).toMatchObject({ ok: true });
    }
    const told = window?.webContents.sent.filter(([, event]) => event === 'locked') ?? [];
    expect(told.map(([, event, payload]) => [event, payload])).toEqual([
      ['locked', { reason: 'screen-locked' }],
      ['locked', { reason: 'suspended' }],
      ['locked', { reason: 'screen-locked' }],
      ['locked', { reason: 'window-closed' }],
    ]);
    window?.webContents.emit('render-process-gone');
    expect(await call('openCase', {})).toMatchObject({ ok: false, problem: { code: 'vault-locked' } });
  });
});

/** The way that a window goes at the lock, and what the page's processes may do meanwhile, over the fake `electron` and real processes. */
import type { App, BrowserWindow, WebContents } from 'electron';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isRunning } from '../../src/files/process-running.ts';
import { appUrl, awayUrl } from '../../src/main/hardening.ts';
import { watchPageProcesses } from '../../src/main/page-processes.ts';
import { type PageRevival, revivePage } from '../../src/main/page-revival.ts';
import { createFakeElectron, type FakeElectron } from '../support/fake-electron.ts';
import { FakeSession } from '../support/fake-session.ts';

/** For what is waited for, on a machine that does other things as well. */
const patience = { timeout: 60_000 };

type FakeWindow = FakeElectron['windows'][number];

describe('the renewal of the page', () => {
  let fake: FakeElectron;
  let window: FakeWindow;
  let revival: PageRevival;
  let hasGivenUp: boolean;
  let locks: number;
  /** What happens while the empty page is being loaded. */
  let onTheWay: () => void;
  const loads = () => fake.log.filter((entry) => entry === `loaded ${appUrl}`).length;
  const pid = () => window.webContents.mainFrame.osProcessId;

  function watch(patienceMs: number): void {
    const contents = window.webContents as unknown as WebContents;
    contents.removeAllListeners('render-process-gone');
    revival = revivePage({
      window: window as unknown as BrowserWindow,
      processes: watchPageProcesses(fake.electron.app as unknown as App, contents, patienceMs),
      lock: () => locks++,
      giveUp: () => {
        hasGivenUp = true;
      },
      nowMs: () => performance.now(),
    });
  }

  beforeEach(async () => {
    fake = createFakeElectron();
    fake.electron.protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true } }]);
    fake.becomeReady();
    const session = new FakeSession();
    onTheWay = () => {};
    session.protocol.handle('app', ({ url }) => {
      if (url === awayUrl) onTheWay();
      return new Response('<!doctype html>');
    });
    window = new fake.electron.BrowserWindow({ webPreferences: { session } });
    hasGivenUp = false;
    locks = 0;
    watch(60_000);
    await window.loadURL(appUrl);
  });
  afterEach(() => {
    window.destroy();
  });

  it('waits for the process of every frame of the page', async () => {
    const main = pid();
    const frame = window.webContents.addFrame();
    revival.renew();
    await expect.poll(loads, patience).toBe(2);
    expect([isRunning(main), isRunning(frame)]).toEqual([false, false]);
    expect(pid()).not.toBe(main);
  });

  it('waits for the page’s process where the frames cannot be looked at', async () => {
    const main = pid();
    Object.defineProperty(window.webContents.mainFrame, 'framesInSubtree', {
      get: () => {
        throw new Error('Render frame was disposed before WebFrameMain could be accessed');
      },
    });
    revival.renew();
    await expect.poll(loads, patience).toBe(2);
    expect([isRunning(main), pid() === main]).toEqual([false, false]);
  });

  it('kills a process that goes on without a page', async () => {
    watch(50);
    const main = pid();
    fake.rendererFate.endsAfterMs = null;
    revival.renew();
    await expect.poll(loads, patience).toBe(2);
    await expect.poll(() => isRunning(main), patience).toBe(false);
    expect(pid()).not.toBe(main);
  });

  it('kills no process whose number Electron no longer lists as the same', async () => {
    watch(50);
    const main = pid();
    const { app } = fake.electron;
    let creationTime = 0;
    app.getAppMetrics = () => [{ pid: main, creationTime: ++creationTime }];
    fake.rendererFate.endsAfterMs = null;
    revival.renew();
    await expect.poll(loads, patience).toBe(2);
    expect(isRunning(main)).toBe(true);
  });

  it('ends the process of a page that refuses to be left', async () => {
    const main = pid();
    fake.rendererFate.refusesToLeave = true;
    revival.renew();
    await expect.poll(loads, patience).toBe(2);
    expect([isRunning(main), hasGivenUp]).toEqual([false, false]);
  });

  it('goes the whole way once more where a lock follows before the window is back', async () => {
    revival.renew();
    revival.renew();
    await expect.poll(loads, patience).toBe(3);
    expect(fake.log.filter((entry) => entry === `loaded ${awayUrl}`)).toHaveLength(2);
  });

  it('leaves nothing to go back to', async () => {
    revival.renew();
    await expect.poll(loads, patience).toBe(2);
    await expect.poll(() => window.webContents.history, patience).toEqual([appUrl]);
  });

  it('takes a death on the way for no accident, and locks', async () => {
    onTheWay = () => {
      onTheWay = () => {};
      void fake.crashPage(window);
    };
    revival.renew();
    await expect.poll(loads, patience).toBe(2);
    expect([locks, hasGivenUp]).toEqual([1, false]);
    await fake.crashPage(window);
    await expect.poll(loads, patience).toBe(3);
    expect(hasGivenUp).toBe(false);
  });

  it('comes back even where the process dies at each attempt to leave', async () => {
    onTheWay = () => void fake.crashPage(window);
    revival.renew();
    await expect.poll(loads, patience).toBe(2);
    expect([locks > 1, hasGivenUp]).toEqual([true, false]);
  });

  it('ends where the window is closed on the way', async () => {
    onTheWay = () => window.destroy();
    revival.renew();
    await expect.poll(() => window.isDestroyed(), patience).toBe(true);
    await new Promise((done) => setTimeout(done, 50));
    expect([loads(), hasGivenUp]).toEqual([1, false]);
  });
});

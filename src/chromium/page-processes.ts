/**
 * Waits for the process of a page that was left: what was typed, and the sheet, stay in its memory as long as it runs.
 *
 * Chromium tells which processes hold pages, but not which page is in which. So one page is left at a time, and the first process
 * that ends meanwhile is the one that held it.
 */
import type { Browser, CDPSession } from 'playwright-core';
import { isRunning } from '../files/process-running.ts';

/** How long an old process may take to end before the work goes on all the same. */
const patienceMs = 3_000;
const pauseMs = 20;

export class PageProcesses {
  readonly #browser: Browser | null;
  #devTools: CDPSession | null = null;
  #last: Promise<void> = Promise.resolve();

  constructor(browser: Browser | null) {
    this.#browser = browser;
  }

  /**
   * Leaves a page by `leave`, and resolves once its process has ended, after those that asked before.
   * Errors of `leave` are passed on; where the browser itself is gone, there is nothing to wait for.
   */
  async end(leave: () => Promise<void>): Promise<void> {
    const work = async (): Promise<void> => {
      const before = await this.#list();
      await leave();
      // Asked of the system: Chromium forgets a process as it tells it to end, some milliseconds before that happens.
      const deadline = performance.now() + patienceMs;
      while (before.length > 0 && performance.now() < deadline) {
        if (before.some((pid) => !isRunning(pid))) break;
        await new Promise((done) => setTimeout(done, pauseMs));
      }
    };
    const ended = this.#last.then(work);
    this.#last = ended.catch(() => undefined);
    await ended;
  }

  /** @returns numbers of the processes that hold pages */
  async #list(): Promise<number[]> {
    if (this.#browser?.isConnected() !== true) return [];
    try {
      this.#devTools ??= await this.#browser.newBrowserCDPSession();
      const { processInfo } = await this.#devTools.send('SystemInfo.getProcessInfo');
      return processInfo.flatMap(({ type, id }) => (type === 'renderer' ? [id] : []));
    } catch (error) {
      if (this.#browser.isConnected()) throw error;
      return [];
    }
  }
}

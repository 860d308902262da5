/**
 * At the lock a new page, in a process of its own, takes the place of the one on screen: what was typed stays in the memory of
 * the old one's process as long as it runs.
 */
import type { CDPSession, Page } from 'playwright-core';
import { appUrl, awayUrl } from './browser.ts';

/** How long the old process may take to end before its place is taken all the same. */
const patienceMs = 3_000;
const pauseMs = 20;
const attempts = 10;

export class PageRenewal {
  readonly #page: Page;
  #devTools: CDPSession | null = null;
  #last: Promise<void> = Promise.resolve();

  constructor(page: Page) {
    this.#page = page;
  }

  /** Returns at once; one renewal waits for the other. Where the window goes meanwhile, nothing is left to be renewed. */
  renew(): void {
    this.#last = this.#last.then(() => this.#renew()).catch(() => undefined);
  }

  async #renew(): Promise<void> {
    const before = await this.#pageProcesses();
    // Pages of another site have another process; the one that was left has no page any more, and ends.
    await this.#goTo(awayUrl);
    const deadline = Date.now() + patienceMs;
    while (Date.now() < deadline) {
      const now = await this.#pageProcesses();
      if (before.some((pid) => !now.includes(pid))) break;
      await new Promise((done) => setTimeout(done, pauseMs));
    }
    await this.#goTo(appUrl);
  }

  /** A person who loads the page anew meanwhile ends the way that it is on, which would leave the window blank: it is gone again. */
  async #goTo(url: string): Promise<void> {
    for (let left = attempts; left > 0 && !this.#page.isClosed(); left--) {
      const went = await this.#page.goto(url).then(
        () => true,
        () => false,
      );
      if (went) return;
    }
  }

  /** @returns numbers of the processes that hold pages */
  async #pageProcesses(): Promise<number[]> {
    const browser = this.#page.context().browser();
    if (browser === null) return [];
    this.#devTools ??= await browser.newBrowserCDPSession();
    const { processInfo } = await this.#devTools.send('SystemInfo.getProcessInfo');
    return processInfo.flatMap(({ type, id }) => (type === 'renderer' ? [id] : []));
  }
}

/**
 * At the lock a new page, in a process of its own, takes the place of the one on screen: what was typed stays in the memory of
 * the old one's process as long as it runs.
 */
import type { Page } from 'playwright-core';
import { appUrl, awayUrl } from './browser.ts';
import type { PageProcesses } from './page-processes.ts';

const attempts = 10;

export class PageRenewal {
  readonly #page: Page;
  readonly #processes: PageProcesses;
  #last: Promise<void> = Promise.resolve();

  constructor(page: Page, processes: PageProcesses) {
    this.#page = page;
    this.#processes = processes;
  }

  /** Returns at once; one renewal waits for the other. Where the window goes meanwhile, nothing is left to be renewed. */
  renew(): void {
    this.#last = this.#last.then(() => this.#renew());
  }

  async #renew(): Promise<void> {
    // Pages of another site have another process; the one that was left has no page any more, and ends.
    await this.#processes.end(() => this.#goTo(awayUrl)).catch(() => undefined);
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
}

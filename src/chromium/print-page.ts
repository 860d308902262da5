/**
 * The one unseen page that measures sheets and makes PDF files of them. Opening a page costs more than most of what is
 * done on it, so it is kept, and so is the document on it: a sheet is printed right after it was measured.
 */
import type { Page } from 'playwright-core';
import { fontsScript } from '../app/shell/measure-script.ts';
import type { OpenedBrowser } from './browser.ts';
import type { PageProcesses } from './page-processes.ts';
import type { ServedPages } from './serve.ts';

export interface Press {
  readonly browser: OpenedBrowser;
  readonly pages: ServedPages;
}

export class PrintPage {
  readonly #openPress: () => Promise<Press>;
  readonly #window: Page | null;
  #page: Page | null = null;
  #processes: PageProcesses | null = null;
  /** What the page shows. */
  #shown: string | null = null;
  /** One document at a time. */
  #turn: Promise<unknown> = Promise.resolve();
  /** Raised by `close`: what was asked for before must not open the page again. */
  #closings = 0;

  /** @param window the page that somebody works with, where it is one of the same browser */
  constructor(openPress: () => Promise<Press>, window: Page | null) {
    this.#openPress = openPress;
    this.#window = window;
  }

  /** Shows `html` and hands the page to `use`, after those that asked before. Errors of the browser are passed on. */
  show<T>(html: string, use: (page: Page) => Promise<T>): Promise<T> {
    const asked = this.#closings;
    const work = async (): Promise<T> => {
      if (asked !== this.#closings) throw new Error('the print page was closed');
      try {
        return await use(await this.#load(html, asked));
      } catch (error) {
        // A page on which something failed is not trusted with the next sheet.
        if (asked === this.#closings) await this.#drop();
        throw error;
      }
    };
    const result = this.#turn.then(work, work);
    this.#turn = result.catch(() => undefined);
    return result;
  }

  /** Closes the page with the document on it, and waits for its process; what is under way on it fails. Never rejects. */
  async close(): Promise<void> {
    this.#closings++;
    await this.#drop();
  }

  async #load(html: string, asked: number): Promise<Page> {
    const known = this.#page !== null && !this.#page.isClosed() ? this.#page : null;
    if (known !== null && this.#shown === html) return known;
    const { browser, pages } = await this.#openPress();
    const page = known ?? (await this.#openBehind(browser));
    if (asked !== this.#closings) {
      await page.close();
      throw new Error('the print page was closed');
    }
    this.#page = page;
    this.#processes = browser.processes;
    this.#shown = null;
    const sheet = pages.addSheet(html);
    try {
      await page.goto(sheet.url, { waitUntil: 'load' });
      // The sheet's fonts are data inside it, yet decoded after load.
      await page.evaluate(fontsScript);
    } finally {
      sheet.remove();
    }
    this.#shown = html;
    return page;
  }

  /** A new page comes before the others, and a page that lies behind another one is given one frame a second. */
  async #openBehind({ context }: OpenedBrowser): Promise<Page> {
    const page = await context.newPage();
    // A window that is being closed needs no frames.
    await this.#window?.bringToFront().catch(() => undefined);
    return page;
  }

  async #drop(): Promise<void> {
    const page = this.#page;
    this.#page = null;
    this.#shown = null;
    if (page !== null && !page.isClosed()) await this.#processes?.end(() => page.close()).catch(() => undefined);
  }
}

/**
 * The sheet on paper and as PDF. A headless browser makes PDF files; where the window is on a display, that is a second
 * browser, started at the first sheet and kept. The print dialog opens over a page of the visible one.
 */
import type { Page } from 'playwright-core';
import { VigieError } from '../core/errors.ts';
import { type OpenedBrowser, openBrowser } from './browser.ts';
import { type ServedPages, serveContext } from './serve.ts';

export interface Press {
  readonly browser: OpenedBrowser;
  readonly pages: ServedPages;
}

export interface Printing {
  renderPdf(html: string): Promise<Uint8Array>;
  /** Resolves once the dialog is closed, `printed`: Chromium does not tell whether paper came out. */
  openPrintDialog(html: string): Promise<'printed' | 'cancelled'>;
  close(): Promise<void>;
}

async function withSheet<T>({ browser, pages }: Press, html: string, use: (page: Page) => Promise<T>): Promise<T> {
  const sheet = pages.addSheet(html);
  const page = await browser.context.newPage();
  try {
    await page.goto(sheet.url, { waitUntil: 'load' });
    // The sheet's font is data inside it, yet decoded after load.
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    return await use(page);
  } finally {
    sheet.remove();
    await page.close().catch(() => undefined);
  }
}

/** @param visible the browser of the window; `headless` tells whether it can make PDF files itself */
export function createPrinting(visible: Press, options: { headless: boolean; browserPath: string }): Printing {
  let press: Promise<Press> | null = options.headless ? Promise.resolve(visible) : null;

  async function startPress(): Promise<Press> {
    const browser = await openBrowser({
      browserPath: options.browserPath,
      headless: true,
      appWindow: false,
      locale: 'fr',
    });
    return { browser, pages: await serveContext(browser.context, null) };
  }

  async function guarded<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (cause) {
      throw new VigieError('print-failed', {}, { cause });
    }
  }

  return {
    renderPdf: (html) =>
      guarded(async () => {
        press ??= startPress();
        const made = await withSheet(await press, html, (page) =>
          page.pdf({ tagged: true, outline: true, preferCSSPageSize: true, printBackground: true }),
        );
        return new Uint8Array(made);
      }),
    openPrintDialog: (html) =>
      guarded(() =>
        withSheet(visible, html, async (page) => {
          await page.bringToFront();
          const closed = new Promise<'cancelled'>((done) => page.once('close', () => done('cancelled')));
          const printed = page.evaluate(() => window.print()).then(() => 'printed' as const);
          // Whoever closes the sheet's window instead of the dialog has cancelled, and said so clearly enough.
          return await Promise.race([
            closed,
            printed.catch((error) => (page.isClosed() ? closed : Promise.reject(error))),
          ]);
        }),
      ),
    async close() {
      if (!options.headless && press !== null) await (await press.catch(() => null))?.browser.close();
    },
  };
}

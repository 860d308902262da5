/**
 * The sheet on paper and as PDF. A headless browser measures sheets and makes PDF files, on one page that is kept open
 * between them (`print-page.ts`); where the window is on a display, that is a second browser, started at the first sheet
 * and kept. The print dialog opens over the window, out of a frame that is not seen: a page of its own would come with
 * tabs and an address bar.
 */
import type { Frame, Page } from 'playwright-core';
import { measureScript, readMeasured } from '../app/shell/measure-script.ts';
import { VigieError } from '../core/errors.ts';
import { openBrowser } from './browser.ts';
import { type Press, PrintPage } from './print-page.ts';
import { type ServedPages, serveContext } from './serve.ts';

export interface Printing {
  /** As `Shell.measureHtml`. */
  measureHtml(html: string, selector: string): Promise<readonly number[]>;
  renderPdf(html: string): Promise<Uint8Array>;
  /** Resolves once the dialog is closed, `printed`: Chromium does not tell whether paper came out. */
  openPrintDialog(html: string): Promise<'printed' | 'cancelled'>;
  /** As `Shell.closePrintPage`. */
  closePrintPage(): Promise<void>;
  close(): Promise<void>;
}

/** Shows `html` in an unseen frame of the window, hands the frame to `use`, removes it. */
async function withFrame<T>(
  page: Page,
  pages: ServedPages,
  html: string,
  use: (frame: Frame) => Promise<T>,
): Promise<T> {
  const sheet = pages.addFrame(html);
  const element = await page.evaluateHandle((url) => {
    const frame = document.createElement('iframe');
    // Not `display: none`, which is not laid out and prints empty pages.
    frame.style.cssText =
      'position:fixed;inset:auto 100% 100% auto;width:210mm;height:297mm;border:0;visibility:hidden';
    frame.setAttribute('aria-hidden', 'true');
    frame.tabIndex = -1;
    frame.src = url;
    const loaded = new Promise<HTMLIFrameElement>((done) => frame.addEventListener('load', () => done(frame)));
    document.body.append(frame);
    return loaded;
  }, sheet.url);
  try {
    const frame = await element.contentFrame();
    if (frame === null) throw new Error('the sheet has no frame');
    await frame.evaluate(() => document.fonts.ready.then(() => undefined));
    return await use(frame);
  } finally {
    sheet.remove();
    // The window may have been closed under the dialog.
    await element.evaluate((frame) => frame.remove()).catch(() => undefined);
  }
}

/**
 * @param visible the browser of the window; `headless` tells whether it can make PDF files itself
 * @param options.page the window, over which the print dialog opens; not needed to make PDF files
 */
export function createPrinting(
  visible: Press,
  options: { readonly page?: Page; readonly headless: boolean; readonly browserPath: string },
): Printing {
  const printPage = new PrintPage(
    () => {
      press ??= startPress();
      return press;
    },
    (options.headless && options.page) || null,
  );
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
    measureHtml: (html, selector) =>
      guarded(() =>
        printPage.show(html, async (page) => {
          const heights = readMeasured(await page.evaluate(measureScript(selector)));
          if (heights === null) throw new Error('the sheet was not measured');
          return heights;
        }),
      ),
    renderPdf: (html) =>
      guarded(() =>
        printPage.show(
          html,
          async (page) =>
            new Uint8Array(
              await page.pdf({ tagged: true, outline: true, preferCSSPageSize: true, printBackground: true }),
            ),
        ),
      ),
    closePrintPage: () => printPage.close(),
    openPrintDialog: (html) =>
      guarded(() => {
        const { page } = options;
        if (page === undefined) throw new Error('there is no window to print from');
        return withFrame(page, visible.pages, html, async (frame) => {
          // Whoever closes the window instead of the dialog has cancelled, and said so clearly enough.
          const closed = new Promise<'cancelled'>((done) => page.once('close', () => done('cancelled')));
          const printed = frame.evaluate(() => window.print()).then(() => 'printed' as const);
          return await Promise.race([
            closed,
            printed.catch((error) => (page.isClosed() ? closed : Promise.reject(error))),
          ]);
        });
      }),
    async close() {
      await printPage.close();
      if (!options.headless && press !== null) await (await press.catch(() => null))?.browser.close();
    },
  };
}

/**
 * The sheet on paper and as PDF: a hidden window with that one page, no script of its own, no network, a session of its own.
 * The window that measures and makes PDF files is kept until the lock, with the sheet in it: opening one costs more than most
 * of what is done in it, and a sheet is printed right after it was measured.
 *
 * Paper and PDF each have a press: a session, and a queue through which sheets go one at a time. A print dialog that
 * stands open for minutes therefore never holds up a PDF. Nothing that Electron is asked for here is relied on to answer:
 * `print` may drop its callback, `printToPDF` has hung where Windows has no printer (electron/electron#29572).
 */
import type { BrowserWindow, Session } from 'electron';
import { servePrintable } from '../app/shell/assets.ts';
import { fontsScript, measureScript, readMeasured } from '../app/shell/measure-script.ts';
import { VigieError } from '../core/errors.ts';
import { hardenSession, sheetUrl } from './hardening.ts';

export interface PrintingParts {
  readonly BrowserWindow: typeof BrowserWindow;
  readonly session: { fromPartition(name: string, options: { cache: boolean }): Session };
  /** Owns the print dialog: one owned by a hidden window opens behind everything. */
  readonly window: BrowserWindow;
}

export interface PrintingTimes {
  /** To load a sheet and make a PDF of it. A sheet takes one second; a slow thin client under load, ten. */
  readonly pdfMs: number;
  /** How long a print dialog may stand open: a caller may go on talking meanwhile. */
  readonly dialogMs: number;
}

export const usualTimes: PrintingTimes = { pdfMs: 60_000, dialogMs: 15 * 60_000 };

export interface Printing {
  /** As `Shell.measureHtml`. @throws VigieError 'print-failed', 'print-timeout' */
  measureHtml(html: string, selector: string): Promise<readonly number[]>;
  /** @throws VigieError 'print-failed', 'print-timeout' */
  renderPdf(html: string): Promise<Uint8Array>;
  /** @throws VigieError 'print-failed', 'print-timeout', 'printer-missing' */
  printHtml(html: string): Promise<'printed' | 'cancelled'>;
  /** As `Shell.closePrintPage`. */
  closePrintPage(): Promise<void>;
  /** Destroys the hidden windows, and with them what is still being printed: none may outlive the main window. */
  close(): void;
}

/** Electron's words for a closed dialog (patches/chromium/printing.patch) and for a machine without a printer. */
const cancelledReason = /cancel/i;
const noPrinterReason = /no printers|enumerate printers/i;

/** The world that our scripts run in, apart from the document's; any number that Electron does not use itself. */
const measuringWorld = 1001;

export function createPrinting(parts: PrintingParts, times: PrintingTimes = usualTimes): Printing {
  const pdfPress = createPress(parts, 'vigie-sheet-pdf', { isKept: true });
  const paperPress = createPress(parts, 'vigie-sheet-paper', { isKept: false });
  return {
    measureHtml: (html, selector) =>
      pdfPress.use(html, times.pdfMs, async (window) => {
        const heights = readMeasured(await run(window, measureScript(selector)));
        if (heights === null) throw new Error('the sheet was not measured');
        return heights;
      }),
    renderPdf: (html) =>
      pdfPress.use(html, times.pdfMs, async ({ webContents }) => {
        const pdf = await webContents.printToPDF({
          printBackground: true,
          preferCSSPageSize: true,
          generateTaggedPDF: true,
          generateDocumentOutline: true,
        });
        return new Uint8Array(pdf);
      }),
    printHtml: (html) =>
      paperPress.use(html, times.dialogMs, ({ webContents }) => {
        return new Promise((done, fail) => {
          webContents.print({ silent: false, printBackground: true }, (isPrinted, reason) => {
            if (isPrinted) done('printed');
            else if (cancelledReason.test(reason)) done('cancelled');
            else if (noPrinterReason.test(reason)) fail(new VigieError('printer-missing'));
            else fail(new Error(reason));
          });
        });
      }),
    async closePrintPage() {
      pdfPress.close();
    },
    close() {
      pdfPress.close();
      paperPress.close();
    },
  };
}

function run(window: BrowserWindow, code: string): Promise<unknown> {
  return window.webContents.executeJavaScriptInIsolatedWorld(measuringWorld, [{ code }]);
}

interface Press {
  /**
   * Loads `html` in a hidden window, hands it to `work`, destroys it unless it is kept.
   * @throws VigieError 'print-timeout' after `limitMs`; 'print-failed' if the window goes meanwhile, or `work` fails
   */
  use<T>(html: string, limitMs: number, work: (window: BrowserWindow) => Promise<T>): Promise<T>;
  /** Destroys the window with the sheet in it; whoever asked before gets 'print-failed'. */
  close(): void;
}

/** @param isKept the window stays open for the next sheet, and scripts of the shell may run in it */
function createPress(
  { BrowserWindow: Window, session: sessions, window: owner }: PrintingParts,
  name: string,
  { isKept }: { readonly isKept: boolean },
): Press {
  let session: Session | null = null;
  /** What the press's one address shows; null between two sheets. */
  let shown: ReturnType<typeof servePrintable> | null = null;
  let hidden: BrowserWindow | null = null;
  /** The document in the window that is kept. */
  let loaded: string | null = null;
  /** Raised when the window is closed: what was asked for before must not open it again. */
  let closings = 0;
  let last: Promise<unknown> = Promise.resolve();

  /** Made at the first sheet and kept: hardening one a second time would add a second set of listeners. */
  function requireSession(): Session {
    if (session !== null) return session;
    // Without the prefix `persist:` a session lives in memory only.
    session = sessions.fromPartition(name, { cache: false });
    hardenSession(session, [sheetUrl], { devtools: false });
    session.protocol.handle('app', () => {
      if (shown === null) return new Response(null, { status: 404 });
      return new Response(Buffer.from(shown.body), { status: shown.status, headers: shown.headers });
    });
    return session;
  }

  function openWindow(): BrowserWindow {
    return new Window({
      show: false,
      parent: owner,
      webPreferences: {
        session: requireSession(),
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        // The script that measures is the shell's; the policy of the sheet itself allows none.
        javascript: isKept,
      },
    });
  }

  function drop(): void {
    const window = hidden;
    hidden = null;
    loaded = null;
    if (window !== null && !window.isDestroyed()) window.destroy();
  }

  async function load(window: BrowserWindow, html: string): Promise<void> {
    if (loaded === html) return;
    loaded = null;
    shown = servePrintable(html);
    await window.loadURL(sheetUrl);
    if (!isKept) return;
    // The sheet's fonts are data inside it, yet decoded after load.
    await run(window, fontsScript);
    loaded = html;
  }

  async function print<T>(html: string, limitMs: number, work: (window: BrowserWindow) => Promise<T>): Promise<T> {
    if (owner.isDestroyed()) throw new VigieError('print-failed', { reason: 'closed' });
    if (hidden?.isDestroyed()) drop();
    hidden ??= openWindow();
    const window = hidden;
    const { webContents } = window;
    const ended = Promise.withResolvers<never>();
    const fail = (reason: string) => () => ended.reject(new VigieError('print-failed', { reason }));
    const onClosed = fail('closed');
    // The window is destroyed once the event is over (page-revival.ts says why).
    const onCrashed = () => setImmediate(fail('crashed'));
    window.on('closed', onClosed);
    webContents.on('render-process-gone', onCrashed);
    const timer = setTimeout(() => ended.reject(new VigieError('print-timeout')), limitMs);
    let isDone = false;
    try {
      const result = await Promise.race([ended.promise, load(window, html).then(() => work(window))]);
      isDone = true;
      return result;
    } catch (cause) {
      throw cause instanceof VigieError ? cause : new VigieError('print-failed', {}, { cause });
    } finally {
      clearTimeout(timer);
      shown = null;
      // Of a window that is gone Electron has no contents any more.
      if (!window.isDestroyed()) {
        window.off('closed', onClosed);
        webContents.off('render-process-gone', onCrashed);
      }
      // A window in which something failed is not trusted with the next sheet.
      if (hidden === window && !(isKept && isDone)) drop();
    }
  }

  return {
    use(html, limitMs, work) {
      const asked = closings;
      const result = last.then(() => {
        if (asked !== closings) throw new VigieError('print-failed', { reason: 'closed' });
        return print(html, limitMs, work);
      });
      last = result.catch(() => undefined);
      return result;
    },
    close() {
      closings++;
      drop();
    },
  };
}

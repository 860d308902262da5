/**
 * The sheet on paper and as PDF: a hidden window with that one page, no script, no network, a session of its own.
 *
 * Paper and PDF each have a press: a session, and a queue through which sheets go one at a time. A print dialog that
 * stands open for minutes therefore never holds up a PDF. Nothing that Electron is asked for here is relied on to answer:
 * `print` may drop its callback, `printToPDF` has hung where Windows has no printer (electron/electron#29572).
 */
import type { BrowserWindow, Session } from 'electron';
import { servePrintable } from '../app/shell/assets.ts';
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
  /** @throws VigieError 'print-failed', 'print-timeout' */
  renderPdf(html: string): Promise<Uint8Array>;
  /** @throws VigieError 'print-failed', 'print-timeout', 'printer-missing' */
  printHtml(html: string): Promise<'printed' | 'cancelled'>;
  /** Destroys the hidden windows, and with them what is still being printed: none may outlive the main window. */
  close(): void;
}

/** Electron's words for a closed dialog (patches/chromium/printing.patch) and for a machine without a printer. */
const cancelledReason = /cancel/i;
const noPrinterReason = /no printers|enumerate printers/i;

export function createPrinting(parts: PrintingParts, times: PrintingTimes = usualTimes): Printing {
  const pdfPress = createPress(parts, 'vigie-sheet-pdf');
  const paperPress = createPress(parts, 'vigie-sheet-paper');
  return {
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
    close() {
      pdfPress.close();
      paperPress.close();
    },
  };
}

interface Press {
  /**
   * Loads `html` in a hidden window, hands it to `work`, destroys it.
   * @throws VigieError 'print-timeout' after `limitMs`; 'print-failed' if the window goes meanwhile, or `work` fails
   */
  use<T>(html: string, limitMs: number, work: (window: BrowserWindow) => Promise<T>): Promise<T>;
  close(): void;
}

function createPress({ BrowserWindow: Window, session: sessions, window: owner }: PrintingParts, name: string): Press {
  let session: Session | null = null;
  /** What the press's one address shows; null between two sheets. */
  let shown: ReturnType<typeof servePrintable> | null = null;
  let hidden: BrowserWindow | null = null;
  let last: Promise<unknown> = Promise.resolve();

  /** Made at the first sheet and kept: hardening one a second time would add a second set of listeners. */
  function requireSession(): Session {
    if (session !== null) return session;
    // Without the prefix `persist:` a session lives in memory only.
    session = sessions.fromPartition(name, { cache: false });
    hardenSession(session, sheetUrl, { devtools: false });
    session.protocol.handle('app', () => {
      if (shown === null) return new Response(null, { status: 404 });
      return new Response(Buffer.from(shown.body), { status: shown.status, headers: shown.headers });
    });
    return session;
  }

  async function print<T>(html: string, limitMs: number, work: (window: BrowserWindow) => Promise<T>): Promise<T> {
    if (owner.isDestroyed()) throw new VigieError('print-failed', { reason: 'closed' });
    let timer: NodeJS.Timeout | undefined;
    try {
      shown = servePrintable(html);
      const window = new Window({
        show: false,
        parent: owner,
        webPreferences: {
          session: requireSession(),
          sandbox: true,
          contextIsolation: true,
          nodeIntegration: false,
          javascript: false,
        },
      });
      hidden = window;
      const ended = new Promise<never>((_, fail) => {
        const gone = (reason: string) => () => fail(new VigieError('print-failed', { reason }));
        window.on('closed', gone('closed'));
        window.webContents.on('render-process-gone', gone('crashed'));
        timer = setTimeout(() => fail(new VigieError('print-timeout')), limitMs);
      });
      const loadAndWork = async (): Promise<T> => {
        await window.loadURL(sheetUrl);
        return await work(window);
      };
      return await Promise.race([ended, loadAndWork()]);
    } catch (cause) {
      throw cause instanceof VigieError ? cause : new VigieError('print-failed', {}, { cause });
    } finally {
      clearTimeout(timer);
      shown = null;
      if (hidden !== null && !hidden.isDestroyed()) hidden.destroy();
      hidden = null;
    }
  }

  return {
    use(html, limitMs, work) {
      const result = last.then(() => print(html, limitMs, work));
      last = result.catch(() => undefined);
      return result;
    },
    close() {
      if (hidden !== null && !hidden.isDestroyed()) hidden.destroy();
    },
  };
}

/**
 * The sheet on paper and as PDF: a hidden window with that one page, no script, no network, a session of its own.
 */
import type { BrowserWindow, Session } from 'electron';
import { servePrintable } from '../app/shell/assets.ts';
import { VigieError } from '../core/errors.ts';
import { hardenSession, sheetUrl } from './hardening.ts';

export interface PrintingParts {
  readonly BrowserWindow: typeof BrowserWindow;
  readonly session: { fromPartition(name: string, options: { cache: boolean }): Session };
}

/** Loads `html` in a hidden window, hands it to `use`, destroys it. @throws VigieError 'print-failed' */
async function withSheet<T>(
  parts: PrintingParts,
  html: string,
  use: (window: BrowserWindow) => Promise<T>,
): Promise<T> {
  // Without the prefix `persist:` a session lives in memory only.
  const session = parts.session.fromPartition('vigie-sheet', { cache: false });
  hardenSession(session, sheetUrl, { devtools: false });
  const window = new parts.BrowserWindow({
    show: false,
    webPreferences: { session, sandbox: true, contextIsolation: true, nodeIntegration: false, javascript: false },
  });
  try {
    const { status, headers, body } = servePrintable(html);
    session.protocol.handle('app', () => new Response(Buffer.from(body), { status, headers }));
    await window.loadURL(sheetUrl);
    return await use(window);
  } catch (cause) {
    throw new VigieError('print-failed', {}, { cause });
  } finally {
    if (session.protocol.isProtocolHandled('app')) session.protocol.unhandle('app');
    window.destroy();
  }
}

export async function renderPdf(parts: PrintingParts, html: string): Promise<Uint8Array> {
  return await withSheet(
    parts,
    html,
    async (window) =>
      new Uint8Array(
        await window.webContents.printToPDF({
          printBackground: true,
          preferCSSPageSize: true,
          generateTaggedPDF: true,
          generateDocumentOutline: true,
        }),
      ),
  );
}

/** What Chromium says when the person closed the dialog: no failure. */
const cancelledReason = /cancel/i;

export async function printHtml(parts: PrintingParts, html: string): Promise<'printed' | 'cancelled'> {
  return await withSheet(
    parts,
    html,
    (window) =>
      new Promise((done, fail) => {
        window.webContents.print({ silent: false, printBackground: true }, (isPrinted, reason) => {
          if (isPrinted) done('printed');
          else if (cancelledReason.test(reason)) done('cancelled');
          else fail(new Error(reason));
        });
      }),
  );
}

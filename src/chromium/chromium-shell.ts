/** `Shell` over the machine's browser. No decision of the application is made here. */
import type { Page } from 'playwright-core';
import type { DroppedFiles } from '../app/shell/dropped-files.ts';
import { watchScreenLock } from '../app/shell/screen-lock.ts';
import type { LockSignal, Shell } from '../app/shell/shell.ts';
import { deliver } from './bridge.ts';
import { pickFile, saveInto } from './files.ts';
import type { Printing } from './printing.ts';

export interface ChromiumShellParts {
  readonly page: Page;
  readonly printing: Printing;
  readonly dropped: DroppedFiles;
  /** Without a display there is no print dialog: what is printed goes into `saveDir` as PDF. */
  readonly headless: boolean;
  readonly saveDir: string;
  /** Has a new page take the place of the one on screen (`page-renewal.ts`). */
  readonly renewPage: () => void;
}

export function createChromiumShell(parts: ChromiumShellParts): Shell {
  const { page, printing } = parts;
  return {
    name: 'chromium',
    // Chromium gives a program that drives it no access to the operating system's keystore.
    keystore: null,
    pickFile: ({ filters }) =>
      pickFile(
        page,
        filters.flatMap(({ extensions }) => extensions),
      ),
    resolveDroppedFile: (token) => parts.dropped.take(token),
    saveFile: async ({ suggestedName, bytes }) => saveInto(parts.saveDir, suggestedName, bytes),
    measureHtml: (html, selector) => printing.measureHtml(html, selector),
    renderPdf: (html) => printing.renderPdf(html),
    closePrintPage: () => printing.closePrintPage(),
    renewPage: parts.renewPage,
    async printHtml(html) {
      if (!parts.headless) return await printing.openPrintDialog(html);
      saveInto(parts.saveDir, 'vigie-impression.pdf', await printing.renderPdf(html));
      return 'printed';
    },
    onLockSignal(listener) {
      const onClosed = (): void => listener('window-closed' satisfies LockSignal);
      page.on('close', onClosed);
      const stopWatching = watchScreenLock(listener);
      return () => {
        page.off('close', onClosed);
        stopWatching();
      };
    },
    emit: (event, payload) => deliver(page, event, payload),
  };
}

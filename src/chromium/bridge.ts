/**
 * The one way in from the page, and the one way back. As in Electron's shell, the sender is checked first: this page,
 * its main frame, our origin; what passes is parsed by the application against the contract.
 */
import type { Frame, Page } from 'playwright-core';
import type { DroppedFiles } from '../app/shell/dropped-files.ts';
import { appUrl } from './browser.ts';
import { filePathOf } from './files.ts';
import { type PageHooks, pageScript } from './page-script.ts';

export interface BridgeTarget {
  invoke(channel: string, input: unknown): Promise<unknown>;
  /** Told of a call that was turned away because of who sent it: the journal keeps a trace. */
  noteRefusedCall(): void;
}

// Answers travel as text: Playwright would otherwise write out, copy and rebuild every part of a case, several times over.
const refused = JSON.stringify({ ok: false, problem: { code: 'ipc-refused', details: {} } });

function isOurPage(source: { page: Page; frame: Frame }, page: Page): boolean {
  return source.page === page && source.frame === page.mainFrame() && source.frame.url().startsWith(appUrl);
}

/** Installs `window.vigie` in `page`; before its first load. */
export async function serveBridge(page: Page, target: BridgeTarget, dropped: DroppedFiles): Promise<void> {
  await page.exposeBinding('__vigieCall', async (source, channel: unknown, input: unknown) => {
    if (!isOurPage(source, page) || typeof channel !== 'string') {
      target.noteRefusedCall();
      return refused;
    }
    return JSON.stringify(await target.invoke(channel, input));
  });
  await page.exposeBinding('__vigieDropped', async (source) => {
    if (!isOurPage(source, page)) {
      target.noteRefusedCall();
      return '';
    }
    const path = await filePathOf(page, 'window.__vigieTakeDropped()');
    return path === null ? '' : dropped.remember(path);
  });
  await page.addInitScript({ content: pageScript() });
}

/** Sends an event of the contract to the page. A page that has gone, or is loading, has nothing to update. */
export function deliver(page: Page, event: string, payload: unknown): void {
  if (page.isClosed()) return;
  page
    .evaluate(([name, value]) => (window as unknown as PageHooks).__vigieDeliver(name, value), [
      event,
      payload,
    ] as const)
    .catch(() => undefined);
}

/** Answers every request of the browser from inside this process; what is not ours is aborted. */
import type { BrowserContext, Route } from 'playwright-core';
import { type AssetResponse, freshNonce, serveAsset, servePrintable } from '../app/assets.ts';
import { appOrigin, sheetOrigin } from './browser.ts';

export interface ServedPages {
  /** Puts `html` on a page of its own until `remove` is called. */
  addSheet(html: string): { readonly url: string; remove(): void };
}

async function fulfil(route: Route, { status, headers, body }: AssetResponse): Promise<void> {
  await route.fulfill({ status, headers: { ...headers }, body: Buffer.from(body) });
}

/** Takes over the whole network of `context`. @param rendererDir null where only sheets are shown */
export async function serveContext(context: BrowserContext, rendererDir: string | null): Promise<ServedPages> {
  const sheets = new Map<string, string>();
  await context.routeWebSocket(/.*/, (socket) => socket.close());
  await context.route('**/*', async (route) => {
    const request = route.request();
    const url = new URL(request.url());
    if (url.origin === appOrigin && rendererDir !== null) {
      await fulfil(route, await serveAsset(rendererDir, request.url(), request.method()));
      return;
    }
    const sheet = url.origin === sheetOrigin ? sheets.get(url.pathname) : undefined;
    if (sheet !== undefined) await fulfil(route, servePrintable(sheet));
    else await route.abort('accessdenied');
  });
  return {
    addSheet(html) {
      const pathname = `/${encodeURIComponent(freshNonce())}`;
      sheets.set(pathname, html);
      return { url: `${sheetOrigin}${pathname}`, remove: () => sheets.delete(pathname) };
    },
  };
}

/** Answers every request of the browser from inside this process; what is not ours is aborted. */
import type { BrowserContext, Route } from 'playwright-core';
import { type AssetResponse, freshNonce, serveAsset, servePrintable } from '../app/shell/assets.ts';
import { appOrigin, awayUrl, sheetOrigin } from './browser.ts';

export interface ServedSheet {
  readonly url: string;
  remove(): void;
}

export interface ServedPages {
  /** Puts `html` on a page of its own until `remove` is called. */
  addSheet(html: string): ServedSheet;
  /** Puts `html` where a frame of the window can show it, until `remove` is called. */
  addFrame(html: string): ServedSheet;
}

async function fulfil(route: Route, { status, headers, body }: AssetResponse): Promise<void> {
  await route.fulfill({ status, headers: { ...headers }, body: Buffer.from(body) });
}

/** Takes over the whole network of `context`. @param rendererDir null where only sheets are shown */
export async function serveContext(context: BrowserContext, rendererDir: string | null): Promise<ServedPages> {
  const sheets = new Map<string, string>();
  const add = (origin: string, html: string): ServedSheet => {
    const url = `${origin}/sheet/${encodeURIComponent(freshNonce())}`;
    sheets.set(url, html);
    return { url, remove: () => sheets.delete(url) };
  };
  await context.routeWebSocket(/.*/, (socket) => socket.close());
  await context.route('**/*', async (route) => {
    const request = route.request();
    const { origin } = new URL(request.url());
    const sheet = sheets.get(request.url());
    if (sheet !== undefined) {
      await fulfil(route, servePrintable(sheet, origin === appOrigin ? "'self'" : "'none'"));
    } else if (origin === appOrigin && rendererDir !== null) {
      await fulfil(route, await serveAsset(rendererDir, request.url(), request.method()));
    } else if (request.url() === awayUrl) await route.fulfill({ status: 200, contentType: 'text/html', body: '' });
    else await route.abort('accessdenied');
  });
  return { addSheet: (html) => add(sheetOrigin, html), addFrame: (html) => add(appOrigin, html) };
}

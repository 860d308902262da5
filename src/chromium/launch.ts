/**
 * The Chromium shell, whole: browser, pages, application, window. What `npm start` falls back to, and what the
 * end-to-end tests drive.
 */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { createApp } from '../app/app.ts';
import { createDroppedFiles } from '../app/shell/dropped-files.ts';
import { type AppOptions, systemClock } from '../app/shell/options.ts';
import { openPreferences } from '../app/shell/preferences.ts';
import { serveBridge } from './bridge.ts';
import { appUrl, openBrowser } from './browser.ts';
import { createChromiumShell } from './chromium-shell.ts';
import { PageRenewal } from './page-renewal.ts';
import type { Press } from './print-page.ts';
import { createPrinting } from './printing.ts';
import { serveContext } from './serve.ts';

export interface LaunchOptions
  extends Pick<AppOptions, 'profileDir' | 'administrator' | 'costs' | 'demo' | 'systemLog' | 'onUnexpectedError'> {
  readonly browserPath: string;
  readonly headless: boolean;
  /** The built renderer (`out/renderer`). */
  readonly rendererDir: string;
  /** Directory that holds `guide` and `trusted-keys`. */
  readonly resourcesDir: string;
  readonly trustedKeysDir?: string;
  /** Where sheets are saved. Made when the first one is. */
  readonly saveDir: string;
  readonly clock?: AppOptions['clock'];
  readonly viewport?: { readonly width: number; readonly height: number };
}

export interface RunningVigie {
  readonly page: Page;
  readonly app: Awaited<ReturnType<typeof createApp>>;
  /** Resolves once the window was closed, by whomever, and everything is put away. */
  readonly closed: Promise<void>;
  /** Locks, closes the window and the browser, removes the browser's profile. */
  close(): Promise<void>;
}

/** A browser whose whole network is this process's, for windows of the application. The caller closes it. */
export async function openWindowBrowser(
  options: Pick<LaunchOptions, 'browserPath' | 'headless' | 'rendererDir' | 'profileDir' | 'viewport'>,
): Promise<Press> {
  const { browserPath, headless } = options;
  const browser = await openBrowser({
    browserPath,
    headless,
    appWindow: !headless,
    locale: openPreferences(options.profileDir).current.locale,
    ...(options.viewport === undefined ? {} : { viewport: options.viewport }),
  });
  try {
    return { browser, pages: await serveContext(browser.context, options.rendererDir) };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

export async function launchVigie(options: LaunchOptions): Promise<RunningVigie> {
  const press = await openWindowBrowser(options);
  try {
    const { context } = press.browser;
    const page = context.pages()[0] ?? (await context.newPage());
    return await launchVigieIn(press, page, options, () => press.browser.close());
  } catch (error) {
    await press.browser.close();
    throw error;
  }
}

/** The application on a page of a browser that is open already: whoever shows one desk after the other starts one browser for them all. */
export async function launchVigieIn(
  press: Press,
  page: Page,
  options: Omit<LaunchOptions, 'rendererDir' | 'viewport'>,
  closeWindow: () => Promise<void>,
): Promise<RunningVigie> {
  const { browserPath, headless } = options;
  const { context, processes } = press.browser;
  page.on('popup', (popup) => void popup.close());
  // A native dialog would hold the page while a caller waits; the application never opens one.
  page.on('dialog', (dialog) => void dialog.dismiss());

  const dropped = createDroppedFiles();
  const printing = createPrinting(press, { page, headless, browserPath });
  const renewal = new PageRenewal(page, processes);
  const shell = createChromiumShell({
    ...{ page, printing, dropped, headless },
    saveDir: options.saveDir,
    renewPage: () => renewal.renew(),
  });
  const app = await createApp({
    profileDir: options.profileDir,
    shell,
    guideDir: join(options.resourcesDir, 'guide'),
    trustedKeysDir: options.trustedKeysDir ?? join(options.resourcesDir, 'trusted-keys'),
    clock: options.clock ?? systemClock,
    demo: options.demo ?? null,
    systemLog: options.systemLog ?? null,
    ...(options.administrator === undefined ? {} : { administrator: options.administrator }),
    ...(options.costs === undefined ? {} : { costs: options.costs }),
    ...(options.onUnexpectedError === undefined ? {} : { onUnexpectedError: options.onUnexpectedError }),
  });
  await serveBridge(page, app, dropped);

  let ending: Promise<void> | null = null;
  const end = (): Promise<void> => {
    ending ??= (async () => {
      await app.dispose();
      await printing.close();
      await closeWindow();
    })();
    return ending;
  };
  const closed = new Promise<void>((done) => {
    const onClosed = () => {
      page.off('close', onClosed);
      context.off('close', onClosed);
      void end().then(done);
    };
    page.once('close', onClosed);
    context.once('close', onClosed);
  });
  page.on('crash', () => void app.lock('fault'));
  await page.goto(appUrl);
  return { page, app, closed, close: end };
}

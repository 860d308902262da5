/** The Chromium shell under the suite of all shells, in the real browser. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findBrowser } from '../../scripts/find-browser.mjs';
import { createDroppedFiles } from '../../src/app/shell/dropped-files.ts';
import { serveBridge } from '../../src/chromium/bridge.ts';
import { appUrl, openBrowser } from '../../src/chromium/browser.ts';
import { type ChromiumShellParts, createChromiumShell } from '../../src/chromium/chromium-shell.ts';
import { createPrinting } from '../../src/chromium/printing.ts';
import { serveContext } from '../../src/chromium/serve.ts';
import { describeShell } from '../support/shell-conformance.ts';

const pageSource = `
  document.addEventListener('dragover', (event) => event.preventDefault());
  document.addEventListener('drop', async (event) => {
    event.preventDefault();
    document.body.dataset.token = await vigie.tokenForDroppedFile(event.dataTransfer.files[0]);
  });
  globalThis.received = [];
  vigie.on('locked', (payload) => received.push(['locked', payload]));`;

describeShell('chromium', async (dir) => {
  const rendererDir = join(dir, 'renderer');
  mkdirSync(rendererDir);
  writeFileSync(
    join(rendererDir, 'index.html'),
    '<!doctype html><title>Essai</title><script type="module" src="./page.js"></script><body><p>Bonjour</p>',
  );
  writeFileSync(join(rendererDir, 'page.js'), pageSource);
  const browserPath = findBrowser();
  if (browserPath === null) throw new Error('no browser: set VIGIE_BROWSER');
  const browser = await openBrowser({ browserPath, headless: true, appWindow: false, locale: 'fr' });
  const pages = await serveContext(browser.context, rendererDir);
  const page = browser.context.pages()[0] ?? (await browser.context.newPage());
  const dropped = createDroppedFiles();
  const printing = createPrinting({ browser, pages }, { page, headless: true, browserPath });
  const parts = { page, printing, dropped, headless: true, saveDir: join(dir, 'out'), renewPage: () => {} };
  const shell = createChromiumShell(parts satisfies ChromiumShellParts);
  const counts = { reached: 0, noted: 0 };
  const target = {
    async invoke() {
      counts.reached++;
      return { ok: true, value: {} };
    },
    noteRefusedCall() {
      counts.noted++;
    },
  };
  await serveBridge(page, target, dropped);
  await page.goto(appUrl);
  return {
    shell,
    answerOpen(path) {
      page.once('filechooser', async (chooser) => {
        if (path !== null) return await chooser.setFiles(path);
        await chooser.element().evaluate((input) => input.dispatchEvent(new Event('cancel')));
      });
    },
    saveInto(saveDir) {
      parts.saveDir = saveDir;
    },
    async drop(path) {
      const devtools = await page.context().newCDPSession(page);
      const data = { items: [], files: [path], dragOperationsMask: 1 };
      for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
        await devtools.send('Input.dispatchDragEvent', { type, x: 50, y: 50, data });
      }
      await devtools.detach();
      await page.locator('body[data-token]').waitFor();
      return (await page.evaluate('document.body.dataset.token')) as string;
    },
    async call(from) {
      Object.assign(counts, { reached: 0, noted: 0 });
      let frame = page.mainFrame();
      if (from === 'foreign') {
        await page.evaluate(() => document.body.append(document.createElement('iframe')));
        frame = page.frames().find((one) => one !== page.mainFrame()) ?? frame;
      }
      const answer = (await frame.evaluate("window.__vigieCall('lock', {})")) as string;
      return { answer: JSON.parse(answer) as unknown, reached: counts.reached === 1, noted: counts.noted === 1 };
    },
    receivedEvents: () => page.evaluate('globalThis.received'),
    closeWindow: () => page.close(),
    close: () => browser.close(),
  };
});

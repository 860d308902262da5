/** The Chromium shell in the real browser, around a page of a few lines: what it serves, lets in, picks and prints. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listProcesses } from '../../scripts/check-started.mjs';
import { findBrowser } from '../../scripts/find-browser.mjs';
import { noncePlaceholder } from '../../src/app/shell/assets.ts';
import { createDroppedFiles } from '../../src/app/shell/dropped-files.ts';
import type { Shell } from '../../src/app/shell/shell.ts';
import { serveBridge } from '../../src/chromium/bridge.ts';
import { appUrl, type OpenedBrowser, openBrowser } from '../../src/chromium/browser.ts';
import { createChromiumShell } from '../../src/chromium/chromium-shell.ts';
import { PageRenewal } from '../../src/chromium/page-renewal.ts';
import { createPrinting, type Printing } from '../../src/chromium/printing.ts';
import { serveContext } from '../../src/chromium/serve.ts';

const dir = mkdtempSync(join(tmpdir(), 'vigie-chromium-'));
const rendererDir = join(dir, 'renderer');
const saveDir = join(dir, 'saved');
const packFile = join(dir, 'set.vigie');
const received: unknown[][] = [];

let browser: OpenedBrowser;
let page: Page;
let shell: Shell;
let printing: Printing;
let server: Server;
let serverHits = 0;
let refusals = 0;
let serverUrl = '';

const indexHtml = `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Essai</title>
<meta property="csp-nonce" nonce="${noncePlaceholder}"><style nonce="${noncePlaceholder}">body { color: rgb(1, 2, 3); }</style>
<script type="module" src="./page.js"></script></head><body><p>Bonjour</p></body></html>`;

beforeAll(async () => {
  mkdirSync(rendererDir);
  writeFileSync(join(rendererDir, 'index.html'), indexHtml);
  writeFileSync(join(rendererDir, 'page.js'), "document.body.dataset.ran = 'yes';");
  writeFileSync(packFile, 'not a pack, but a file');
  server = createServer((_request, response) => {
    serverHits++;
    response.end('outside');
  }).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  serverUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;

  const browserPath = findBrowser();
  if (browserPath === null) throw new Error('no browser: set VIGIE_BROWSER');
  browser = await openBrowser({ browserPath, headless: true, appWindow: false, locale: 'fr' });
  const pages = await serveContext(browser.context, rendererDir);
  page = browser.context.pages()[0] ?? (await browser.context.newPage());
  const dropped = createDroppedFiles();
  printing = createPrinting({ browser, pages }, { page, headless: true, browserPath });
  shell = createChromiumShell({ page, printing, dropped, headless: true, saveDir, renewPage: () => {} });
  const target = {
    async invoke(...args: unknown[]) {
      received.push(args);
      return { ok: true, value: { answered: true } };
    },
    noteRefusedCall() {
      refusals++;
    },
  };
  await serveBridge(page, target, dropped);
  await page.goto(appUrl);
});
afterAll(async () => {
  await browser?.close();
  server?.close();
  rmSync(dir, { recursive: true });
});

describe('the page', () => {
  it('is served with its scripts and styles under the policy', async () => {
    expect(await page.evaluate(() => document.body.dataset.ran)).toBe('yes');
    expect(await page.evaluate(() => getComputedStyle(document.body).color)).toBe('rgb(1, 2, 3)');
    expect(await page.evaluate(() => isSecureContext)).toBe(true);
  });

  it('writes dates as the French do', async () => {
    expect(await page.evaluate(() => new Intl.DateTimeFormat(navigator.language).format(new Date(2026, 10, 21)))).toBe(
      '21/11/2026',
    );
  });

  it('runs nothing inline', async () => {
    const ran = await page.evaluate(() => {
      const script = document.createElement('script');
      // Around the setters that Trusted Types refuse: the policy stops it all the same.
      script.append('document.body.dataset.inline = "yes"');
      document.body.append(script);
      const style = document.createElement('style');
      style.textContent = 'p { color: rgb(9, 9, 9); }';
      document.body.append(style);
      const paragraph = document.querySelector('p');
      return [document.body.dataset.inline, paragraph === null ? '' : getComputedStyle(paragraph).color];
    });
    expect(ran).toEqual([undefined, 'rgb(1, 2, 3)']);
  });

  it('turns no text into markup or code, but by the one policy that the sheet has', async () => {
    const reached = await page.evaluate(() => {
      const { trustedTypes } = window as unknown as {
        trustedTypes: { createPolicy(name: string, rules: object): unknown };
      };
      const text = '<img src="x">';
      const element = document.createElement('div');
      const attempts: Record<string, () => unknown> = {
        innerHTML: () => {
          element.innerHTML = text;
        },
        insertAdjacentHTML: () => element.insertAdjacentHTML('beforeend', text),
        'parse a document': () => new DOMParser().parseFromString(text, 'text/html'),
        createContextualFragment: () => document.createRange().createContextualFragment(text),
        'document.write': () => document.write(text),
        srcdoc: () => {
          document.createElement('iframe').srcdoc = text;
        },
        'script.src': () => {
          document.createElement('script').src = 'page.js';
        },
        'another policy': () => trustedTypes.createPolicy('default', { createHTML: (html: string) => html }),
      };
      return Object.keys(attempts).filter((name) => {
        try {
          attempts[name]?.();
          return true;
        } catch {
          return false;
        }
      });
    });
    expect(reached).toEqual([]);
  });

  it('reaches no server, by any means', async () => {
    const outcomes = await page.evaluate(async (url) => {
      const tried = (work: Promise<unknown>) =>
        work.then(
          () => 'reached',
          () => 'refused',
        );
      const image = new Image();
      const imageDone = new Promise((done, fail) => {
        image.onload = done;
        image.onerror = fail;
      });
      image.src = url;
      const frame = document.createElement('iframe');
      frame.src = url;
      document.body.append(frame);
      navigator.sendBeacon(url, 'x');
      const socket = new Promise((done, fail) => {
        const opened = new WebSocket(url.replace('http', 'ws'));
        opened.onopen = done;
        opened.onerror = fail;
        opened.onclose = fail;
      });
      const results = await Promise.all([tried(fetch(url)), tried(imageDone), tried(socket)]);
      frame.remove();
      return results;
    }, serverUrl);
    expect(outcomes).toEqual(['refused', 'refused', 'refused']);
    expect(serverHits).toBe(0);
  });

  it('cannot leave, nor open anything', async () => {
    await page.evaluate((url) => window.open(url), serverUrl).catch(() => undefined);
    await page.evaluate((url) => {
      window.location.href = url;
    }, serverUrl);
    await page.waitForTimeout(300);
    expect(serverHits).toBe(0);
    // On a busy machine the refused navigation is still ending: it may interrupt this one.
    await expect.poll(() => page.goto(appUrl).then(() => page.url(), String), { timeout: 15_000 }).toBe(appUrl);
  });
});

it.skipIf(process.platform !== 'linux')(
  'the browser keeps off what Playwright has off, and loads no page of its own',
  async () => {
    const features = listProcesses()
      .filter(({ parent }) => parent === process.pid)
      .flatMap(({ command }) =>
        [...command.matchAll(/--disable-features=(\S+)/g)].map(([, list = '']) => list.split(',')),
      );
    expect(features).toHaveLength(2);
    const [playwright, ours] = features;
    expect(playwright?.length).toBeGreaterThan(10);
    expect(ours).toEqual(expect.arrayContaining(playwright ?? []));
    const devTools = await browser.context.browser()?.newBrowserCDPSession();
    const all = await devTools?.send('Target.getTargets', { filter: [{}] });
    expect(all?.targetInfos.map(({ type }) => type).filter((type) => type === 'browser_ui')).toEqual([]);
  },
);

describe('the way in', () => {
  const callFrom = (source: string) => page.evaluate(source);

  it('lets our page call the contract', async () => {
    received.length = 0;
    expect(await callFrom("vigie.call('lock', {})")).toEqual({ ok: true, value: { answered: true } });
    expect(received).toEqual([['lock', {}]]);
  });

  it('refuses a frame, even one that holds the raw binding', async () => {
    received.length = 0;
    await page.evaluate(() => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
    });
    const frame = page.frames().find((one) => one !== page.mainFrame());
    const answer = await frame?.evaluate("window.__vigieCall ? window.__vigieCall('lock', {}) : 'absent'");
    expect(['{"ok":false,"problem":{"code":"ipc-refused","details":{}}}', 'absent']).toContain(answer);
    expect(refusals).toBe(answer === 'absent' ? 0 : 1);
    expect(received).toEqual([]);
    await page.evaluate(() => document.querySelector('iframe')?.remove());
  });

  it('delivers events', async () => {
    await callFrom("globalThis.seen = new Promise((done) => vigie.on('locked', (payload) => done(payload.reason))); 0");
    shell.emit('locked', { reason: 'idle' });
    expect(await callFrom('globalThis.seen')).toBe('idle');
  });
});

describe('files', () => {
  it('are picked by the person, and only their name is for the page', async () => {
    page.once('filechooser', (chooser) => void chooser.setFiles(packFile));
    const filters = [{ label: 'Vigie', extensions: ['vigie'] }];
    expect(await shell.pickFile({ title: 'x', filters })).toEqual({ path: packFile, name: 'set.vigie' });
  });

  it('may be dropped: the page gets a token, the shell the path', async () => {
    const devtools = await page.context().newCDPSession(page);
    await page.evaluate(`
      document.addEventListener('dragover', (event) => event.preventDefault());
      globalThis.dropToken = new Promise((done) => {
        document.addEventListener('drop', (event) => {
          event.preventDefault();
          done(vigie.tokenForDroppedFile(event.dataTransfer.files[0]));
        });
      }); 0`);
    const data = { items: [], files: [packFile], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await devtools.send('Input.dispatchDragEvent', { type, x: 50, y: 50, data });
    }
    const token = String(await page.evaluate('globalThis.dropToken'));
    expect(token).toMatch(/^[0-9a-f]{32}$/);
    expect(shell.resolveDroppedFile(token)).toEqual({ path: packFile, name: 'set.vigie' });
    expect(shell.resolveDroppedFile(token)).toBeNull();
    await devtools.detach();
  });

  it('that a page made up have no path and no token', async () => {
    expect(await page.evaluate("vigie.tokenForDroppedFile(new File(['x'], 'set.vigie'))")).toBe('');
    expect(await page.evaluate("vigie.tokenForDroppedFile('/etc/passwd')")).toBe('');
  });

  it('are saved under a free name inside the directory, whatever name is suggested', async () => {
    const bytes = new Uint8Array([37, 80]);
    expect(await shell.saveFile({ suggestedName: 'fiche.pdf', bytes })).toBe(join(saveDir, 'fiche.pdf'));
    expect(await shell.saveFile({ suggestedName: '../../fiche.pdf', bytes })).toBe(join(saveDir, 'fiche (2).pdf'));
  });
});

describe('the sheet', () => {
  const sheet = `<!doctype html><html lang="fr"><head><title>Fiche</title><style>h1 { font-size: 20pt; }</style></head>
    <body><h1>Ce qui est fait</h1><script>document.title = 'altered'</script></body></html>`;

  it('becomes a tagged PDF with its language and title, and its scripts do not run', async () => {
    const pdf = Buffer.from(await shell.renderPdf(sheet)).toString('latin1');
    expect(pdf).toMatch(/^%PDF-/);
    expect(pdf).toMatch(/\/MarkInfo\s*<<\s*\/Type \/MarkInfo\s*\/Marked true|\/Marked true/);
    expect(pdf).toMatch(/\/Lang \(fr\)/);
    expect(pdf).not.toContain('altered');
  });

  it('is printed out of an unseen frame of the window, which is gone afterwards', async () => {
    const shown: string[] = [];
    page.on('framenavigated', (frame) => shown.push(frame.url()));
    expect(await printing.openPrintDialog(sheet)).toBe('printed');
    expect(page.frames()).toHaveLength(1);
    expect(shown.filter((url) => url.startsWith(`${appUrl}sheet/`))).toHaveLength(1);
  });

  it('goes into a file where there is no printer dialog', async () => {
    expect(await shell.printHtml(sheet)).toBe('printed');
    expect(readdirSync(saveDir)).toContain('vigie-impression.pdf');
    expect(readFileSync(join(saveDir, 'vigie-impression.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
  });
});

describe.skipIf(process.platform !== 'linux')('the lock', () => {
  /** Chromium spells out of which process each kind is; a process that ended has no directory any more. */
  const pageProcesses = async (): Promise<number[]> => {
    const devTools = await browser.context.browser()?.newBrowserCDPSession();
    const told = await devTools?.send('SystemInfo.getProcessInfo');
    return (told?.processInfo ?? []).flatMap(({ type, id }) => (type === 'renderer' ? [id] : []));
  };
  const ended = (pids: readonly number[]): number => pids.filter((pid) => !existsSync(`/proc/${pid}`)).length;

  it('has ended the process of the print page when it says that the page is closed', async () => {
    for (let round = 0; round < 3; round++) {
      await shell.renderPdf(`<!doctype html><title>${round}</title><p>Feuille</p>`);
      const before = await pageProcesses();
      await shell.closePrintPage();
      expect(ended(before)).toBeGreaterThan(0);
    }
  });

  it('ends the process of the window beside that of the print page, and takes neither for the other', async () => {
    await shell.renderPdf('<!doctype html><title>Feuille</title><p>Feuille</p>');
    const renewal = new PageRenewal(page, browser.processes);
    const before = await pageProcesses();
    void shell.closePrintPage();
    renewal.renew();
    await page.waitForURL((url) => !url.href.startsWith(appUrl));
    await page.waitForURL(appUrl);
    expect(ended(before)).toBeGreaterThan(1);
  });
});

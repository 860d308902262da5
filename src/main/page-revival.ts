/**
 * The page's process may die, and is ended at each lock: what was typed stays in its memory as long as it runs.
 *
 * At the lock the window leaves for an empty page of another site, and comes back. Electron has Chromium isolate sites strictly
 * (`ElectronBrowserClient::ShouldEnableStrictSiteIsolation`), a site is a scheme and a host (`SiteInfo::GetSiteForOrigin`), and
 * only pages of http and https are kept alive for the way back (`BackForwardCacheImpl`). So the process that was left holds no
 * page, and ends. Only then does the window come back: until then Chromium may give that process the next page of its site.
 *
 * `forcefullyCrashRenderer` would be shorter. But whoever follows the page over DevTools is told of a crash
 * (`Inspector.targetCrashed`), after which Playwright gives the page up for good, and with it the end-to-end tests. It remains for a
 * page that cannot be left.
 *
 * When the process dies by itself (a bug of Chromium, a graphics driver, no memory), the vault is locked, and the page is loaded
 * once more. If it dies again soon, loading it forever would help nobody: the person is told, and the program ends.
 *
 * Electron may tell of the death while Chromium is still taking the process down; a page that is loaded from within that
 * event then ends the whole program (electron/electron#51900). So what follows waits for the event to be over.
 */
import type { BrowserWindow } from 'electron';
import { appUrl, awayUrl } from './hardening.ts';
import type { PageProcesses } from './page-processes.ts';

/** Two deaths further apart than this are two accidents. */
const soonMs = 60_000;
/** A page of ours loads in less than a second; a thin client under load takes ten. */
const loadMs = 30_000;
/** A load may be cut short by another one, or by the page's process dying in the middle of it. */
const attempts = 3;

export interface RevivalParts {
  readonly window: BrowserWindow;
  readonly processes: PageProcesses;
  lock(): void;
  /** Tells the person, and ends the program. */
  giveUp(): void;
  nowMs(): number;
}

export interface PageRevival {
  /**
   * Loads the page for the first time; again if its process dies on the way. Resolves as well where the window was closed meanwhile.
   * @throws Error if it does not load
   */
  open(): Promise<void>;
  /** Ends the page's process and loads the page in another one. Returns at once; one renewal waits for the other. */
  renew(): void;
}

export function revivePage({ window, processes, lock, giveUp, nowMs }: RevivalParts): PageRevival {
  let lastDeathMs = Number.NEGATIVE_INFINITY;
  /** Ways to the page that are under way. */
  let renewals = 0;
  let hasGivenUp = false;
  let last: Promise<void> = Promise.resolve();

  function giveUpOnce(): void {
    if (hasGivenUp || window.isDestroyed()) return;
    hasGivenUp = true;
    giveUp();
  }

  /** @returns false if the page did not load, or nobody waits for it any more */
  async function goTo(url: string): Promise<boolean> {
    for (let left = attempts; left > 0; left--) {
      // What failed may have told so from within the notice of a death; and a lock may be answering a call of this very page.
      await new Promise((done) => setImmediate(done));
      if (hasGivenUp || window.isDestroyed()) return false;
      if (await settles(window.loadURL(url), loadMs)) return true;
    }
    return false;
  }

  /** What came before can be gone back to, and holds the state of the page that was left. */
  function forgetWhatCameBefore(): void {
    if (!window.isDestroyed()) window.webContents.navigationHistory.clear();
  }

  async function comeBack(): Promise<void> {
    if (await goTo(appUrl)) forgetWhatCameBefore();
    else giveUpOnce();
  }

  async function renew(): Promise<void> {
    if (window.isDestroyed()) return;
    const left = processes.list();
    if (await goTo(awayUrl)) forgetWhatCameBefore();
    else if (!window.isDestroyed()) window.webContents.forcefullyCrashRenderer();
    await processes.awaitEnd(left);
    await comeBack();
  }

  window.webContents.on('render-process-gone', () => {
    lock();
    // Whatever died on the way away and back, the way ends with the page loaded.
    if (renewals > 0) return;
    const isFirst = nowMs() - lastDeathMs > soonMs;
    lastDeathMs = nowMs();
    if (isFirst) void comeBack();
    else setImmediate(giveUpOnce);
  });
  return {
    async open() {
      renewals++;
      try {
        if (!(await goTo(appUrl)) && !window.isDestroyed()) throw new Error('the page does not load');
      } finally {
        renewals--;
      }
    },
    renew() {
      renewals++;
      last = last.then(renew).finally(() => {
        renewals--;
      });
    },
  };
}

/** @returns true if `work` resolves before `limitMs` are over */
async function settles(work: Promise<void>, limitMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((done) => {
    timer = setTimeout(done, limitMs, false);
  });
  try {
    return await Promise.race([work.then(() => true), late]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

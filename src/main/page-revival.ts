/**
 * The page's process may die, and is ended at each lock: what was typed stays in its memory as long as it runs.
 *
 * When it dies: a bug of Chromium, a graphics driver, no memory. The vault is locked, and the page is loaded
 * once more. If it dies again soon, loading it forever would help nobody: the person is told, and the program ends.
 *
 * Electron may tell of the death while Chromium is still taking the process down; a page that is loaded from within that
 * event then ends the whole program (electron/electron#51900). So what follows waits for the event to be over.
 */
import type { BrowserWindow } from 'electron';

/** Two deaths further apart than this are two accidents. */
const soonMs = 60_000;

export interface RevivalParts {
  readonly window: BrowserWindow;
  lock(): void;
  /** Loads the page. Rejects if it does not load. */
  load(): Promise<void>;
  /** Tells the person, and ends the program. */
  giveUp(): void;
  nowMs(): number;
}

export interface PageRevival {
  /** Ends the page's process and loads the page in another one. Returns at once. */
  renew(): void;
}

export function revivePage({ window, lock, load, giveUp, nowMs }: RevivalParts): PageRevival {
  let lastDeathMs = Number.NEGATIVE_INFINITY;
  let isRenewing = false;
  const loadAgain = (): void => {
    if (!window.isDestroyed()) load().catch(() => window.isDestroyed() || giveUp());
  };
  window.webContents.on('render-process-gone', () => {
    // Also where it was ended on purpose: someone may have unlocked since.
    lock();
    if (isRenewing) {
      isRenewing = false;
      setImmediate(loadAgain);
      return;
    }
    const isFirst = nowMs() - lastDeathMs > soonMs;
    lastDeathMs = nowMs();
    setImmediate(() => {
      if (window.isDestroyed()) return;
      if (isFirst) loadAgain();
      else giveUp();
    });
  });
  return {
    renew() {
      if (isRenewing) return;
      isRenewing = true;
      // The lock may be answering a call of this very page: the answer goes first.
      setImmediate(() => {
        // https://www.electronjs.org/docs/latest/api/web-contents#contentsforcefullycrashrenderer: the next load is in a new process.
        if (!window.isDestroyed()) window.webContents.forcefullyCrashRenderer();
      });
    },
  };
}

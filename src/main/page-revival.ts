/**
 * The page's process may die: a bug of Chromium, a graphics driver, no memory. The vault is locked, and the page is loaded
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

export function revivePage({ window, lock, load, giveUp, nowMs }: RevivalParts): void {
  let lastDeathMs = Number.NEGATIVE_INFINITY;
  window.webContents.on('render-process-gone', () => {
    lock();
    const isFirst = nowMs() - lastDeathMs > soonMs;
    lastDeathMs = nowMs();
    setImmediate(() => {
      if (window.isDestroyed()) return;
      if (isFirst) load().catch(() => window.isDestroyed() || giveUp());
      else giveUp();
    });
  });
}

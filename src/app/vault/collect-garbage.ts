/**
 * At the lock, private keys that were handed to OpenSSL (`KeyObject`) are zeroed when they are collected, and not before. So
 * the collector is run at once, and again for what was then still on its way out.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** After the first, what ended with the session (a look-up that was aborted, a file that was closed) lets go of the rest. */
const runsAfterMs = [0, 400, 1_200];

let collect: (() => void) | null = null;

/** @returns null where the engine does not give its collector away */
function collector(): (() => void) | null {
  if (collect !== null) return collect;
  try {
    setFlagsFromString('--expose-gc');
    const found: unknown = runInNewContext('gc');
    if (typeof found === 'function') collect = () => void found();
  } catch {
    // What the collector would have ended is ended later, by itself.
  }
  return collect;
}

let due: NodeJS.Timeout[] = [];

/** A lock that comes while runs of an earlier one are due takes their place. Never throws; keeps no process alive. */
export function collectGarbageSoon(): void {
  for (const timer of due) clearTimeout(timer);
  due = runsAfterMs.map((afterMs) => setTimeout(() => collector()?.(), afterMs).unref());
}

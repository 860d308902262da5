/**
 * Calls that were turned away, entered in the journal without letting whoever makes them fill it: a page that was taken over
 * can make thousands a second, and each entry is a write to the disk.
 */

/** In a window of ten minutes; what comes beyond is counted, and told by the next entry. */
const entriesAWindow = 20;
const windowMs = 600_000;

export interface RefusalLog {
  /** @returns details to enter beside what was refused; null if nothing is to be entered now */
  note(nowMs: number): { readonly unentered?: number } | null;
}

export function createRefusalLog(): RefusalLog {
  let windowBeganMs = Number.NEGATIVE_INFINITY;
  let entered = 0;
  let unentered = 0;
  return {
    note(nowMs) {
      // A clock that was set back begins a window as well: better an entry too many than none.
      if (nowMs - windowBeganMs >= windowMs || nowMs < windowBeganMs) {
        windowBeganMs = nowMs;
        entered = 0;
      }
      if (entered >= entriesAWindow) {
        unentered++;
        return null;
      }
      entered++;
      const missed = unentered;
      unentered = 0;
      return missed === 0 ? {} : { unentered: missed };
    },
  };
}

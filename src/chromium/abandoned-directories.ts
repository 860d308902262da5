/**
 * Directories of a process in a place that everybody shares, such as `/dev/shm`: each is named for the process, so that a
 * later one can remove what is left of those that were killed.
 */
import { lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isRunning } from '../files/process-running.ts';

/** @returns the path of a new directory in `parent`, of this user alone, named for `prefix` and this process */
export function makeOwnDirectory(parent: string, prefix: string): string {
  return mkdtempSync(join(parent, `${prefix}${process.pid}-`));
}

/** Removes what `makeOwnDirectory` made for processes that are gone. Never throws: what cannot be removed is left. */
export function removeAbandonedDirectories(parent: string, prefix: string): void {
  for (const name of namesIn(parent).filter((each) => each.startsWith(prefix))) {
    const path = join(parent, name);
    try {
      // Of this user: another one's program may be under way where its process cannot be seen.
      if (lstatSync(path).uid !== process.getuid?.()) continue;
      const pid = Number(name.slice(prefix.length).split('-')[0]);
      if (Number.isSafeInteger(pid) && pid > 0 && !isRunning(pid)) rmSync(path, { recursive: true, force: true });
    } catch {
      // Removed meanwhile by another process, or not removable.
    }
  }
}

/** @returns nothing where the place may be written to, but not listed */
function namesIn(parent: string): string[] {
  try {
    return readdirSync(parent);
  } catch {
    return [];
  }
}

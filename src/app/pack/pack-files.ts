/** Where the files of installed sets lie, `packs/ID.vigie` and `packs/ID.start`, and how they are taken away. Step `pack`. */
import { readdirSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { SetEntry } from './pack-register.ts';

/** The copy of an imported pack, as it was signed. */
export function packFilePath(packsDir: string, packId: string): string {
  return join(packsDir, `${packId}.vigie`);
}

/** The sealed, verified beginning of a served pack. */
export function packStartPath(packsDir: string, packId: string): string {
  return join(packsDir, `${packId}.start`);
}

/** Never rejects: a file that cannot be removed now is a stray at the next unlock. */
export async function removePackFiles(packsDir: string, entries: readonly SetEntry[]): Promise<void> {
  for (const { packId } of entries) {
    for (const path of [packFilePath(packsDir, packId), packStartPath(packsDir, packId)]) {
      await rm(path, { force: true }).catch(() => {});
    }
  }
}

/**
 * Removes what a crash in the middle of an import left: files that the register does not name. At once and on this thread: it
 * would else wait behind the canaries, which keep every other thread busy. Never throws.
 * @param kept names of files that an import is still making
 */
export function removeStrays(packsDir: string, entries: readonly SetEntry[], kept: (file: string) => boolean): void {
  const named = new Set(entries.flatMap(({ packId }) => [`${packId}.vigie`, `${packId}.start`]));
  for (const file of filesIn(packsDir)) {
    const stray = (/\.(vigie|start)$/.test(file) && !named.has(file)) || file.endsWith('.partial');
    if (!stray || kept(file)) continue;
    try {
      rmSync(join(packsDir, file), { force: true });
    } catch {
      // Tried again at the next unlock.
    }
  }
}

function filesIn(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

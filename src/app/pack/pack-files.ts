/** Where the files of installed sets lie, `packs/ID.vigie` and `packs/ID.start`, and how they are taken away. Step `pack`. */
import { readdir, rm } from 'node:fs/promises';
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

/** Removes what a crash in the middle of an import left: files that the register does not name. Never rejects. */
export async function removeStrays(packsDir: string, entries: readonly SetEntry[]): Promise<void> {
  const named = new Set(entries.flatMap(({ packId }) => [`${packId}.vigie`, `${packId}.start`]));
  const files = await readdir(packsDir).catch(() => []);
  for (const file of files) {
    const stray = (/\.(vigie|start)$/.test(file) && !named.has(file)) || file.endsWith('.partial');
    if (stray) await rm(join(packsDir, file), { force: true }).catch(() => {});
  }
}

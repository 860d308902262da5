/** Reads text as a leak file, in this process: what was found, by identifier, and the account of it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LeakOptions } from '../../src/leak/read-leak.ts';
import { type ReadFiles, readFiles } from './read-sold.ts';

export async function readText(
  text: string | Uint8Array,
  options: Partial<LeakOptions> = {},
  name = 'leak.txt',
): Promise<ReadFiles & { readonly shape: string | undefined; readonly classes: Record<string, string[]> }> {
  const directory = mkdtempSync(join(tmpdir(), 'vigie-text-'));
  try {
    const path = join(directory, name);
    writeFileSync(path, text);
    const read = await readFiles([path], options);
    return { ...read, shape: read.members[0]?.shape.shape, classes: Object.fromEntries(read.found) };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

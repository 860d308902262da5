/** Memory of reading a leak file, measured in a process of its own. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { LeakShape } from './leak-file.ts';

const child = join(import.meta.dirname, 'reading-child.ts');

/** @returns MiB that were resident at most, the program's own text included */
export async function memoryOfReading(
  path: string,
  shape: LeakShape,
  rows: number,
  what: 'read' | 'assess',
): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, [child, path, shape, String(rows), what]);
  return Number(stdout);
}

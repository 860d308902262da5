/** Shapes that are not tables beside the plainest way to cut the same bytes up, and the memory of reading, which rows must not change. */
import { join } from 'node:path';
import { atLeast, atMost, type Figure, reported } from '../measure.ts';
import { leakShapes, writeLeakFile } from '../support/leak-file.ts';
import { memoryOfReading } from '../support/reading-memory.ts';
import { readInTurns } from '../support/reading-turns.ts';

const timedRows = 100_000;
const usualRows = 500_000;
const fullRows = 10_000_000;
const rounds = 5;

/** @param full ten million rows a shape, for the memory: an hour */
export async function measureShapes(directory: string, full: boolean): Promise<Figure[]> {
  const path = join(directory, 'shape.txt');
  const rows = full ? fullRows : usualRows;
  const figures: Figure[] = [];
  for (const shape of leakShapes) {
    writeLeakFile(path, rows, shape);
    const peak = await memoryOfReading(path, shape, rows, 'read');
    figures.push(atMost(`memory of reading ${rows / 1e6}M rows, ${shape}`, peak, 300, 'MiB'));
  }
  for (const shape of ['sql', 'json'] as const) {
    writeLeakFile(path, timedRows, shape);
    const against = shape === 'sql' ? 'split' : 'JSON.parse';
    const { ours, plainly } = await readInTurns(path, against, timedRows, rounds);
    figures.push(
      atLeast(`${shape} over ${against} of the same bytes`, plainly / ours, 0.3),
      reported(`${shape}, read`, (timedRows / ours) * 1000, 'rows/s'),
    );
  }
  return figures;
}

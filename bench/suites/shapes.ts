/** Shapes that are not tables beside the plainest way to cut the same bytes up, and the memory of reading, which rows must not change. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readLeak } from '../../src/leak/read-leak.ts';
import { atLeast, atMost, type Figure, median, reported, takeTurns } from '../measure.ts';
import { type LeakShape, leakShapes, writeLeakFile } from '../support/leak-file.ts';
import { memoryOfReading } from '../support/reading-memory.ts';

const timedRows = 100_000;
const usualRows = 500_000;
const fullRows = 10_000_000;
const rounds = 5;

async function read(path: string, shape: LeakShape): Promise<void> {
  const leak = readLeak({ path });
  for await (const _ of leak.batches);
  const [member] = leak.members;
  if (member?.shape.shape !== shape || member.people.counts.records !== timedRows) throw new Error('rows were lost');
}

const plainly: Readonly<Record<'sql' | 'json', (text: string) => number>> = {
  sql: (text) => text.split('),(').reduce((sum, row) => sum + row.split(',').length, 0),
  json: (text) => {
    const parsed = text.split('\n').map((line) => (line === '' ? null : (JSON.parse(line) as unknown)));
    return parsed.length;
  },
};

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
    const taken = await takeTurns(rounds, {
      ours: () => read(path, shape),
      plainly: () => {
        if (plainly[shape](readFileSync(path, 'utf8')) < timedRows) throw new Error('rows were lost');
      },
    });
    const ours = median(taken.ours);
    const against = shape === 'sql' ? 'split' : 'JSON.parse';
    figures.push(
      atLeast(`${shape} over ${against} of the same bytes`, median(taken.plainly) / ours, 0.3),
      reported(`${shape}, read`, (timedRows / ours) * 1000, 'rows/s'),
    );
  }
  return figures;
}

/** `vigie assess` without packs: rows a second beside the reader that they come through, and memory, which rows must not change. */
import { join } from 'node:path';
import { Assessment } from '../../src/assess/assessment.ts';
import { loadCommunes } from '../../src/assess/communes.ts';
import { keepYoungGenerationSmall } from '../../src/cli/young-generation.ts';
import { readLeak } from '../../src/leak/read-leak.ts';
import { atLeast, atMost, type Figure, median, reported, takeTurns } from '../measure.ts';
import { writeLeakFile } from '../support/leak-file.ts';
import { memoryOfReading } from '../support/reading-memory.ts';

const usualRows = 200_000;
const fullRows = 10_000_000;
const rounds = 5;

/** @param full ten million rows, for the memory: some minutes */
export async function measureAssess(directory: string, full: boolean): Promise<Figure[]> {
  // As the command does.
  keepYoungGenerationSmall();
  const path = join(directory, 'assess.csv');
  writeLeakFile(path, usualRows);
  const communes = loadCommunes();
  const read = async (file: string, assessment: Assessment | null) => {
    const { batches } = readLeak({
      path: file,
      ...(assessment === null ? {} : { onRecord: (record, book) => assessment.observe(record, book) }),
    });
    for await (const _ of batches);
  };
  const taken = await takeTurns(rounds, {
    reading: () => read(path, null),
    assessing: async () => {
      const assessment = new Assessment(communes);
      await read(path, assessment);
      if (assessment.conclude().rows !== usualRows) throw new Error('rows were lost');
    },
  });
  const reading = median(taken.reading);
  const assessing = median(taken.assessing);
  const rows = full ? fullRows : 5 * usualRows;
  writeLeakFile(path, rows);
  const peak = await memoryOfReading(path, 'table', rows, 'assess');
  return [
    atLeast('reading alone over reading and assessing', reading / assessing, 0.3),
    atLeast('assessed, reading included', (usualRows / assessing) * 1000, 100_000, 'rows/s'),
    reported('assessed, beside the reading', (usualRows / Math.max(1, assessing - reading)) * 1000, 'rows/s'),
    atMost(`memory at ${rows / 1e6}M rows`, peak, 300, 'MiB'),
  ];
}

/** Ingestion alone (bytes to canonical identifiers and data classes), against papaparse alone on the same file. */
import { join } from 'node:path';
import { atLeast, type Figure, reported } from '../measure.ts';
import { writeLeakFile } from '../support/leak-file.ts';
import { readInTurns } from '../support/reading-turns.ts';

const usualRows = 200_000;
const usualRounds = 7;

/** @param quick a tenth of it all, to see that it runs */
export async function measureIngest(directory: string, quick: boolean): Promise<Figure[]> {
  const rows = quick ? usualRows / 10 : usualRows;
  const rounds = quick ? 3 : usualRounds;
  const path = join(directory, 'ingest.csv');
  writeLeakFile(path, rows);
  const { ours, plainly } = await readInTurns(path, 'papaparse', rows, rounds);
  return [
    atLeast('reading, scan and account over papaparse alone', plainly / ours, 0.5),
    reported('ingestion', (rows / ours) * 1000, 'rows/s'),
    reported('papaparse alone', (rows / plainly) * 1000, 'rows/s'),
  ];
}

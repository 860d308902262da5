/** Ingestion alone (bytes to canonical identifiers and data classes), against papaparse alone on the same file. */
import { join } from 'node:path';
import { atLeast, type Figure, reported } from '../measure.ts';
import { writeLeakFile } from '../support/leak-file.ts';
import { readInTurns } from '../support/reading-turns.ts';

const rows = 200_000;
const rounds = 7;

export async function measureIngest(directory: string): Promise<Figure[]> {
  const path = join(directory, 'ingest.csv');
  writeLeakFile(path, rows);
  const { ours, plainly } = await readInTurns(path, 'papaparse', rows, rounds);
  return [
    atLeast('reading, scan and account over papaparse alone', plainly / ours, 0.5),
    reported('ingestion', (rows / ours) * 1000, 'rows/s'),
    reported('papaparse alone', (rows / plainly) * 1000, 'rows/s'),
  ];
}

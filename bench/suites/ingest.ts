/** Ingestion alone (bytes to canonical identifiers and data classes), against papaparse alone on the same file. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { readLeak } from '../../src/leak/read-leak.ts';
import { atLeast, type Figure, median, reported, takeTurns } from '../measure.ts';
import { writeLeakFile } from '../support/leak-file.ts';

const rows = 200_000;
const rounds = 7;

export async function measureIngest(directory: string): Promise<Figure[]> {
  const path = join(directory, 'ingest.csv');
  writeLeakFile(path, rows);
  const taken = await takeTurns(rounds, {
    ours: async () => {
      const leak = readLeak({ path });
      let count = 0;
      for await (const batch of leak.batches) count += batch.length;
      // NIR, address and phone of each row.
      if (count !== 3 * rows || leak.members[0]?.people.counts.badRecords !== 0) throw new Error('rows were lost');
    },
    // The whole file as one string, no header, nothing done with the rows: the fastest way to call it.
    papaparse: () => {
      const { data } = Papa.parse(readFileSync(path, 'utf8'), { delimiter: ';', newline: '\n', skipEmptyLines: false });
      if (data.length < rows) throw new Error('rows were lost');
    },
  });
  const ours = median(taken.ours);
  const bare = median(taken.papaparse);
  return [
    atLeast('reading, scan and account over papaparse alone', bare / ours, 0.5),
    reported('ingestion', (rows / ours) * 1000, 'rows/s'),
    reported('papaparse alone', (rows / bare) * 1000, 'rows/s'),
  ];
}

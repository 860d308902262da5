/**
 * One side of a comparison of reading, in a process of its own: at each message it reads the file once, and answers. In
 * one process what one side leaves behind would be collected in the other's time, and papaparse leaves much.
 */
import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { readLeak } from '../../src/leak/read-leak.ts';

const [path = '', side = '', records = ''] = process.argv.slice(2);

async function ours(): Promise<number> {
  const leak = readLeak({ path });
  for await (const _ of leak.batches);
  const counts = leak.members[0]?.people.counts;
  return (counts?.records ?? 0) - (counts?.badRecords ?? 0);
}

/** The plainest way to cut the same bytes up. The whole file is one string, and nothing is done with the rows. */
const plainly: Readonly<Record<string, (text: string) => number>> = {
  papaparse: (text) => Papa.parse(text, { delimiter: ';', newline: '\n', skipEmptyLines: false }).data.length,
  split: (text) => text.split('),(').reduce((sum, row) => sum + row.split(',').length, 0),
  'JSON.parse': (text) => text.split('\n').map((line) => (line === '' ? null : (JSON.parse(line) as unknown))).length,
};

process.on('message', async () => {
  const count = side === 'ours' ? await ours() : (plainly[side]?.(readFileSync(path, 'utf8')) ?? 0);
  if (count < Number(records)) throw new Error('rows were lost');
  process.send?.('read');
});

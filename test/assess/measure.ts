/** Files measured as `vigie assess` does, through the reader, from a directory of their own. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Assessment, type Measured } from '../../src/assess/assessment.ts';
import { loadCommunes } from '../../src/assess/communes.ts';
import type { PackOverlap } from '../../src/assess/findings/overlap.ts';
import { type MemberReport, readLeak } from '../../src/leak/read-leak.ts';

export interface MeasuredFile {
  readonly measured: Measured;
  readonly members: readonly MemberReport[];
}

export async function measureText(
  directory: string,
  text: string,
  packs: readonly PackOverlap[] = [],
): Promise<MeasuredFile> {
  const path = join(directory, 'file.csv');
  writeFileSync(path, text);
  const assessment = new Assessment(loadCommunes());
  const { batches, members } = readLeak({ path, onRecord: (record, book) => assessment.observe(record, book) });
  for await (const _ of batches);
  return { measured: assessment.conclude(packs), members };
}

/** The law of the leak, as a property: each identifier that went into a file is listed, or counted as lost or bad; never neither. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { canonicaliseEmail } from '../../src/core/identifier/identifier.ts';
import { leakArbitrary, type MadeLeak } from './leak-maker.ts';
import { readFiles } from './read-sold.ts';

export interface Conservation {
  files: number;
  identifiers: number;
  listed: number;
  counted: number;
  refused: number;
}

export function conservationProperty(tally: Conservation): fc.IAsyncProperty<[MadeLeak]> {
  return fc.asyncProperty(leakArbitrary(), async (made) => {
    const directory = mkdtempSync(join(tmpdir(), 'vigie-made-'));
    try {
      const path = join(directory, 'leak');
      writeFileSync(path, made.bytes);
      await requireConserved(made, path, tally);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  });
}

async function requireConserved(made: MadeLeak, path: string, tally: Conservation): Promise<void> {
  const { found, members, refused } = await readFiles([path]);
  tally.files++;
  // A file that is refused by name loses nobody: there is no pack.
  if (refused !== null) {
    tally.refused++;
    return;
  }
  const text = made.bytes.toString('latin1').replaceAll('\0', '');
  const wanted = made.people.flatMap(({ nir, email }) => [
    ...(nir !== null && text.toUpperCase().replace(/[ ']/g, '').includes(nir) ? [nir] : []),
    ...(email !== null && text.includes(email) ? [canonicaliseEmail(email) ?? ''] : []),
  ]);
  const missing = wanted.filter((one) => !found.has(one)).length;
  const lost = members.reduce((sum, { account }) => sum + account.lostTally().nir + account.lostTally().email, 0);
  const explained = members.reduce(
    (sum, { account }) => sum + [...account.explained.values()].reduce((a, { nir, email }) => a + nir + email, 0),
    0,
  );
  const bad = members.reduce((sum, { people }) => sum + people.counts.badRecords, 0);
  tally.identifiers += wanted.length;
  tally.listed += wanted.length - missing;
  tally.counted += missing;
  if (missing > lost + explained + bad)
    throw new Error(`${missing} of ${wanted.length} are neither listed nor counted: ${made.what}`);
}

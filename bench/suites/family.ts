/**
 * What a stretch family spares: twenty sets of one family are asked with one stretch, and the next build stretches only who
 * is new. Real packs, real builds from the command line.
 */
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkIdentifier } from '../../src/core/check/check.ts';
import { stretchCosts } from '../../src/core/pack/stretch-costs.ts';
import { atMost, type Figure, median, reported, takeTurns } from '../measure.ts';
import { identifiersPerRow, nirOfRow, writeLeakFile } from '../support/leak-file.ts';
import { newFamily, openPackFile, writeSyntheticPack } from '../support/packs.ts';
import { runBuild } from '../support/run-build.ts';

const sets = 20;
const rounds = 60;
const entryCount = 10_000;

/** Verdict with many sets of one family, and of two, beside the verdict with one set. */
export async function measureFamilies(directory: string): Promise<Figure[]> {
  const cost = stretchCosts.default;
  const family = newFamily(cost);
  const paths = Array.from({ length: sets }, (_, i) => join(directory, `of-a-family-${i}.vigie`));
  for (const path of paths) await writeSyntheticPack({ path, entryCount, cost, family });
  const stranger = join(directory, 'of-another-family.vigie');
  await writeSyntheticPack({ path: stranger, entryCount, cost });
  const packs = await Promise.all([...paths, stranger].map(openPackFile));
  const consulted = packs.map(({ open }) => ({ set: null, lookup: open }));
  let next = 0;
  const ask = async (from: number, to: number) => {
    const verdict = await checkIdentifier(consulted.slice(from, to), 'nir', nirOfRow(next++));
    if (verdict.kind !== 'not-listed') throw new Error('a check gave a wrong answer');
  };
  const taken = await takeTurns(rounds, {
    one: () => ask(0, 1),
    many: () => ask(0, sets),
    twoFamilies: () => ask(sets - 1, sets + 1),
  });
  for (const pack of packs) await pack.close();
  const one = median(taken.one);
  return [
    atMost(
      `verdict with ${sets} sets of one family, over one set (default stretch, p50)`,
      median(taken.many) / one,
      1.2,
    ),
    reported(
      'verdict with two families, over one set (default stretch, p50)',
      median(taken.twoFamilies) / one,
      'ratio',
    ),
    reported('verdict with one set (default stretch), p50', one, 'ms'),
  ];
}

/** Beside its stretches, what a second build of a million may take. */
const besideStretchesSeconds = 15;

/**
 * A second build, of the same people and a hundredth more, beside the first.
 * @param identifiers of the first build: a million, or less where time is short
 */
export async function measureBuildAgain(directory: string, identifiers: number): Promise<Figure[]> {
  const added = identifiers / 100;
  const passphrase = join(directory, 'family-passphrase.txt');
  writeFileSync(passphrase, 'only for measuring, kept nowhere else\n', { mode: 0o600 });
  const familyPath = join(directory, 'bench.vigie-family');
  const vigie = join(import.meta.dirname, '../../bin/vigie.mjs');
  const words = ['family', 'new', '--out', familyPath, '--stretch', '64,1,1', '--passphrase-file', passphrase];
  const made = spawnSync(process.execPath, [vigie, ...words], { encoding: 'utf8' });
  if (made.status !== 0) throw new Error(made.stderr);
  const kept = ['--family', familyPath, '--family-passphrase-file', passphrase].concat(
    ['--keep', join(directory, 'kept')],
    ['--keep-passphrase-file', passphrase],
  );
  const leak = join(directory, 'again.csv');
  const buildOf = async (people: number, name: string) => {
    writeLeakFile(leak, Math.round(people / identifiersPerRow));
    const run = await runBuild(leak, join(directory, name), null, directory, kept);
    // Processor time, which is more than a quiet machine takes by the clock, and says the same on one that is not quiet.
    const seconds = run.processorSeconds ?? run.seconds;
    return { seconds, wallSeconds: run.seconds, stretches: stretchesIn(run.said) };
  };
  const first = await buildOf(identifiers, 'again-1.vigie');
  const second = await buildOf(identifiers + added, 'again-2.vigie');
  rmSync(leak);
  const label = `${identifiers} and ${added} new, cheapest stretch`;
  // At this cost a first build is stretches for the most part: their share of it is more than they take.
  const stretchSeconds = (first.seconds * second.stretches) / first.stretches;
  return [
    atMost(`stretches of a second build over the first (${label})`, second.stretches / first.stretches, 0.03),
    atMost(
      `second build beside its stretches, processor time (${label})`,
      second.seconds - stretchSeconds,
      besideStretchesSeconds,
      's',
    ),
    reported(`second build, from command to file (${label})`, second.wallSeconds, 's'),
    reported(`first build that keeps, from command to file (${label})`, first.wallSeconds, 's'),
  ];
}

/** @param said what the build told, in either language. @returns how many stretches were made, and not taken */
function stretchesIn(said: string): number {
  const counted = /--keep, (\S[\d\s.,\u00a0\u202f]*) /u.exec(said)?.[1];
  if (counted === undefined) throw new Error('the build does not say how many stretches it made');
  return Number(counted.replace(/\D/g, ''));
}

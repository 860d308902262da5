/**
 * `vigie build` from the command line, start-up, sealing and writing included, against a pool of threads that do nothing
 * but Argon2id. The pool is measured before and after, since the machine drifts.
 */
import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Argon2Cost } from '../../src/core/crypto/argon2id.ts';
import { atLeast, atMost, type Figure, note, reported } from '../measure.ts';
import { argon2PoolRate } from '../support/argon2-pool.ts';
import { identifiersPerRow, writeLeakFile } from '../support/leak-file.ts';
import { runBuild } from '../support/run-build.ts';

export interface BuildOptions {
  readonly directory: string;
  /** Where the pack is left for the suites that follow. */
  readonly out: string;
  readonly label: string;
  readonly identifiers: number;
  readonly cost: Argon2Cost;
  /** Of the bare pool's throughput. */
  readonly least: number;
  readonly poolSeconds: number;
}

const megabyte = 1_000_000;

export async function measureBuild(options: BuildOptions): Promise<Figure[]> {
  const { directory, out, label, identifiers, cost, poolSeconds } = options;
  const leak = join(directory, 'leak.csv');
  // The first command after a change of the sources strips and compiles them; the others find that done.
  writeLeakFile(leak, 10);
  const warmUp = join(directory, 'warm-up.vigie');
  await runBuild(leak, warmUp, '64,1,1', directory);
  rmSync(warmUp);
  const leakBytes = writeLeakFile(leak, Math.round(identifiers / identifiersPerRow));
  note(`building ${label}: ${identifiers} identifiers, ${Math.round(leakBytes / megabyte)} MB of leak`);
  const estimate = await argon2PoolRate(cost, 1, 1000 / (0.02 + cost.memoryKiB * cost.passes * 0.0004));
  const before = await argon2PoolRate(cost, poolSeconds, estimate);
  const { seconds, memory } = await runBuild(leak, out, `${cost.memoryKiB},${cost.passes},${cost.lanes}`, directory);
  const after = await argon2PoolRate(cost, poolSeconds, estimate);
  rmSync(leak);
  const pool = (before + after) / 2;
  const rate = identifiers / seconds;
  const figures = [
    atLeast(`build throughput over the bare Argon2id pool (${label})`, rate / pool, options.least),
    reported(`build (${label})`, rate, 'identifiers/s'),
    reported(`build (${label}), from command to file`, seconds, 's'),
    reported(`bare Argon2id pool (${label})`, pool, 'evaluations/s'),
  ];
  if (memory !== null) {
    // What reading may take, of any file, and what a build adds to it.
    const allowed = 64 * identifiers + 300 * megabyte;
    figures.push(
      atMost(`build memory (${label}), over 64 bytes an entry + 300 MB`, memory.stretchingBytes / allowed, 1),
      reported(`build memory (${label})`, memory.stretchingBytes / megabyte, 'MB'),
      reported(`build memory (${label}), while the passphrase is derived`, memory.slotBytes / megabyte, 'MB'),
    );
  }
  return figures;
}

/** @param limit of the size over what the records alone would take */
export function measureSize(path: string, entries: number, label: string, limit: number): Figure[] {
  const recordBytes = 18;
  return [atMost(`pack size ${label} over entries × 18 bytes`, statSync(path).size / (entries * recordBytes), limit)];
}

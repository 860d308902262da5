/** A moment of what `npm run fuzz` does for as long as one likes. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { fuzzRuns } from '../../support/fuzz-runs.ts';
import { type FuzzTarget, fuzzTargets, makeFuzzMaterial, type Tally } from './fuzz-targets.ts';

const tally: Tally = new Map();
let targets: FuzzTarget[];
beforeAll(async () => {
  targets = fuzzTargets(await makeFuzzMaterial(), tally);
});

describe('the fuzz targets', () => {
  it.each([0, 1, 2, 3, 4, 5, 6])('target %d ends in an answer or a coded error, within the bounds', async (i) => {
    const target = targets[i];
    if (target === undefined) throw new RangeError('target');
    await fc.assert(target.property, fuzzRuns(150));
  });

  it('are all of those that there are, and reach deep', () => {
    expect(targets).toHaveLength(7);
    // Structure, signature, manifest, and packs read to their end.
    for (const code of ['pack-bad-magic', 'pack-truncated', 'manifest-too-long', 'signature-invalid'] as const) {
      expect(tally.get(code), code).toBeGreaterThan(0);
    }
    for (const code of ['manifest-malformed', 'canary-missing', 'bucket-corrupt', 'none'] as const) {
      expect(tally.get(code), code).toBeGreaterThan(0);
    }
  });
});

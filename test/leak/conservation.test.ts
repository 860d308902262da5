import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fuzzRuns, fuzzTimeout } from '../support/fuzz-runs.ts';
import { type Conservation, conservationProperty } from './conservation.ts';

it('each identifier of a file is listed, counted as lost or bad, or stops the build', {
  timeout: fuzzTimeout(300_000),
}, async () => {
  const tally: Conservation = { files: 0, identifiers: 0, listed: 0, counted: 0, refused: 0, undecided: 0 };
  await fc.assert(conservationProperty(tally), fuzzRuns(200));
  expect(tally.identifiers).toBeGreaterThan(1000);
  // Half of those above a header are lost by the maker's will. A reader that decided nothing, or counted everybody as lost would keep the law as well.
  expect(tally.listed / tally.identifiers).toBeGreaterThan(0.95);
  expect((tally.refused + tally.undecided) / tally.files).toBeLessThan(0.35);
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fuzzRuns, fuzzTimeout } from '../support/fuzz-runs.ts';
import { type Conservation, conservationProperty } from './conservation.ts';
import { oddLeakArbitrary } from './odd-leak-maker.ts';

const nothingRead = (): Conservation => ({ files: 0, identifiers: 0, listed: 0, counted: 0, refused: 0, undecided: 0 });

it('each identifier of a file is listed, counted as lost or bad, or stops the build', {
  timeout: fuzzTimeout(300_000),
}, async () => {
  const tally = nothingRead();
  await fc.assert(conservationProperty(tally), fuzzRuns(200));
  expect(tally.identifiers).toBeGreaterThan(1000);
  // Half of those above a header are lost by the maker's will. A reader that decided nothing, or counted everybody as lost would keep the law as well.
  expect(tally.listed / tally.identifiers).toBeGreaterThan(0.95);
  expect((tally.refused + tally.undecided) / tally.files).toBeLessThan(0.35);
});

it('the same in odd writings and places', { timeout: fuzzTimeout(300_000) }, async () => {
  const tally = nothingRead();
  await fc.assert(conservationProperty(tally, oddLeakArbitrary()), fuzzRuns(300));
  expect(tally.identifiers).toBeGreaterThan(3000);
  expect(tally.listed / tally.identifiers).toBeGreaterThan(0.9);
  // Numbers without a key in odd places are for the analyst to decide.
  expect((tally.refused + tally.undecided) / tally.files).toBeLessThan(0.5);
});

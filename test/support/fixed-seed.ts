/**
 * `npm test` draws the same examples on every run: a red build is a change that broke something, never a new example that an
 * unrelated change happened to meet. New examples are drawn by `npm run fuzz`, with many more runs.
 */
import fc from 'fast-check';
import { fuzzSeed } from './fuzz-runs.ts';

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: fuzzSeed });

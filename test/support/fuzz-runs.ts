/** How often a heavy property runs: few times in `npm test`, the multiple of it that `npm run fuzz` asks for there. */
const factor = Number(process.env.VIGIE_FUZZ_FACTOR ?? 1);
if (!(factor >= 1)) throw new RangeError('VIGIE_FUZZ_FACTOR');

/** The seed of every property: fixed, unless `npm run fuzz` asks for another one. */
export const fuzzSeed = Number(process.env.VIGIE_FUZZ_SEED ?? 20_220_623);
if (!Number.isInteger(fuzzSeed)) throw new RangeError('VIGIE_FUZZ_SEED');

/** @param few enough to meet each branch; the search for what nobody thought of is `npm run fuzz` */
export function fuzzRuns(few: number): { readonly numRuns: number } {
  return { numRuns: Math.round(few * factor) };
}

/** A time-out that grows with the runs. */
export function fuzzTimeout(ms: number): number {
  return ms * factor;
}

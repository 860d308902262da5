/**
 * `npm run fuzz [-- --minutes N] [--seed N]`: throws bytes at the parser until the time is over. Prints the seed of each round, so that
 * a failure can be had again, and the codes that came out. Exit code 1 at the first broken promise.
 */
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { fuzzTargets, makeFuzzMaterial } from '../test/core/pack/fuzz-targets.ts';

const { values } = parseArgs({ options: { minutes: { type: 'string' }, seed: { type: 'string' } } });
const minutes = Number(values.minutes ?? 5);
if (!(minutes > 0)) throw new RangeError('--minutes');

/** Nothing that the parser does may take more: the format bounds every allocation, and Argon2id is kept small here. */
const mostResidentBytes = 1024 * 1024 * 1024;
/** Every target has its turn, however short the time. */
const roundMs = Math.min(15_000, (minutes * 60_000) / 6);

const endsAt = performance.now() + minutes * 60_000;
const tally = new Map();
const targets = fuzzTargets(await makeFuzzMaterial(), tally);
let seed = Number(values.seed ?? Math.floor(Math.random() * 0x7fff_ffff));
let runs = 0;

while (performance.now() < endsAt) {
  for (const { name, property } of targets) {
    const left = endsAt - performance.now();
    if (left <= 0) break;
    const result = await fc.check(property, {
      seed,
      numRuns: 1_000_000,
      interruptAfterTimeLimit: Math.min(roundMs, left),
    });
    runs += result.numRuns;
    if (result.failed && result.counterexample !== null) {
      console.error(`FAILED: ${name}, seed ${seed}, path ${result.counterexamplePath}`);
      console.error(fc.stringify(result.counterexample).slice(0, 4000));
      console.error(result.errorInstance);
      process.exit(1);
    }
    const resident = process.memoryUsage.rss();
    console.log(`${name}: ${result.numRuns} runs, seed ${seed}, ${Math.round(resident / 1024 / 1024)} MiB resident`);
    if (resident > mostResidentBytes) {
      console.error(`FAILED: ${name} left more memory in use than anything in the format may take`);
      process.exit(1);
    }
  }
  seed = (seed + 1) & 0x7fff_ffff;
}
const codes = [...tally].sort(([, a], [, b]) => b - a).map(([code, times]) => `${code} ${times}`);
console.log(`${runs} runs, all answered or refused with a code:\n${codes.join('\n')}`);

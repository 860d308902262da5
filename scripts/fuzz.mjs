/**
 * `npm run fuzz [-- --minutes N] [--seed N] [--factor N]`: throws bytes at the parser until the time is over, then runs the heavy
 * properties of the tests `factor` times as often as `npm test` does. Prints the seed of each round, so that a failure can be had
 * again, and the codes that came out. Exit code 1 at the first broken promise.
 */
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { fuzzTargets, makeFuzzMaterial } from '../test/core/pack/fuzz-targets.ts';
import { projectEnv, runTool } from './lib/project.mjs';

const { values } = parseArgs({
  options: { minutes: { type: 'string' }, seed: { type: 'string' }, factor: { type: 'string' } },
});
const minutes = Number(values.minutes ?? 5);
if (!(minutes > 0)) throw new RangeError('--minutes');
const factor = Number(values.factor ?? 10);
if (!(factor >= 1)) throw new RangeError('--factor');

/** The tests whose runs `test/support/fuzz-runs.ts` counts. */
const heavyProperties = [
  'test/app/crash.test.ts',
  'test/app/crash-more.test.ts',
  'test/app/fuzz.test.ts',
  'test/core/guide/secrets.test.ts',
  'test/core/guide/typography.test.ts',
  'test/core/identifier/properties.test.ts',
  'test/core/pack/fuzz.test.ts',
  'test/leak/conservation.test.ts',
];

/** What may be in use between two targets, after a collection: single allocations are watched by the targets themselves. */
const mostBytesInUse = 256 * 1024 * 1024;
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
    globalThis.gc?.();
    const { heapUsed, external } = process.memoryUsage();
    const inUse = heapUsed + external;
    console.log(`${name}: ${result.numRuns} runs, seed ${seed}, ${Math.round(inUse / 1024 / 1024)} MiB in use`);
    if (inUse > mostBytesInUse) {
      console.error(`FAILED: ${name} leaves more memory in use than a reader may keep`);
      process.exit(1);
    }
  }
  seed = (seed + 1) & 0x7fff_ffff;
}
const codes = [...tally].sort(([, a], [, b]) => b - a).map(([code, times]) => `${code} ${times}`);
console.log(`${runs} runs, all answered or refused with a code:\n${codes.join('\n')}`);

console.log(`heavy properties: seed ${seed}`);
const env = projectEnv({ VIGIE_FUZZ_FACTOR: String(factor), VIGIE_FUZZ_SEED: String(seed) });
const { code } = await runTool('vitest', ['run', ...heavyProperties], { env });
process.exitCode = code === 0 ? 0 : 1;

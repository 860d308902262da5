import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { slowestFirst } from './test/support/slowest-first.ts';
import { keepTemporaryFilesInMemory } from './test/support/temporary-files.ts';

keepTemporaryFilesInMemory();

/** What leaves its process as it was: these files follow each other in one, which loads the sources once. */
const sharing = '{assess,contract,core,leak,renderer,app/*}';

/** Of those, what alters the process that it runs in, or puts another module in the place of one. */
const altering = ['test/core/crypto/argon2id-without-fast.test.ts', 'test/leak/faults.test.ts'];

const slowest = [
  'test/cli/build/memory.test.ts',
  'test/cli/build/resume.test.ts',
  'test/packaging/package.test.ts',
  'test/app/crash-more.test.ts',
  'test/app/crash.test.ts',
  'test/app/fuzz.test.ts',
  'test/bench/bench.test.ts',
  'test/main/start.test.ts',
  'test/memory/argon2.test.ts',
  'test/app/pack/recipients.test.ts',
  'test/cli/build/sharding-doc.test.ts',
  'test/leak/faults.test.ts',
  'test/main/built.test.ts',
  'test/core/print/pdf.test.ts',
  'test/core/print/fonts.test.ts',
  'test/core/guide/plan-table.test.ts',
  'test/leak/conservation.test.ts',
  'test/leak/long-runs.test.ts',
];

// Vitest's own default keeps one core back, which is half of a small machine.
const maxWorkers = availableParallelism();

export default defineConfig({
  test: {
    pool: 'forks',
    setupFiles: ['test/support/fixed-seed.ts'],
    sequence: { sequencer: slowestFirst(slowest) },
    // These end what hangs, on a machine that does other things as well: no test is about being fast.
    expect: { poll: { timeout: 60_000 } },
    testTimeout: 240_000,
    hookTimeout: 240_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'isolated',
          include: [
            'test/app/*.test.ts',
            'test/!(app|assess|contract|core|e2e|leak|renderer)/**/*.test.ts',
            ...altering,
          ],
          maxWorkers,
        },
      },
      {
        extends: true,
        test: {
          name: 'shared',
          include: [`test/${sharing}/**/*.test.{ts,tsx}`],
          exclude: altering,
          isolate: false,
          maxWorkers,
        },
      },
    ],
  },
});

import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { keepTemporaryFilesInMemory } from './test/support/temporary-files.ts';

keepTemporaryFilesInMemory();

/** What measures memory, time or a rate, or takes every core for itself: one file after the other, once the rest is done. */
const alone = [
  'test/bench/bench.test.ts',
  'test/cli/build/memory.test.ts',
  'test/cli/build/resume.test.ts',
  'test/cli/commands/address.test.ts',
  'test/files/http/faults.test.ts',
];

export default defineConfig({
  test: {
    pool: 'forks',
    setupFiles: ['test/support/fixed-seed.ts'],
    // These end what hangs, on a machine that does other things as well: no test is about being fast.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
          exclude: ['test/e2e/**', ...alone],
          // Vitest's own default keeps one core back, which is half of a small machine.
          maxWorkers: availableParallelism(),
        },
      },
      { extends: true, test: { name: 'alone', include: alone, maxWorkers: 1, sequence: { groupOrder: 1 } } },
    ],
  },
});

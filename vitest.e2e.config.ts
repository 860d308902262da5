import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { slowestFirst } from './test/support/slowest-first.ts';
import { keepTemporaryFilesInMemory } from './test/support/temporary-files.ts';

keepTemporaryFilesInMemory();

/**
 * End-to-end tests: the built renderer and the real application in a real browser. One more at a time than there are cores: each is an
 * application, a browser and a test that wait for each other. Windows of the real Electron share one desktop, where one alone has the focus.
 */
export default defineConfig({
  test: {
    include: ['test/e2e/**/*.test.ts'],
    globalSetup: ['test/e2e/support/build.ts'],
    pool: 'forks',
    // One process after the other would load the sources anew for each file, and start a browser of its own.
    isolate: false,
    // As the walks' pictures have it, whichever file comes before.
    env: { TZ: 'Europe/Paris' },
    sequence: { sequencer: slowestFirst(['test/e2e/states-rare.test.ts', 'test/e2e/states-day.test.ts']) },
    maxWorkers: process.env.VIGIE_SHELL === 'electron' ? 1 : availableParallelism() + 1,
    // These end what hangs, on a machine that does other things as well: no test is about being fast.
    expect: { poll: { timeout: 60_000 } },
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});

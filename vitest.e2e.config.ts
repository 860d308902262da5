import { defineConfig } from 'vitest/config';

/** End-to-end tests: the built renderer and the real application in a real browser. One at a time, they share a machine. */
export default defineConfig({
  test: {
    include: ['test/e2e/**/*.test.ts'],
    globalSetup: ['test/e2e/support/build.ts'],
    pool: 'forks',
    fileParallelism: false,
    expect: { poll: { timeout: 20_000 } },
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});

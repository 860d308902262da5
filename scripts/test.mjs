/**
 * `npm test`: set-up, every check, the build, the end-to-end tests on a real browser. The last line is
 * `N passed, N failed` alone: each test counts as one, and so does each check that passes or fails as a whole.
 */
import { runChecks, runVitest, summarise } from './check.mjs';
import { build } from './lib/build.mjs';
import { failWith, setUp } from './setup.mjs';

const startedAt = performance.now();
try {
  await setUp({
    browser: true,
    pdfTools: true,
    webServer: true,
    packager: true,
    say: (what) => console.log(`set-up: ${what}`),
  });
  const setUpStage = { name: 'set-up', passed: 1, failed: 0, skipped: 0, ms: performance.now() - startedAt };
  // The build comes first: unit tests load the built Electron shell under a fake `electron`.
  const { code, output, ms } = await build();
  if (code !== 0) console.log(output);
  const buildStage = { name: 'build', passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0, ms };
  const checks = await runChecks();
  const endToEnd = await runVitest('end-to-end tests', ['--config', 'vitest.e2e.config.ts']);
  const { passed, failed } = summarise([setUpStage, buildStage, ...checks, endToEnd]);
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
} catch (error) {
  failWith(error);
  console.log('0 passed, 1 failed');
}

/**
 * `npm test`: set-up, every check, the build, the end-to-end tests on a real browser. The last line is
 * `N passed, N failed` alone: each test counts as one, and so does each check that passes or fails as a whole.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runBuild, runStaticChecks, runUnitTests, runVitest, summarise } from './check.mjs';
import { projectRoot } from './lib/project.mjs';
import { failWith, setUp } from './setup.mjs';

const endToEnd = ['--config', 'vitest.e2e.config.ts'];

/** The same suite on the real Electron, where its binary was installed; nothing here downloads it. */
async function runOnElectron() {
  if (existsSync(join(projectRoot, 'node_modules', 'electron', 'dist'))) {
    return [
      await runVitest('end-to-end on Electron', endToEnd, {
        variables: { VIGIE_SHELL: 'electron', VIGIE_ELECTRON: 'required' },
      }),
    ];
  }
  console.log('\nNot run: end-to-end tests on Electron, whose binary is not installed (node_modules/electron/dist).');
  return [];
}

const startedAt = performance.now();
try {
  const say = (what) => console.log(`set-up: ${what}`);
  // The dependencies alone: the build and the checks need nothing else, and run while the rest is installed.
  await setUp({ browser: false, say });
  const [setUpMs, built, checks] = await Promise.all([
    setUp({ browser: true, pdfTools: true, webServer: true, packager: true, say }).then(
      () => performance.now() - startedAt,
    ),
    runBuild({ anew: true }),
    runStaticChecks(),
  ]);
  const setUpStage = { name: 'set-up', passed: 1, failed: 0, skipped: 0, ms: setUpMs };
  // At once: an end-to-end test mostly waits for a page, and a unit test computes meanwhile.
  const [unit, onChromium] = await Promise.all([
    runUnitTests(),
    runVitest('end-to-end tests', endToEnd, { beside: true }),
  ]);
  const onElectron = await runOnElectron();
  const { passed, failed } = summarise([setUpStage, built, ...checks, unit, onChromium, ...onElectron]);
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
} catch (error) {
  failWith(error);
  console.log('0 passed, 1 failed');
}

/**
 * `npm test`: set-up, every check, the build, the end-to-end tests on a real browser. The last line is
 * `N passed, N failed` alone: each test counts as one, and so does each check that passes or fails as a whole.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runChecks, runVitest, summarise } from './check.mjs';
import { build } from './lib/build.mjs';
import { projectRoot } from './lib/project.mjs';
import { failWith, setUp } from './setup.mjs';

const endToEnd = ['--config', 'vitest.e2e.config.ts'];

/** The same suite on the real Electron, where its binary was installed; nothing here downloads it. */
async function runOnElectron() {
  if (existsSync(join(projectRoot, 'node_modules', 'electron', 'dist'))) {
    return [
      await runVitest('end-to-end on Electron', endToEnd, { VIGIE_SHELL: 'electron', VIGIE_ELECTRON: 'required' }),
    ];
  }
  console.log('\nNot run: end-to-end tests on Electron, whose binary is not installed (node_modules/electron/dist).');
  return [];
}

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
  const onChromium = await runVitest('end-to-end tests', endToEnd);
  const onElectron = await runOnElectron();
  const { passed, failed } = summarise([setUpStage, buildStage, ...checks, onChromium, ...onElectron]);
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
} catch (error) {
  failWith(error);
  console.log('0 passed, 1 failed');
}

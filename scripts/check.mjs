/**
 * The checks: formatting and lint, types, arrows of the architecture, unused code, unit and property tests.
 * `node scripts/check.mjs` runs all; `scripts/test.mjs` calls `runChecks` and adds the build and the end-to-end tests.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectEnv, runTool, seconds } from './lib/project.mjs';
import { failWith, setUp } from './setup.mjs';

/** One tool that passes or fails as a whole. Its output is shown only if it fails. */
export async function runStatic(name, tool, args) {
  const { code, output, ms } = await runTool(tool, args, { capture: true });
  if (code !== 0) process.stdout.write(`${output}\n`);
  return { name, passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0, ms };
}

/** A vitest run, counted by its own JSON report. A run that breaks before reporting counts as one failure. */
export async function runVitest(name, args, variables = {}) {
  const dir = mkdtempSync(join(tmpdir(), 'vigie-vitest-'));
  const reportFile = join(dir, 'report.json');
  try {
    // A person watches the files pass; a log wants to hear only of those that did not.
    const capture = !process.stdout.isTTY;
    const { code, output, ms } = await runTool(
      'vitest',
      ['run', ...args, '--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`],
      { capture, env: projectEnv({ ...variables, ...(capture ? { NO_COLOR: '1' } : {}) }) },
    );
    if (capture && code !== 0) process.stdout.write(`${output}\n`);
    let report = null;
    try {
      report = JSON.parse(readFileSync(reportFile, 'utf8'));
    } catch {
      // No report: vitest itself broke; its words are on the screen.
    }
    const passed = report?.numPassedTests ?? 0;
    const skipped = (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0);
    // A file that cannot be loaded has no test to fail, yet the run is not good.
    const failed = Math.max(report?.numFailedTests ?? 0, code === 0 ? 0 : 1);
    return { name, passed, failed, skipped, ms };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

export async function runChecks() {
  return [
    await runStatic('format and lint', 'biome', ['check', '--error-on-warnings', '.']),
    await runStatic('types', 'tsc', ['-p', '.']),
    await runStatic('arrows', 'depcruise', ['--config', '.dependency-cruiser.mjs', 'src']),
    await runStatic('unused code', 'knip', ['--no-progress']),
    await runVitest('unit and property tests', []),
  ];
}

/** Prints a line for each stage. @returns `{ passed, failed }` over all of them */
export function summarise(stages) {
  console.log('');
  for (const { name, passed, failed, skipped, ms } of stages) {
    const state = failed > 0 ? 'FAILED' : 'ok';
    const counts = `${passed} passed${failed > 0 ? `, ${failed} failed` : ''}${skipped > 0 ? `, ${skipped} skipped` : ''}`;
    console.log(`${state.padEnd(7)}${name.padEnd(26)}${counts.padEnd(26)}${seconds(ms)}`);
  }
  return {
    passed: stages.reduce((sum, stage) => sum + stage.passed, 0),
    failed: stages.reduce((sum, stage) => sum + stage.failed, 0),
  };
}

if (process.argv[1] === import.meta.filename) {
  try {
    await setUp({ browser: true, pdfTools: true, packager: true, say: (what) => console.log(`set-up: ${what}`) });
    const { failed } = summarise(await runChecks());
    process.exitCode = failed > 0 ? 1 : 0;
  } catch (error) {
    failWith(error);
  }
}

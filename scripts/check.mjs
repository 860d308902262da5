/**
 * The checks: formatting and lint, types, arrows of the architecture, unused code, unit and property tests.
 * `node scripts/check.mjs` runs all; `scripts/test.mjs` runs the same stages and adds the end-to-end tests.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, isBuildFresh } from './lib/build.mjs';
import { isMain } from './lib/is-main.mjs';
import { projectEnv, runTool, seconds } from './lib/project.mjs';
import { failWith, setUp } from './setup.mjs';

/** One tool that passes or fails as a whole. Its output is shown only if it fails. */
export async function runStatic(name, tool, args) {
  return asStage(name, await runTool(tool, args, { capture: true }));
}

function asStage(name, { code, output, ms }) {
  if (code !== 0) process.stdout.write(`${output}\n`);
  return { name, passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0, ms };
}

/** Tests load what was built. @param anew builds even what is fresh */
export async function runBuild({ anew }) {
  if (!anew && isBuildFresh()) return { name: 'build', passed: 1, failed: 0, skipped: 0, ms: 0 };
  return asStage('build', await build());
}

/**
 * A vitest run, counted by its own JSON report. A run that breaks before reporting counts as one failure.
 * @param variables of the environment
 * @param beside true if another run shows its files on the same screen: this one is silent until it fails
 */
export async function runVitest(name, args, { variables = {}, beside = false } = {}) {
  const dir = mkdtempSync(join(tmpdir(), 'vigie-vitest-'));
  const reportFile = join(dir, 'report.json');
  const timesFile = join(dir, 'times.json');
  try {
    // A person watches the files pass; a log wants to hear only of those that did not.
    const capture = beside || !process.stdout.isTTY;
    const { code, output, ms } = await runTool(
      'vitest',
      [
        ...['run', ...args, '--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`],
        '--reporter=./scripts/lib/times-reporter.mjs',
      ],
      {
        capture,
        env: projectEnv({ ...variables, VIGIE_TEST_TIMES: timesFile, ...(capture ? { NO_COLOR: '1' } : {}) }),
      },
    );
    if (capture && code !== 0) process.stdout.write(`${output}\n`);
    // No report: vitest itself broke; its words are on the screen.
    const report = readJsonOrNull(reportFile);
    const passed = report?.numPassedTests ?? 0;
    const skipped = (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0);
    // A file that cannot be loaded has no test to fail, yet the run is not good.
    const failed = Math.max(report?.numFailedTests ?? 0, code === 0 ? 0 : 1);
    return { name, passed, failed, skipped, ms, files: readJsonOrNull(timesFile) ?? [] };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function readJsonOrNull(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

/** What reads the sources and runs none of them. */
export async function runStaticChecks() {
  return [
    await runStatic('format and lint', 'biome', ['check', '--error-on-warnings', '.']),
    await runStatic('types', 'tsc', ['-p', '.']),
    await runStatic('arrows', 'depcruise', ['--config', '.dependency-cruiser.mjs', 'src']),
    await runStatic('unused code', 'knip', ['--no-progress']),
  ];
}

export const runUnitTests = () => runVitest('unit and property tests', []);

const slowestShown = 10;

/** Prints a line for each stage, then the test files that took the longest. @returns `{ passed, failed }` over all of them */
export function summarise(stages) {
  console.log('');
  for (const { name, passed, failed, skipped, ms } of stages) {
    const state = failed > 0 ? 'FAILED' : 'ok';
    const counts = `${passed} passed${failed > 0 ? `, ${failed} failed` : ''}${skipped > 0 ? `, ${skipped} skipped` : ''}`;
    console.log(`${state.padEnd(7)}${name.padEnd(26)}${counts.padEnd(26)}${seconds(ms)}`);
  }
  const files = stages.flatMap((stage) => stage.files ?? []).sort((a, b) => b.ms - a.ms);
  if (files.length > 0) console.log(`\nThe slowest of ${files.length} test files:`);
  for (const { file, ms } of files.slice(0, slowestShown)) console.log(`${seconds(ms).padStart(9)}  ${file}`);
  return {
    passed: stages.reduce((sum, stage) => sum + stage.passed, 0),
    failed: stages.reduce((sum, stage) => sum + stage.failed, 0),
  };
}

if (isMain(import.meta)) {
  try {
    await setUp({ browser: true, pdfTools: true, packager: true, say: (what) => console.log(`set-up: ${what}`) });
    const [built, checks] = await Promise.all([runBuild({ anew: false }), runStaticChecks()]);
    const { failed } = summarise([built, ...checks, await runUnitTests()]);
    process.exitCode = failed > 0 ? 1 : 0;
  } catch (error) {
    failWith(error);
  }
}

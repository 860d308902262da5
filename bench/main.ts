/**
 * `npm run bench [-- --json] [--full | --quick] [--only SUITE,…]`: every figure that docs/PERFORMANCE.md speaks of, against its
 * limit. Each suite runs in a process of its own, so that no other one's garbage or compiled code weighs on it.
 * Ends with 1 if a limit is missed.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Figure, note } from './measure.ts';
import { needs, suites } from './suites/all.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean' },
    full: { type: 'boolean' },
    quick: { type: 'boolean' },
    only: { type: 'string' },
  },
});

/** The suites asked for, and those that make what they need, in the order of the table. */
function chosen(): string[] {
  const names = Object.keys(suites);
  if (values.only === undefined) return names;
  const asked = new Set(values.only.split(','));
  // Nothing measured, and nothing missed, would look like success.
  for (const name of asked) if (!names.includes(name)) throw new RangeError(`--only: ${names.join(', ')}`);
  for (const name of asked) {
    const needed = needs[name];
    if (needed !== undefined) asked.add(needed);
  }
  return names.filter((name) => asked.has(name));
}

let running: ReturnType<typeof spawn> | null = null;

async function runSuite(name: string, directory: string): Promise<Figure[]> {
  const extent = values.full === true ? 'full' : values.quick === true ? 'quick' : 'usual';
  const words = [join(import.meta.dirname, 'suite-child.ts'), name, directory, extent];
  // A group of its own: what is stopped is also the build or the browser that the suite started.
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  running = child;
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  running = null;
  if (code !== 0) throw new Error(`suite ${name} ended with ${code}`);
  return JSON.parse(said) as Figure[];
}

function line({ name, value, unit, limit, pass }: Figure): string {
  const verdict = limit === null ? '    ' : pass ? 'ok  ' : 'MISS';
  const against = limit === null ? '' : `  (limit ${limit})`;
  return `${verdict}  ${String(value).padStart(9)} ${unit.padEnd(14)} ${name}${against}`;
}

const directory = mkdtempSync(join(tmpdir(), 'vigie-bench-'));
const stop = () => {
  if (running?.pid !== undefined) process.kill(-running.pid, 'SIGTERM');
  rmSync(directory, { recursive: true, force: true });
  process.exit(130);
};
process.once('SIGINT', stop);
process.once('SIGTERM', stop);

const startedAt = performance.now();
try {
  const figures: Figure[] = [];
  const load = loadavg()[0] ?? 0;
  note(
    `${availableParallelism()} cores, load ${load.toFixed(2)}${load > 0.5 ? ': others are at work, ratios suffer' : ''}`,
  );
  for (const name of chosen()) {
    const suiteStartedAt = performance.now();
    const measured = await runSuite(name, directory);
    figures.push(...measured);
    note(`— ${name} (${((performance.now() - suiteStartedAt) / 1000).toFixed(0)} s)`);
    if (values.json !== true) for (const figure of measured) process.stdout.write(`${line(figure)}\n`);
    else for (const figure of measured) note(line(figure));
  }
  if (values.json === true) process.stdout.write(`${JSON.stringify(figures)}\n`);
  const missed = figures.filter((figure) => !figure.pass).length;
  note(
    `${missed} of ${figures.filter(({ limit }) => limit !== null).length} limits missed, ${((performance.now() - startedAt) / 1000).toFixed(0)} s`,
  );
  process.exitCode = missed > 0 ? 1 : 0;
} finally {
  rmSync(directory, { recursive: true, force: true });
}

/**
 * `npm run memory [-- --trials N] [--seed N] [--plain]` (Linux): starts the built shell with a real browser, lets a lock meet an unlock at
 * a random moment, and two seconds later reads the memory of the process that holds the keys for each half of each of them. Every fourth
 * trial unlocks for good, checks somebody, and locks at a random moment of that. Prints how many of the trials found something, and
 * what. Exit code 1 if any did.
 *
 * `--plain` leaves out what the C library is told to overwrite (`freed-memory.mjs`): how Vigie fares in an environment of its own.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { deskPassphrase, makeDeskProfiles } from '../../bench/support/desk-profile.ts';
import { keysOf } from '../../test/memory/keys-of.ts';
import { scanMemory } from '../../test/memory/scan.ts';
import { buildIfStale } from '../lib/build.mjs';
import { freedMemoryEnv } from '../lib/freed-memory.mjs';
import { projectEnv, projectNode } from '../lib/project.mjs';

const { values } = parseArgs({
  options: { trials: { type: 'string' }, seed: { type: 'string' }, plain: { type: 'boolean', default: false } },
});
const trials = Number(values.trials ?? 60);
if (!(trials >= 1)) throw new RangeError('--trials');
let state = Number(values.seed ?? Math.floor(Math.random() * 0x7fff_ffff)) >>> 0;
const seed = state;

/** From 0 up to 1. A linear congruential generator (Numerical Recipes): a run can be had again by its seed. */
function random(): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 32;
}

class Shell {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  constructor(words: readonly string[]) {
    const env = values.plain ? projectEnv() : { ...projectEnv(), ...freedMemoryEnv };
    this.#child = spawn(projectNode(), [join(import.meta.dirname, 'shell-child.ts'), ...words], {
      env,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const { stdout } = this.#child;
    if (stdout === null) throw new Error('no output');
    this.#lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  }

  /** @returns once it was done */
  async tell(act: string, afterMs = 0): Promise<void> {
    this.#child.stdin?.write(`${JSON.stringify({ act, passphrase: deskPassphrase, afterMs })}\n`);
    const { done } = await this.#lines.next();
    if (done === true) throw new Error('the shell has ended');
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  async end(): Promise<void> {
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.stdin?.write(`${JSON.stringify({ act: 'end' })}\n`);
    await ended;
  }
}

await buildIfStale((what: string) => console.log(what));
const directory = mkdtempSync(join(tmpdir(), 'vigie-memory-'));
try {
  const { one, trustedKeysDir, listed } = await makeDeskProfiles(directory, 0, 1);
  const saveDir = join(directory, 'saved');
  mkdirSync(saveDir);
  const needles = await keysOf(one, deskPassphrase);
  const shell = new Shell([one, trustedKeysDir, saveDir, listed[0] ?? '']);
  try {
    // The first unlock pays for what is loaded then.
    await shell.tell('unlock');
    await shell.tell('lock');
    await shell.tell('gate');
    const startedAt = performance.now();
    await shell.tell('unlock');
    const unlockMs = performance.now() - startedAt;
    // What is looked for is found where it must be: without this, a scan that finds nothing would mean nothing.
    const open = scanMemory(shell.pid, needles);
    for (const name of ['vault key', 'bucket key', 'pepper', 'tag key (HMAC)']) {
      if ((open[name] ?? 0) === 0) throw new Error(`${name} is not found while the vault is open`);
    }
    console.log(
      `seed ${seed}, ${new Set(needles.map(({ name }) => name)).size} keys; an unlock took ${Math.round(unlockMs)} ms on ${cpus()[0]?.model ?? '?'} (${cpus().length} processors)${values.plain ? ', without MALLOC_PERTURB_' : ''}`,
    );
    await shell.tell('lock');
    await shell.tell('gate');
    const found: Record<string, number> = {};
    let trialsWithFindings = 0;
    for (let trial = 0; trial < trials; trial++) {
      if (trial % 4 === 3) {
        await shell.tell('unlock');
        await shell.tell('check');
        await delay(random() * 200);
        await shell.tell('lock');
      } else await shell.tell('meet', random() * unlockMs * 1.2);
      // An unlock that the lock came before goes on deriving until its end.
      await delay(unlockMs + 2_000);
      const names = Object.keys(scanMemory(shell.pid, needles));
      if (names.length > 0) {
        trialsWithFindings++;
        console.log(`trial ${trial}: ${names.join(', ')}`);
      }
      for (const name of names) found[name] = (found[name] ?? 0) + 1;
      await shell.tell('gate');
    }
    console.log(
      `${trialsWithFindings} of ${trials} scans found something${trialsWithFindings === 0 ? '' : `: ${JSON.stringify(found)}`}`,
    );
    process.exitCode = trialsWithFindings === 0 ? 0 : 1;
  } finally {
    await shell.end();
  }
} finally {
  rmSync(directory, { recursive: true, force: true });
}

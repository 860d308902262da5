/**
 * The real Orca on a display and a desktop bus of its own, and what it says: Orca writes each sentence that it
 * speaks into its debug file. Nothing here touches the settings of whoever runs the tests.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const programs = ['orca', 'Xvfb', 'dbus-daemon'] as const;

/** @returns what must be installed before Orca can be heard here; empty on a machine that has it all */
export function missingForOrca(): readonly string[] {
  return programs.filter((name) => spawnSync('which', [name]).status !== 0);
}

export interface RunningOrca {
  /** What a browser needs in order to be heard by it. */
  readonly env: Readonly<Record<string, string>>;
  /** @returns each sentence that Orca has spoken so far, in order */
  spoken(): readonly string[];
  stop(): void;
}

/** @param dir of the caller's own; the debug file stays there as `orca.out` */
export async function startOrca(dir: string): Promise<RunningOrca> {
  const home = join(dir, 'orca-home');
  const runtime = join(home, 'runtime');
  mkdirSync(runtime, { recursive: true });
  chmodSync(runtime, 0o700);
  const log = join(dir, 'orca.out');
  // Orca reads this file of its user's at each start. Without it, it writes what it said once eight kilobytes have gathered.
  mkdirSync(join(home, 'data', 'orca'), { recursive: true });
  writeFileSync(
    join(home, 'data', 'orca', 'orca-customizations.py'),
    'import orca.debug\norca.debug.debugFile.reconfigure(line_buffering=True)\n',
  );
  const started: ChildProcess[] = [];
  const env: Record<string, string> = {
    HOME: home,
    TMPDIR: '/tmp',
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_DATA_HOME: join(home, 'data'),
    XDG_RUNTIME_DIR: runtime,
    // The desktop's own settings are neither read nor written.
    GSETTINGS_BACKEND: 'memory',
    // No synthesiser: one that cannot reach a sound card keeps Orca waiting. What is to be spoken is written down all the same.
    SPEECHD_ADDRESS: `unix_socket:${join(home, 'no-synthesiser')}`,
  };
  const run = (program: string, args: readonly string[], stdio: 'ignore' | ['ignore', 'pipe', 'ignore']) => {
    // A group of its own: what it starts ends with it.
    const child = spawn(program, args, { env: { ...process.env, ...env }, stdio, detached: true });
    started.push(child);
    return child;
  };
  const stop = () => {
    for (const { pid } of started.reverse()) {
      try {
        if (pid !== undefined) process.kill(-pid, 'SIGKILL');
      } catch {
        // It has ended by itself.
      }
    }
  };
  try {
    const display = await firstLine(
      run('Xvfb', ['-displayfd', '1', '-screen', '0', '1400x1000x24'], ['ignore', 'pipe', 'ignore']),
    );
    env.DISPLAY = `:${display}`;
    env.DBUS_SESSION_BUS_ADDRESS = await firstLine(
      run('dbus-daemon', ['--session', '--nofork', '--print-address=1'], ['ignore', 'pipe', 'ignore']),
    );
    run('orca', [`--debug-file=${log}`, '--disable=braille', '--replace'], 'ignore');
    const spoken = () => (existsSync(log) ? sentencesIn(readFileSync(log, 'utf8')) : []);
    for (let tries = 0; spoken().length === 0; tries++) {
      if (tries > 800) throw new Error('Orca never said that it is on');
      await new Promise((done) => setTimeout(done, 250));
    }
    const { DISPLAY, DBUS_SESSION_BUS_ADDRESS } = env;
    return { env: { DISPLAY, DBUS_SESSION_BUS_ADDRESS }, spoken, stop };
  } catch (error) {
    stop();
    throw error;
  }
}

/** `11:25:19.573884 - SPEECH OUTPUT: 'Essai frame.'{…}`. The spaces of French typography become plain ones. */
function sentencesIn(log: string): string[] {
  return [...log.matchAll(/SPEECH OUTPUT: (['"])(.*?)\1(?:\{|$)/gm)].map(([, , text = '']) => text.replace(/\s/g, ' '));
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((done, fail) => {
    let read = '';
    child.stdout?.on('data', (bytes: Buffer) => {
      read += bytes.toString();
      const end = read.indexOf('\n');
      if (end >= 0) done(read.slice(0, end).trim());
    });
    child.once('error', fail);
    child.once('exit', () => fail(new Error(`${child.spawnfile} ended before it was ready`)));
  });
}

/** @returns a program that starts `browser` so that a screen reader can read it from its first page on */
export function hearableBrowser(dir: string, browser: string): string {
  const path = join(dir, 'hearable-browser');
  writeFileSync(path, `#!/bin/sh\nexec '${browser}' --force-renderer-accessibility "$@"\n`, { mode: 0o755 });
  return path;
}

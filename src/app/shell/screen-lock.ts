/**
 * When must the session be locked? Windows and macOS tell Electron. A Linux desktop announces it on D-Bus alone, to which
 * `gdbus` listens where it is installed. The browser shell is told on no system: there a timer that comes late shows that
 * the machine was asleep.
 */
import { spawn } from 'node:child_process';

/** The timer ticks every five seconds; a tick that comes half a minute late means that the machine slept. */
const tickMs = 5_000;
const sleptMs = 30_000;

/** By its full name: a `gdbus` earlier on the path could be anybody's. */
const gdbus = '/usr/bin/gdbus';

/** @returns the signal in a line of `gdbus monitor` on logind's objects, or null */
export function readLogindLine(line: string): 'screen-locked' | 'suspended' | null {
  if (/\.Session\.Lock \(\)/.test(line) || /'LockedHint': <true>/.test(line)) return 'screen-locked';
  if (/\.Manager\.PrepareForSleep \(true,?\)/.test(line)) return 'suspended';
  return null;
}

/**
 * @param program what prints the signals of logind; another one only in tests
 * @returns a function that stops watching
 */
export function watchScreenLock(
  listener: (signal: 'screen-locked' | 'suspended') => void,
  platform: NodeJS.Platform = process.platform,
  program: string = gdbus,
): () => void {
  let lastTickAt = Date.now();
  const timer = setInterval(() => {
    const now = Date.now();
    if (now - lastTickAt > sleptMs) listener('suspended');
    lastTickAt = now;
  }, tickMs);
  timer.unref();

  const child =
    platform === 'linux'
      ? spawn(program, ['monitor', '--system', '--dest', 'org.freedesktop.login1'], {
          stdio: ['ignore', 'pipe', 'ignore'],
        })
      : null;
  // No gdbus, no bus, no logind: the clock is what remains.
  child?.on('error', () => undefined);
  let rest = '';
  child?.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const signal = readLogindLine(line);
      if (signal !== null) listener(signal);
    }
  });
  child?.unref();
  return () => {
    clearInterval(timer);
    child?.kill();
  };
}

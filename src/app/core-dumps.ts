/**
 * Keeps this process's memory, and the keys in it, out of a core file. Called by each shell before anything is opened.
 *
 * Node has no `setrlimit`; on Linux `prlimit` (util-linux) sets the limit of a running process from outside. Elsewhere
 * there is nothing to call: macOS starts programs with a limit of zero, Windows Error Reporting is the administrator's
 * (docs/THREATS.md).
 */
import { spawnSync } from 'node:child_process';

// By its full name: a `prlimit` earlier on the path could be anybody's.
const prlimit = '/usr/bin/prlimit';

/**
 * One byte, not zero: a limit of zero is not asked where `core_pattern` pipes cores to a program (systemd-coredump,
 * apport), a limit of one makes the kernel drop the dump there too (fs/coredump.c), and is too small for a file.
 */
const limits = '--core=1:1';

/** @returns true if cores of this process are off now, by what was done here */
export function forbidCoreDumps(platform: NodeJS.Platform = process.platform): boolean {
  if (platform !== 'linux') return false;
  const { status } = spawnSync(prlimit, ['--pid', String(process.pid), limits], { stdio: 'ignore', timeout: 2_000 });
  return status === 0;
}

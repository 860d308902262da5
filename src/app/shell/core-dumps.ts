/**
 * Keeps memory out of core files: that of this process, which holds keys, and that of the page's processes, which hold what
 * is typed. Called by each shell before anything is opened.
 *
 * Node has no `setrlimit`; on Linux `prlimit` (util-linux) sets the limit of running processes from outside. On Windows
 * reports of errors are told to leave the heap out. macOS starts programs with a limit of zero (docs/THREATS.md).
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { openWindowsApi } from '../../files/windows-api.ts';

// By its full name: a `prlimit` earlier on the path could be anybody's.
const prlimit = '/usr/bin/prlimit';

/**
 * One byte, not zero: a limit of zero is not asked where `core_pattern` pipes cores to a program (systemd-coredump,
 * apport), a limit of one makes the kernel drop the dump there too (fs/coredump.c), and is too small for a file.
 */
const limits = '--core=1:1';

/** @returns the processes that `pid` started and that still run, and theirs */
function descendantsOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`)
      .flatMap((thread) => readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').trim().split(' '))
      .filter((child) => child !== '')
      .flatMap((child) => [Number(child), ...descendantsOf(Number(child))]);
  } catch {
    // It ended meanwhile, or this kernel does not list children.
    return [];
  }
}

/**
 * Also covers what is already running below this process: Electron forks its pages from a process (the zygote) that it
 * started before any of our code ran. What is started later inherits the limit.
 * @returns true if cores of this process are off now, by what was done here
 */
export function forbidCoreDumps(platform: NodeJS.Platform = process.platform): boolean {
  if (platform !== 'linux') return false;
  const [own] = [process.pid, ...descendantsOf(process.pid)].map(
    (pid) => spawnSync(prlimit, ['--pid', String(pid), limits], { stdio: 'ignore', timeout: 2_000 }).status === 0,
  );
  return own === true;
}

/**
 * The same for Windows Error Reporting, which keeps dumps where an administrator asked for them.
 * @returns true if the heap of this process is left out now
 */
export function forbidErrorReports(platform: NodeJS.Platform = process.platform): boolean {
  if (platform !== 'win32') return false;
  try {
    return openWindowsApi().keepMemoryOutOfReports();
  } catch {
    // No reason not to start: what is left is the administrator's exclusion (docs/THREATS.md).
    return false;
  }
}

/**
 * `node scripts/check-started.mjs PROGRAM [ARGUMENT…]`: starts a packaged program, and fails unless it shows a page. A
 * page is a process of its own (`--type=renderer`), which an error box does not have: a refusal, or a missing module, is
 * one process that waits for somebody to press OK. It must still be there ten seconds later; then it is ended.
 */
import { execFileSync, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { isMain } from './lib/is-main.mjs';

const patienceMs = 60_000;
const steadyMs = 10_000;

/** @returns `{ pid, parent, command }` of each process of this machine */
export function listProcesses(platform = process.platform) {
  if (platform === 'win32') {
    const query =
      'Get-CimInstance Win32_Process | Select-Object ProcessId,ParentProcessId,CommandLine | ConvertTo-Json -Compress';
    const text = execFileSync('powershell.exe', ['-NoProfile', '-Command', query], {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    return JSON.parse(text).map((one) => ({
      pid: one.ProcessId,
      parent: one.ParentProcessId,
      command: one.CommandLine ?? '',
    }));
  }
  if (platform === 'linux') {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => {
        try {
          const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
          // The name of the program, in brackets, may hold anything.
          const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
          const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
          return [{ pid: Number(name), parent, command }];
        } catch {
          return [];
        }
      });
  }
  const lines = execFileSync('ps', ['-axww', '-o', 'pid=,ppid=,command='], { encoding: 'utf8' }).split('\n');
  return lines.flatMap((line) => {
    const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return pid === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
  });
}

/** @returns the processes at and below `root` */
function treeOf(processes, root) {
  const below = new Set([root]);
  for (let size = 0; size !== below.size; ) {
    size = below.size;
    for (const { pid, parent } of processes) if (below.has(parent)) below.add(pid);
  }
  return processes.filter(({ pid }) => below.has(pid));
}

/** @returns how many page processes run below `root` */
export function countPages(processes, root) {
  return treeOf(processes, root).filter(({ command }) => /--type=renderer\b/.test(command)).length;
}

/**
 * Ends `root` and everything below it. The tree is known only while its root lives: once the root has gone, its children
 * belong to somebody else, and nobody finds them.
 * @param tools only for tests; by default this machine's
 */
export function endTree(root, tools = {}) {
  const {
    platform = process.platform,
    list = listProcesses,
    run = (program, args) => execFileSync(program, args, { stdio: 'ignore' }),
    kill = (pid) => process.kill(pid, 'SIGKILL'),
  } = tools;
  if (platform === 'win32') {
    try {
      run('taskkill', ['/PID', String(root), '/T', '/F']);
    } catch (error) {
      // It fails as well where one of the tree ended before its turn; what counts is that none is left.
      if (treeOf(list(), root).length > 0) throw error;
    }
    return;
  }
  for (const { pid } of treeOf(list(), root)) {
    try {
      kill(pid);
    } catch {
      // It ended meanwhile, as the others of a Chromium do with the first.
    }
  }
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** @returns null if the program shows a page and keeps it, else what is wrong. The program is ended in either case. */
export async function faultOfStart(program, args, times = { patienceMs, steadyMs }) {
  const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  let ended = null;
  child.on('error', (error) => {
    ended = error.message;
  });
  child.on('exit', (code, signal) => {
    ended = `it ended (${code ?? signal})`;
  });
  const pages = () => countPages(listProcesses(), child.pid);
  try {
    for (const until = Date.now() + times.patienceMs; pages() === 0; await pause(250)) {
      if (ended !== null) return ended;
      if (Date.now() > until) return 'it shows no page: an error box, or nothing';
    }
    await pause(times.steadyMs);
    if (ended !== null) return ended;
    return pages() === 0 ? 'its page went away' : null;
  } finally {
    if (child.pid !== undefined && ended === null) endTree(child.pid);
  }
}

if (isMain(import.meta)) {
  const [program, ...args] = process.argv.slice(2);
  if (program === undefined) throw new Error('usage: node scripts/check-started.mjs PROGRAM [ARGUMENT…]');
  const fault = await faultOfStart(program, args);
  if (fault === null) console.log(`${program}: started, with its page`);
  else {
    console.error(`error: ${program}: ${fault}`);
    process.exitCode = 1;
  }
}

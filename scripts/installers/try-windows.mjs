/**
 * `node scripts/installers/try-windows.mjs DIST`: installs what was made for Windows silently, as a fleet would, first the setup and
 * then the MSI. Each must start with a page, and leave no file of the program behind when it is taken away. An administrator, Windows.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve, win32 } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { faultOfStart } from '../check-started.mjs';
import { isMain } from '../lib/is-main.mjs';

/** Windows Installer: done, and the machine would like to be started anew (ERROR_SUCCESS_REBOOT_REQUIRED). */
const rebootRequired = 3010;

/**
 * @param dist directory of the packages
 * @param tools only for tests; by default this machine's. `run` gives the exit code, null if the program did not start
 * @returns null if both installers do what they promise, else what is wrong
 */
export async function faultOfInstallers(dist, tools = {}) {
  const {
    list = readdirSync,
    filesIn = (path) => (existsSync(path) ? readdirSync(path, { recursive: true, withFileTypes: true }) : []),
    run = (program, args) => spawnSync(program, args, { stdio: 'inherit' }).status,
    start = (program) => faultOfStart(program, []),
    programFiles = process.env.ProgramFiles ?? 'C:\\Program Files',
    patienceMs = 60_000,
    pauseMs = 500,
  } = tools;
  const dir = win32.join(programFiles, 'Vigie');
  // An empty directory is nobody's loss: Wine's Windows Installer leaves one.
  const left = () => {
    try {
      return filesIn(dir)
        .filter((entry) => entry.isFile())
        .map(({ name }) => name);
    } catch {
      // A directory that goes while it is read is asked again.
      return ['what is being removed'];
    }
  };
  const find = (ending) => list(dist).find((name) => name.endsWith(ending));
  const setup = find('-setup.exe');
  const msi = find('.msi');
  if (setup === undefined || msi === undefined) return `no setup, or no MSI, in ${dist}`;
  const installers = [
    {
      name: setup,
      install: [join(dist, setup), ['/S']],
      remove: [win32.join(dir, 'Uninstall Vigie.exe'), ['/S']],
    },
    {
      name: msi,
      install: ['msiexec', ['/i', join(dist, msi), '/qn', '/norestart']],
      remove: ['msiexec', ['/x', join(dist, msi), '/qn', '/norestart']],
    },
  ];
  for (const { name, install, remove } of installers) {
    if (left().length > 0) return `${name}: ${dir} is there before it is installed`;
    const installed = run(...install);
    if (installed !== 0 && installed !== rebootRequired) return `${name}: ends with ${installed}`;
    const fault = await start(win32.join(dir, 'Vigie.exe'));
    if (fault !== null) return `${name}: what it installed does not start: ${fault}`;
    const removed = run(...remove);
    if (removed !== 0 && removed !== rebootRequired) return `${name}: its removal ends with ${removed}`;
    // NSIS's uninstaller goes on as a copy of itself once the program that was waited for has ended.
    for (const endMs = Date.now() + patienceMs; left().length > 0; await pause(pauseMs)) {
      if (Date.now() >= endMs) return `${name}: leaves ${left().slice(0, 5).join(', ')} in ${dir}`;
    }
  }
  return null;
}

if (isMain(import.meta)) {
  const [dist] = process.argv.slice(2);
  if (dist === undefined) throw new Error('usage: node scripts/installers/try-windows.mjs DIST');
  const fault = await faultOfInstallers(resolve(dist));
  if (fault === null) console.log('both installers install, start, and are taken away');
  else {
    console.error(`error: ${fault}`);
    process.exitCode = 1;
  }
}

#!/usr/bin/env node
/**
 * `vigie`, the command line. The sources run as they are: the project's own Node strips the types. Under an older Node
 * this file starts itself again with that one.
 */
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, statSync } from 'node:fs';
// Whole, not by name: an older Node has no compile cache, and an absent name would end this file before its first line.
import nodeModule from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [major, minor] = process.versions.node.split('.').map(Number);
// Type stripping is on by default from Node 22.18 and from 23.6.
const stripsTypes = major >= 24 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18);

/** What lies there is run: it is only used where nobody else may write, whatever the umask was. @returns null where that is not so */
function ownDirectory(path) {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    if (process.platform === 'win32') return path;
    const { uid, mode } = statSync(path);
    if (uid !== process.getuid() || (mode & 0o022) !== 0) return null;
    // What Node makes in it follows the umask, which may be none.
    chmodSync(path, 0o700);
    return path;
  } catch {
    // Read-only, or installed by someone else: started without.
    return null;
  }
}

if (stripsTypes) {
  // Stripped and compiled once: half the start-up time, and twenty megabytes less in each thread. Kept beside the sources,
  // where nobody writes who could not change them too; the default lies in a directory that is everybody's.
  const cache = ownDirectory(join(root, 'node_modules', '.cache', 'vigie'));
  const { directory } = cache === null ? {} : nodeModule.enableCompileCache(cache);
  if (directory) process.env.NODE_COMPILE_CACHE = directory;
  const { runVigie } = await import('../src/cli/main.ts');
  process.exitCode = await runVigie(process.argv.slice(2));
} else {
  const own = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!existsSync(own)) {
    process.stderr.write(
      'error: vigie needs Node 24, or the one of this project\nhint: type npm run setup in its directory\n',
    );
    process.exitCode = 1;
  } else {
    const child = spawn(own, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
    // The terminal signals the whole group: the child decides what Ctrl+C means, this process only waits.
    process.on('SIGINT', () => {});
    process.on('SIGTERM', () => child.kill('SIGTERM'));
    child.on('close', (code, signal) => {
      process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 143);
    });
  }
}

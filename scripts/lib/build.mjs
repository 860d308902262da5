/**
 * Builds the product only if what it is made of changed: a digest of the names, sizes and times of all its sources is
 * kept beside the build.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { projectRoot, runTool } from './project.mjs';

const markFile = join(projectRoot, 'out', '.built-from');
const lockFile = join(projectRoot, 'node_modules', '.vigie-building');

/** Digest of the names, sizes and times of files and of all that folders hold. @param names relative to the project */
function digestOf(names) {
  const digest = createHash('sha256');
  const add = (path) => {
    const { size, mtimeMs } = statSync(path);
    digest.update(`${path}\0${size}\0${mtimeMs}\n`);
  };
  for (const path of names.map((name) => join(projectRoot, name))) {
    if (statSync(path).isFile()) {
      add(path);
      continue;
    }
    const entries = readdirSync(path, { recursive: true, withFileTypes: true });
    for (const entry of entries.filter((one) => one.isFile())) add(join(entry.parentPath, entry.name));
  }
  return digest.digest('hex');
}

const sourceDigest = () => digestOf(['electron.vite.config.ts', 'package-lock.json', 'src']);

/** What the demonstration profile is made by: a profile of other sources may not open with these, and is made again. */
export const demoDigest = () => digestOf(['scripts/demo', 'src/app', 'src/cli', 'src/core', 'src/files']);

export function isBuildFresh() {
  return existsSync(markFile) && readFileSync(markFile, 'utf8') === sourceDigest();
}

/** Builds whatever the state. @returns what the tool said and how it ended, as `run` does */
export async function build() {
  const digest = sourceDigest();
  const result = await runTool('electron-vite', ['build', '--logLevel', 'warn'], { capture: true });
  if (result.code === 0) writeFileSync(markFile, digest);
  return result;
}

/** @throws Error with the tool's own words if the build fails */
export async function buildIfStale(say = () => {}) {
  if (isBuildFresh()) return;
  const release = await lockBuild();
  try {
    // Whoever held the lock has built.
    if (isBuildFresh()) return;
    say('building');
    const { code, output } = await build();
    if (code !== 0) throw new Error(`the build failed\n${output}`);
  } finally {
    release();
  }
}

/** Test files that run at once may each find the build stale: one of them builds. A lock whose process is gone is taken over. */
async function lockBuild() {
  for (;;) {
    try {
      writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
      return () => rmSync(lockFile, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (isAbandoned()) rmSync(lockFile, { force: true });
    else await pause(200);
  }
}

// A build takes seconds.
const longestBuildMs = 300_000;

function isAbandoned() {
  try {
    if (Date.now() - statSync(lockFile).mtimeMs > longestBuildMs) return true;
    const pid = Number(readFileSync(lockFile, 'utf8'));
    // Made and not yet written, by a process that is about to.
    if (!(pid > 0)) return false;
    process.kill(pid, 0);
    return false;
  } catch (error) {
    // ESRCH: no such process. Anything else: released meanwhile, or another user's.
    return error.code === 'ESRCH';
  }
}

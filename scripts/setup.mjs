/**
 * Set-up: everything that `npm start` and `npm test` need on a fresh clone, and nothing when it is already there.
 *
 * 1. Dependencies, exactly as the lock file says, and only if it changed since the last time.
 * 2. The project's own Node (the only dependency whose install script runs).
 * 3. A browser; on Debian as root it is installed, else the command to type is named.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { findBrowser, howToGetBrowser } from './find-browser.mjs';
import { isMain } from './lib/is-main.mjs';
import { hasProjectNode, projectNode, projectRoot, readPackage, run } from './lib/project.mjs';

const markFile = join(projectRoot, 'node_modules', '.vigie-setup');

/** A failure whose message is the one sentence that the person needs. */
export class SetupError extends Error {}

function lockDigest() {
  return createHash('sha256')
    .update(readFileSync(join(projectRoot, 'package-lock.json')))
    .digest('hex');
}

/** @returns true if what npm recorded as installed is what the lock file says, whoever installed it. */
function isInstalledAsLocked() {
  const recordFile = join(projectRoot, 'node_modules', '.package-lock.json');
  if (!existsSync(recordFile)) return false;
  const locked = JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(recordFile, 'utf8')).packages;
  for (const [path, entry] of Object.entries(locked)) {
    if (path === '') continue;
    const there = installed[path];
    // A native package of another platform is rightly absent.
    if (there === undefined && entry.optional !== true) return false;
    if (there !== undefined && there.version !== entry.version) return false;
  }
  return Object.keys(installed).every((path) => locked[path] !== undefined);
}

/** npm as the one that runs us, else the one on the path. */
async function npm(args) {
  const script = process.env.npm_execpath;
  const result =
    script !== undefined && /\.c?js$/.test(script)
      ? await run(process.execPath, [script, ...args], { env: process.env, capture: true })
      : await run('npm', args, { env: process.env, capture: true, shell: process.platform === 'win32' });
  if (result.code !== 0) {
    process.stderr.write(result.output);
    throw new SetupError(`npm ${args[0]} failed; its own words are above.`);
  }
}

async function installDependencies(say) {
  const digest = lockDigest();
  const marked = existsSync(markFile) ? readFileSync(markFile, 'utf8').trim() : '';
  if (marked === digest && hasProjectNode()) return;
  if (!isInstalledAsLocked()) {
    say('installing dependencies');
    // Of all install scripts only that of `node` is needed; the rest bring prebuilt binaries.
    await npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund']);
  }
  if (!hasProjectNode()) await npm(['rebuild', 'node']);
  const wanted = readPackage().devDependencies.node;
  const version = hasProjectNode()
    ? (await run(projectNode(), ['--version'], { capture: true })).output.trim()
    : 'none';
  if (version !== `v${wanted}`) {
    throw new SetupError(`the project's own Node should be v${wanted} but is ${version}: type npm rebuild node`);
  }
  writeFileSync(markFile, `${digest}\n`);
}

/** The packager, which lives apart (packaging/package.json): only who packs, or tests the packages, installs it. */
async function installPackager(say) {
  const dir = join(projectRoot, 'packaging');
  const digest = createHash('sha256')
    .update(readFileSync(join(dir, 'package-lock.json')))
    .digest('hex');
  const mark = join(dir, 'node_modules', '.vigie-setup');
  if (existsSync(mark) && readFileSync(mark, 'utf8').trim() === digest) return;
  say('installing the packager');
  await npm(['ci', '--prefix', dir, '--ignore-scripts', '--no-audit', '--no-fund']);
  writeFileSync(mark, `${digest}\n`);
}

function isDebianRoot() {
  return process.platform === 'linux' && existsSync('/etc/debian_version') && process.getuid?.() === 0;
}

async function aptInstall(packages, say) {
  say(`installing ${packages.join(' and ')} with apt-get`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [
    ['update', '-q'],
    ['install', '-y', '-q', '--no-install-recommends', ...packages],
  ]) {
    const result = await run('apt-get', args, { env, capture: true });
    if (result.code !== 0) {
      process.stderr.write(result.output);
      throw new SetupError(`apt-get ${args[0]} failed. Type: apt-get update && apt-get install ${packages.join(' ')}`);
    }
  }
}

function isOnPath(program) {
  return (process.env.PATH ?? '').split(delimiter).some((dir) => existsSync(join(dir, program)));
}

/**
 * @param options.browser a browser is needed
 * @param options.pdfTools `pdftotext` and its like are needed (tests read the printed sheet with them)
 * @param options.webServer nginx is wanted (tests read packs from it, and are skipped, loudly, where there is none)
 * @param options.packager the packager is needed
 * @param options.say told each thing that takes time
 * @returns the browser's path, or null if none was asked for
 * @throws SetupError with the one sentence to act on
 */
export async function setUp({
  browser = true,
  pdfTools = false,
  webServer = false,
  packager = false,
  say = () => {},
} = {}) {
  await installDependencies(say);
  // Meanwhile: one waits for npm's registry, the other for Debian's.
  const packagerInstalled = packager ? installPackager(say) : Promise.resolve();
  // Its failure is told when it is awaited, and not as one that nobody handled.
  packagerInstalled.catch(() => {});
  const missing = [];
  if (browser && findBrowser() === null) missing.push('chromium');
  if (pdfTools && !isOnPath(process.platform === 'win32' ? 'pdftotext.exe' : 'pdftotext'))
    missing.push('poppler-utils');
  // Debian keeps it where only root's path looks.
  if (webServer && isDebianRoot() && !isOnPath('nginx') && !existsSync('/usr/sbin/nginx')) missing.push('nginx');
  if (missing.length > 0 && isDebianRoot()) await aptInstall(missing, say);
  await packagerInstalled;
  const found = browser ? findBrowser() : null;
  if (browser && found === null) throw new SetupError(howToGetBrowser());
  if (missing.includes('poppler-utils') && !isDebianRoot()) {
    throw new SetupError(
      'The tests read PDF files with pdftotext: install poppler-utils (Debian) or poppler (Homebrew, Scoop).',
    );
  }
  return found;
}

/** Ends the process with one sentence for what a person can mend, and with the stack for what they cannot. */
export function failWith(error) {
  process.stderr.write(error instanceof SetupError ? `error: ${error.message}\n` : `${error?.stack ?? error}\n`);
  process.exitCode = 1;
}

if (isMain(import.meta)) {
  try {
    await setUp({ browser: true, pdfTools: false, say: (what) => console.log(`set-up: ${what}`) });
    console.log('set-up: ready');
  } catch (error) {
    failWith(error);
  }
}

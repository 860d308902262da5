/**
 * Whether Chromium's sandbox can be set up for the Electron that npm installed: else Electron ends at once, with a line
 * on stderr. An installed package has no such trouble (packaging/linux).
 */
import { spawn } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** @returns the trimmed content of a file of /proc, or null where this kernel does not have it */
function readKernelSetting(path) {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return null;
  }
}

/** The helper beside the binary that stands in for user namespaces; npm cannot install it with its setuid bit. */
function hasSetuidHelper(binary) {
  try {
    const { uid, mode } = statSync(join(dirname(binary), 'chrome-sandbox'));
    return uid === 0 && (mode & 0o4000) !== 0;
  } catch {
    return false;
  }
}

/**
 * @param options only for tests; by default what this machine has
 * @returns `root` (Chromium has no sandbox for root), `namespaces` (this system denies them), or null
 */
export function sandboxObstacle(binary, options = {}) {
  const {
    platform = process.platform,
    uid = process.getuid?.() ?? null,
    read = readKernelSetting,
    hasHelper = hasSetuidHelper(binary),
  } = options;
  if (platform !== 'linux') return null;
  if (uid === 0) return 'root';
  if (hasHelper) return null;
  const isDenied =
    // Ubuntu 24.04 and later
    read('/proc/sys/kernel/apparmor_restrict_unprivileged_userns') === '1' ||
    // Debian, hardened
    read('/proc/sys/kernel/unprivileged_userns_clone') === '0' ||
    read('/proc/sys/user/max_user_namespaces') === '0';
  return isDenied ? 'namespaces' : null;
}

/** Chromium's last words where its sandbox could not be set up: content/browser/zygote_host/zygote_host_impl_linux.cc, sandbox/linux/suid/client. */
const sandboxWords = /FATAL:.*(?:No usable sandbox|setuid sandbox|[Ss]andbox)/;

/** A program of the foreground, until it ends: Ctrl+C reaches it through the terminal. @returns its exit code, null after a signal */
export function untilEnd(child) {
  const stay = () => {};
  const forward = () => child.kill('SIGTERM');
  process.on('SIGINT', stay);
  process.on('SIGTERM', forward);
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) => {
      process.off('SIGINT', stay);
      process.off('SIGTERM', forward);
      done(code);
    });
  });
}

/**
 * Runs Electron in the foreground until it ends. What it writes is passed on.
 * @returns its exit code, and whether it ended because it had no sandbox, which `sandboxObstacle` cannot always foresee
 */
export async function runElectron(binary, args, options = {}) {
  const child = spawn(binary, args, { ...options, stdio: ['inherit', 'inherit', 'pipe'] });
  let hasFailed = false;
  let line = '';
  child.stderr.setEncoding('utf8');
  child.stderr.on('data', (text) => {
    process.stderr.write(text);
    line = (line + text).slice(-2000);
    hasFailed ||= sandboxWords.test(line);
  });
  const code = await untilEnd(child);
  return { code: code ?? 1, hadNoSandbox: hasFailed && code !== 0 };
}

/**
 * Which shell `npm start` opens, and in which order it tries them.
 * @param found `electron`: path of its binary, or null; `obstacle`: as `sandboxObstacle`; `hasDisplay`
 * @returns `tour` without a display; else `electron` first where it can start, and `browser`; with what is to be said of Electron
 */
export function chooseShells({ electron, obstacle, hasDisplay }) {
  if (!hasDisplay) return { shells: ['tour'], because: null };
  if (electron === null) return { shells: ['browser'], because: 'missing' };
  if (obstacle !== null) return { shells: ['browser'], because: obstacle };
  return { shells: ['electron', 'browser'], because: null };
}

/**
 * Whether Chromium's sandbox can be set up for the Electron that npm installed: else Electron ends at once, with a line
 * on stderr. An installed package has no such trouble (packaging/linux).
 */
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

/**
 * At the lock, what native code keeps of secrets after our own arrays were zeroed:
 *
 * - Private keys that were handed to OpenSSL (`KeyObject`) are zeroed when they are collected, and not before. So the collector
 *   is run at once, and again for what was then still on its way out.
 * - Addons free what they copied without zeroing it. The C library hands freed places out again, the last one first: taking
 *   many of each small size, and zeroing them, overwrites what lay there.
 * - The Argon2 libraries leave copies where neither reaches: `overwritePasswordCopies`, `overwriteDerivedKeys`.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { overwriteDerivedKeys, overwritePasswordCopies } from '../../core/crypto/argon2id.ts';

/** After the first, what ended with the session (a look-up that was aborted, a file that was closed) lets go of the rest. */
const runsAfterMs = [0, 400, 1_200];

let collect: (() => void) | null = null;

/** @returns null where the engine does not give its collector away */
function collector(): (() => void) | null {
  if (collect !== null) return collect;
  try {
    setFlagsFromString('--expose-gc');
    const found: unknown = runInNewContext('gc');
    if (typeof found === 'function') collect = () => void found();
  } catch {
    // What the collector would have ended is ended later, by itself.
  }
  return collect;
}

/**
 * glibc's classes of small places: 24 bytes that can be used, and 16 more each. A key has 32 bytes, a HMAC's block 64. Longer places
 * come first: what was freed beside other free places has grown together with them.
 */
const freedSizes = [16_384, 4096, 1024, 512, ...Array.from({ length: 9 }, (_, i) => 152 - 16 * i)];
const placesOfSize = 256;

function overwriteFreedPlaces(): void {
  const taken: Buffer[] = [];
  for (const byteCount of freedSizes) {
    // Unlike zeroed arrays, these come from the places that were freed last.
    for (let i = 0; i < placesOfSize; i++) taken.push(Buffer.allocUnsafeSlow(byteCount).fill(0));
  }
}

let due: NodeJS.Timeout[] = [];

/** A lock that comes while runs of an earlier one are due takes their place. Never throws; keeps no process alive. */
export function cleanMemorySoon(): void {
  for (const timer of due) clearTimeout(timer);
  due = runsAfterMs.map((afterMs) =>
    setTimeout(() => {
      collector()?.();
      overwriteFreedPlaces();
      overwritePasswordCopies();
      overwriteDerivedKeys().catch(() => undefined);
    }, afterMs).unref(),
  );
}

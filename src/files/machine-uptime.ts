/**
 * How long the machine has been running, sleep included: the one clock that nobody can set. Windows: GetTickCount64; Linux:
 * CLOCK_BOOTTIME; macOS: the time since `kern.boottime`, which moves with the wall clock when that is set.
 */
import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { toHex } from '../core/bytes/bytes.ts';
import { randomBytes } from '../core/crypto/symmetric.ts';

let knownBootId: string | null = null;

/** Linux names each start of the machine. Elsewhere only this process is known to run within one. */
function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
  } catch {
    return `process-${toHex(randomBytes(8))}`;
  }
}

export function machineUptime(): { readonly bootId: string; readonly ms: number } {
  knownBootId ??= bootId();
  return { bootId: knownBootId, ms: uptime() * 1000 };
}

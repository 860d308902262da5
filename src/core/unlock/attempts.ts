/**
 * Failed unlocks and the delay that grows with them. Unlock step; pure, the application keeps the bytes in
 * `attempts.json` beside the vault, so that a restart takes no delay away. It slows the person at the keyboard; whoever
 * copies the files is slowed by Argon2id and the device binding instead.
 */
import { z } from 'zod';
import { decodeUtf8, utf8 } from '../bytes/bytes.ts';

const attemptsSchema = z.strictObject({
  version: z.literal(1),
  /** Counted before anybody can know whether the passphrase opens the vault: killing the program meanwhile gives no free attempt. */
  failedCount: z.int().min(0).max(1_000_000),
  lastAttemptMs: z.int().min(0),
  /** Instants of failures not yet written to the journal, which is closed while the vault is locked. */
  unreportedMs: z.array(z.int().min(0)).max(100),
});
export type Attempts = z.infer<typeof attemptsSchema>;

export const noAttempts: Attempts = { version: 1, failedCount: 0, lastAttemptMs: 0, unreportedMs: [] };

/** Three tries cost nothing: a keyboard slip is no attack. Then 5 s, doubled each time, at most 15 minutes. */
const freeFailures = 3;
const firstDelayMs = 5_000;
const longestDelayMs = 900_000;

export function delayAfter(failedCount: number): number {
  if (failedCount < freeFailures) return 0;
  return Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(20, failedCount - freeFailures));
}

/** @returns milliseconds to wait before the next attempt; 0 if it may be made now */
export function waitMs(attempts: Attempts, nowMs: number): number {
  const delay = delayAfter(attempts.failedCount);
  // A clock turned back does not shorten the wait, and does not make it longer than the delay itself: see `withClockOf`.
  const elapsed = Math.max(0, nowMs - attempts.lastAttemptMs);
  return Math.max(0, delay - elapsed);
}

/**
 * The attempts of a clock that has been turned back since: the delay begins again now. Whoever has to wait is told of this
 * form, and it is written; otherwise nobody gets in before the clock reaches the time of the last attempt, perhaps in years.
 * @returns `attempts` itself where its last one does not lie ahead
 */
export function withClockOf(attempts: Attempts, nowMs: number): Attempts {
  return attempts.lastAttemptMs > nowMs ? { ...attempts, lastAttemptMs: nowMs } : attempts;
}

export function countAttempt(attempts: Attempts, nowMs: number): Attempts {
  return {
    version: 1,
    failedCount: attempts.failedCount + 1,
    lastAttemptMs: nowMs,
    unreportedMs: [...attempts.unreportedMs, nowMs].slice(-100),
  };
}

export function serialiseAttempts(attempts: Attempts): Uint8Array {
  return utf8(JSON.stringify(attempts));
}

/**
 * @param bytes null if the file is missing although the vault exists
 * @returns the attempts; a missing or damaged file is read as five failures now, and `tampered` is true
 */
export function parseAttempts(bytes: Uint8Array | null, nowMs: number): { attempts: Attempts; tampered: boolean } {
  try {
    const parsed = attemptsSchema.safeParse(JSON.parse(decodeUtf8(bytes ?? new Uint8Array()) ?? ''));
    if (parsed.success) return { attempts: parsed.data, tampered: false };
  } catch {
    // Not JSON: same answer as a missing file.
  }
  return { attempts: { version: 1, failedCount: 5, lastAttemptMs: nowMs, unreportedMs: [nowMs] }, tampered: true };
}

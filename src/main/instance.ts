/**
 * One process a profile. A second start brings the first one to the front, and ends; where the first does not answer
 * (it hangs, or runs in another session of the same user, whose screen is elsewhere), the second says who holds the
 * profile instead of ending without a word.
 *
 * `running.json`, beside the profile, is how the two tell each other. It locks nothing: Electron's single-instance lock and the vault's lock file do.
 */
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { decodeUtf8, toHex, utf8 } from '../core/bytes/bytes.ts';
import { randomBytes } from '../core/crypto/symmetric.ts';
import { readFileIfThere, writeFileAtomic } from '../files/atomic-write.ts';

const holderSchema = z.object({
  pid: z.int().min(1),
  host: z.string().max(255),
  /** Name of the desktop session as Windows (`RDP-Tcp#3`) or logind (`c2`) has it; empty where nobody says. */
  session: z.string().max(80),
  sinceMs: z.int(),
  /** Token of the last second start that was answered. */
  answered: z.string().max(64).nullable(),
});
export type Holder = z.infer<typeof holderSchema>;

const fileName = 'running.json';
const pollMs = 100;

export function newInstanceToken(): string {
  return toHex(randomBytes(16));
}

/** What the first process keeps of itself. Never throws: a full disk must not stop the start. */
export function announceInstance(
  dir: string,
  environment: Readonly<Record<string, string | undefined>>,
  nowMs: number,
): { answer(additionalData: unknown): void } {
  const holder: Holder = {
    pid: process.pid,
    host: hostname().slice(0, 255),
    session: (environment.SESSIONNAME ?? environment.XDG_SESSION_ID ?? '').slice(0, 80),
    sinceMs: nowMs,
    answered: null,
  };
  const write = (answered: string | null): void => {
    try {
      writeFileAtomic(join(dir, fileName), utf8(`${JSON.stringify({ ...holder, answered })}\n`));
    } catch {
      // The second start then says that it does not know who holds the profile.
    }
  };
  write(null);
  return {
    answer(additionalData) {
      const token = z.object({ token: z.string().max(64) }).safeParse(additionalData);
      if (token.success) write(token.data.token);
    },
  };
}

/** @returns null if nobody said, or in words that this version does not know */
export function readHolder(dir: string): Holder | null {
  try {
    const text = decodeUtf8(readFileIfThere(join(dir, fileName)) ?? utf8(''));
    return holderSchema.parse(JSON.parse(text ?? ''));
  } catch {
    return null;
  }
}

/** @returns true once the first process has answered the start that carried `token`; false after `limitMs` */
export async function isAnswered(dir: string, token: string, limitMs: number): Promise<boolean> {
  for (const endMs = performance.now() + limitMs; ; ) {
    if (readHolder(dir)?.answered === token) return true;
    if (performance.now() >= endMs) return false;
    await new Promise((done) => setTimeout(done, pollMs));
  }
}

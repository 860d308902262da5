/**
 * One process a profile. A second start brings the first one to the front, and ends. Where that is of no use (the first one
 * hangs, or its window is on the screen of another session of the same user), the person is told who holds the profile.
 *
 * On Linux and macOS a first process that has not answered for twenty seconds is killed by the second start, which Electron then
 * lets take its place (`ProcessSingleton::NotifyOtherProcessWithTimeout`, `KillProcessByLockPath`, process_singleton_posix.cc).
 * To vault and journal that is a power cut: the kernel gives the vault's lock back, nothing that was acknowledged is lost, and
 * the person is told (`findStopped`). On Windows Electron answers no to the question whether to kill it (process_singleton.patch).
 *
 * Two files beside the profile, which lock nothing (Electron's single-instance lock and the vault's lock file do):
 * `running.json` names whoever holds the vault's lock, `answered.json` is what the first process says to a second start.
 */
import { rmSync, statSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { decodeUtf8, toHex, utf8 } from '../core/bytes/bytes.ts';
import { randomBytes } from '../core/crypto/symmetric.ts';
import { readFileIfThere, writeFileAtomic } from '../files/atomic-write.ts';
import { isRunning } from '../files/process-running.ts';

const holderSchema = z.object({
  pid: z.int().min(1),
  host: z.string().max(255),
  /** Account of the system; empty where it has no name. */
  user: z.string().max(80),
  /** Name of the desktop session as Windows (`RDP-Tcp#3`) or logind (`c2`) has it; empty where nobody says. */
  session: z.string().max(80),
  /** X display (`:10`) or Wayland socket (`wayland-1`) on which the window is; empty on Windows and macOS. */
  display: z.string().max(80),
  /** Null: the process was found by the lock that it has, and nothing else is known of it. */
  sinceMs: z.int().nullable(),
});
export type Holder = z.infer<typeof holderSchema>;

const answerSchema = z.object({ token: z.string().max(64), by: holderSchema });

const runningFile = 'running.json';
const answerFile = 'answered.json';
const pollMs = 100;

type Environment = Readonly<Record<string, string | undefined>>;

export function newInstanceToken(): string {
  return toHex(randomBytes(16));
}

function userName(): string {
  try {
    return userInfo().username.slice(0, 80);
  } catch {
    // An account without an entry in the system's list, as in some containers.
    return '';
  }
}

/**
 * The first process was killed by this start, if it was running before this process asked for Electron's lock, which this one has
 * now, and has not taken its name away, which is the last thing that an orderly end does.
 * @param before what `findHolder` said before the lock was asked for
 */
export function findStopped(dir: string, before: Holder | null): Holder | null {
  const now = readQuietly(dir, runningFile, holderSchema);
  const isSame =
    before !== null && now?.pid === before.pid && now.sinceMs === before.sinceMs && now.host === before.host;
  return isSame && now.host === hostName() ? now : null;
}

/** This process, as another one would name it. */
export function describeSelf(environment: Environment, nowMs: number): Holder {
  return {
    pid: process.pid,
    host: hostName(),
    user: userName(),
    session: (environment.SESSIONNAME ?? environment.XDG_SESSION_ID ?? '').slice(0, 80),
    // Under Wayland both are set; the X display is of the same session.
    display: (environment.DISPLAY ?? environment.WAYLAND_DISPLAY ?? '').replace(/\.\d+$/, '').slice(0, 80),
    sinceMs: nowMs,
  };
}

/**
 * @returns true if the window of `other` cannot be seen by whoever is in front of `self`. The display decides where both have
 *   one, because a terminal that outlives its session keeps that session's name.
 */
export function isElsewhere(other: Holder, self: Holder): boolean {
  if (other.host !== self.host) return true;
  if (other.display !== '' && self.display !== '') return other.display !== self.display;
  return other.session !== '' && self.session !== '' && other.session !== self.session;
}

/** As it is written and compared. */
function hostName(): string {
  return hostname().slice(0, 255);
}

/** Never throws: a full disk must not stop the start. */
function writeQuietly(dir: string, file: string, value: object): void {
  try {
    writeFileAtomic(join(dir, file), utf8(`${JSON.stringify(value)}\n`));
  } catch {
    // The second start then says that it does not know who holds the profile.
  }
}

/** @returns null if the file is missing, or in words that this version does not know */
function readQuietly<T>(dir: string, file: string, schema: z.ZodType<T>): T | null {
  try {
    return schema.parse(JSON.parse(decodeUtf8(readFileIfThere(join(dir, file)) ?? utf8('')) ?? ''));
  } catch {
    return null;
  }
}

/** Says who has the vault's lock: to be called once this process has it. @returns takes the name away again */
export function announceHolder(dir: string, self: Holder): () => void {
  writeQuietly(dir, runningFile, self);
  return () => rmSync(join(dir, runningFile), { force: true });
}

/** The first process answers a second start. @param additionalData what came with it, from another process: unparsed */
export function answerSecondStart(dir: string, self: Holder, additionalData: unknown): void {
  const data = z.object({ token: z.string().max(64) }).safeParse(additionalData);
  if (data.success) writeQuietly(dir, answerFile, { token: data.data.token, by: self });
}

/** @returns the process that answered the start that carried `token`; null after `limitMs` */
export async function awaitAnswer(dir: string, token: string, limitMs: number): Promise<Holder | null> {
  for (const endMs = performance.now() + limitMs; ; ) {
    const answer = readQuietly(dir, answerFile, answerSchema);
    if (answer?.token === token) return answer.by;
    if (performance.now() >= endMs) return null;
    await new Promise((done) => setTimeout(done, pollMs));
  }
}

/**
 * @param lockPid the process that has the vault's lock, where the system says (`VigieError 'vault-in-use'`)
 * @returns what is known of whoever holds the profile: never this process, nor one that has ended without taking its name away;
 *   null if nothing is
 */
export function findHolder(dir: string, lockPid: number | null): Holder | null {
  const host = hostName();
  const named = readQuietly(dir, runningFile, holderSchema);
  if (lockPid !== null) {
    if (named?.host === host && named.pid === lockPid) return named;
    return { pid: lockPid, host, user: ownerOf(lockPid), session: '', display: '', sinceMs: null };
  }
  if (named === null || (named.host === host && (named.pid === process.pid || !isRunning(named.pid)))) return null;
  return named;
}

/** @returns the account's name if it is ours, its number otherwise; empty where the system does not say */
function ownerOf(pid: number): string {
  try {
    const { uid } = statSync(`/proc/${pid}`);
    return uid === process.getuid?.() ? userName() : String(uid);
  } catch {
    return '';
  }
}

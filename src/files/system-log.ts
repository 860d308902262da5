/**
 * The system's own log, where there is one that lasts and that its user cannot rewrite: journald on Linux, if it keeps its files
 * across starts, and the Application log of Windows. macOS keeps what a program logs for days only, and hides its values.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { openWindowsLog } from './windows-log.ts';

export interface SystemLog {
  /** As it is shown. */
  readonly name: 'journald' | 'Windows';
  /** @returns the latest lines that were appended, in any order; empty where they cannot be read. Never rejects */
  read(): Promise<readonly string[]>;
  /** Hands a line over and does not wait; a log that does not take it is not told from one in which it is missing. Never throws */
  append(line: string): void;
  close(): void;
}

const identifier = 'vigie-anchor';
/** Weeks of work of one desk; whoever floods the log with more gets an amber light, not a refusal. */
const mostLines = 4_000;
const readTimeoutMs = 3_000;

// By their full names: others earlier on the path could be anybody's.
const programs = { read: '/usr/bin/journalctl', append: '/usr/bin/systemd-cat' };

/** @returns null where no log lasts */
export function openSystemLog(platform: NodeJS.Platform = process.platform): SystemLog | null {
  if (platform === 'win32') return openWindowsLog(identifier, mostLines);
  return platform === 'linux' && keepsFiles() ? openJournald() : null;
}

/** journald keeps files across starts only where this directory is (`Storage=auto`, systemd's default). */
function keepsFiles(): boolean {
  try {
    const machine = readFileSync('/etc/machine-id', 'latin1').trim();
    return existsSync(`/var/log/journal/${machine}`) && existsSync('/run/systemd/journal/stdout');
  } catch {
    return false;
  }
}

/** @param used other programs only in tests */
export function openJournald(used = programs): SystemLog {
  let writer: ChildProcess | null = null;
  const startWriter = (): ChildProcess => {
    const child = spawn(used.append, ['-t', identifier, '-p', 'info'], { stdio: ['pipe', 'ignore', 'ignore'] });
    const forget = () => {
      if (writer === child) writer = null;
    };
    child.on('error', forget);
    child.on('exit', forget);
    child.stdin?.on('error', forget);
    child.unref();
    return child;
  };
  return {
    name: 'journald',
    read: () =>
      new Promise((resolve) => {
        const wanted = ['-t', identifier, '-o', 'cat', '-n', String(mostLines), '-r', '-q', '--no-pager'];
        const limits = { timeout: readTimeoutMs, maxBuffer: mostLines * 1024 };
        execFile(used.read, wanted, limits, (error, text) => resolve(error === null ? text.split('\n') : []));
      }),
    append(line) {
      writer ??= startWriter();
      writer.stdin?.write(`${line}\n`);
    },
    close() {
      writer?.stdin?.end();
      writer = null;
    },
  };
}

/**
 * Where the tests' temporary files lie. Nearly every test of the application waits for flushes to a disk, which prove
 * nothing in a test: one that ends a process finds what was written in either case, and `test/app/flushes.test.ts` counts the calls. In
 * memory, the same flushes return at once.
 */
import { mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { freemem } from 'node:os';
import { join } from 'node:path';

const memory = '/dev/shm';
const prefix = 'vigie-tests-';
/** `f_type` of Linux's file system in memory (TMPFS_MAGIC, statfs(2)). */
const tmpfs = 0x01021994;
/** What the suites were seen to hold at once, several times over. Containers often get 64 MiB only. */
const enoughBytes = 4 * 2 ** 30;

function isRoomy(): boolean {
  try {
    const { type, bavail, bsize } = statfsSync(memory);
    return type === tmpfs && Math.min(bavail * bsize, freemem()) >= enoughBytes;
  } catch {
    return false;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** What runs that were killed left behind. */
function removeAbandoned(): void {
  for (const name of readdirSync(memory).filter((each) => each.startsWith(prefix))) {
    if (!isRunning(Number(name.slice(prefix.length).split('-')[0]))) {
      rmSync(join(memory, name), { recursive: true, force: true });
    }
  }
}

/** For this process and those that it starts; removed when it ends. Where memory is scarce, nothing changes. */
export function keepTemporaryFilesInMemory(): void {
  if (process.env.VIGIE_TEST_DISK !== undefined || !isRoomy()) return;
  removeAbandoned();
  const dir = mkdtempSync(join(memory, `${prefix}${process.pid}-`));
  process.env.TMPDIR = dir;
  process.once('exit', () => rmSync(dir, { recursive: true, force: true, maxRetries: 5 }));
}

/**
 * Where the tests' temporary files lie. Nearly every test of the application waits for flushes to a disk, which prove
 * nothing in a test: one that ends a process finds what was written in either case, and `test/app/flushes.test.ts` counts the calls. In
 * memory, the same flushes return at once.
 */
import { rmSync, statfsSync } from 'node:fs';
import { freemem } from 'node:os';
import { makeOwnDirectory, removeAbandonedDirectories } from '../../src/chromium/abandoned-directories.ts';

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

/** For this process and those that it starts; removed when it ends. Where memory is scarce, nothing changes. */
export function keepTemporaryFilesInMemory(): void {
  if (process.env.VIGIE_TEST_DISK !== undefined || !isRoomy()) return;
  removeAbandonedDirectories(memory, prefix);
  const dir = makeOwnDirectory(memory, prefix);
  process.env.TMPDIR = dir;
  process.once('exit', () => rmSync(dir, { recursive: true, force: true, maxRetries: 5 }));
}

/**
 * How many flushes of the disk an action waits for, one after the other: those that the thread of the application makes itself,
 * counted by strace. On a slow disk each costs tens of milliseconds.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const canTrace = spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0;

it.skipIf(!canTrace)(
  'an outcome waits for one flush, a check for two and perhaps the head between them, a lock for three, an unlock for eight',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'vigie-flushes-'));
    const log = join(folder, 'log');
    try {
      const child = join(import.meta.dirname, 'flushes-child.ts');
      const words = ['-f', '-e', 'trace=fsync,fdatasync,write', '-o', log, process.execPath, child];
      const ran = spawnSync('strace', words, { encoding: 'utf8' });
      expect(ran.stderr).toContain('END unlock');
      const counts = flushesIn(readFileSync(log, 'utf8'));
      expect(counts).toMatchObject({ outcome: 1, lock: 3 });
      // The two of the counted attempt are made while the passphrase is derived on another thread.
      expect(counts.unlock).toBeLessThanOrEqual(8);
      // The stretch of a test is too short to hide the head's flush, which then is waited for.
      expect(counts.check).toBeLessThanOrEqual(3);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);

/** @returns by action: flushes of the thread that marks its beginning and its end */
function flushesIn(log: string): Record<string, number> {
  const counts: Record<string, number> = {};
  let action: { name: string; thread: string } | null = null;
  for (const line of log.split('\n')) {
    const [thread = ''] = line.split(' ', 1);
    const begun = /write\(2, "BEGIN (\w+)/.exec(line)?.[1];
    if (begun !== undefined) {
      action = { name: begun, thread };
      counts[begun] = 0;
    } else if (line.includes('write(2, "END ')) action = null;
    else if (action !== null && thread === action.thread && /\bf(?:data)?sync\(/.test(line)) {
      counts[action.name] = (counts[action.name] ?? 0) + 1;
    }
  }
  return counts;
}

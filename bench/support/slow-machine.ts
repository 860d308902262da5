/**
 * The machines that offices have, out of the one that measures: half a processor by a control group, and a disk that is slow
 * to flush by a small library that is loaded before the C library. Each is null, with the reason, where it cannot be had.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type Made<T> = { readonly made: T } | { readonly made: null; readonly why: string };

export interface HalfProcessor {
  /** A process that writes its number here is held to half of one processor, with all that it starts. */
  readonly membersFile: string;
  remove(): void;
}

const periodUs = 100_000;
const quotaUs = 50_000;

/** Where Linux mounts the controller, and what holds a group to its share. */
const hierarchies = [
  { root: '/sys/fs/cgroup', line: /^0::(.*)$/m, file: 'cpu.max', share: [['cpu.max', `${quotaUs} ${periodUs}`]] },
  {
    root: '/sys/fs/cgroup/cpu',
    line: /^\d+:(?:.*,)?cpu(?:,.*)?:(.*)$/m,
    file: 'cpu.cfs_quota_us',
    share: [
      ['cpu.cfs_period_us', String(periodUs)],
      ['cpu.cfs_quota_us', String(quotaUs)],
    ],
  },
] as const;

export function halfProcessor(): Made<HalfProcessor> {
  if (process.platform !== 'linux') return { made: null, why: 'control groups are Linux’s' };
  const own = readFileSync('/proc/self/cgroup', 'utf8');
  let why = 'no control group with the cpu controller';
  for (const { root, line, file, share } of hierarchies) {
    const parent = line.exec(own)?.[1];
    if (parent === undefined || !existsSync(join(root, parent))) continue;
    const group = join(root, parent, `vigie-bench-${process.pid}`);
    try {
      mkdirSync(group);
    } catch (error) {
      why = `no control group may be made: ${(error as NodeJS.ErrnoException).code}`;
      continue;
    }
    const remove = () => rmdirSync(group);
    try {
      if (!existsSync(join(group, file))) throw new Error('the cpu controller is not delegated');
      for (const [name, value] of share) writeFileSync(join(group, name), value);
      return { made: { membersFile: join(group, 'cgroup.procs'), remove } };
    } catch (error) {
      why = error instanceof Error ? error.message : String(error);
      remove();
    }
  }
  return { made: null, why };
}

/** @param directory temporary @returns what a process's environment needs so that each flush takes `ms` longer */
export function slowFlush(directory: string, ms: number): Made<Readonly<Record<string, string>>> {
  if (process.platform !== 'linux') return { made: null, why: 'LD_PRELOAD is Linux’s' };
  const library = join(directory, 'slow-flush.so');
  const source = join(import.meta.dirname, 'slow-flush.c');
  const compiled = spawnSync('cc', ['-shared', '-fPIC', '-O1', '-o', library, source, '-ldl'], { encoding: 'utf8' });
  if (compiled.error !== undefined) return { made: null, why: 'no C compiler' };
  if (compiled.status !== 0) return { made: null, why: compiled.stderr.trim() };
  return { made: { LD_PRELOAD: library, VIGIE_FLUSH_MS: String(ms) } };
}

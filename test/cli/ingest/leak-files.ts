/** Small leak files in a directory of their own, and what the reader makes of them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { classesOf, type LeakOptions, type LeakRow, openLeak } from '../../../src/cli/ingest/reader.ts';

const directory = mkdtempSync(join(tmpdir(), 'vigie-ingest-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

let fileCount = 0;

/** @returns the path of a new file with that content */
export function leakFile(content: string | Uint8Array): string {
  const path = join(directory, `leak-${++fileCount}`);
  writeFileSync(path, content);
  return path;
}

export interface ReadLeak {
  rows: LeakRow[];
  /** Each row as `nir|email|classes`, for comparing at a glance. */
  lines: string[];
  summary: { rows: number; bad: number; lost: number; reasons: Record<string, number[]> };
  format: string;
  encoding: string;
}

export async function readLeak(content: string | Uint8Array, options: Partial<LeakOptions> = {}): Promise<ReadLeak> {
  const leak = await openLeak({ path: leakFile(content), ...options });
  const rows: LeakRow[] = [];
  for await (const batch of leak.batches) rows.push(...batch);
  const { summary, format } = leak;
  return {
    rows,
    lines: rows.map(({ nir, email, classMask }) =>
      [nir, email, classesOf(classMask).join(' ')].map((part) => part ?? '').join('|'),
    ),
    summary: {
      rows: summary.rows,
      bad: summary.badRows,
      lost: summary.lostRows,
      reasons: Object.fromEntries([...summary.badByReason].map(([reason, { lines }]) => [reason, [...lines]])),
    },
    format:
      format.kind === 'csv'
        ? `csv ${format.delimiter}`
        : format.kind === 'list'
          ? `list ${format.separator}`
          : format.kind,
    encoding: leak.encoding,
  };
}

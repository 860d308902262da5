/** Small leak files in a directory of their own, and what the reader makes of them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { classesOf } from '../../src/leak/meaning/class-mask.ts';
import type { TakenIdentifier } from '../../src/leak/meaning/people.ts';
import { type LeakOptions, type MemberReport, readLeak as readLeakFile } from '../../src/leak/read-leak.ts';

const directory = mkdtempSync(join(tmpdir(), 'vigie-leak-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

let fileCount = 0;

/** @returns the path of a new file with that content */
export function leakFile(content: string | Uint8Array): string {
  const path = join(directory, `leak-${++fileCount}`);
  writeFileSync(path, content);
  return path;
}

export interface LeakRow {
  nir: string | null;
  email: string | null;
  classMask: number;
}

export interface ReadLeak {
  rows: LeakRow[];
  /** Each row as `nir|email|classes`, for comparing at a glance. */
  lines: string[];
  summary: { rows: number; bad: number; lost: number; reasons: Record<string, number[]> };
  /** Shape and separator. */
  format: string;
  encodings: string[];
  members: readonly MemberReport[];
}

/** A NIR and an e-mail of one record have the same classes, those of both kinds among them. */
function asRows(identifiers: readonly TakenIdentifier[]): LeakRow[] {
  const rows: LeakRow[] = [];
  for (const { kind, canonical, classMask } of identifiers) {
    if (kind !== 'nir' && kind !== 'email') continue;
    const last = rows.at(-1);
    if (last !== undefined && last.classMask === classMask && last[kind] === null) last[kind] = canonical;
    else rows.push({ nir: null, email: null, classMask, [kind]: canonical });
  }
  return rows;
}

export async function readLeak(content: string | Uint8Array, options: Partial<LeakOptions> = {}): Promise<ReadLeak> {
  const reading = readLeakFile({ path: leakFile(content), ...options });
  const identifiers: TakenIdentifier[] = [];
  for await (const batch of reading.batches) identifiers.push(...batch);
  const rows = asRows(identifiers);
  const [member] = reading.members;
  if (member === undefined) throw new Error('no member');
  const { counts } = member.people;
  return {
    rows,
    lines: rows.map(({ nir, email, classMask }) =>
      [nir, email, classesOf(classMask).join(' ')].map((part) => part ?? '').join('|'),
    ),
    summary: {
      rows: counts.records,
      bad: counts.badRecords,
      lost: counts.emptyRecords,
      reasons: Object.fromEntries([...member.badByReason].map(([reason, { lines }]) => [reason, [...lines]])),
    },
    format: `${member.shape.shape} ${member.shape.separator ?? ''}`.trim(),
    encodings: [...member.text.encodings],
    members: reading.members,
  };
}

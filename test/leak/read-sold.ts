/** Files in the shapes in which leaks are sold (`sold/`, invented people), read in this process. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isVigieError } from '../../src/core/errors.ts';
import { canonicaliseEmail, canonicaliseNir } from '../../src/core/identifier/identifier.ts';
import { groupParts } from '../../src/leak/containers/parts.ts';
import { classesOf } from '../../src/leak/meaning/class-mask.ts';
import { type LeakOptions, type MemberReport, readLeak } from '../../src/leak/read-leak.ts';

export const soldDirectory: string = join(import.meta.dirname, 'sold');

export interface SoldCase {
  readonly files: readonly string[];
  readonly args: readonly string[];
  /** Identifiers that must be listed. */
  readonly listed: readonly string[];
}

export function readTruth(): Record<string, SoldCase> {
  return JSON.parse(readFileSync(join(soldDirectory, 'truth.json'), 'utf8'));
}

export interface ReadFiles {
  /** Canonical form to classes. */
  readonly found: Map<string, string[]>;
  readonly members: MemberReport[];
  /** The code that stopped it, or null. */
  readonly refused: string | null;
}

export async function readFiles(paths: readonly string[], options: Partial<LeakOptions> = {}): Promise<ReadFiles> {
  const found = new Map<string, string[]>();
  const members: MemberReport[] = [];
  const files = options.paths === undefined ? await groupParts(paths) : [options.paths];
  for (const pieces of files) {
    const [path = ''] = pieces;
    const reading = readLeak({ ...options, path, paths: pieces });
    try {
      for await (const batch of reading.batches) {
        for (const { canonical, classMask } of batch) found.set(canonical, classesOf(classMask));
      }
    } catch (error) {
      if (!isVigieError(error)) throw error;
      return { found, members, refused: error.code };
    } finally {
      members.push(...reading.members);
    }
  }
  return { found, members, refused: null };
}

/** As in the truth: e-mails, NIRs of 13 and of 15 characters, whatever their key. */
export function canonicalOf(identifier: string): string {
  const canonical = identifier.includes('@') ? canonicaliseEmail(identifier) : canonicaliseNir(identifier);
  return canonical ?? identifier.slice(0, 13);
}

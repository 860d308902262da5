/** The sample leak gives exactly what the truth file beside it lists. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { classesOf, openLeak } from '../../../src/cli/ingest/reader.ts';

const vector = (name: string) => new URL(`../../vectors/ingest/${name}`, import.meta.url);

describe('leak-sample.csv', () => {
  it('holds the identifiers, classes and bad rows of its truth file, and nothing else', async () => {
    const truth = JSON.parse(readFileSync(vector('leak-sample.truth.json'), 'utf8'));
    const masks = { nir: new Map<string, number>(), email: new Map<string, number>() };
    const leak = await openLeak({ path: vector('leak-sample.csv').pathname });
    for await (const batch of leak.batches) {
      for (const row of batch) {
        for (const kind of ['nir', 'email'] as const) {
          const canonical = row[kind];
          if (canonical !== null) masks[kind].set(canonical, (masks[kind].get(canonical) ?? 0) | row.classMask);
        }
      }
    }
    const found = (kind: 'nir' | 'email') =>
      Object.fromEntries([...masks[kind]].map(([canonical, mask]) => [canonical, classesOf(mask).toSorted()]));
    expect(found('nir')).toEqual(truth.nir);
    expect(found('email')).toEqual(truth.email);
    for (const absent of truth.absentNir) expect(masks.nir.has(absent)).toBe(false);
    expect(leak.summary.rows).toBe(truth.rows);
    expect(leak.summary.badRows).toBe(truth.badRows);
    expect(leak.encoding).toBe('utf-8');
  });
});

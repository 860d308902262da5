/** The sample leak gives exactly what the truth file beside it lists. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { classesOf } from '../../src/leak/meaning/class-mask.ts';
import { readLeak } from '../../src/leak/read-leak.ts';

const vector = (name: string) => new URL(`../vectors/ingest/${name}`, import.meta.url);

describe('leak-sample.csv', () => {
  it('holds the identifiers, classes and bad rows of its truth file, and nothing else', async () => {
    const truth = JSON.parse(readFileSync(vector('leak-sample.truth.json'), 'utf8'));
    const masks = { nir: new Map<string, number>(), email: new Map<string, number>() };
    const leak = readLeak({ path: vector('leak-sample.csv').pathname });
    for await (const batch of leak.batches) {
      for (const { kind, canonical, classMask } of batch) {
        if (kind !== 'nir' && kind !== 'email') continue;
        masks[kind].set(canonical, (masks[kind].get(canonical) ?? 0) | classMask);
      }
    }
    const counts = leak.members[0]?.people.counts;
    const found = (kind: 'nir' | 'email') =>
      Object.fromEntries([...masks[kind]].map(([canonical, mask]) => [canonical, classesOf(mask).toSorted()]));
    expect(found('nir')).toEqual(truth.nir);
    expect(found('email')).toEqual(truth.email);
    for (const absent of truth.absentNir) expect(masks.nir.has(absent)).toBe(false);
    expect(counts?.records).toBe(truth.rows);
    expect(counts?.badRecords).toBe(truth.badRows);
    expect([...(leak.members[0]?.text.encodings ?? [])]).toEqual(['utf-8']);
  });
});

/** What is installed is what was offered: a file that someone changes in between is another one. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { copyAndVerify, tenTimesASecond } from '../../../src/app/pack/import-pack.ts';
import { readSealedPack } from '../../../src/core/pack/reader.ts';
import { buildMemoryPack, memorySource, newSigningKey } from '../../core/pack/memory-pack.ts';

it('an older set in the place of the one that was offered is not installed under its name', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'vigie-import-'));
  const signingKey = newSigningKey();
  const entries = [
    { kind: 'nir' as const, canonical: '2550814168025', exposures: [{ incident: 0, classes: ['nir' as const] }] },
  ];
  const make = async (sequence: number) =>
    readSealedPack(memorySource((await buildMemoryPack({ entries, signingKey, sequence })).bytes), 'any');
  const [older, offered] = [await make(1), await make(2)];
  try {
    const changed = { ...offered, source: older.source };
    const stop = new AbortController().signal;
    await expect(copyAndVerify(changed, dir, 'any', () => {}, stop)).rejects.toMatchObject({
      code: 'pack-not-found',
    });
    expect(readdirSync(dir)).toEqual([]);
    // More than any disk has: refused before a byte is copied.
    const huge = { ...offered, layout: { ...offered.layout, fileBytes: 2 ** 50 } };
    const stages: string[] = [];
    await expect(copyAndVerify(huge, dir, 'any', (stage) => stages.push(stage), stop)).rejects.toMatchObject({
      code: 'disk-full',
    });
    expect([stages, readdirSync(dir)]).toEqual([[], []]);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});

it('progress is told ten times a second at most, the first and last of each stage always', () => {
  const told: string[] = [];
  const progress = tenTimesASecond((stage, done, total) => told.push(`${stage} ${done}/${total}`));
  for (const stage of ['copy', 'verify'] as const) {
    for (let done = 0; done <= 10_000; done++) progress(stage, done, 10_000);
  }
  expect(told[0]).toBe('copy 0/10000');
  expect(told).toEqual(expect.arrayContaining(['copy 10000/10000', 'verify 0/10000', 'verify 10000/10000']));
  // Twenty thousand calls take far less than the ten seconds that a hundred lines stand for.
  expect(told.length).toBeLessThan(104);
});

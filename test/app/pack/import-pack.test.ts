/** What is installed is what was offered: a file that someone changes in between is another one. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { importPackFile } from '../../../src/app/pack/import-pack.ts';
import { readSealedPack } from '../../../src/core/pack/reader.ts';
import { openSlots } from '../../../src/core/pack/slots.ts';
import { buildMemoryPack, memorySource, newSigningKey, testPassphrase } from '../../core/pack/memory-pack.ts';

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
    // The worst of cases: the key is right for what is there now, as it is for packs of one seed.
    const openKey = () => openSlots(older.manifest, testPassphrase);
    const stop = new AbortController().signal;
    await expect(importPackFile(changed, openKey, dir, 'any', () => {}, stop)).rejects.toMatchObject({
      code: 'pack-not-found',
    });
    expect(readdirSync(dir)).toEqual([]);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});

/**
 * Packs to measure. The really built ones come from `vigie build`. A synthetic one is written by the product's own writer
 * from random bytes in the place of stretched identifiers: what Argon2id gives looks no different, and costs minutes.
 */
import { createHash, generateKeyPairSync } from 'node:crypto';
import { addCanaries } from '../../src/cli/build/collector.ts';
import type { ContentKey, StretchedIdentifier } from '../../src/core/bytes/bytes.ts';
import { type Argon2Cost, slotFloor } from '../../src/core/crypto/argon2id.ts';
import { readSigningKey } from '../../src/core/crypto/signing.ts';
import { randomBytes } from '../../src/core/crypto/symmetric.ts';
import { EntryTable } from '../../src/core/pack/entry-table.ts';
import { ExposureSets } from '../../src/core/pack/exposure-sets.ts';
import type { Incident } from '../../src/core/pack/incident.ts';
import { OpenPack } from '../../src/core/pack/open-pack.ts';
import { readSealedPack, type SealedPack } from '../../src/core/pack/reader.ts';
import { openSlots } from '../../src/core/pack/slots.ts';
import { isBelowProduction } from '../../src/core/pack/stretch-costs.ts';
import { writePack } from '../../src/core/pack/writer.ts';
import { openFileSource } from '../../src/files/file-source.ts';
import { stageFile } from '../../src/files/staged-file.ts';

/** The cheapest stretch that the format allows. */
export const cheapest: Argon2Cost = { memoryKiB: 64, passes: 1, lanes: 1 };
export const slotPassphrase = 'only for measuring, kept nowhere else';

export const incident: Incident = {
  id: 'bench',
  title: { fr: 'Mesure', en: 'Measure' },
  occurredOn: '2026-01-01',
  disclosedOn: '2026-01-02',
  status: 'claimed',
  source: 'bench',
  dataClasses: { everyone: [], some: [], claimed: ['nir', 'email'] },
  statement: { fr: 'Mesure.', en: 'Measure.' },
  verification: null,
  assessment: null,
};

/** The stretched bytes of entry `entry` of a synthetic pack. */
export function syntheticStretched(entry: number): StretchedIdentifier {
  return createHash('sha256').update(`vigie bench ${entry}`).digest() as Uint8Array as StretchedIdentifier;
}

export async function writeSyntheticPack(path: string, entryCount: number, cost: Argon2Cost): Promise<void> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const contentKey = randomBytes(32) as ContentKey;
  const family = { cost, salt: randomBytes(16), pepper: randomBytes(32), prefixKey: randomBytes(32) };
  const kinds = ['nir', 'email'] as const;
  const entries = new EntryTable();
  const exposureSets = new ExposureSets();
  const set = exposureSets.single(0, 3);
  for (let entry = 0; entry < entryCount; entry++) {
    const stretched = syntheticStretched(entry);
    // Uniform bytes stand for the digest as well.
    entries.setStretched(entries.add(stretched.subarray(20, 32), set), stretched);
  }
  await addCanaries(entries, family, kinds);
  const staged = await stageFile(path);
  await writePack(
    {
      description: {
        series: 'bench',
        sequence: 1,
        createdAt: new Date().toISOString(),
        dataAsOf: '2026-01-01',
        validUntil: null,
        issuer: 'bench',
        incidents: [incident],
      },
      contentKey,
      family,
      entries,
      exposureSets,
      kinds,
      coverage: [],
      inputs: [],
      slots: [{ label: 'bench', passphrase: slotPassphrase, cost: isBelowProduction(cost) ? cheapest : slotFloor }],
      signingKey: readSigningKey(privateKey.export({ type: 'pkcs8', format: 'pem' }) as string, null),
      randomBytes: (_label, byteCount) => randomBytes(byteCount),
    },
    staged,
  );
  await staged.commit();
}

/** Opened as the product opens it, the passphrase included. The caller closes it. */
export async function openPackFile(path: string) {
  const sealed: SealedPack = await readSealedPack(await openFileSource(path), 'any');
  const contentKey = await openSlots(sealed.manifest, slotPassphrase);
  const open = new OpenPack(sealed, contentKey);
  await open.requireCanaries();
  return {
    sealed,
    open,
    contentKey,
    close: async () => {
      open.close();
      await sealed.source.close();
    },
  };
}

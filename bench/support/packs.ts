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
import { digestBytes, EntryTable, stretchedBytes } from '../../src/core/pack/entry-table.ts';
import { ExposureSets } from '../../src/core/pack/exposure-sets.ts';
import type { StretchFamily } from '../../src/core/pack/family.ts';
import type { Incident } from '../../src/core/pack/incident.ts';
import { OpenPack } from '../../src/core/pack/open-pack.ts';
import { readSealedPack, type SealedPack } from '../../src/core/pack/reader.ts';
import { openSlots } from '../../src/core/pack/slots.ts';
import { isBelowProduction } from '../../src/core/pack/stretch-costs.ts';
import { canaryMark, writePack } from '../../src/core/pack/writer.ts';
import { dataClasses, type IdentifierKind } from '../../src/core/vocabulary.ts';
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

export interface SyntheticPack {
  readonly path: string;
  readonly entryCount: number;
  readonly cost: Argon2Cost;
  /** Absent: one of its own. Its cost is `cost`. */
  readonly family?: StretchFamily;
  /** Identifiers that were really stretched under `family`: they can be asked about. */
  readonly listed?: readonly StretchedIdentifier[];
  /** Absent: `bench`. */
  readonly series?: string;
  /** Every entry has all the classes that it names. Absent: `incident`. */
  readonly about?: Incident;
  /** Absent: NIRs and e-mail addresses. Each costs sixteen canaries, which are stretched once a family. */
  readonly kinds?: readonly IdentifierKind[];
  /** PKCS #8. Absent: one that nobody knows. */
  readonly signerPem?: string;
}

/** A key that only signs what is measured, as PEM. */
export function newSigner(): { readonly privatePem: string; readonly publicPem: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    privatePem: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }) as string,
  };
}

export function newFamily(cost: Argon2Cost): StretchFamily {
  return { cost, salt: randomBytes(16), pepper: randomBytes(32), prefixKey: randomBytes(32) };
}

interface KnownCanary {
  readonly digest: Uint8Array;
  readonly stretched: Uint8Array;
}

const knownCanaries = new WeakMap<StretchFamily, Promise<readonly KnownCanary[]>>();

/** Twenty packs of one family would otherwise stretch the same canaries twenty times. The kinds of a family's packs are the same. */
function canariesOf(family: StretchFamily, kinds: readonly IdentifierKind[]): Promise<readonly KnownCanary[]> {
  const known = knownCanaries.get(family);
  if (known !== undefined) return known;
  const made = stretchCanaries(family, kinds);
  knownCanaries.set(family, made);
  return made;
}

async function stretchCanaries(
  family: StretchFamily,
  kinds: readonly IdentifierKind[],
): Promise<readonly KnownCanary[]> {
  const entries = new EntryTable();
  await addCanaries(entries, family, kinds);
  const all = Array.from({ length: entries.count }, (_, entry) => entries.entryBytes(entry));
  return all.map((bytes) => ({
    digest: bytes.slice(0, digestBytes),
    stretched: bytes.slice(digestBytes, digestBytes + stretchedBytes),
  }));
}

export async function writeSyntheticPack(pack: SyntheticPack): Promise<void> {
  const { path, entryCount, cost, listed = [], series = 'bench', about = incident } = pack;
  const { family = newFamily(cost), signerPem = newSigner().privatePem, kinds = ['nir', 'email'] } = pack;
  const contentKey = randomBytes(32) as ContentKey;
  const entries = new EntryTable();
  const exposureSets = new ExposureSets();
  const { everyone, some, claimed } = about.dataClasses;
  const classes = [...everyone, ...some, ...claimed];
  const set = exposureSets.single(
    0,
    classes.reduce((mask, name) => mask | (1 << dataClasses.indexOf(name)), 0),
  );
  for (let entry = 0; entry < entryCount; entry++) {
    const stretched = listed[entry] ?? syntheticStretched(entry);
    // Uniform bytes stand for the digest as well.
    entries.setStretched(entries.add(stretched.subarray(20, 32), set), stretched);
  }
  for (const entry of await canariesOf(family, kinds))
    entries.setStretched(entries.add(entry.digest, canaryMark), entry.stretched);
  const staged = await stageFile(path);
  await writePack(
    {
      description: {
        series,
        sequence: 1,
        createdAt: new Date().toISOString(),
        dataAsOf: '2026-01-01',
        validUntil: null,
        issuer: 'bench',
        incidents: [about],
      },
      contentKey,
      family,
      entries,
      exposureSets,
      kinds,
      coverage: [],
      inputs: [],
      slots: [{ label: 'bench', passphrase: slotPassphrase, cost: isBelowProduction(cost) ? cheapest : slotFloor }],
      signingKey: readSigningKey(signerPem, null),
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

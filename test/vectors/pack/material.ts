/**
 * What the vectors are made of: fixed keys, incidents and entries, and packs of them through the real writer. Everything
 * random is derived from one public seed: these keys are known to the whole world and must never be trusted by anyone.
 */
import type { ContentKey } from '../../../src/core/bytes/bytes.ts';
import { toHex, utf8 } from '../../../src/core/bytes/bytes.ts';
import type { Argon2Cost } from '../../../src/core/crypto/argon2id.ts';
import { readSigningKey, type SigningKey } from '../../../src/core/crypto/signing.ts';
import { hkdfSha256, sha256 } from '../../../src/core/crypto/symmetric.ts';
import { type X25519KeyPair, x25519PairOf } from '../../../src/core/crypto/x25519.ts';
import { canariesPerKind, canaryOf } from '../../../src/core/pack/canaries.ts';
import type { Coverage } from '../../../src/core/pack/coverage.ts';
import { EntryTable } from '../../../src/core/pack/entry-table.ts';
import { ExposureSets } from '../../../src/core/pack/exposure-sets.ts';
import { type StretchFamily, stretchIdentifier } from '../../../src/core/pack/family.ts';
import type { Incident } from '../../../src/core/pack/incident.ts';
import type { Layout } from '../../../src/core/pack/layout.ts';
import type { Manifest } from '../../../src/core/pack/manifest.ts';
import { canaryMark, type NewSlot, writePack } from '../../../src/core/pack/writer.ts';
import { type DataClass, dataClasses, type IdentifierKind, identifierKinds } from '../../../src/core/vocabulary.ts';
import { memorySink } from '../../core/pack/memory-pack.ts';

const seed = sha256(utf8('vigie test vectors, format version 1'));

export function seeded(label: string, byteCount: number): Uint8Array {
  return hkdfSha256(seed, new Uint8Array(0), label, byteCount);
}

// RFC 8410 §7: a PKCS#8 Ed25519 key is these 16 bytes, then the 32 of the seed.
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');

export function privatePem(name: string): string {
  const der = Buffer.concat([pkcs8Prefix, seeded(`signer/${name}`, 32)]).toString('base64');
  return `-----BEGIN PRIVATE KEY-----\n${der}\n-----END PRIVATE KEY-----\n`;
}

/** Trusted in the vectors. */
export const signer: SigningKey = readSigningKey(privatePem('signer'), null);
/** Signs rightly, and is trusted by nobody. */
export const stranger: SigningKey = readSigningKey(privatePem('stranger'), null);

/** A workstation's key pair, as public as the signers' keys. */
export function workstation(name: string): X25519KeyPair {
  return x25519PairOf(seeded(`workstation/${name}`, 32));
}

export const cheapest: Argon2Cost = { memoryKiB: 64, passes: 1, lanes: 1 };

export const confirmed: Incident = {
  id: 'vecteur-confirme',
  title: { fr: 'Incident confirmé', en: 'Confirmed incident' },
  occurredOn: '2022-03-12',
  disclosedOn: '2022-03-17',
  status: 'confirmed',
  source: 'Vecteurs d’essai',
  dataClasses: { everyone: ['civil-status'], some: ['nir', 'phone'], claimed: ['iban'] },
  statement: { fr: 'Confirmé.', en: 'Confirmed.' },
  verification: { by: 'CSIRT', on: '2022-03-17', method: { fr: 'Rapprochement.', en: 'Matched.' } },
  assessment: { level: 'supported', on: '2022-03-20', reportSha256: '5a'.repeat(32), scope: 'sample' },
};

export const claimed: Incident = {
  id: 'vecteur-pretendu',
  title: { fr: 'Incident prétendu', en: 'Claimed incident' },
  occurredOn: null,
  disclosedOn: '2022-06-23',
  status: 'claimed',
  source: 'Vecteurs d’essai',
  dataClasses: { everyone: [], some: [], claimed: ['ameli-login', 'nir'] },
  statement: { fr: 'Non vérifié.', en: 'Not verified.' },
  verification: null,
  assessment: null,
};

export interface VectorEntry {
  /** As a caller gives it, or a file holds it. */
  readonly text: string;
  readonly kind: IdentifierKind;
  readonly canonical: string;
  readonly exposures: readonly (readonly [incidentIndex: number, classes: readonly DataClass[]])[];
}

export interface PackRecipe {
  readonly name: string;
  readonly entries: readonly VectorEntry[];
  readonly incidents?: readonly Incident[];
  readonly signingKey?: SigningKey;
  readonly stretchCost?: Argon2Cost;
  readonly slots?: readonly NewSlot[];
  readonly prefixBits?: number;
  readonly sequence?: number;
  readonly canaries?: 'right' | 'absent';
  /** Packs that name the same one share it; else each pack is a family of its own. */
  readonly family?: string;
  readonly coverage?: Coverage;
  readonly validUntil?: string;
}

export interface VectorPack {
  readonly bytes: Uint8Array;
  readonly manifest: Manifest;
  readonly layout: Layout;
  readonly contentKey: ContentKey;
  readonly family: StretchFamily;
}

export const deliveryPassphrase = 'abaisser abandon abdiquer abeille';

function maskOf(classes: readonly DataClass[]): number {
  return classes.reduce((mask, name) => mask | (1 << dataClasses.indexOf(name)), 0);
}

/** Costs and secrets of the recipe's family, the same at each call. */
export function familyOf(recipe: PackRecipe): StretchFamily {
  const name = recipe.family ?? recipe.name;
  return {
    cost: recipe.stretchCost ?? cheapest,
    salt: seeded(`${name}/stretch-salt`, 16),
    pepper: seeded(`${name}/pepper`, 32),
    prefixKey: seeded(`${name}/prefix-key`, 32),
  };
}

/** A pack through the real writer, the same bytes at each call. */
export async function makePack(recipe: PackRecipe): Promise<VectorPack> {
  const contentKey = seeded(`${recipe.name}/content-key`, 32) as ContentKey;
  const family = familyOf(recipe);
  const entries = new EntryTable();
  const exposureSets = new ExposureSets();
  const put = async (kind: IdentifierKind, canonical: string, exposureSet: number) => {
    const stretched = await stretchIdentifier(family, { kind, canonical });
    entries.setStretched(entries.add(sha256(utf8(`${kind}:${canonical}`)), exposureSet), stretched);
  };
  for (const { kind, canonical, exposures } of recipe.entries) {
    const ids = exposures.map(([incident, classes]) => exposureSets.single(incident, maskOf(classes)));
    await put(
      kind,
      canonical,
      ids.reduce((a, b) => exposureSets.merge(a, b)),
    );
  }
  const kinds = identifierKinds.filter((kind) => recipe.entries.some((entry) => entry.kind === kind));
  for (const kind of kinds) {
    for (let index = 1; index <= canariesPerKind; index++) {
      const canonical = canaryOf(kind, index);
      await put(kind, recipe.canaries === 'absent' ? `${canonical}0` : canonical, canaryMark);
    }
  }
  const sink = memorySink();
  const { manifest, layout } = await writePack(
    {
      description: {
        series: 'vecteurs',
        sequence: recipe.sequence ?? 3,
        createdAt: '2026-01-02T03:04:05.000Z',
        dataAsOf: '2026-01-01',
        validUntil: recipe.validUntil ?? null,
        issuer: 'Vecteurs d’essai',
        incidents: recipe.incidents ?? [confirmed, claimed],
      },
      contentKey: contentKey.slice() as ContentKey,
      family,
      entries,
      exposureSets,
      kinds,
      coverage: recipe.coverage ?? [],
      inputs: [{ incident: 0, byteCount: 1234, sha256: toHex(sha256(utf8(recipe.name))) }],
      slots: recipe.slots ?? [{ label: 'essai', passphrase: deliveryPassphrase, cost: cheapest }],
      signingKey: recipe.signingKey ?? signer,
      prefixBits: recipe.prefixBits ?? 0,
      randomBytes: (label, byteCount) => seeded(`${recipe.name}/${label}`, byteCount),
    },
    sink,
  );
  return { bytes: sink.bytes(), manifest, layout, contentKey, family };
}

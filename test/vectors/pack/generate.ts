/**
 * Writes the vectors of format version 1 anew: `node test/vectors/pack/generate.ts`. Nothing here is drawn at random, so
 * that a test can make them again in memory and compare every byte (`test/core/pack/vectors.test.ts`).
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isMain } from '../../../scripts/lib/is-main.mjs';
import { concatBytes, toHex, utf8 } from '../../../src/core/bytes/bytes.ts';
import { rawPublicKey, type SigningKey } from '../../../src/core/crypto/signing.ts';
import { exposureOf } from '../../../src/core/pack/exposure.ts';
import { familyCommitment, prefixOf, stretchIdentifier, tagOf } from '../../../src/core/pack/family.ts';
import {
  deriveBucketKey,
  deriveCommitment,
  derivePaddingKey,
  derivePrivateKey,
  deriveTagKey,
} from '../../../src/core/pack/keys.ts';
import { bucketIndexOf } from '../../../src/core/pack/layout.ts';
import { packIdBytes } from '../../../src/core/pack/reader.ts';
import { encodeRecipient, recipientFingerprint } from '../../../src/core/pack/recipients.ts';
import { makeDefects } from './defects.ts';
import { makePack, privatePem, signer, stranger, type VectorEntry, type VectorPack, workstation } from './material.ts';
import { absent, type GoodPack, goodPacks } from './packs.ts';

/** @returns every file by its path in this folder */
export async function makeVectors(): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  const packs: unknown[] = [];
  for (const good of goodPacks) {
    const pack = await makePack(good.recipe);
    const file = `packs/${good.recipe.name}.vigie`;
    files.set(file, pack.bytes);
    packs.push(await describePack(file, good, pack));
  }
  const defects: unknown[] = [];
  for (const { file, bytes, ...defect } of await makeDefects()) {
    const path = `defects/${file}.vigie`;
    if (files.has(path)) throw new RangeError(path);
    files.set(path, bytes);
    defects.push({ file: path, ...defect });
  }
  const index = {
    about: 'Vectors of Vigie pack format version 1 (docs/FORMAT.md §11). Made by generate.ts; the keys are public.',
    trusted: [describeSigner('signer', signer)],
    strangers: [describeSigner('stranger', stranger)],
    packs,
    defects,
  };
  files.set('index.json', utf8(`${JSON.stringify(index, null, 1)}\n`));
  for (const [name, key] of [
    ['signer', signer],
    ['stranger', stranger],
  ] as const) {
    files.set(`keys/${name}.pem`, utf8(privatePem(name)));
    files.set(`keys/${name}.pub.pem`, utf8(String(key.publicKey.export({ type: 'spki', format: 'pem' }))));
  }
  return files;
}

function describeSigner(name: string, key: SigningKey) {
  return {
    file: `keys/${name}.pub.pem`,
    publicKey: toHex(rawPublicKey(key)),
    keyId: toHex(key.keyId),
  };
}

function describeWorkstation(name: string, slot: number) {
  const { privateKey, publicKey } = workstation(name);
  const recipient = encodeRecipient(publicKey);
  const fingerprint = recipientFingerprint(publicKey).join(' ');
  return { name, slot, privateKey: toHex(privateKey), publicKey: toHex(publicKey), recipient, fingerprint };
}

async function describePack(file: string, good: GoodPack, pack: VectorPack) {
  const { manifest, layout, contentKey } = pack;
  const packId = packIdBytes(manifest);
  const { family } = pack;
  const asked = absent.filter(({ kind }) => manifest.identifierKinds.includes(kind));
  const verdicts: unknown[] = [];
  for (const entry of good.recipe.entries) verdicts.push(await describeVerdict(entry, pack));
  for (const entry of asked) verdicts.push(await describeVerdict({ ...entry, exposures: [] }, pack));
  return {
    file,
    what: good.what,
    fileBytes: layout.fileBytes,
    packId: manifest.packId,
    passphrases: good.passphrases,
    workstations: (good.workstations ?? []).map(({ name, slot }) => describeWorkstation(name, slot)),
    keys: {
      contentKey: toHex(contentKey),
      pepper: toHex(family.pepper),
      prefixKey: toHex(family.prefixKey),
      familyCommitment: toHex(familyCommitment(family)),
      tagKey: toHex(deriveTagKey(contentKey, family.salt)),
      bucketKey: toHex(deriveBucketKey(contentKey, packId)),
      paddingKey: toHex(derivePaddingKey(contentKey, packId)),
      privateKey: toHex(derivePrivateKey(contentKey, packId)),
      commitment: toHex(deriveCommitment(contentKey, packId)),
    },
    verdicts,
  };
}

async function describeVerdict(entry: VectorEntry, pack: VectorPack) {
  const { manifest, family } = pack;
  const stretched = await stretchIdentifier(family, entry);
  return {
    text: entry.text,
    kind: entry.kind,
    canonical: entry.canonical,
    stretched: toHex(stretched),
    bucket: bucketIndexOf(prefixOf(family.prefixKey, stretched), manifest.prefixBits),
    tag: toHex(tagOf(deriveTagKey(pack.contentKey, family.salt), stretched)),
    verdict: entry.exposures.length > 0 ? 'listed' : 'not-listed',
    exposures: entry.exposures.map(([index, classes]) => {
      const incident = manifest.incidents[index];
      if (incident === undefined) throw new RangeError('incident');
      const row = manifest.dataClasses.filter((name) => classes.includes(name));
      return { ...exposureOf(incident, row), incident: incident.id };
    }),
  };
}

if (isMain(import.meta)) {
  const files = await makeVectors();
  const total = concatBytes(...files.values()).length;
  for (const folder of ['packs', 'defects', 'keys']) {
    rmSync(join(import.meta.dirname, folder), { recursive: true, force: true });
  }
  for (const [path, bytes] of files) {
    const target = join(import.meta.dirname, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, bytes);
  }
  process.stdout.write(`${files.size} files, ${total} bytes\n`);
}

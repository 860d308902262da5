/** Packs put together by hand: what the real writer would never write, rightly signed all the same. */
import { concatBytes, toHex } from '../../../src/core/bytes/bytes.ts';
import { rawPublicKey, type SigningKey } from '../../../src/core/crypto/signing.ts';
import { sha256 } from '../../../src/core/crypto/symmetric.ts';
import { derivePrivateKey, signatureDomain } from '../../../src/core/pack/keys.ts';
import { alignmentBytes, encodeHeader, headerBytes } from '../../../src/core/pack/layout.ts';
import { sealPrivatePart } from '../../../src/core/pack/private-part.ts';
import { packIdBytes } from '../../../src/core/pack/reader.ts';
import { signer, type VectorPack } from './material.ts';

/** A manifest to be edited at will: it need not fit any schema. */
export type LooseManifest = Record<string, unknown> & {
  slots: Record<string, unknown>[];
  stretch: Record<string, unknown>;
  incidents: Record<string, unknown>[];
};

export interface Parts {
  manifestBytes: Uint8Array;
  table: Uint8Array;
  privatePart: Uint8Array;
  buckets: Uint8Array[];
}

export function partsOf(pack: VectorPack): Parts {
  const { layout, bytes } = pack;
  const buckets: Uint8Array[] = [];
  for (let i = 0; i < layout.bucketCount; i++) {
    const at = layout.bucketsOffset + i * layout.bucketBytes;
    buckets.push(bytes.slice(at, at + layout.bucketBytes));
  }
  return {
    manifestBytes: bytes.slice(headerBytes, headerBytes + layout.manifestBytes),
    table: bytes.slice(layout.tableOffset, layout.tableOffset + layout.tableBytes),
    privatePart: bytes.slice(layout.privateOffset, layout.privateOffset + layout.privateBytes),
    buckets,
  };
}

/** Header (signed), manifest, zeroes, table, zeroes, private part, zeroes, buckets. */
export function assemble(parts: Parts, key: SigningKey = signer, domain: Uint8Array = signatureDomain): Uint8Array {
  const { manifestBytes, table, privatePart, buckets } = parts;
  const header = encodeHeader({
    manifestBytes: manifestBytes.length,
    signature: key.sign(concatBytes(domain, manifestBytes)),
    signerKey: rawPublicKey(key),
  });
  return concatBytes(aligned(concatBytes(header, manifestBytes)), aligned(table), aligned(privatePart), ...buckets);
}

function aligned(bytes: Uint8Array): Uint8Array {
  const whole = new Uint8Array(Math.ceil(bytes.length / alignmentBytes) * alignmentBytes);
  whole.set(bytes, 0);
  return whole;
}

/** The pack with another manifest, signed anew: a careless or hostile signer's. */
export function withManifest(
  pack: VectorPack,
  edit: (manifest: LooseManifest) => void,
  key: SigningKey = signer,
): Uint8Array {
  const parts = partsOf(pack);
  const manifest = JSON.parse(Buffer.from(parts.manifestBytes).toString('utf8')) as LooseManifest;
  edit(manifest);
  return assemble({ ...parts, manifestBytes: Buffer.from(JSON.stringify(manifest), 'utf8') }, key);
}

/** The pack whose manifest's text was edited as text, signed anew: what no JSON writer would write. */
export function withManifestText(pack: VectorPack, edit: (text: string) => string): Uint8Array {
  const parts = partsOf(pack);
  const before = Buffer.from(parts.manifestBytes).toString('utf8');
  const after = edit(before);
  if (after === before) throw new RangeError('nothing was edited');
  return assemble({ ...parts, manifestBytes: Buffer.from(after, 'utf8') });
}

/** The pack with another private part, rightly sealed and signed anew. `edit` is given the plain bytes. */
export function withPrivatePart(pack: VectorPack, edit: (plain: Uint8Array) => Uint8Array | undefined): Uint8Array {
  const parts = partsOf(pack);
  const packId = packIdBytes(pack.manifest);
  const key = derivePrivateKey(pack.contentKey, packId);
  const sealed = parts.privatePart;
  // GCM is its own inverse: sealing the ciphertext under the same nonce gives the plain bytes back.
  const plain = sealPrivatePart(key, packId, sealed.subarray(0, sealed.length - 16)).slice(0, sealed.length - 16);
  const privatePart = sealPrivatePart(key, packId, edit(plain) ?? plain);
  const manifest = JSON.parse(Buffer.from(parts.manifestBytes).toString('utf8')) as LooseManifest;
  manifest.privateBytes = privatePart.length;
  manifest.privateSha256 = toHex(sha256(privatePart));
  return assemble({ ...parts, privatePart, manifestBytes: Buffer.from(JSON.stringify(manifest), 'utf8') });
}

/** The pack with other buckets, the table and the manifest made to fit, signed anew. */
export function withBuckets(pack: VectorPack, edit: (buckets: Uint8Array[]) => void): Uint8Array {
  const parts = partsOf(pack);
  edit(parts.buckets);
  const table = concatBytes(...parts.buckets.map((bucket) => sha256(bucket)));
  const manifest = JSON.parse(Buffer.from(parts.manifestBytes).toString('utf8')) as LooseManifest;
  manifest.tableSha256 = toHex(sha256(table));
  return assemble({ ...parts, table, manifestBytes: Buffer.from(JSON.stringify(manifest), 'utf8') });
}

/** The pack with other bytes in its file and nothing signed anew. */
export function withBytes(pack: VectorPack, edit: (bytes: Uint8Array) => void): Uint8Array {
  const bytes = pack.bytes.slice();
  edit(bytes);
  return bytes;
}

export function flip(bytes: Uint8Array, at: number): void {
  bytes[at] = (bytes[at] ?? 0) ^ 1;
}

/** The first `byteCount` bytes, zeroes after the end. */
export function cutTo(bytes: Uint8Array, byteCount: number): Uint8Array {
  const cut = new Uint8Array(byteCount);
  cut.set(bytes.subarray(0, byteCount), 0);
  return cut;
}

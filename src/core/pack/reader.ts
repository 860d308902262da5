/**
 * Reading a pack (FORMAT §8): structure, then signature, then the manifest, the table, and last of all a slot. Each
 * failure has its own code, and nothing that a signature should cover is used before the signature was checked.
 */
import { concatBytes, fromHex, releaseBytes, toHex } from '../bytes/bytes.ts';
import { readRawPublicKey, type Signer, verifySignature } from '../crypto/signing.ts';
import { hasSha256, sha256, sha256Bytes } from '../crypto/symmetric.ts';
import { VigieError } from '../errors.ts';
import { signatureDomain } from './keys.ts';
import { decodeHeader, headerBytes, type Layout, layoutOf } from './layout.ts';
import { decodeManifest, type Manifest } from './manifest.ts';
import type { RandomAccessSource } from './source.ts';

/** A pack whose structure, signature and table hold. Its buckets are still to be checked, each when it is read. */
export interface SealedPack {
  readonly source: RandomAccessSource;
  readonly manifest: Manifest;
  readonly layout: Layout;
  readonly signer: Signer;
  /** SHA-256 of each bucket, 32 bytes each, as the signed manifest commits to them. */
  readonly table: Uint8Array;
  /** Still sealed, as the signed manifest commits to it. */
  readonly privatePart: Uint8Array;
}

/** Key ids (64 hexadecimal digits) of the signers whose packs may be used; `any` only to show what an unknown signer signed. */
export type Trust = ReadonlySet<string> | 'any';

/**
 * @throws VigieError, in this order: 'pack-bad-magic' · 'pack-version-unsupported' · 'manifest-too-long' ·
 *   'pack-truncated' · 'signature-invalid' · 'signer-untrusted' (with the fingerprint's key id) · 'manifest-malformed' ·
 *   'cost-out-of-range' · 'pack-truncated' · 'pack-trailing-bytes' · 'pack-padding-not-zero' · 'table-mismatch' ·
 *   'private-part-corrupt'
 */
export async function readSealedPack(
  source: RandomAccessSource,
  trust: Trust,
  signal?: AbortSignal,
): Promise<SealedPack> {
  const start = await source.read(0, Math.min(headerBytes, source.byteLength), signal);
  const header = decodeHeader(start);
  if (headerBytes + header.manifestBytes > source.byteLength) {
    throw new VigieError('pack-truncated', { fileBytes: source.byteLength });
  }
  const manifestBytes = await source.read(headerBytes, header.manifestBytes, signal);
  const signer = readRawPublicKey(header.signerKey);
  if (!verifySignature(signer, concatBytes(signatureDomain, manifestBytes), header.signature)) {
    throw new VigieError('signature-invalid');
  }
  if (trust !== 'any' && !trust.has(toHex(signer.keyId))) {
    throw new VigieError('signer-untrusted', { keyId: toHex(signer.keyId) });
  }
  const manifest = decodeManifest(manifestBytes);
  const layout = layoutOf(header.manifestBytes, manifest);
  requireLength(source.byteLength, layout);
  await requireZeroes(source, headerBytes + layout.manifestBytes, layout.tableOffset, signal);
  await requireZeroes(source, layout.tableOffset + layout.tableBytes, layout.privateOffset, signal);
  await requireZeroes(source, layout.privateOffset + layout.privateBytes, layout.bucketsOffset, signal);
  const table = await source.read(layout.tableOffset, layout.tableBytes, signal);
  if (toHex(sha256(table)) !== manifest.tableSha256) throw new VigieError('table-mismatch');
  const privatePart = await source.read(layout.privateOffset, layout.privateBytes, signal);
  if (toHex(sha256(privatePart)) !== manifest.privateSha256) throw new VigieError('private-part-corrupt');
  return { source, manifest, layout, signer, table, privatePart };
}

function requireLength(fileBytes: number, layout: Layout): void {
  if (fileBytes < layout.fileBytes) {
    throw new VigieError('pack-truncated', { fileBytes, expectedBytes: layout.fileBytes });
  }
  if (fileBytes > layout.fileBytes) {
    throw new VigieError('pack-trailing-bytes', { fileBytes, expectedBytes: layout.fileBytes });
  }
}

async function requireZeroes(
  source: RandomAccessSource,
  from: number,
  to: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  const padding = await source.read(from, to - from, signal);
  if (padding.some((byte) => byte !== 0)) throw new VigieError('pack-padding-not-zero', { offset: from });
}

/**
 * True once the pack's last day is over: « not listed » then speaks of old data.
 * @param today calendar date, ISO
 */
export function isPackOutdated({ validUntil }: Pick<Manifest, 'validUntil'>, today: string): boolean {
  return validUntil !== null && validUntil < today;
}

export function packIdBytes(manifest: Manifest): Uint8Array {
  const bytes = fromHex(manifest.packId, 16);
  if (bytes === null) throw new VigieError('internal');
  return bytes;
}

/** @returns the 32 bytes that the signed table holds for a bucket */
export function expectedBucketHash(pack: SealedPack, bucketIndex: number): Uint8Array {
  return pack.table.subarray(bucketIndex * sha256Bytes, (bucketIndex + 1) * sha256Bytes);
}

/** Bytes read at a time by `verifyBuckets`: large enough that a disk streams, small enough to cancel at once. */
const verifyReadBytes = 4 * 1024 * 1024;

/**
 * Checks every bucket against the signed table, without any key.
 * @param onProgress called after each read with bytes done and bytes in all
 * @throws VigieError 'bucket-corrupt' with the bucket's index · 'cancelled'
 */
export async function verifyBuckets(
  pack: SealedPack,
  onProgress: (doneBytes: number, totalBytes: number) => void = () => {},
  signal?: AbortSignal,
): Promise<void> {
  const { bucketBytes, bucketCount, bucketsOffset } = pack.layout;
  const perRead = Math.max(1, Math.floor(verifyReadBytes / bucketBytes));
  // Two buffers take turns: one is hashed while the other is filled.
  const bufferBytes = Math.min(perRead, bucketCount) * bucketBytes;
  const buffers = [new Uint8Array(bufferBytes), new Uint8Array(bufferBytes)] as const;
  const readFrom = (first: number, into: Uint8Array) => {
    const byteCount = Math.min(perRead, bucketCount - first) * bucketBytes;
    return pack.source.read(bucketsOffset + first * bucketBytes, byteCount, signal, into);
  };
  let pending = readFrom(0, buffers[0]);
  for (let first = 0, turn = 0; first < bucketCount; first += perRead, turn++) {
    const chunk = await pending;
    if (signal?.aborted) throw new VigieError('cancelled');
    if (first + perRead < bucketCount) {
      pending = readFrom(first + perRead, buffers[turn % 2 === 0 ? 1 : 0]);
      pending.catch(() => {});
    }
    for (let i = 0; i * bucketBytes < chunk.length; i++) {
      const bucket = chunk.subarray(i * bucketBytes, (i + 1) * bucketBytes);
      if (!hasSha256(bucket, expectedBucketHash(pack, first + i))) {
        throw new VigieError('bucket-corrupt', { bucket: first + i });
      }
    }
    // A source that makes arrays of its own.
    if (!buffers.some(({ buffer }) => buffer === chunk.buffer)) releaseBytes(chunk);
    onProgress(Math.min(first + perRead, bucketCount) * bucketBytes, bucketCount * bucketBytes);
  }
}

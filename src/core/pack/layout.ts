/**
 * Where things are in a pack (FORMAT §3): header, manifest, bucket table, private part, buckets. Sizes and offsets only, in bytes.
 * Everything a reader computes from untrusted numbers is computed here, and bounded here.
 */
import { utf8 } from '../bytes/bytes.ts';
import { signatureBytes } from '../crypto/signing.ts';
import { gcmTagBytes, sha256Bytes } from '../crypto/symmetric.ts';
import { VigieError } from '../errors.ts';

/** `VIGIEPK` and the format version as one ASCII digit (FORMAT §3.1). */
export const magic: Uint8Array = utf8('VIGIEPK1');
export const formatVersion = 1;

/** A raw Ed25519 public key, RFC 8032 §5.1.5. */
export const signerKeyBytes = 32;
/** magic · manifest length · signature · signer's public key */
export const headerBytes: number = magic.length + 4 + signatureBytes + signerKeyBytes;

/** 256 incidents with long statements and 1 024 slots fit; no reader allocates more than this on a file's word. */
export const maxManifestBytes: number = 2 * 1024 * 1024;
/** 2^20 buckets: 32 MiB of table, beyond a thousand million entries. */
export const maxPrefixBits = 20;
/** The private part, its tag included (FORMAT §7.6). 65 534 combinations of one incident fit in 1 MiB. */
export const leastPrivateBytes = 4096;
export const maxPrivateBytes: number = 4 * 1024 * 1024;
/** Keeps one bucket, and so one read, under 1.2 MB. */
export const maxRecordsPerBucket = 65_536;

export const alignmentBytes = 4096;
export const tagBytes = 16;
export const exposureBytes = 2;
export const recordBytes: number = tagBytes + exposureBytes;

/** Exposure index of a padding record: belongs to nobody. */
export const paddingExposure = 0;
/** Exposure index of a canary. */
export const canaryExposure = 0xffff;
export const maxExposures: number = canaryExposure - 1;

export interface Header {
  readonly manifestBytes: number;
  readonly signature: Uint8Array;
  /** 32 bytes, raw Ed25519. */
  readonly signerKey: Uint8Array;
}

export interface Layout {
  readonly manifestOffset: number;
  readonly manifestBytes: number;
  readonly tableOffset: number;
  readonly tableBytes: number;
  readonly privateOffset: number;
  readonly privateBytes: number;
  readonly bucketsOffset: number;
  readonly bucketBytes: number;
  readonly bucketCount: number;
  /** The exact length of the file. */
  readonly fileBytes: number;
}

function alignUp(offset: number): number {
  return Math.ceil(offset / alignmentBytes) * alignmentBytes;
}

/** @param manifest numbers that were range-checked already */
export function layoutOf(
  manifestBytes: number,
  manifest: { readonly prefixBits: number; readonly recordsPerBucket: number; readonly privateBytes: number },
): Layout {
  const { prefixBits, recordsPerBucket, privateBytes } = manifest;
  const bucketCount = 2 ** prefixBits;
  const tableOffset = alignUp(headerBytes + manifestBytes);
  const tableBytes = bucketCount * sha256Bytes;
  const privateOffset = alignUp(tableOffset + tableBytes);
  const bucketsOffset = alignUp(privateOffset + privateBytes);
  const bucketBytes = recordsPerBucket * recordBytes + gcmTagBytes;
  return {
    manifestOffset: headerBytes,
    manifestBytes,
    tableOffset,
    tableBytes,
    privateOffset,
    privateBytes,
    bucketsOffset,
    bucketBytes,
    bucketCount,
    fileBytes: bucketsOffset + bucketCount * bucketBytes,
  };
}

/**
 * Reads the fixed header (FORMAT §3.1).
 * @param start the first `headerBytes` bytes of the file, or fewer if the file is shorter
 * @throws VigieError 'pack-bad-magic' · 'pack-version-unsupported' · 'pack-truncated' · 'manifest-too-long', in this order
 */
export function decodeHeader(start: Uint8Array): Header {
  const versionAt = magic.length - 1;
  for (let i = 0; i < Math.min(versionAt, start.length); i++) {
    if (start[i] !== magic[i]) throw new VigieError('pack-bad-magic');
  }
  if (start.length > versionAt && start[versionAt] !== magic[versionAt]) {
    throw new VigieError('pack-version-unsupported');
  }
  if (start.length < headerBytes) throw new VigieError('pack-truncated', { fileBytes: start.length });
  const view = new DataView(start.buffer, start.byteOffset, start.byteLength);
  const manifestBytes = view.getUint32(magic.length, true);
  if (manifestBytes > maxManifestBytes) throw new VigieError('manifest-too-long', { manifestBytes });
  const signatureAt = magic.length + 4;
  return {
    manifestBytes,
    signature: start.slice(signatureAt, signatureAt + signatureBytes),
    signerKey: start.slice(signatureAt + signatureBytes, headerBytes),
  };
}

export function encodeHeader(header: Header): Uint8Array {
  const bytes = new Uint8Array(headerBytes);
  bytes.set(magic, 0);
  new DataView(bytes.buffer).setUint32(magic.length, header.manifestBytes, true);
  bytes.set(header.signature, magic.length + 4);
  bytes.set(header.signerKey, magic.length + 4 + signatureBytes);
  return bytes;
}

/**
 * The number of leading hash bits that choose a bucket, so that a bucket holds 700 to 1 400 records (adr/0002).
 * @param entryCount canaries included
 */
export function choosePrefixBits(entryCount: number): number {
  let prefixBits = 0;
  while (prefixBits < maxPrefixBits && entryCount / 2 ** (prefixBits + 1) >= 700) prefixBits++;
  return prefixBits;
}

/**
 * The bucket of a prefix: its first `prefixBits` bits, most significant bit first (FORMAT §6.3).
 * @param prefix at least four bytes
 */
export function bucketIndexOf(prefix: Uint8Array, prefixBits: number): number {
  if (prefixBits === 0) return 0;
  const first32 = new DataView(prefix.buffer, prefix.byteOffset, prefix.byteLength).getUint32(0, false);
  return first32 >>> (32 - prefixBits);
}

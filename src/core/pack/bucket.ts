/**
 * Buckets (FORMAT §7): sealed arrays of equally long, sorted records. One look-up opens exactly one.
 */
import { type IdentifierTag, utf8, zeroBytes } from '../bytes/bytes.ts';
import { gcmNonceBytes, type HeldKey, hasSha256, openAesGcm, sealAesGcm } from '../crypto/symmetric.ts';
import { VigieError } from '../errors.ts';
import { formatVersion, recordBytes, tagBytes } from './layout.ts';

/** A counter is a safe nonce because a bucket key serves one pack id, and a pack id one content (FORMAT §5.3). */
function bucketNonce(bucketIndex: number): Uint8Array {
  setU32le(nonce, 0, bucketIndex);
  return nonce;
}

const bucketDomain = utf8('vigie/pack/v1/bucket\0');

function bucketAssociatedData(packId: Uint8Array, bucketIndex: number): Uint8Array {
  associated.set(packId, bucketDomain.length);
  setU32le(associated, associated.length - 4, bucketIndex);
  return associated;
}

/** FORMAT §4. */
const packIdByteCount = 16;

// One of each for all buckets, written anew each time: the library copies both as soon as it is given them, and a look-up
// that makes its own takes a fiftieth more.
const nonce = new Uint8Array(gcmNonceBytes);
const associated = new Uint8Array(bucketDomain.length + packIdByteCount + 8);
associated.set(bucketDomain, 0);
setU32le(associated, associated.length - 8, formatVersion);

function setU32le(bytes: Uint8Array, at: number, value: number): void {
  for (let i = 0; i < 4; i++) bytes[at + i] = value >>> (8 * i);
}

/** @param records `recordsPerBucket × recordBytes` bytes, sorted by tag */
export function sealBucket(
  bucketKey: Uint8Array,
  packId: Uint8Array,
  bucketIndex: number,
  records: Uint8Array,
): Uint8Array {
  return sealAesGcm(bucketKey, bucketNonce(bucketIndex), records, bucketAssociatedData(packId, bucketIndex));
}

/**
 * @param expectedSha256 32 bytes from the signed table
 * @returns the records, whose tags ascend; the caller zeroes them
 * @throws VigieError 'bucket-corrupt' if the hash or the tag does not fit, or if the records are not in order
 */
export function openBucket(
  bucketKey: Uint8Array | HeldKey,
  packId: Uint8Array,
  bucketIndex: number,
  sealed: Uint8Array,
  expectedSha256: Uint8Array,
): Uint8Array {
  if (!hasSha256(sealed, expectedSha256)) {
    throw new VigieError('bucket-corrupt', { bucket: bucketIndex });
  }
  const records = openAesGcm(bucketKey, bucketNonce(bucketIndex), sealed, bucketAssociatedData(packId, bucketIndex));
  if (records === null) throw new VigieError('bucket-corrupt', { bucket: bucketIndex });
  if (!isStrictlyAscending(records)) {
    zeroBytes(records);
    throw new VigieError('bucket-corrupt', { bucket: bucketIndex, reason: 'order' });
  }
  return records;
}

/**
 * A search in records that are out of order misses some that are there: a person who is in the leak would be told « not
 * listed », and the signature vouches for the signer, not for the order. Checked at each read, padding included.
 */
function isStrictlyAscending(records: Uint8Array): boolean {
  const view = new DataView(records.buffer, records.byteOffset, records.byteLength);
  const end = records.byteLength;
  // First by the first 31 bits of each, without a branch: a difference that is negative leaves its sign in `signs`.
  let before = view.getInt32(0, false) >>> 1;
  let signs = 0;
  for (let at = recordBytes; at < end; at += recordBytes) {
    const first = view.getInt32(at, false) >>> 1;
    signs |= first - before - 1;
    before = first;
  }
  if (signs >= 0) return true;
  for (let at = recordBytes; at < end; at += recordBytes) {
    if (compareTags(records, at - recordBytes, at) >= 0) return false;
  }
  return true;
}

function compareTags(records: Uint8Array, a: number, b: number): number {
  for (let i = 0; i < tagBytes; i++) {
    const difference = (records[a + i] ?? 0) - (records[b + i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Pseudorandom bytes for one bucket's padding tags: AES-256-GCM's key stream under the padding key (FORMAT §7.3). */
export function paddingStream(paddingKey: Uint8Array, bucketIndex: number, byteCount: number): Uint8Array {
  const none = new Uint8Array(0);
  return sealAesGcm(paddingKey, bucketNonce(bucketIndex), new Uint8Array(byteCount), none).subarray(0, byteCount);
}

/**
 * Binary search in records sorted by tag.
 * @param tag 16 bytes
 * @returns the exposure index of the record that bears the tag, or null if none does
 */
export function findRecord(records: Uint8Array, tag: IdentifierTag): number | null {
  let low = 0;
  let high = records.length / recordBytes - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const at = middle * recordBytes;
    let order = 0;
    for (let i = 0; i < tagBytes && order === 0; i++) order = (records[at + i] ?? 0) - (tag[i] ?? 0);
    if (order === 0) return (records[at + tagBytes] ?? 0) | ((records[at + tagBytes + 1] ?? 0) << 8);
    if (order < 0) low = middle + 1;
    else high = middle - 1;
  }
  return null;
}

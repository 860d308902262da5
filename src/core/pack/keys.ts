/**
 * Every key of a pack comes from its content key (FORMAT §5.1): HKDF-SHA-256 with one info string a use.
 */
import type { ContentKey } from '../bytes/bytes.ts';
import { utf8, zeroBytes } from '../bytes/bytes.ts';
import { hkdfSha256, hmacSha256 } from '../crypto/symmetric.ts';

/** Precedes the manifest in what is signed (FORMAT §3.2), so that the signature means nothing in another protocol. */
export const signatureDomain: Uint8Array = utf8('vigie/pack/v1/manifest\0');

/** The secret of the stretch. Depends on the stretch salt and not on the pack id, which is only known once all is sorted. */
export function derivePepper(contentKey: ContentKey, stretchSalt: Uint8Array): Uint8Array {
  return hkdfSha256(contentKey, stretchSalt, 'vigie/pack/v1/pepper');
}

export function deriveBucketKey(contentKey: ContentKey, packId: Uint8Array): Uint8Array {
  return hkdfSha256(contentKey, packId, 'vigie/pack/v1/bucket');
}

/** Padding records come from this key: a build is reproducible, and who cannot open the pack cannot tell them. */
export function derivePaddingKey(contentKey: ContentKey, packId: Uint8Array): Uint8Array {
  return hkdfSha256(contentKey, packId, 'vigie/pack/v1/padding');
}

/** Written in the manifest: a slot that opens to another key is found out. */
export function deriveCommitment(contentKey: ContentKey, packId: Uint8Array): Uint8Array {
  return hkdfSha256(contentKey, packId, 'vigie/pack/v1/commitment');
}

/**
 * The pack id is a MAC over what is packed (FORMAT §5.3): the bucket nonces are counters, so two different contents under
 * one content key (a resumed or a re-run build) must never share a bucket key, and with different ids they do not.
 * @returns 16 bytes
 */
export function derivePackId(
  contentKey: ContentKey,
  stretchSalt: Uint8Array,
  recordsDigest: Uint8Array,
  draftDigest: Uint8Array,
): Uint8Array {
  const idKey = hkdfSha256(contentKey, stretchSalt, 'vigie/pack/v1/pack-id');
  try {
    return hmacSha256(idKey, recordsDigest, draftDigest).slice(0, 16);
  } finally {
    zeroBytes(idKey);
  }
}

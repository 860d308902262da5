/**
 * The key schedule (FORMAT §5.1). Two roots that know nothing of each other: the *family* (salt, pepper, prefix key) makes
 * guesses expensive and is fixed before the first identifier is read; the *content key* seals one pack and is fixed after
 * the last. HKDF-SHA-256 with one info string a use.
 */
import type { ContentKey } from '../bytes/bytes.ts';
import { utf8, zeroBytes } from '../bytes/bytes.ts';
import { hkdfSha256, hmacSha256 } from '../crypto/symmetric.ts';

/** Precedes the manifest in what is signed (FORMAT §3.2), so that the signature means nothing in another protocol. */
export const signatureDomain: Uint8Array = utf8('vigie/pack/v1/manifest\0');

/**
 * Cuts tags from stretched identifiers, each pack by a key of its own: no record of one pack is recognised in another.
 * Depends on the stretch's salt and not on the pack id, which is a MAC over the tags.
 */
export function deriveTagKey(contentKey: ContentKey, stretchSalt: Uint8Array): Uint8Array {
  return hkdfSha256(contentKey, stretchSalt, 'vigie/pack/v1/tag');
}

export function deriveBucketKey(contentKey: ContentKey, packId: Uint8Array): Uint8Array {
  return hkdfSha256(contentKey, packId, 'vigie/pack/v1/bucket');
}

/** Padding records come from this key: a build is reproducible, and who cannot open the pack cannot tell them. */
export function derivePaddingKey(contentKey: ContentKey, packId: Uint8Array): Uint8Array {
  return hkdfSha256(contentKey, packId, 'vigie/pack/v1/padding');
}

/** Seals the private part (FORMAT §7.6), the only thing under it: its nonce may be zero. */
export function derivePrivateKey(contentKey: ContentKey, packId: Uint8Array): Uint8Array {
  return hkdfSha256(contentKey, packId, 'vigie/pack/v1/private');
}

/** Written in the manifest: a slot that opens to another key is found out. */
export function deriveCommitment(contentKey: ContentKey, packId: Uint8Array): Uint8Array {
  return hkdfSha256(contentKey, packId, 'vigie/pack/v1/commitment');
}

/**
 * The pack id is a MAC over what is packed (FORMAT §5.3): the nonces are counters, so two different contents under one
 * content key (a build that is run again from its seed) must never share a bucket key, and with different ids they do not.
 * @returns 16 bytes
 */
export function derivePackId(
  contentKey: ContentKey,
  stretchSalt: Uint8Array,
  digests: { readonly records: Uint8Array; readonly privatePart: Uint8Array; readonly draft: Uint8Array },
): Uint8Array {
  const idKey = hkdfSha256(contentKey, stretchSalt, 'vigie/pack/v1/pack-id');
  try {
    return hmacSha256(idKey, digests.records, digests.privatePart, digests.draft).slice(0, 16);
  } finally {
    zeroBytes(idKey);
  }
}

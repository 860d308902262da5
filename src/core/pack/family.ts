/**
 * Stretch families (FORMAT §6.1): what makes an identifier expensive to guess, shared by the packs of one publisher, so
 * that one identifier costs one Argon2id whatever the number of packs. The salt and the costs are public; the pepper and
 * the prefix key are not. Pure, but for Argon2id.
 */
import { concatBytes, type IdentifierTag, type StretchedIdentifier, zeroBytes } from '../bytes/bytes.ts';
import { type Argon2Cost, stretch } from '../crypto/argon2id.ts';
import { equalInConstantTime, hkdfSha256, hmacSha256, type PreparedMac } from '../crypto/symmetric.ts';
import { identifierPassword } from '../identifier/identifier.ts';
import type { IdentifierKind } from '../vocabulary.ts';
import { tagBytes } from './layout.ts';

export const saltBytes = 16;
export const pepperBytes = 32;
export const prefixKeyBytes = 32;

export interface StretchFamily {
  readonly cost: Argon2Cost;
  /** 16 bytes, public. */
  readonly salt: Uint8Array;
  /** 32 secret bytes: Argon2id's secret. */
  readonly pepper: Uint8Array;
  /** 32 secret bytes: what cuts the prefix, which a server may see, from the stretched identifier. */
  readonly prefixKey: Uint8Array;
}

/** @returns 32 bytes, published in each manifest: a pepper or a prefix key that is not the family's is found out */
export function familyCommitment({ salt, pepper, prefixKey }: Omit<StretchFamily, 'cost'>): Uint8Array {
  const both = concatBytes(pepper, prefixKey);
  try {
    return hkdfSha256(both, salt, 'vigie/family/v1/commitment');
  } finally {
    zeroBytes(both);
  }
}

/**
 * True if an identifier that was stretched for one may be looked up in the other. Compares what decides the stretch, byte
 * for byte: a name in a file would let a pack choose what it is compared with.
 */
export function sharesStretch(a: StretchFamily, b: StretchFamily): boolean {
  const { memoryKiB, passes, lanes } = a.cost;
  return (
    memoryKiB === b.cost.memoryKiB &&
    passes === b.cost.passes &&
    lanes === b.cost.lanes &&
    equalInConstantTime(a.salt, b.salt) &&
    equalInConstantTime(a.pepper, b.pepper)
  );
}

/** @param canonical as `parseIdentifier` gives it. @returns 32 bytes that the caller zeroes */
export async function stretchIdentifier(
  { salt, pepper, cost }: StretchFamily,
  identifier: { readonly kind: IdentifierKind; readonly canonical: string },
): Promise<StretchedIdentifier> {
  const password = identifierPassword(identifier);
  try {
    return await stretch(password, salt, pepper, cost);
  } finally {
    zeroBytes(password);
  }
}

/** @returns the first four bytes of the prefix MAC: the bucket is cut from them (FORMAT §6.3) */
export function prefixOf(prefixKey: Uint8Array | PreparedMac, stretched: StretchedIdentifier): Uint8Array {
  const mac = macUnder(prefixKey, stretched);
  const prefix = Uint8Array.of(mac[0] ?? 0, mac[1] ?? 0, mac[2] ?? 0, mac[3] ?? 0);
  mac.fill(0);
  return prefix;
}

/** @returns 16 bytes that the caller zeroes */
export function tagOf(tagKey: Uint8Array | PreparedMac, stretched: StretchedIdentifier): IdentifierTag {
  const mac = macUnder(tagKey, stretched);
  mac.fill(0, tagBytes);
  return mac.subarray(0, tagBytes) as Uint8Array as IdentifierTag;
}

function macUnder(key: Uint8Array | PreparedMac, stretched: StretchedIdentifier): Uint8Array {
  return key instanceof Uint8Array ? hmacSha256(key, stretched) : key.mac(stretched);
}

export function closeFamily({ pepper, prefixKey }: StretchFamily): void {
  zeroBytes(pepper, prefixKey);
}

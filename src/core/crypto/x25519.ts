/**
 * Sealing to a public key (FORMAT §5.5): X25519 (RFC 7748), HKDF-SHA-256, AES-256-GCM, put together as HPKE (RFC 9180)
 * does it, with an ephemeral key for each sealing. Both OpenSSL and BoringSSL have all of it.
 */
import { createPrivateKey, createPublicKey, diffieHellman } from 'node:crypto';
import { concatBytes, takeSecret, toHex, zeroBytes } from '../bytes/bytes.ts';
import { gcmNonceBytes, gcmTagBytes, hkdfSha256, openAesGcm, randomBytes, sealAesGcm } from './symmetric.ts';

export const x25519KeyBytes = 32;

export interface X25519KeyPair {
  /** 32 secret bytes. */
  readonly privateKey: Uint8Array;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
}

// RFC 8410 §7 and §4: a DER private key and public key of X25519 are these bytes, then the 32 raw ones.
const pkcs8Prefix = Buffer.from('302e020100300506032b656e04220420', 'hex');
const spkiPrefix = Buffer.from('302a300506032b656e032100', 'hex');

function privateKeyObject(privateKey: Uint8Array) {
  const der = Buffer.from(concatBytes(pkcs8Prefix, privateKey).buffer);
  try {
    return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  } finally {
    zeroBytes(der);
  }
}

/** @param privateKey 32 bytes, any: they are clamped (RFC 7748 §5) */
export function x25519PairOf(privateKey: Uint8Array): X25519KeyPair {
  if (privateKey.length !== x25519KeyBytes) throw new RangeError('privateKey');
  const spki = createPublicKey(privateKeyObject(privateKey)).export({ type: 'spki', format: 'der' });
  return { privateKey, publicKey: new Uint8Array(spki.subarray(spkiPrefix.length)) };
}

export function newX25519Pair(): X25519KeyPair {
  return x25519PairOf(randomBytes(x25519KeyBytes));
}

/**
 * The points of small order, in every writing that X25519 accepts (RFC 7748 §5 masks the top bit and reduces modulo p):
 * with them any private key gives the all-zero secret. https://cr.yp.to/ecdh.html#validate
 */
const lowOrderPoints: ReadonlySet<string> = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
  '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
]);

/** @returns true if nothing may be sealed to this key, and nothing it sealed may be opened */
export function isLowOrderPoint(publicKey: Uint8Array): boolean {
  const masked = publicKey.slice();
  masked[x25519KeyBytes - 1] = (masked[x25519KeyBytes - 1] ?? 0) & 0x7f;
  return lowOrderPoints.has(toHex(masked));
}

/** @returns 32 secret bytes, or null where they would be zero (RFC 7748 §6.1): the other key is no key */
export function x25519Secret(privateKey: Uint8Array, publicKey: Uint8Array): Uint8Array | null {
  if (publicKey.length !== x25519KeyBytes || isLowOrderPoint(publicKey)) return null;
  const shared = takeSecret(
    diffieHellman({
      privateKey: privateKeyObject(privateKey),
      publicKey: createPublicKey({ key: Buffer.concat([spkiPrefix, publicKey]), format: 'der', type: 'spki' }),
    }),
  );
  return shared.some((byte) => byte !== 0) ? shared : null;
}

/** What is written of a sealing: nothing of it tells for whom it is. */
export interface SealedToKey {
  /** 32 bytes. */
  readonly ephemeralKey: Uint8Array;
  /** 12 bytes. */
  readonly nonce: Uint8Array;
  /** Ciphertext and tag. */
  readonly sealed: Uint8Array;
}

/** What binds a sealing to its use and place; the same on both sides. */
export interface SealingContext {
  /** ASCII; one for each use, so that what was sealed for one opens in no other. */
  readonly info: string;
  readonly associated: Uint8Array;
}

/** key = HKDF(secret, salt = both public keys, info): the secret alone does not fix the keys, so they are bound in. */
function sealingKey(secret: Uint8Array, publicKeys: readonly Uint8Array[], info: string): Uint8Array {
  try {
    return hkdfSha256(secret, concatBytes(...publicKeys), info);
  } finally {
    zeroBytes(secret);
  }
}

/**
 * @param ephemeral 32 secret bytes and a nonce that serve once; drawn by the system where not given
 * @returns null if `recipientKey` is a point of small order
 */
export function sealToKey(
  recipientKey: Uint8Array,
  plain: Uint8Array,
  context: SealingContext,
  drawn?: { readonly privateKey: Uint8Array; readonly nonce: Uint8Array },
): SealedToKey | null {
  const ephemeral = x25519PairOf(drawn?.privateKey ?? randomBytes(x25519KeyBytes));
  const nonce = drawn?.nonce ?? randomBytes(gcmNonceBytes);
  try {
    const secret = x25519Secret(ephemeral.privateKey, recipientKey);
    if (secret === null) return null;
    const key = sealingKey(secret, [ephemeral.publicKey, recipientKey], context.info);
    const sealed = sealAesGcm(key, nonce, plain, context.associated);
    zeroBytes(key);
    return { ephemeralKey: ephemeral.publicKey, nonce, sealed };
  } finally {
    zeroBytes(ephemeral.privateKey);
  }
}

/** @returns the plain bytes, or null if it was not sealed to this pair in this context */
export function openWithKey(
  pair: X25519KeyPair,
  { ephemeralKey, nonce, sealed }: SealedToKey,
  context: SealingContext,
): Uint8Array | null {
  if (sealed.length < gcmTagBytes) return null;
  const secret = x25519Secret(pair.privateKey, ephemeralKey);
  if (secret === null) return null;
  const key = sealingKey(secret, [ephemeralKey, pair.publicKey], context.info);
  const plain = openAesGcm(key, nonce, sealed, context.associated);
  zeroBytes(key);
  return plain;
}

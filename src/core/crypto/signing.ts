/**
 * Ed25519 signers (RFC 8032) as ordinary PEM, so that `openssl` makes and checks them and an HSM can hold them.
 */
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign as nodeSign,
  verify as nodeVerify,
} from 'node:crypto';
import { concatBytes, takeSecret, toHex } from '../bytes/bytes.ts';
import { VigieError } from '../errors.ts';
import { encryptPrivateKey } from './encrypted-key.ts';
import { sha256 } from './symmetric.ts';

export const signatureBytes = 64;

/** A public key with the names under which people meet it. */
export interface Signer {
  readonly publicKey: KeyObject;
  /** SHA-256 of the key's DER SubjectPublicKeyInfo: `openssl pkey -pubin -outform DER | sha256sum`. 32 bytes. */
  readonly keyId: Uint8Array;
}

function signerFrom(publicKey: KeyObject): Signer {
  if (publicKey.asymmetricKeyType !== 'ed25519') throw new VigieError('signer-key-malformed');
  return { publicKey, keyId: sha256(new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }))) };
}

/** @throws VigieError 'signer-key-malformed' if `pem` is not an Ed25519 public key. */
export function readPublicKey(pem: string): Signer {
  let key: KeyObject;
  try {
    key = createPublicKey(pem);
  } catch (cause) {
    throw new VigieError('signer-key-malformed', {}, { cause });
  }
  return signerFrom(key);
}

// RFC 8410 §4: the DER SubjectPublicKeyInfo of an Ed25519 key is these 12 bytes, then the 32 raw ones.
const spkiPrefix = new Uint8Array([0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00]);

/** @throws VigieError 'signer-key-malformed' if `raw` is not 32 bytes (RFC 8032 §5.1.5) */
export function readRawPublicKey(raw: Uint8Array): Signer {
  if (raw.length !== 32) throw new VigieError('signer-key-malformed');
  return signerFrom(createPublicKey({ key: Buffer.concat([spkiPrefix, raw]), format: 'der', type: 'spki' }));
}

/** @returns 32 bytes */
export function rawPublicKey(signer: Signer): Uint8Array {
  return new Uint8Array(signer.publicKey.export({ type: 'spki', format: 'der' })).slice(spkiPrefix.length);
}

/** @returns PEM, as `openssl pkey -pubin` reads it */
export function publicKeyPem(signer: Signer): string {
  return signer.publicKey.export({ type: 'spki', format: 'pem' }) as string;
}

/** A private key that can sign; the key itself stays inside. */
export interface SigningKey extends Signer {
  sign(message: Uint8Array): Uint8Array;
  /** 32 bytes bound to this key, for sealing work files. The caller zeroes them. */
  deriveSecretSeed(): Uint8Array;
}

function signingKeyFrom(privateKey: KeyObject): SigningKey {
  const signer = signerFrom(createPublicKey(privateKey));
  return {
    ...signer,
    sign: (message) => new Uint8Array(nodeSign(null, message, privateKey)),
    deriveSecretSeed: () => {
      const der = privateKey.export({ type: 'pkcs8', format: 'der' });
      const seed = takeSecret(sha256(der));
      der.fill(0);
      return seed;
    },
  };
}

/** RFC 8032 §5.1.5: the private key is 32 random bytes. */
export const signingSeedBytes = 32;
// RFC 8410 §7: the DER private key of Ed25519 is these bytes, then the seed.
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');

/** @param seed 32 secret bytes; the caller keeps and zeroes them */
export function signingKeyOfSeed(seed: Uint8Array): SigningKey {
  if (seed.length !== signingSeedBytes) throw new VigieError('signer-key-malformed');
  const der = Buffer.from(concatBytes(pkcs8Prefix, seed).buffer);
  try {
    return signingKeyFrom(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }));
  } finally {
    der.fill(0);
  }
}

/** @returns true if the PEM is an encrypted PKCS#8 key, so that a passphrase must be asked for. */
export function isEncryptedPrivateKey(pem: string): boolean {
  return pem.includes('-----BEGIN ENCRYPTED PRIVATE KEY-----');
}

/**
 * @throws VigieError 'signer-key-malformed' if `pem` is no Ed25519 private key
 * @throws VigieError 'signer-passphrase-wrong' if it is encrypted and `passphrase` does not open it
 */
export function readSigningKey(pem: string, passphrase: string | null): SigningKey {
  const encrypted = isEncryptedPrivateKey(pem);
  if (encrypted && passphrase === null) throw new VigieError('signer-passphrase-wrong');
  let key: KeyObject;
  try {
    key = createPrivateKey(encrypted && passphrase !== null ? { key: pem, passphrase } : { key: pem });
  } catch (cause) {
    throw new VigieError(encrypted ? 'signer-passphrase-wrong' : 'signer-key-malformed', {}, { cause });
  }
  return signingKeyFrom(key);
}

/** @returns PEM texts; the private one is PKCS#8 encrypted under `passphrase` */
export function generateSigner(passphrase: string): { privatePem: string; publicPem: string; signer: Signer } {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return {
    privatePem: encryptPrivateKey(privateKey.export({ type: 'pkcs8', format: 'der' }), passphrase),
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }) as string,
    signer: signerFrom(publicKey),
  };
}

/** @returns true if `signature` (64 bytes) is this signer's over `message`. */
export function verifySignature(signer: Signer, message: Uint8Array, signature: Uint8Array): boolean {
  return nodeVerify(null, message, signer.publicKey, signature);
}

/** The first 16 bytes of a key id in eight groups of four hexadecimal digits, to be read aloud. */
export function fingerprintGroups(keyId: Uint8Array): string[] {
  return toHex(keyId.subarray(0, 16)).match(/.{4}/g) ?? [];
}

/**
 * The sealed file in which a case travels (FORMAT §15.2): to a workstation's public key, signed by the sending workstation,
 * or under a passphrase. Journal step; bytes in, bytes out, no files.
 */
import { concatBytes, u32le, utf8, zeroBytes } from '../bytes/bytes.ts';
import { type Argon2Cost, deriveSlotKey, requireCostWithin, slotBounds } from '../crypto/argon2id.ts';
import {
  rawPublicKey,
  readRawPublicKey,
  type Signer,
  type SigningKey,
  signatureBytes,
  verifySignature,
} from '../crypto/signing.ts';
import { gcmNonceBytes, gcmTagBytes, hkdfSha256, openAesGcm, randomBytes, sealAesGcm } from '../crypto/symmetric.ts';
import { isLowOrderPoint, openWithKey, sealToKey, type X25519KeyPair, x25519KeyBytes } from '../crypto/x25519.ts';
import { isVigieError, VigieError } from '../errors.ts';
import { signerKeyBytes } from '../pack/layout.ts';
import { maxHandOverBytes } from './hand-over.ts';

const magic = utf8('VIGIEHO1');
const saltBytes = 16;
const modes = { key: 1, passphrase: 2 } as const;
const keyInfo = 'vigie/hand-over/v1/x25519';
/** Precedes what is signed: the signature of an exported journal, by the same key, means nothing here. */
const signatureDomain = utf8('vigie/hand-over/v1/case\0');
const signedBytes = signerKeyBytes + signatureBytes;
const passphraseInfo = 'vigie/hand-over/v1/passphrase';

/** What a reader learns before any secret is used. */
export type SealedHandOver =
  | {
      readonly kind: 'key';
      readonly box: { readonly ephemeralKey: Uint8Array; readonly nonce: Uint8Array; readonly sealed: Uint8Array };
      readonly associated: Uint8Array;
    }
  | {
      readonly kind: 'passphrase';
      readonly cost: Argon2Cost;
      readonly salt: Uint8Array;
      readonly nonce: Uint8Array;
      readonly sealed: Uint8Array;
      readonly associated: Uint8Array;
    };

/**
 * Signed, then sealed: a key agreement with the sender's own key would prove the sender to the recipient alone, who could
 * have made the file as well. What is signed names the recipient, so that nobody passes it on as sent to another.
 * @param ephemeral 32 secret bytes and a nonce that serve once; drawn by the system where not given, as everywhere but in vectors
 * @throws VigieError 'recipient-malformed' if the recipient's key is a point of small order
 */
export function sealHandOverToKey(
  plain: Uint8Array,
  recipientKey: Uint8Array,
  sender: SigningKey,
  ephemeral?: { readonly privateKey: Uint8Array; readonly nonce: Uint8Array },
): Uint8Array {
  const associated = concatBytes(magic, Uint8Array.of(modes.key));
  const signature = sender.sign(concatBytes(signatureDomain, recipientKey, plain));
  const signed = concatBytes(rawPublicKey(sender), signature, plain);
  const box = sealToKey(recipientKey, signed, { info: keyInfo, associated }, ephemeral);
  zeroBytes(signed);
  if (box === null) throw new VigieError('recipient-malformed');
  return concatBytes(associated, box.ephemeralKey, box.nonce, box.sealed);
}

/** @param drawn as `ephemeral` of `sealHandOverToKey`. @throws VigieError 'cost-out-of-range' */
export async function sealHandOverWithPassphrase(
  plain: Uint8Array,
  passphrase: string,
  cost: Argon2Cost,
  drawn: { readonly salt: Uint8Array; readonly nonce: Uint8Array } = {
    salt: randomBytes(saltBytes),
    nonce: randomBytes(gcmNonceBytes),
  },
): Promise<Uint8Array> {
  const { salt, nonce } = drawn;
  const associated = concatBytes(
    magic,
    Uint8Array.of(modes.passphrase),
    u32le(cost.memoryKiB),
    u32le(cost.passes),
    u32le(cost.lanes),
    salt,
  );
  const key = await passphraseKey(passphrase, salt, cost);
  try {
    return concatBytes(associated, nonce, sealAesGcm(key, nonce, plain, associated));
  } finally {
    zeroBytes(key);
  }
}

async function passphraseKey(passphrase: string, salt: Uint8Array, cost: Argon2Cost): Promise<Uint8Array> {
  const stretched = await deriveSlotKey(passphrase, salt, cost);
  try {
    return hkdfSha256(stretched, salt, passphraseInfo);
  } finally {
    zeroBytes(stretched);
  }
}

/** @throws VigieError 'hand-over-malformed' { field: 'magic' | 'version' | 'mode' | 'length' | 'cost' | 'ephemeralKey' } */
export function readSealedHandOver(bytes: Uint8Array): SealedHandOver {
  const malformed = (field: string) => new VigieError('hand-over-malformed', { field });
  const versionAt = magic.length - 1;
  if (bytes.length < versionAt || magic.subarray(0, versionAt).some((byte, i) => bytes[i] !== byte)) {
    throw malformed('magic');
  }
  if (bytes[versionAt] !== magic[versionAt]) throw malformed('version');
  if (bytes.length > maxHandOverBytes) throw malformed('length');
  const mode = bytes[magic.length];
  if (mode === modes.key) {
    const associatedBytes = magic.length + 1;
    const nonceAt = associatedBytes + x25519KeyBytes;
    const sealedAt = nonceAt + gcmNonceBytes;
    if (bytes.length < sealedAt + gcmTagBytes) throw malformed('length');
    const ephemeralKey = bytes.slice(associatedBytes, nonceAt);
    if (isLowOrderPoint(ephemeralKey)) throw malformed('ephemeralKey');
    const box = { ephemeralKey, nonce: bytes.slice(nonceAt, sealedAt), sealed: bytes.slice(sealedAt) };
    return { kind: 'key', box, associated: bytes.slice(0, associatedBytes) };
  }
  if (mode === modes.passphrase) {
    const saltAt = magic.length + 1 + 12;
    const nonceAt = saltAt + saltBytes;
    const sealedAt = nonceAt + gcmNonceBytes;
    if (bytes.length < sealedAt + gcmTagBytes) throw malformed('length');
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const number = (index: number) => view.getUint32(magic.length + 1 + 4 * index, true);
    const cost = { memoryKiB: number(0), passes: number(1), lanes: number(2) };
    try {
      requireCostWithin(cost, slotBounds);
    } catch (cause) {
      throw isVigieError(cause) ? malformed('cost') : cause;
    }
    return {
      kind: 'passphrase',
      cost,
      salt: bytes.slice(saltAt, nonceAt),
      nonce: bytes.slice(nonceAt, sealedAt),
      sealed: bytes.slice(sealedAt),
      associated: bytes.slice(0, nonceAt),
    };
  }
  throw malformed('mode');
}

/** A case and who signed it: its key id is shown, and compared by people. */
export interface OpenedHandOver {
  readonly signer: Signer;
  /** The caller zeroes it. */
  readonly plain: Uint8Array;
}

/**
 * @returns null if it was sealed for another workstation, or altered
 * @throws VigieError 'signature-invalid' if whoever sealed it is not whose key is in it, or sealed it for somebody else
 */
export function openHandOverWithKey(
  handOver: Extract<SealedHandOver, { kind: 'key' }>,
  pair: X25519KeyPair,
): OpenedHandOver | null {
  const signed = openWithKey(pair, handOver.box, { info: keyInfo, associated: handOver.associated });
  if (signed === null) return null;
  try {
    if (signed.length < signedBytes) throw new VigieError('signature-invalid');
    const signer = readRawPublicKey(signed.slice(0, signerKeyBytes));
    const signature = signed.subarray(signerKeyBytes, signedBytes);
    const plain = signed.slice(signedBytes);
    if (verifySignature(signer, concatBytes(signatureDomain, pair.publicKey, plain), signature)) {
      return { signer, plain };
    }
    zeroBytes(plain);
    throw new VigieError('signature-invalid');
  } finally {
    zeroBytes(signed);
  }
}

/** @returns the plain bytes, or null if the passphrase is another one or the file was altered */
export async function openHandOverWithPassphrase(
  handOver: Extract<SealedHandOver, { kind: 'passphrase' }>,
  passphrase: string,
): Promise<Uint8Array | null> {
  const key = await passphraseKey(passphrase, handOver.salt, handOver.cost);
  try {
    return openAesGcm(key, handOver.nonce, handOver.sealed, handOver.associated);
  } finally {
    zeroBytes(key);
  }
}

/**
 * The symmetric primitives of format version 1: SHA-256, HMAC, HKDF, AES-256-GCM. Nothing here that BoringSSL,
 * which Electron links, does not have. Together with the other files of this folder, the only users of `node:crypto`.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  hash,
  type KeyObject,
  randomBytes as nodeRandomBytes,
  randomFillSync,
  timingSafeEqual,
} from 'node:crypto';
import { secretBytes, takeSecret, utf8, zeroBytes } from '../bytes/bytes.ts';

/** NIST SP 800-38D §8.2.1: 96-bit nonces. */
export const gcmNonceBytes = 12;
/** NIST SP 800-38D §5.2.1.2: the longest tag. */
export const gcmTagBytes = 16;
export const keyBytes = 32;
export const sha256Bytes = 32;

export function randomBytes(byteCount: number): Uint8Array {
  return randomFillSync(secretBytes(byteCount));
}

/** Integer in 0 … bound − 1, without modulo bias. */
export function randomBelow(bound: number): number {
  if (!Number.isInteger(bound) || bound < 1 || bound > 0x1_0000_0000) throw new RangeError('bound');
  const limit = 0x1_0000_0000 - (0x1_0000_0000 % bound);
  for (;;) {
    const drawn = nodeRandomBytes(4).readUInt32LE(0);
    if (drawn < limit) return drawn % bound;
  }
}

/**
 * The same bytes, no longer a Buffer: `slice()` of a Buffer is a view, so that zeroing the whole would zero a key cut from it.
 * Whatever this folder returns goes through here or is made anew.
 */
export function plainBytes(buffer: Uint8Array): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}

/** Of public bytes: a digest that is a secret goes through `takeSecret`. One is made for each row of a build. */
export function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  const only = parts[0];
  if (parts.length === 1 && only !== undefined) return plainBytes(hash('sha256', only, 'buffer'));
  const running = createHash('sha256');
  for (const part of parts) running.update(part);
  return plainBytes(running.digest());
}

/**
 * True if the SHA-256 of `bytes` is `expected`. For public hashes only: the comparison takes a time of its own. A digest
 * as a string costs a fifth of one as an array, and a look-up or a verification makes one for each bucket.
 */
export function hasSha256(bytes: Uint8Array, expected: Uint8Array): boolean {
  const digest = hash('sha256', bytes, 'binary');
  if (expected.length !== sha256Bytes) return false;
  for (let i = 0; i < sha256Bytes; i++) if (digest.charCodeAt(i) !== expected[i]) return false;
  return true;
}

/** A running SHA-256, for what does not fit in memory. */
export interface RunningHash {
  update(bytes: Uint8Array): void;
  digest(): Uint8Array;
}

export function startSha256(): RunningHash {
  const running = createHash('sha256');
  return {
    update: (bytes) => void running.update(bytes),
    digest: () => takeSecret(running.digest()),
  };
}

/**
 * A key in the library's own memory, which zeroes it when it is collected. For keys that serve again and again: with bytes, each
 * use costs 10 µs more on Node 24, a quarter of a look-up (docs/adr/0016). Whoever holds one drops it at the lock, where the
 * collector is run (src/app/vault/clean-memory.ts).
 */
export type HeldKey = KeyObject;

/** @param key copied; zeroed here, so that one copy is left */
export function holdKey(key: Uint8Array): HeldKey {
  const held = createSecretKey(key);
  zeroBytes(key);
  return held;
}

export function hmacSha256(key: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array {
  const running = createHmac('sha256', key);
  for (const part of parts) running.update(part);
  return takeSecret(running.digest());
}

/** RFC 2104: block length of SHA-256, and the bytes that the key is mixed with. */
const hmacBlockBytes = 64;
const innerPad = 0x36;
const outerPad = 0x5c;

/** HMAC-SHA-256 under one key. */
export interface PreparedMac {
  /** What is kept of the key: whoever prepared it zeroes them. */
  readonly pads: readonly Uint8Array[];
  /** @returns 32 bytes in memory of the library; nothing of the message is kept */
  mac(message: Uint8Array): Uint8Array;
}

/**
 * HMAC-SHA-256 under one key for very many short messages: four times as fast as a fresh `createHmac` for each, which is
 * what the verification of a million journal entries waits for. A look-up makes two, and after the tens of milliseconds of its
 * stretch the code of `createHmac` is in no cache of the processor any more: it then takes 60 µs longer than this, which is the code
 * of a hash that a look-up makes anyway. A test compares it with `hmacSha256`.
 * @param key at most 64 bytes; the caller keeps it, and zeroes `pads` when done
 */
export function prepareHmacSha256(key: Uint8Array): PreparedMac {
  if (key.length > hmacBlockBytes) throw new RangeError('key');
  // One array for the key's pad and each message in turn: a copy of the pad for each would be a copy of the key.
  const longestInPlace = 4096;
  const inner = secretBytes(hmacBlockBytes + longestInPlace).fill(innerPad, 0, hmacBlockBytes);
  const outer = secretBytes(hmacBlockBytes + sha256Bytes).fill(outerPad, 0, hmacBlockBytes);
  for (const [i, byte] of key.entries()) {
    inner[i] = byte ^ innerPad;
    outer[i] = byte ^ outerPad;
  }
  return {
    pads: [inner, outer],
    mac: (message) => {
      const pad = inner.subarray(0, hmacBlockBytes);
      if (message.length <= longestInPlace) {
        inner.set(message, hmacBlockBytes);
        outer.set(hash('sha256', inner.subarray(0, hmacBlockBytes + message.length), 'buffer'), hmacBlockBytes);
        inner.fill(0, hmacBlockBytes, hmacBlockBytes + message.length);
      } else outer.set(sha256(pad, message), hmacBlockBytes);
      // A MAC is no secret: it may stay in the library's memory.
      return plainBytes(hash('sha256', outer, 'buffer'));
    },
  };
}

/**
 * RFC 5869 with SHA-256. `info` is ASCII and names the use, so that no key serves two. By HMAC rather than by Node's own
 * `hkdfSync`, which failed in five majors of Electron (electron/electron#31634): no vault and no set would open.
 * @param byteCount at most 255 × 32 (RFC 5869 §2.3)
 */
export function hkdfSha256(key: Uint8Array, salt: Uint8Array, info: string, byteCount: number = keyBytes): Uint8Array {
  if (byteCount < 1 || byteCount > 255 * sha256Bytes) throw new RangeError('byteCount');
  // Extract. An empty salt is one of zeros (RFC 5869 §2.2), to which HMAC pads it.
  const pseudorandomKey = hmacSha256(salt, key);
  const output = secretBytes(byteCount);
  let block: Uint8Array = new Uint8Array(0);
  for (let at = 0, round = 1; at < byteCount; at += sha256Bytes, round++) {
    const next = hmacSha256(pseudorandomKey, block, utf8(info), new Uint8Array([round]));
    block.fill(0);
    block = next;
    output.set(block.subarray(0, byteCount - at), at);
  }
  pseudorandomKey.fill(0);
  block.fill(0);
  return output;
}

/** @returns ciphertext followed by the 16-byte tag. A nonce must never serve twice under one key. */
export function sealAesGcm(key: Uint8Array, nonce: Uint8Array, plain: Uint8Array, associated: Uint8Array): Uint8Array {
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: gcmTagBytes });
  cipher.setAAD(associated);
  const sealed = new Uint8Array(plain.length + gcmTagBytes);
  sealed.set(cipher.update(plain), 0);
  cipher.final();
  sealed.set(cipher.getAuthTag(), plain.length);
  return sealed;
}

/** What was opened; moved out of the library's memory where it may be a key, left where it is whole buckets. */
function takeOpened(bytes: Uint8Array): Uint8Array {
  if (bytes.length > longestKeyBytes) return plainBytes(bytes);
  const taken = takeSecret(bytes);
  overwriteFirstOutput(taken.length);
  return taken;
}

/** Longer than whatever holds a key: the private part and registers have some kilobytes. */
const longestKeyBytes = 4096;

/**
 * Node deciphers into a place of one byte more, copies what came out and frees that place as it is. The C library hands freed places
 * of a length out again, the last one first, from a few that each thread keeps (seven) and then from those of all threads.
 */
function overwriteFirstOutput(byteCount: number): void {
  for (let i = 0; i < 8; i++) firstOutputs[i] = Buffer.allocUnsafeSlow(byteCount + 1).fill(0);
}
/** Held at once, else each would take the place that the one before gave back. */
const firstOutputs: Buffer[] = [];

/** @returns the plain bytes, or null if anything (key, nonce, tag, associated data) does not fit. */
export function openAesGcm(
  key: Uint8Array | HeldKey,
  nonce: Uint8Array,
  sealed: Uint8Array,
  associated: Uint8Array,
): Uint8Array | null {
  if (sealed.length < gcmTagBytes) return null;
  const split = sealed.length - gcmTagBytes;
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: gcmTagBytes });
  decipher.setAAD(associated);
  decipher.setAuthTag(sealed.subarray(split));
  const plain = takeOpened(decipher.update(sealed.subarray(0, split)));
  try {
    decipher.final();
  } catch {
    zeroBytes(plain);
    return null;
  }
  return plain;
}

/** Comparison in time that depends on the lengths only. */
export function equalInConstantTime(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

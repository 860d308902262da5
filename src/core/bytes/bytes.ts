/** Byte helpers and branded byte types, so that two keys of the same length are never mixed up. */

declare const brand: unique symbol;
export type Branded<Name extends string> = Uint8Array & { readonly [brand]: Name };

/** 32 random bytes under which a pack is encrypted (FORMAT §5). */
export type ContentKey = Branded<'ContentKey'>;
/** 32 bytes derived from a passphrase by Argon2id; opens one slot of a pack or of a vault. */
export type SlotKey = Branded<'SlotKey'>;
/** 32 random bytes under which a workstation's vault is sealed. */
export type VaultKey = Branded<'VaultKey'>;
/** 32 bytes: the stretched identifier (FORMAT §6.1). Prefix and tag are MACs of it. */
export type StretchedIdentifier = Branded<'StretchedIdentifier'>;
/** 16 bytes of a MAC of the stretched identifier (FORMAT §6.3); what a record holds. */
export type IdentifierTag = Branded<'IdentifierTag'>;

/**
 * Zeroed bytes for a secret, in memory of their own that stays where it is. `new Uint8Array(n)` of up to 64 bytes lies on V8's
 * heap: the collector moves it and leaves what was there, and each native call copies it out, where nothing zeroes it.
 */
export function secretBytes(byteCount: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new ArrayBuffer(byteCount));
}

/** A copy of `bytes` as `secretBytes`, after which `bytes` is zeroes: for what a library returned in memory of its own. */
export function takeSecret(bytes: Uint8Array): Uint8Array {
  const taken = secretBytes(bytes.length);
  taken.set(bytes);
  zeroBytes(bytes);
  return taken;
}

/** A copy of `bytes` that stays where it is, as `secretBytes`. The original is left as it is. */
export function copySecret(bytes: Uint8Array): Uint8Array {
  const copy = secretBytes(bytes.length);
  copy.set(bytes);
  return copy;
}

/** In memory that is not moved (`secretBytes`): what is joined is often a key and what it is for. */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  let total = 0;
  for (const part of parts) total += part.length;
  const joined = secretBytes(total);
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** UTF-8 bytes of `text`. */
export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** @returns the text, or null if `bytes` is not valid UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}

const hexDigits = utf8('0123456789abcdef');

/** The same digits as bytes, for a secret: a string could not be zeroed. */
export function toHexBytes(bytes: Uint8Array): Uint8Array {
  const digits = secretBytes(bytes.length * 2);
  for (const [i, byte] of bytes.entries()) {
    digits[i * 2] = hexDigits[byte >> 4] ?? 0;
    digits[i * 2 + 1] = hexDigits[byte & 0xf] ?? 0;
  }
  return digits;
}

/** @returns the bytes, or null if `text` is not lower-case hexadecimal of `byteCount` bytes. */
export function fromHex(text: string, byteCount: number): Uint8Array | null {
  if (text.length !== byteCount * 2 || !/^[0-9a-f]*$/.test(text)) return null;
  return new Uint8Array(Buffer.from(text, 'hex'));
}

/** Unsigned 32-bit little-endian. */
export function u32le(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
}

/** Overwrites key material. JavaScript strings cannot be zeroed: keep secrets in byte arrays from the start. */
export function zeroBytes(...secrets: readonly (Uint8Array | null | undefined)[]): void {
  for (const secret of secrets) secret?.fill(0);
}

/**
 * Gives the memory of `bytes` back now, not at some later collection: a thousand look-ups would else leave forty megabytes
 * lying. The array is empty afterwards; one that shares its buffer with others stays as it is. Overwrites nothing.
 */
export function releaseBytes(bytes: Uint8Array): void {
  const { buffer } = bytes;
  if (buffer instanceof ArrayBuffer && buffer.byteLength === bytes.length) buffer.transfer(0);
}

/** For public values: takes a time that depends on them. @returns false where one is null */
export function equalBytes(a: Uint8Array, b: Uint8Array | null): boolean {
  return b !== null && compareBytes(a, b) === 0;
}

/** Lexicographic order of equally long byte strings: negative, zero or positive. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

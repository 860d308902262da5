/**
 * Bech32m (BIP-350): bytes as text that survives being pasted, read aloud or scanned. A name says what the text is, six
 * characters of checksum find what was mistyped. As in age, no upper limit of 90 characters: beyond it the checksum
 * still misses one error in 2^30, only the proof for four substitutions no longer holds.
 */
import { bech32m } from '@scure/base';

/** The library's own limit is that of BIP-173, 90 characters. */
const noLimit = false;

/** @param name lower-case ASCII, which says what the bytes are */
export function encodeBech32m(name: string, bytes: Uint8Array): string {
  return bech32m.encode(name, bech32m.toWords(bytes), noLimit);
}

/**
 * @param text all lower case or all upper case; nothing around it
 * @returns the bytes, or null if `text` is not bech32m under this name or holds a typo
 */
export function decodeBech32m(name: string, text: string): Uint8Array | null {
  const decoded = bech32m.decodeUnsafe(text, noLimit);
  if (decoded === undefined || decoded.prefix !== name) return null;
  return bech32m.fromWordsUnsafe(decoded.words) ?? null;
}

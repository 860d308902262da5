/** Where UTF-16 begins and ends inside a file: told by the NUL bytes of characters below U+0100, mark or no mark. */

/** Pairs looked at on either side of a decision. */
const pairsNeeded = 4;

/**
 * @param nul place of a NUL byte, the first of its stretch
 * @returns where UTF-16 begins (before its mark, if it has one), or null for a stray NUL
 */
export function utf16Start(
  bytes: Buffer,
  nul: number,
): { start: number; markBytes: 0 | 2; encoding: 'utf-16le' | 'utf-16be' } | null {
  // Every second byte from here is NUL, and those between are not: two different stretches never look so by chance.
  let nuls = 0;
  let others = 0;
  let pairs = 0;
  for (let at = nul; at + 2 < bytes.length && pairs < 2 * pairsNeeded; at += 2, pairs++) {
    if (bytes[at + 1] !== 0) others++;
    if (bytes[at + 2] === 0) nuls++;
  }
  if (pairs === 0 || nuls < pairs * 0.6 || others < pairs * 0.6) return null;
  const bigEndian =
    nul === 0 || bytes[nul - 1] === undefined || (nul >= 2 && bytes[nul - 2] === 0xfe && bytes[nul - 1] === 0xff);
  if (bigEndian) {
    const marked = nul >= 2 && bytes[nul - 2] === 0xfe;
    return { start: marked ? nul - 2 : nul, markBytes: marked ? 2 : 0, encoding: 'utf-16be' };
  }
  const marked = nul >= 3 && bytes[nul - 3] === 0xff && bytes[nul - 2] === 0xfe;
  return { start: marked ? nul - 3 : nul - 1, markBytes: marked ? 2 : 0, encoding: 'utf-16le' };
}

/**
 * @returns `end`: bytes that are UTF-16, even; `over` if text of one byte a character follows them
 */
export function utf16End(bytes: Buffer, bigEndian: boolean, last: boolean): { end: number; over: boolean } {
  const high = bigEndian ? 0 : 1;
  let plain = 0;
  let at = 0;
  for (; at + 1 < bytes.length; at += 2) {
    const top = bytes[at + high] ?? 0;
    if (top === 0 || !isPlain(top) || !isPlain(bytes[at + 1 - high] ?? 0)) {
      plain = 0;
      continue;
    }
    // Two printable ASCII bytes are one rare ideograph, or two characters of another encoding: a run of them is the latter.
    plain++;
    if (plain >= 2 * pairsNeeded) return { end: at + 2 - 2 * plain, over: true };
  }
  // What may be the beginning of such a run is looked at again with what follows it.
  const end = last ? at : at - 2 * plain;
  if (last && plain >= 2) return { end: at - 2 * plain, over: true };
  return { end, over: false };
}

function isPlain(byte: number): boolean {
  return (byte >= 32 && byte < 127) || byte === 9 || byte === 10 || byte === 13;
}

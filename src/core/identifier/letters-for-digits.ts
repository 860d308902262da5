/**
 * Letters that were typed, or scanned, for a digit: `O6 12 34 56 78`, `l 84 05…`. What they stand for is offered to be read back, and
 * never put in place. First step of the flow; does no I/O.
 */

const digitFor: Readonly<Record<string, string>> = { O: '0', o: '0', I: '1', i: '1', l: '1', '|': '1' };

// Digits, the letters above, and the separators that people write; `@` never: `oo7@…` is an address.
const numberLike = /^[\dOoIil|+\s.\-/()\u00a0\u202f]+$/u;
/** The letter of a NIR of Corsica. */
const corsica = /(2\s?)[ABab](?=[\s.\-/]*[\dOoIil|])/u;
// Fewer digits may as well be the beginning of an address: `o1`.
const fewestDigits = 5;

/** @returns `text` with digits for the letters that look like them; null if it has none, or is no number otherwise */
export function withDigitsForLetters(text: string): string | null {
  if (!/[OoIil|]/.test(text) || (text.match(/\d/g) ?? []).length < fewestDigits) return null;
  if (!numberLike.test(text.replace(corsica, (_, two: string) => `${two}0`))) return null;
  return text.replace(/[OoIil|]/g, (letter) => digitFor[letter] ?? letter);
}

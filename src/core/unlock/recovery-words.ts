/**
 * The recovery sheet: 24 words of the French BIP-39 list (256 bits and a checksum), shown once when the vault is made.
 * Unlock step. Typed back they may lose their accents and capitals: words of the list differ without them.
 */
import { generateMnemonic, validateMnemonic } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/french.js';

export const recoveryWordCount = 24;
/** BIP-39: 256 bits of entropy make 24 words. */
const recoveryEntropyBits = 256;

const bare = (word: string) => word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** Words of the list (NFKD, as BIP-39 writes it) by their form without accents. */
const wordByBareForm = new Map(wordlist.map((word) => [bare(word), word]));

/** @returns 24 words, NFC, as they are printed */
export function generateRecoveryWords(): string[] {
  return generateMnemonic(wordlist, recoveryEntropyBits)
    .split(/\s+/u)
    .map((word) => word.normalize('NFC'));
}

/**
 * @returns the words in the one form that is hashed, or null if `text` is not 24 words of the list with a right checksum
 * (it may then still be an ordinary passphrase)
 */
export function readRecoveryWords(text: string): string | null {
  const typed = text
    .trim()
    .split(/[\s,;.]+/u)
    .filter((word) => word !== '');
  if (typed.length !== recoveryWordCount) return null;
  const words: string[] = [];
  for (const word of typed) {
    const known = wordByBareForm.get(bare(word));
    if (known === undefined) return null;
    words.push(known);
  }
  if (!validateMnemonic(words.join(' '), wordlist)) return null;
  return words.map((word) => word.normalize('NFC')).join(' ');
}

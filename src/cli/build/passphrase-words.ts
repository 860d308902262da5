/** Delivery passphrases: words of the French BIP-39 list, written without accents so that any keyboard types them. */
import { wordlist } from '@scure/bip39/wordlists/french.js';
import { randomBelow } from '../../core/crypto/symmetric.ts';

/** 8 × 11 bits = 88 bits, each guess at Argon2id's 256 MiB: out of reach of anyone. */
const wordCount = 8;

/** @returns eight words separated by a space; the list's words differ from one another without their accents */
export function drawPassphrase(): string {
  const words: string[] = [];
  for (let i = 0; i < wordCount; i++) words.push(wordlist[randomBelow(wordlist.length)] ?? '');
  return words.join(' ').normalize('NFKD').replace(/\p{M}/gu, '');
}

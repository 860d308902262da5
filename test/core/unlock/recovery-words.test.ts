import { wordlist } from '@scure/bip39/wordlists/french.js';
import { describe, expect, it } from 'vitest';
import { generateRecoveryWords, readRecoveryWords } from '../../../src/core/unlock/recovery-words.ts';

const bare = (word: string) => word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

describe('recovery words', () => {
  it('are told apart without accents', () => {
    expect(new Set(wordlist.map(bare)).size).toBe(2048);
  });

  it('are read back however they are typed', () => {
    for (let round = 0; round < 20; round++) {
      const words = generateRecoveryWords();
      const written = words.join(' ');
      expect(readRecoveryWords(written)).toBe(written);
      expect(readRecoveryWords(` ${words.map(bare).join(', ').toUpperCase()}\n`)).toBe(written);
    }
  });

  it('are nothing with a word missing, unknown, or two swapped', () => {
    const words = generateRecoveryWords();
    expect(readRecoveryWords(words.slice(1).join(' '))).toBeNull();
    expect(readRecoveryWords(['vigie', ...words.slice(1)].join(' '))).toBeNull();
    expect(readRecoveryWords('une phrase de passe ordinaire')).toBeNull();
    // The checksum is 8 bits: of a hundred swaps, one in 256 passes by chance.
    let passed = 0;
    for (let round = 0; round < 100; round++) {
      const [first = '', second = '', ...rest] = generateRecoveryWords();
      if (first !== second && readRecoveryWords([second, first, ...rest].join(' ')) !== null) passed++;
    }
    expect(passed).toBeLessThan(6);
  });
});

/** Bech32m against the vectors of BIP-350, and its promise: what was mistyped is found. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBech32m, encodeBech32m } from '../../../src/core/bytes/bech32.ts';
import { toHex } from '../../../src/core/bytes/bytes.ts';

describe('bech32m', () => {
  // BIP-350, « Test vectors for Bech32m »: those whose name is lower case or upper case and data a whole number of bytes.
  it.each([
    ['a', 'a1lqfn3a', ''],
    ['a', 'A1LQFN3A', ''],
    [
      'an83characterlonghumanreadablepartthatcontainsthetheexcludedcharactersbioandnumber1',
      'an83characterlonghumanreadablepartthatcontainsthetheexcludedcharactersbioandnumber11sg7hg6',
      '',
    ],
    ['abcdef', 'abcdef1l7aum6echk45nj3s0wdvt2fg8x9yrzpqzd3ryx', 'ffbbcdeb38bdab49ca307b9ac5a928398a418820'],
  ])('reads the vector of %s', (name, text, hex) => {
    const bytes = decodeBech32m(name, text);
    expect(bytes === null ? null : toHex(bytes)).toBe(hex);
    if (text === text.toLowerCase()) expect(encodeBech32m(name, bytes ?? new Uint8Array())).toBe(text);
  });

  // BIP-350: a checksum of bech32, of another name, mixed case, a character outside the alphabet, no checksum.
  it.each(['a12uel5l', 'a1lqfn3b', 'a1LQFN3A', 'a1lqfn3 ', 'a1lqfn', 'b1lqfn3a', '1lqfn3a'])('refuses %s', (text) => {
    expect(decodeBech32m('a', text)).toBeNull();
  });

  it('gives back every byte string, in either case', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), (bytes) => {
        const text = encodeBech32m('vigie', bytes);
        expect(decodeBech32m('vigie', text)).toEqual(bytes);
        expect(decodeBech32m('vigie', text.toUpperCase())).toEqual(bytes);
      }),
    );
  });

  it('finds one or two wrong characters, and neighbours that were swapped', () => {
    const alphabet = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.nat(57),
        fc.nat(57),
        fc.integer({ min: 1, max: 31 }),
        (bytes, first, second, shift) => {
          const text = encodeBech32m('vigie', bytes);
          const changed = [...text];
          for (const at of new Set([first + 6, second + 6])) {
            changed[at] = alphabet[(alphabet.indexOf(changed[at] ?? '') + shift) % 32] ?? '';
          }
          expect(decodeBech32m('vigie', changed.join(''))).toBeNull();
          const at = first + 5;
          const swapped = `${text.slice(0, at)}${text[at + 1] ?? ''}${text[at] ?? ''}${text.slice(at + 2)}`;
          if (swapped !== text) expect(decodeBech32m('vigie', swapped)).toBeNull();
        },
      ),
    );
  });
});

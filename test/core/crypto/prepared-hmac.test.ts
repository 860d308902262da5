import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex, utf8 } from '../../../src/core/bytes/bytes.ts';
import { hmacSha256, prepareHmacSha256 } from '../../../src/core/crypto/symmetric.ts';

describe('prepared HMAC-SHA-256', () => {
  it('gives the vectors of RFC 4231', () => {
    const mac = (key: Uint8Array, message: string) => toHex(prepareHmacSha256(key).mac(utf8(message)));
    expect(mac(new Uint8Array(20).fill(0x0b), 'Hi There')).toBe(
      'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
    );
    expect(mac(utf8('Jefe'), 'what do ya want for nothing?')).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
  });

  it('is the same function as hmacSha256, message after message', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 64 }),
        fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 4 }),
        (key, messages) => {
          const prepared = prepareHmacSha256(key);
          for (const message of messages) expect(toHex(prepared.mac(message))).toBe(toHex(hmacSha256(key, message)));
        },
      ),
    );
    expect(() => prepareHmacSha256(new Uint8Array(65))).toThrow(RangeError);
  });
});

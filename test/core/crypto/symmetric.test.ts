/** The symmetric primitives against published vectors, and the refusals of AES-GCM. */
import { hkdfSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatBytes, toHex, utf8 } from '../../../src/core/bytes/bytes.ts';
import { deriveSlotKey, stretch, stretchSync } from '../../../src/core/crypto/argon2id.ts';
import {
  equalInConstantTime,
  hkdfSha256,
  hmacSha256,
  openAesGcm,
  randomBelow,
  randomBytes,
  sealAesGcm,
  sha256,
  startSha256,
} from '../../../src/core/crypto/symmetric.ts';

const hex = (text: string) => new Uint8Array(Buffer.from(text, 'hex'));
const none = new Uint8Array(0);

describe('SHA-256', () => {
  it('gives the digests of FIPS 180-4 for nothing, "abc" and the two-block message', () => {
    expect(toHex(sha256(none))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(toHex(sha256(utf8('abc')))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    const long = 'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq';
    expect(toHex(sha256(utf8(long)))).toBe('248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1');
  });

  it('is the same in parts, at once and running', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 })), (parts) => {
        const running = startSha256();
        for (const part of parts) running.update(part);
        const whole = toHex(sha256(concatBytes(...parts)));
        expect(toHex(sha256(...parts))).toBe(whole);
        expect(toHex(running.digest())).toBe(whole);
      }),
    );
  });
});

describe('HMAC and HKDF', () => {
  it('HMAC gives the digest of RFC 4231 §4.3', () => {
    const digest = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843';
    expect(toHex(hmacSha256(utf8('Jefe'), utf8('what do ya want '), utf8('for nothing?')))).toBe(digest);
  });

  it('HKDF gives the output of RFC 5869 A.3', () => {
    const output = '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8';
    expect(toHex(hkdfSha256(new Uint8Array(22).fill(0x0b), none, '', 42))).toBe(output);
  });

  it('HKDF is what Node’s own gives, for keys, salts and lengths of every kind', () => {
    const inputs = [fc.uint8Array({ maxLength: 100 }), fc.uint8Array({ maxLength: 100 })] as const;
    fc.assert(
      fc.property(
        ...inputs,
        fc.string({ maxLength: 40 }),
        fc.integer({ min: 1, max: 300 }),
        (key, salt, info, count) => {
          const expected = new Uint8Array(hkdfSync('sha256', key, salt, utf8(info), count));
          expect(toHex(hkdfSha256(key, salt, info, count))).toBe(toHex(expected));
        },
      ),
    );
    expect(hkdfSha256(none, none, '', 255 * 32)).toEqual(
      new Uint8Array(hkdfSync('sha256', none, none, none, 255 * 32)),
    );
    for (const count of [0, 255 * 32 + 1]) expect(() => hkdfSha256(none, none, '', count)).toThrow(RangeError);
  });

  it('HKDF with salt and info is extract, then expand, of RFC 5869 §2', () => {
    const key = hex('0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b');
    const salt = hex('000102030405060708090a0b0c');
    // A.1's pseudorandom key; its info is not ASCII, hence the expansion by hand.
    const extracted = hmacSha256(salt, key);
    expect(toHex(extracted)).toBe('077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5');
    expect(toHex(hkdfSha256(key, salt, 'vigie/use'))).toBe(
      toHex(hmacSha256(extracted, utf8('vigie/use'), new Uint8Array([1]))),
    );
  });
});

describe('AES-256-GCM', () => {
  // McGrew and Viega, "The Galois/Counter Mode of Operation" (NIST submission), test case 16.
  const key = hex('feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308');
  const nonce = hex('cafebabefacedbaddecaf888');
  const plain = hex(
    'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72' +
      '1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39',
  );
  const associated = hex('feedfacedeadbeeffeedfacedeadbeefabaddad2');
  const sealed =
    '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa' +
    '8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662' +
    '76fc6ece0f4e1768cddf8853bb2d551b';

  it('gives ciphertext and tag of the published test case, and opens them', () => {
    expect(toHex(sealAesGcm(key, nonce, plain, associated))).toBe(sealed);
    expect(toHex(openAesGcm(key, nonce, hex(sealed), associated) ?? none)).toBe(toHex(plain));
  });

  it('opens nothing that differs by one bit, anywhere', () => {
    fc.assert(
      fc.property(fc.constantFrom('key', 'nonce', 'sealed', 'associated'), fc.nat(), fc.nat(7), (which, place, bit) => {
        const parts = { key: key.slice(), nonce: nonce.slice(), sealed: hex(sealed), associated: associated.slice() };
        const altered = parts[which];
        const at = place % altered.length;
        altered[at] = (altered[at] ?? 0) ^ (1 << bit);
        expect(openAesGcm(parts.key, parts.nonce, parts.sealed, parts.associated)).toBeNull();
      }),
    );
  });

  it('opens nothing that was cut, were it to a part of the tag', () => {
    for (const byteCount of [0, 15, 16, sealed.length / 2 - 1]) {
      expect(openAesGcm(key, nonce, hex(sealed).subarray(0, byteCount), associated), String(byteCount)).toBeNull();
    }
  });
});

describe('what is returned', () => {
  it('can be cut with slice() and then zeroed, without zeroing what was cut', async () => {
    const key = new Uint8Array(32).fill(1);
    const nonce = new Uint8Array(12);
    const cost = { memoryKiB: 64, passes: 1, lanes: 1 };
    const plain = new Uint8Array(32).fill(9);
    const results: (Uint8Array | null)[] = [
      openAesGcm(key, nonce, sealAesGcm(key, nonce, plain, none), none),
      sealAesGcm(key, nonce, plain, none),
      sha256(plain),
      sha256(plain, plain),
      hmacSha256(key, plain),
      hkdfSha256(key, none, 'use'),
      randomBytes(32),
      await deriveSlotKey('passphrase', key, cost),
      await stretch(plain, key, key, cost),
      stretchSync(plain, key, key, cost),
    ];
    for (const [i, result] of results.entries()) {
      const cut = result?.slice(0, 16) ?? none;
      const before = toHex(cut);
      result?.fill(0);
      expect(toHex(cut), String(i)).toBe(before);
      expect(before, String(i)).not.toBe('00'.repeat(16));
    }
  });
});

describe('randomness and comparison', () => {
  it('draws every value below a bound, and none above', () => {
    const seen = new Set<number>();
    for (let i = 0; i < 2000; i++) seen.add(randomBelow(7));
    expect([...seen].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(randomBelow(1)).toBe(0);
    expect(randomBelow(0x1_0000_0000)).toBeLessThan(0x1_0000_0000);
    for (const bound of [0, -1, 1.5, 0x1_0000_0001]) expect(() => randomBelow(bound)).toThrow(new RangeError('bound'));
  });

  it('never draws the same bytes twice', () => {
    expect(toHex(randomBytes(16))).not.toBe(toHex(randomBytes(16)));
  });

  it('compares content and length', () => {
    expect(equalInConstantTime(hex('0102'), hex('0102'))).toBe(true);
    expect(equalInConstantTime(hex('0102'), hex('0103'))).toBe(false);
    expect(equalInConstantTime(hex('0102'), hex('010200'))).toBe(false);
    expect(equalInConstantTime(none, none)).toBe(true);
  });
});

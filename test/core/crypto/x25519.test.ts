/** X25519 against RFC 7748, and the sealing built on it: it opens for one pair, in one context, unaltered. */
import { createPrivateKey, createPublicKey, diffieHellman } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../../src/core/bytes/bytes.ts';
import {
  isLowOrderPoint,
  newX25519Pair,
  openWithKey,
  type SealedToKey,
  sealToKey,
  x25519PairOf,
  x25519Secret,
} from '../../../src/core/crypto/x25519.ts';

const hex = (text: string) => new Uint8Array(Buffer.from(text, 'hex'));
const context = { info: 'vigie/test', associated: Uint8Array.of(1, 2, 3) };
const plain = Uint8Array.from({ length: 32 }, (_, i) => i);

/** https://cr.yp.to/ecdh.html: 0, 1, the two of order 8, p − 1, p, p + 1. */
const lowOrder = [
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
  '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
];

function sealed(key = newX25519Pair()) {
  const box = sealToKey(key.publicKey, plain, context);
  if (box === null) throw new Error('refused');
  return { box, key };
}

function flipped(bytes: Uint8Array, bit: number): Uint8Array {
  const copy = bytes.slice();
  const at = Math.floor(bit / 8) % copy.length;
  copy[at] = (copy[at] ?? 0) ^ (1 << (bit % 8));
  return copy;
}

describe('x25519', () => {
  it('agrees with RFC 7748 §6.1', () => {
    const alice = x25519PairOf(hex('77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a'));
    const bob = x25519PairOf(hex('5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb'));
    expect(toHex(alice.publicKey)).toBe('8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a');
    expect(toHex(bob.publicKey)).toBe('de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f');
    const secret = '4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742';
    expect(toHex(x25519Secret(alice.privateKey, bob.publicKey) ?? plain)).toBe(secret);
    expect(toHex(x25519Secret(bob.privateKey, alice.publicKey) ?? plain)).toBe(secret);
  });

  it.each(lowOrder)('refuses the point of small order %s, with and without the bit that is not read', (text) => {
    const own = newX25519Pair();
    const point = hex(text);
    const withTopBit = point.slice();
    withTopBit[31] = (withTopBit[31] ?? 0) | 0x80;
    for (const key of [point, withTopBit]) {
      expect(isLowOrderPoint(key)).toBe(true);
      expect(x25519Secret(own.privateKey, key)).toBeNull();
      expect(sealToKey(key, plain, context)).toBeNull();
      const { box } = sealed(own);
      expect(openWithKey(own, { ...box, ephemeralKey: key }, context)).toBeNull();
    }
    // The list is right: the library itself derives nothing from such a point; OpenSSL and BoringSSL each in their words.
    const privateKey = createPrivateKey({
      key: Buffer.concat([hex('302e020100300506032b656e04220420'), own.privateKey]),
      format: 'der',
      type: 'pkcs8',
    });
    const publicKey = createPublicKey({
      key: Buffer.concat([hex('302a300506032b656e032100'), point]),
      format: 'der',
      type: 'spki',
    });
    expect(() => diffieHellman({ privateKey, publicKey })).toThrow(/deriv|diffieHellman operation failed/i);
  });

  it('calls no ordinary key one of small order', () => {
    for (let i = 0; i < 50; i++) expect(isLowOrderPoint(newX25519Pair().publicKey)).toBe(false);
  });
});

describe('sealing to a key', () => {
  it('opens for the pair it was sealed to, and for no other', () => {
    const { box, key } = sealed();
    expect(openWithKey(key, box, context)).toEqual(plain);
    expect(openWithKey(newX25519Pair(), box, context)).toBeNull();
  });

  it('never seals twice alike', () => {
    const key = newX25519Pair();
    const boxes = [sealed(key).box, sealed(key).box];
    expect(toHex(boxes[0]?.ephemeralKey ?? plain)).not.toBe(toHex(boxes[1]?.ephemeralKey ?? plain));
  });

  it('is bound to its use and its place', () => {
    const { box, key } = sealed();
    expect(openWithKey(key, box, { ...context, info: 'vigie/other' })).toBeNull();
    expect(openWithKey(key, box, { ...context, associated: Uint8Array.of(1, 2, 4) })).toBeNull();
  });

  it('opens with no bit of it flipped', () => {
    const { box, key } = sealed();
    fc.assert(
      fc.property(fc.constantFrom('ephemeralKey', 'nonce', 'sealed'), fc.nat(383), (part, bit) => {
        const altered: SealedToKey = { ...box, [part]: flipped(box[part as keyof SealedToKey], bit) };
        // X25519 does not read the top bit, but the key that is derived does.
        expect(openWithKey(key, altered, context)).toBeNull();
      }),
    );
  });

  it('takes its ephemeral secret from the caller and leaves nothing of it', () => {
    const key = newX25519Pair();
    const make = () => ({ privateKey: new Uint8Array(32).fill(7), nonce: new Uint8Array(12) });
    const first = make();
    const box = sealToKey(key.publicKey, plain, context, first);
    expect(first.privateKey.every((byte) => byte === 0)).toBe(true);
    expect(sealToKey(key.publicKey, plain, context, make())).toEqual(box);
  });
});

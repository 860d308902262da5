import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { encryptPrivateKey, keyDerivationRounds } from '../../../src/core/crypto/encrypted-key.ts';
import { generateSigner, readSigningKey, verifySignature } from '../../../src/core/crypto/signing.ts';
import { isVigieError } from '../../../src/core/errors.ts';

const passphrase = 'une phrase à accents';

describe("a signer's private key", () => {
  const { privatePem, signer } = generateSigner(passphrase);

  it('opens with its passphrase and signs', () => {
    const key = readSigningKey(privatePem, passphrase);
    const message = new Uint8Array([1, 2, 3]);
    expect(verifySignature(signer, message, key.sign(message))).toBe(true);
  });

  it('does not open with another, nor without', () => {
    for (const wrong of ['une phrase a accents', '', null]) {
      let code = '';
      try {
        readSigningKey(privatePem, wrong);
      } catch (error) {
        code = isVigieError(error) ? error.code : 'uncoded';
      }
      expect(code).toBe('signer-passphrase-wrong');
    }
  });

  it('is what openssl reads, with the rounds that it announces', () => {
    const asn1 = execFileSync('openssl', ['asn1parse'], { input: privatePem, encoding: 'utf8' });
    expect(asn1).toContain('PBES2');
    expect(asn1).toContain('hmacWithSHA256');
    expect(asn1).toContain(`:${keyDerivationRounds.toString(16).toUpperCase().padStart(6, '0')}`);
    const text = execFileSync('openssl', ['pkey', '-passin', `pass:${passphrase}`, '-noout', '-text'], {
      input: privatePem,
      encoding: 'utf8',
    });
    expect(text).toContain('ED25519 Private-Key');
  });

  it('zeroes the clear key it was given', () => {
    const clear = new Uint8Array(48).fill(7);
    encryptPrivateKey(clear, passphrase);
    expect(clear).toEqual(new Uint8Array(48));
  });
});

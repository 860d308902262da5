/** Ed25519 signers: RFC 8032's vectors, PEM in and out, and that openssl agrees. */
import { spawnSync } from 'node:child_process';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toHex, utf8 } from '../../../src/core/bytes/bytes.ts';
import {
  fingerprintGroups,
  generateSigner,
  isEncryptedPrivateKey,
  rawPublicKey,
  readPublicKey,
  readRawPublicKey,
  readSigningKey,
  verifySignature,
} from '../../../src/core/crypto/signing.ts';
import { VigieError } from '../../../src/core/errors.ts';

const hex = (text: string) => new Uint8Array(Buffer.from(text, 'hex'));
const pem = (label: string, der: Buffer) =>
  `-----BEGIN ${label}-----\n${der.toString('base64')}\n-----END ${label}-----\n`;
// RFC 8410 §7: what precedes the 32 bytes of an Ed25519 seed in PKCS#8.
const privatePem = (seed: string) => pem('PRIVATE KEY', Buffer.from(`302e020100300506032b657004220420${seed}`, 'hex'));

describe('RFC 8032 §7.1', () => {
  it.each([
    [
      'TEST 1',
      '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
      'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
      '',
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
    ],
    [
      'TEST 3',
      'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
      'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
      'af82',
      '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
    ],
  ])('%s', (_name, seed, publicKey, message, signature) => {
    const key = readSigningKey(privatePem(seed), null);
    expect(toHex(rawPublicKey(key))).toBe(publicKey);
    expect(toHex(key.sign(hex(message)))).toBe(signature);
    const signer = readRawPublicKey(hex(publicKey));
    expect(verifySignature(signer, hex(message), hex(signature))).toBe(true);
    expect(verifySignature(signer, hex(`${message}00`), hex(signature))).toBe(false);
    expect(verifySignature(signer, hex(message), hex(signature).subarray(0, 63))).toBe(false);
  });
});

describe('a generated signer', () => {
  const passphrase = 'une phrase de plus de douze';
  const { privatePem: sealed, publicPem, signer } = generateSigner(passphrase);

  it('is an encrypted PKCS#8 key and an ordinary public key', () => {
    expect(isEncryptedPrivateKey(sealed)).toBe(true);
    expect(isEncryptedPrivateKey(publicPem)).toBe(false);
    expect(toHex(readPublicKey(publicPem).keyId)).toBe(toHex(signer.keyId));
    expect(toHex(readSigningKey(sealed, passphrase).keyId)).toBe(toHex(signer.keyId));
  });

  it('has the key id and the fingerprint of FORMAT §3.2', () => {
    const der = Buffer.concat([hex('302a300506032b6570032100'), rawPublicKey(signer)]);
    const keyId = createHash('sha256').update(der).digest('hex');
    expect(toHex(signer.keyId)).toBe(keyId);
    expect(fingerprintGroups(signer.keyId).join('')).toBe(keyId.slice(0, 32));
    expect(fingerprintGroups(signer.keyId)).toHaveLength(8);
  });

  it('opens with its passphrase only', () => {
    const wrong = new VigieError('signer-passphrase-wrong');
    expect(() => readSigningKey(sealed, `${passphrase}s`)).toThrow(wrong);
    expect(() => readSigningKey(sealed, null)).toThrow(wrong);
  });

  it('derives one secret seed, which the public key does not tell', () => {
    const key = readSigningKey(sealed, passphrase);
    expect(toHex(key.deriveSecretSeed())).toBe(toHex(readSigningKey(sealed, passphrase).deriveSecretSeed()));
    expect(toHex(key.deriveSecretSeed())).not.toBe(toHex(key.keyId));
  });
});

describe('what is no Ed25519 key', () => {
  const malformed = new VigieError('signer-key-malformed');
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });

  it.each([
    ['nothing', ''],
    ['text', 'une clé'],
    ['a P-256 key', String(publicKey.export({ type: 'spki', format: 'pem' }))],
    ['broken base64', '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n'],
  ])('refuses %s as a public key', (_what, text) => {
    expect(() => readPublicKey(text)).toThrow(malformed);
  });

  it.each([
    ['nothing', ''],
    ['a P-256 key', String(privateKey.export({ type: 'pkcs8', format: 'pem' }))],
    ['a public key', generateSigner('douze caractères').publicPem],
  ])('refuses %s as a private key', (_what, text) => {
    expect(() => readSigningKey(text, null)).toThrow(malformed);
  });

  it('refuses raw keys of another length', () => {
    expect(() => readRawPublicKey(new Uint8Array(31))).toThrow(malformed);
    expect(() => readRawPublicKey(new Uint8Array(33))).toThrow(malformed);
  });
});

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
describe.skipIf(!hasOpenssl)(`openssl${hasOpenssl ? '' : ' (SKIPPED: not installed)'}`, () => {
  it('reads the keys, makes the same signature and verifies ours', () => {
    const directory = mkdtempSync(join(tmpdir(), 'vigie-openssl-'));
    try {
      const { privatePem: sealed, publicPem, signer } = generateSigner('une phrase secrète');
      const path = (name: string) => join(directory, name);
      const message = utf8('vigie/pack/v1/manifest\0{}');
      writeFileSync(path('key.pem'), sealed);
      writeFileSync(path('pass'), 'une phrase secrète');
      writeFileSync(path('pub.pem'), publicPem);
      writeFileSync(path('message'), message);
      const openssl = (...args: string[]) => spawnSync('openssl', args, { cwd: directory });
      const signed = openssl(
        ...['pkeyutl', '-sign', '-rawin', '-inkey', 'key.pem', '-passin', 'file:pass', '-in', 'message', '-out', 'sig'],
      );
      expect(signed.stderr.toString()).toBe('');
      const ours = readSigningKey(sealed, 'une phrase secrète').sign(message);
      writeFileSync(path('ours'), ours);
      const verified = openssl(
        ...['pkeyutl', '-verify', '-rawin', '-pubin', '-inkey', 'pub.pem', '-in', 'message', '-sigfile', 'ours'],
      );
      expect(verified.stdout.toString()).toContain('Signature Verified Successfully');
      const der = openssl('pkey', '-pubin', '-in', 'pub.pem', '-outform', 'DER').stdout;
      expect(createHash('sha256').update(der).digest('hex')).toBe(toHex(signer.keyId));
      const theirs = openssl(
        ...['pkeyutl', '-verify', '-rawin', '-pubin', '-inkey', 'pub.pem', '-in', 'message', '-sigfile', 'sig'],
      );
      expect(theirs.status).toBe(0);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  });
});

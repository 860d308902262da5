/**
 * A private key as an encrypted PKCS#8 PEM (RFC 5958, PBES2 of RFC 8018), which `openssl` and Node read alike. Written here
 * because Node's own export fixes PBKDF2 at 2 048 rounds.
 */
import { createCipheriv, pbkdf2Sync, randomBytes } from 'node:crypto';
import { concatBytes, utf8, zeroBytes } from '../bytes/bytes.ts';

/** OWASP Password Storage Cheat Sheet (2023): 600 000 rounds of PBKDF2-HMAC-SHA-256. */
export const keyDerivationRounds = 600_000;

// Object identifiers, DER contents. RFC 8018 §A.4, §A.2, §B.1.2; NIST AES-256-CBC.
const pbes2 = new Uint8Array([0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0d]);
const pbkdf2 = new Uint8Array([0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0c]);
const hmacWithSha256 = new Uint8Array([0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x02, 0x09]);
const aes256Cbc = new Uint8Array([0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x01, 0x2a]);

const derInteger = 0x02;
const derOctetString = 0x04;
const derNull = 0x05;
const derObjectIdentifier = 0x06;
const derSequence = 0x30;

/** DER: tag, length in the fewest bytes, contents. */
function der(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const body = concatBytes(...contents);
  const length =
    body.length < 0x80
      ? [body.length]
      : body.length < 0x100
        ? [0x81, body.length]
        : [0x82, body.length >>> 8, body.length & 0xff];
  return concatBytes(new Uint8Array([tag, ...length]), body);
}

/** A positive number of at most 31 bits. */
function derNumber(value: number): Uint8Array {
  const bytes: number[] = [];
  for (let rest = value; rest > 0; rest >>>= 8) bytes.unshift(rest & 0xff);
  if ((bytes[0] ?? 0x80) >= 0x80) bytes.unshift(0);
  return der(derInteger, new Uint8Array(bytes));
}

/**
 * @param pkcs8 DER PrivateKeyInfo; zeroed here
 * @returns PEM text, `BEGIN ENCRYPTED PRIVATE KEY`
 */
export function encryptPrivateKey(pkcs8: Uint8Array, passphrase: string): string {
  const salt = randomBytes(16);
  const initialVector = randomBytes(16);
  const password = utf8(passphrase);
  const key = pbkdf2Sync(password, salt, keyDerivationRounds, 32, 'sha256');
  try {
    const cipher = createCipheriv('aes-256-cbc', key, initialVector);
    const sealed = concatBytes(cipher.update(pkcs8), cipher.final());
    const derivation = der(
      derSequence,
      der(derObjectIdentifier, pbkdf2),
      der(
        derSequence,
        der(derOctetString, salt),
        derNumber(keyDerivationRounds),
        der(derSequence, der(derObjectIdentifier, hmacWithSha256), der(derNull)),
      ),
    );
    const encryption = der(derSequence, der(derObjectIdentifier, aes256Cbc), der(derOctetString, initialVector));
    const algorithm = der(derSequence, der(derObjectIdentifier, pbes2), der(derSequence, derivation, encryption));
    const whole = der(derSequence, algorithm, der(derOctetString, sealed));
    const lines =
      Buffer.from(whole)
        .toString('base64')
        .match(/.{1,64}/g) ?? [];
    return `-----BEGIN ENCRYPTED PRIVATE KEY-----\n${lines.join('\n')}\n-----END ENCRYPTED PRIVATE KEY-----\n`;
  } finally {
    zeroBytes(key, password, pkcs8);
  }
}

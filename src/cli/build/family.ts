/** The stretch family of a build: the publisher's own where one is given, else one that serves this build alone. */
import { concatBytes, zeroBytes } from '../../core/bytes/bytes.ts';
import type { Argon2Cost } from '../../core/crypto/argon2id.ts';
import { pepperBytes, prefixKeyBytes, type StretchFamily, saltBytes } from '../../core/pack/family.ts';
import type { Randomness } from './randomness.ts';

/** Salt, pepper and prefix key one after the other. */
export const familyBytes: number = saltBytes + pepperBytes + prefixKeyBytes;

/** Drawn before anything is read, and from nothing that depends on what will be read (FORMAT §5.1). */
export function drawFamily(randomness: Randomness, cost: Argon2Cost): StretchFamily {
  return {
    cost,
    salt: randomness.bytes('stretch-salt', saltBytes),
    pepper: randomness.bytes('pepper', pepperBytes),
    prefixKey: randomness.bytes('prefix-key', prefixKeyBytes),
  };
}

/** @returns `familyBytes` bytes that the caller seals and zeroes */
export function packFamily({ salt, pepper, prefixKey }: StretchFamily): Uint8Array {
  return concatBytes(salt, pepper, prefixKey);
}

/** @param bytes `familyBytes` bytes; zeroed here */
export function unpackFamily(bytes: Uint8Array, cost: Argon2Cost): StretchFamily {
  const at = saltBytes + pepperBytes;
  const family = {
    cost,
    salt: bytes.slice(0, saltBytes),
    pepper: bytes.slice(saltBytes, at),
    prefixKey: bytes.slice(at, familyBytes),
  };
  zeroBytes(bytes);
  return family;
}

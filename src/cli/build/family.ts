/** The stretch family of a build: the publisher's own where one is given, else one that serves this build alone. */
import { readFile } from 'node:fs/promises';
import { concatBytes, zeroBytes } from '../../core/bytes/bytes.ts';
import type { Argon2Cost } from '../../core/crypto/argon2id.ts';
import { VigieError } from '../../core/errors.ts';
import { pepperBytes, prefixKeyBytes, type StretchFamily, saltBytes } from '../../core/pack/family.ts';
import { asFileError } from '../../files/file-errors.ts';
import type { Arguments } from '../arguments.ts';
import type { CommandContext } from '../command.ts';
import { askSecret, printNote, readPassphraseFile } from '../terminal.ts';
import { longestFamilyMs, openFamily } from './family-file.ts';
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

/**
 * The family that `--family` names, opened; null where there is none.
 * @throws VigieError 'usage' if costs are given beside it · 'family-malformed' · 'slot-no-match' · 'family-mismatch'
 */
export async function readFamily(given: Arguments, { text }: CommandContext): Promise<StretchFamily | null> {
  const path = given.text('family');
  if (path === null) return null;
  if (given.text('stretch') !== null) {
    throw new VigieError('usage', { reason: 'family-fixes-cost', option: '--stretch' });
  }
  const passphraseFile = given.text('family-passphrase-file');
  const passphrase =
    passphraseFile === null ? await askSecret(text.labels.familyPassphrase) : await readPassphraseFile(passphraseFile);
  const { family, madeMs } = await openFamily(await readBytes(path), passphrase);
  if (Date.now() - madeMs > longestFamilyMs) printNote(`warning: ${text.labels.familyOld}`);
  return family;
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (cause) {
    throw asFileError(cause, 'read');
  }
}

/**
 * Where a build's random bytes come from: the operating system, or a seed file that the shards of one build share
 * (docs/sharding.md). A seed is as secret as what it makes: whoever has it and
 * the leaked files opens the pack.
 */
import { readFile } from 'node:fs/promises';
import { zeroBytes } from '../../core/bytes/bytes.ts';
import { hkdfSha256, randomBytes } from '../../core/crypto/symmetric.ts';
import { VigieError } from '../../core/errors.ts';
import { asFileError } from '../../files/file-errors.ts';
import { requirePrivateFile } from '../secret-files.ts';

export interface Randomness {
  /**
   * @param label names the use; one label is asked for once in a build
   * @param context what the bytes are for: under one seed, another context has other bytes
   */
  bytes(label: string, byteCount: number, context?: Uint8Array): Uint8Array;
  /** Zeroes the seed. */
  close(): void;
}

export const systemRandomness: Randomness = {
  bytes: (_label, byteCount) => randomBytes(byteCount),
  close: () => {},
};

/** A seed shorter than the keys made from it would weaken them. */
const leastSeedBytes = 32;

/** @throws VigieError 'input-malformed' if the file holds fewer than 32 bytes · 'file-too-open' · 'file-not-found' · 'file-unreadable' */
export async function readSeedFile(path: string): Promise<Randomness> {
  await requirePrivateFile(path);
  try {
    return seededRandomness(new Uint8Array(await readFile(path)));
  } catch (cause) {
    throw asFileError(cause, 'read');
  }
}

/** @throws VigieError 'input-malformed' if the seed holds fewer than 32 bytes */
export function seededRandomness(seed: Uint8Array): Randomness {
  if (seed.length < leastSeedBytes) throw new VigieError('input-malformed', { reason: 'seed-too-short' });
  return {
    bytes: (label, byteCount, context = new Uint8Array(0)) =>
      hkdfSha256(seed, context, `vigie/build/v1/${label}`, byteCount),
    close: () => zeroBytes(seed),
  };
}

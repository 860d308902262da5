/** What several commands do with pack and key files. */
import { readFile } from 'node:fs/promises';
import { toHex } from '../core/bytes/bytes.ts';
import { readPublicKey, type Signer } from '../core/crypto/signing.ts';
import { VigieError } from '../core/errors.ts';
import { readSealedPack, type SealedPack, type Trust } from '../core/pack/reader.ts';
import { asFileError } from '../files/file-errors.ts';
import { openFileSource } from '../files/file-source.ts';
import { openHttpSource } from '../files/http-source.ts';
import { isHttpAddress } from '../files/http-url.ts';

/**
 * @returns the file as text, without the byte order mark that Windows likes to write
 * @throws VigieError 'file-not-found' · 'file-unreadable'
 */
export async function readTextFile(path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).replace(/^\u{feff}/u, '');
  } catch (cause) {
    throw asFileError(cause, 'read');
  }
}

/** Reads every `--trust` key. @throws VigieError 'usage' if there is none · 'signer-key-malformed' */
export async function readTrustedSigners(paths: readonly string[]): Promise<{ trust: Trust; signers: Signer[] }> {
  if (paths.length === 0) throw new VigieError('usage', { reason: 'missing-option', option: '--trust' });
  const signers = await Promise.all(paths.map(async (path) => readPublicKey(await readTextFile(path))));
  return { trust: new Set(signers.map((signer) => toHex(signer.keyId))), signers };
}

/** Opens a pack, a file or an address, for the time of `use`, and closes it whatever happens. */
export async function withPackFile<T>(
  path: string,
  trust: Trust,
  signal: AbortSignal,
  use: (pack: SealedPack) => Promise<T>,
): Promise<T> {
  const source = await (isHttpAddress(path) ? openHttpSource(path, { signal }) : openFileSource(path));
  try {
    return await use(await readSealedPack(source, trust, signal));
  } finally {
    await source.close();
  }
}

/** The one file argument of `inspect`, `verify` and `check`. @throws VigieError 'usage' */
export function onlyFile(positionals: readonly string[]): string {
  const [path, extra] = positionals;
  if (path === undefined) throw new VigieError('usage', { reason: 'missing-argument', option: 'FILE' });
  if (extra !== undefined) throw new VigieError('usage', { reason: 'unexpected-argument', option: '' });
  return path;
}

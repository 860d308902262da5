/** Whose packs may be used: signers that come with the product, an administrator's, and those a supervisor added. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { fromHex, toHex } from '../../core/bytes/bytes.ts';
import { readPublicKey, readRawPublicKey } from '../../core/crypto/signing.ts';
import { VigieError } from '../../core/errors.ts';
import { asFileError } from '../../files/file-errors.ts';
import type { AdminSettings } from '../fleet/admin-settings.ts';
import type { TrustedSignerEntry } from './packs-registry.ts';

/** Key id in hexadecimal → the name under which it is trusted. */
export type TrustedSigners = ReadonlyMap<string, string>;

/**
 * @param directory of `*.pem` public keys; one that does not exist holds none
 * @throws VigieError 'signer-key-malformed' with the file's name: a broken trust store is never passed over
 */
function readBuiltInSigners(directory: string): Map<string, string> {
  const signers = new Map<string, string>();
  for (const file of listPemFiles(directory)) {
    try {
      const signer = readPublicKey(readFileSync(join(directory, file), 'utf8'));
      signers.set(toHex(signer.keyId), basename(file, extname(file)).replace(/\.pub$/, ''));
    } catch (cause) {
      throw new VigieError('signer-key-malformed', { file }, { cause });
    }
  }
  return signers;
}

function listPemFiles(directory: string): string[] {
  try {
    return readdirSync(directory).filter((file) => file.endsWith('.pem'));
  } catch (cause) {
    const failure = asFileError(cause, 'read');
    if (failure.code === 'file-not-found') return [];
    throw failure;
  }
}

/**
 * @param directory as for `readBuiltInSigners`
 * @param added by supervisors; not counted where only the administrator may add any
 * @throws VigieError 'signer-key-malformed'
 */
export function trustedSigners(
  directory: string,
  administrator: AdminSettings,
  added: readonly TrustedSignerEntry[],
): TrustedSigners {
  const signers = new Map([...readBuiltInSigners(directory), ...administrator.signers]);
  if (!administrator.supervisorsMayTrustSigners) return signers;
  for (const { publicKey, name } of added) {
    const raw = fromHex(publicKey, 32);
    if (raw !== null) signers.set(toHex(readRawPublicKey(raw).keyId), name);
  }
  return signers;
}

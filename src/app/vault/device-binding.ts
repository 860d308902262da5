/**
 * Binds a vault to this machine where the shell has a keystore: a random secret, sealed by the operating system, is part
 * of every adviser's slot key, so that a copied vault directory does not open elsewhere.
 */
import { keyBytes, randomBytes } from '../../core/crypto/symmetric.ts';
import { VigieError } from '../../core/errors.ts';
import type { DeviceBinding, DeviceSecret } from '../../core/unlock/vault.ts';
import type { VaultFile } from '../../core/unlock/vault-file.ts';
import type { Keystore } from '../shell/shell.ts';

/** @returns null where the platform has no keystore: the vault then relies on the passphrases alone, and says so */
export async function bindDevice(keystore: Keystore | null): Promise<DeviceBinding | null> {
  if (keystore === null) return null;
  const secret = randomBytes(keyBytes);
  return { keystore: keystore.name, sealed: await keystore.seal(secret), secret };
}

/**
 * @returns the secret that `file` is bound to; null if it is bound to none
 * @throws VigieError 'keystore-lost' if this machine cannot open it: only the recovery words can
 */
export async function openDeviceSecret(file: VaultFile, keystore: Keystore | null): Promise<DeviceSecret> {
  if (file.device === null) return null;
  if (keystore === null) throw new VigieError('keystore-lost', { keystore: file.device.keystore });
  return await keystore.open(new Uint8Array(Buffer.from(file.device.sealed, 'hex')));
}

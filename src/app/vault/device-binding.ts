/**
 * Binds a vault to this machine where the shell has a keystore: a random secret, sealed by the operating system, is part
 * of every adviser's slot key, so that a copied vault directory does not open elsewhere.
 */
import { keyBytes, randomBytes } from '../../core/crypto/symmetric.ts';
import { VigieError } from '../../core/errors.ts';
import { type DeviceBinding, type DeviceSecret, type OpenVault, withResealedDevice } from '../../core/unlock/vault.ts';
import type { VaultFile } from '../../core/unlock/vault-file.ts';
import type { Keystore } from '../shell/shell.ts';

/**
 * @returns null where the platform has no keystore that protects anything: the vault then relies on the passphrases
 *   alone, and says so
 * @throws VigieError 'keystore-unavailable'
 */
export async function bindDevice(keystore: Keystore | null): Promise<DeviceBinding | null> {
  if (keystore === null) return null;
  const secret = randomBytes(keyBytes);
  const sealed = await keystore.seal(secret);
  return sealed === null ? null : { keystore: keystore.name, sealed, secret };
}

export interface OpenedDevice {
  readonly secret: DeviceSecret;
  readonly shouldReseal: boolean;
}

/**
 * @returns the secret that `file` is bound to; null if it is bound to none
 * @throws VigieError 'keystore-lost' if this machine cannot open it: only the recovery words can · 'keystore-unavailable'
 *   if the keystore does not answer for now
 */
export async function openDeviceSecret(file: VaultFile, keystore: Keystore | null): Promise<OpenedDevice> {
  if (file.device === null) return { secret: null, shouldReseal: false };
  if (keystore === null) throw new VigieError('keystore-lost', { keystore: file.device.keystore });
  const { plain, shouldReseal } = await keystore.open(new Uint8Array(Buffer.from(file.device.sealed, 'hex')));
  return { secret: plain, shouldReseal };
}

/**
 * Seals the secret of an open vault again, under the newer key that the keystore has.
 * @returns the vault's next revision; null if nothing was sealed: the present one still opens, and the next unlock asks again
 */
export async function resealDevice(
  vault: OpenVault,
  secret: Uint8Array,
  keystore: Keystore,
): Promise<OpenVault | null> {
  try {
    const sealed = await keystore.seal(secret);
    return sealed === null ? null : withResealedDevice(vault, { keystore: keystore.name, sealed, secret });
  } catch {
    return null;
  }
}

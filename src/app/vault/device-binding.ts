/**
 * Binds a vault to this machine where the shell has a keystore: a random secret, sealed by the operating system, is part
 * of every adviser's slot key, so that a copied vault directory does not open elsewhere.
 */
import { zeroBytes } from '../../core/bytes/bytes.ts';
import { equalInConstantTime, keyBytes, randomBytes } from '../../core/crypto/symmetric.ts';
import { isVigieError, VigieError } from '../../core/errors.ts';
import { type DeviceBinding, type DeviceSecret, type OpenVault, withResealedDevice } from '../../core/unlock/vault.ts';
import type { VaultFile } from '../../core/unlock/vault-file.ts';
import type { Keystore } from '../shell/shell.ts';

/**
 * @returns null where the platform has no keystore that protects anything, or one that does not give back what it sealed:
 *   the vault then relies on the passphrases alone, and says so
 * @throws VigieError 'keystore-unavailable'
 */
export async function bindDevice(keystore: Keystore | null): Promise<DeviceBinding | null> {
  if (keystore === null) return null;
  const secret = randomBytes(keyBytes);
  let binding: DeviceBinding | null = null;
  try {
    const sealed = await keystore.seal(secret);
    if (sealed !== null && (await givesBack(keystore, sealed, secret))) {
      binding = { keystore: keystore.name, sealed, secret };
    }
    return binding;
  } finally {
    if (binding === null) zeroBytes(secret);
  }
}

/** @throws VigieError 'keystore-unavailable' */
async function givesBack(keystore: Keystore, sealed: Uint8Array, secret: Uint8Array): Promise<boolean> {
  try {
    const { plain } = await keystore.open(sealed, keystore.name);
    const isSame = equalInConstantTime(plain, secret);
    zeroBytes(plain);
    return isSame;
  } catch (error) {
    if (isVigieError(error, 'keystore-lost')) return false;
    throw error;
  }
}

export interface OpenedDevice {
  readonly secret: DeviceSecret;
  readonly shouldReseal: boolean;
}

/**
 * @returns the secret that `file` is bound to; null if it is bound to none
 * @throws VigieError 'keystore-lost' if this machine will never open it: only the recovery words can · 'keystore-unavailable'
 *   if the keystore does not answer for now: the binding still holds, and is kept
 */
export async function openDeviceSecret(file: VaultFile, keystore: Keystore | null): Promise<OpenedDevice> {
  if (file.device === null) return { secret: null, shouldReseal: false };
  if (keystore === null) throw new VigieError('keystore-lost', { keystore: file.device.keystore });
  const { sealed, keystore: sealedBy } = file.device;
  const { plain, shouldReseal } = await keystore.open(new Uint8Array(Buffer.from(sealed, 'hex')), sealedBy);
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

/**
 * The vault: several advisers, each with a passphrase, one vault key. Unlock step; bytes in, bytes out, no files.
 *
 * One Argon2id evaluation per attempt whatever the number of slots: all slots share a salt, then HKDF with the slot's own
 * salt (and the device secret) gives the key of each. Every change yields a whole new file whose tag covers all slots.
 */
import {
  concatBytes,
  copySecret,
  fromHex,
  type SlotKey,
  toHex,
  utf8,
  type VaultKey,
  zeroBytes,
} from '../bytes/bytes.ts';
import { type Argon2Cost, deriveSlotKey } from '../crypto/argon2id.ts';
import {
  equalInConstantTime,
  gcmNonceBytes,
  hkdfSha256,
  hmacSha256,
  keyBytes,
  openAesGcm,
  randomBytes,
  sealAesGcm,
  sha256Bytes,
} from '../crypto/symmetric.ts';
import { VigieError } from '../errors.ts';
import { generateRecoveryWords, readRecoveryWords } from './recovery-words.ts';
import {
  findAdviser,
  parseRegister,
  type Register,
  type RegisteredAdviser,
  recoveryAdviserId,
  requireSupervisorLeft,
  serialiseRegister,
} from './register.ts';
import {
  adviserIdBytes,
  coveredBytes,
  finishVaultFile,
  maxVaultSlots,
  slotIdBytes,
  type UntaggedVaultFile,
  type VaultFile,
  type VaultSlot,
  vaultFormatName,
  vaultFormatVersion,
  vaultIdBytes,
  vaultSaltBytes,
} from './vault-file.ts';
import { deriveFromVaultKey } from './vault-keys.ts';

const slotKeyInfo = 'vigie/v1/vault-slot';

/** 32 bytes that the operating system's keystore keeps; null where the vault is not bound to a device. */
export type DeviceSecret = Uint8Array | null;

/** The device binding of a file, and the secret that belongs to it. */
export interface DeviceBinding {
  readonly keystore: string;
  readonly sealed: Uint8Array;
  readonly secret: Uint8Array;
}

/** An open vault. Owns `vaultKey`: whoever holds the value zeroes it at lock. */
export interface OpenVault {
  readonly file: VaultFile;
  readonly vaultKey: VaultKey;
  readonly register: Register;
  /** Who opened it; `recoveryAdviserId` for the recovery words. */
  readonly adviserId: string;
}

function requireHex(text: string, byteCount: number): Uint8Array {
  const bytes = fromHex(text, byteCount);
  if (bytes === null) throw new VigieError('vault-malformed', { path: '(hex)', reason: 'shape' });
  return bytes;
}

/** Words of the recovery sheet are hashed in their one form, everything else as typed. */
function deriveVaultSlotKey(passphrase: string, salt: Uint8Array, cost: Argon2Cost): Promise<SlotKey> {
  return deriveSlotKey(readRecoveryWords(passphrase) ?? passphrase, salt, cost);
}

function slotAssociated(vaultId: string, slotId: string, kind: VaultSlot['kind']): Uint8Array {
  return utf8(`${slotKeyInfo}|${vaultId}|${slotId}|${kind}`);
}

/** 24 words are 256 random bits and must open a vault whose machine broke: only advisers' slots are bound to the device. */
function wrapKey(slotKey: SlotKey, kind: VaultSlot['kind'], salt: Uint8Array, device: DeviceSecret): Uint8Array {
  const bound = kind === 'adviser' && device !== null ? device : new Uint8Array(0);
  const material = concatBytes(slotKey, bound);
  try {
    return hkdfSha256(material, salt, slotKeyInfo);
  } finally {
    zeroBytes(material);
  }
}

function sealSlot(
  vaultId: string,
  kind: VaultSlot['kind'],
  slotKey: SlotKey,
  device: DeviceSecret,
  vaultKey: VaultKey,
  adviserId: string,
): VaultSlot {
  const slotId = toHex(randomBytes(slotIdBytes));
  const salt = randomBytes(vaultSaltBytes);
  const nonce = randomBytes(gcmNonceBytes);
  const key = wrapKey(slotKey, kind, salt, device);
  const plain = concatBytes(vaultKey, requireHex(adviserId, adviserIdBytes));
  const sealed = sealAesGcm(key, nonce, plain, slotAssociated(vaultId, slotId, kind));
  zeroBytes(key, plain);
  return { slotId, kind, salt: toHex(salt), nonce: toHex(nonce), sealed: toHex(sealed) };
}

/** @returns null if this slot is not opened by this key */
function openSlot(
  file: UntaggedVaultFile,
  slot: VaultSlot,
  slotKey: SlotKey,
  device: DeviceSecret,
): { vaultKey: VaultKey; adviserId: string } | null {
  const key = wrapKey(slotKey, slot.kind, requireHex(slot.salt, vaultSaltBytes), device);
  const nonce = requireHex(slot.nonce, gcmNonceBytes);
  const sealed = new Uint8Array(Buffer.from(slot.sealed, 'hex'));
  const plain = openAesGcm(key, nonce, sealed, slotAssociated(file.vaultId, slot.slotId, slot.kind));
  zeroBytes(key);
  if (plain === null) return null;
  const vaultKey = copySecret(plain.subarray(0, keyBytes)) as VaultKey;
  const adviserId = toHex(plain.subarray(keyBytes));
  zeroBytes(plain);
  return { vaultKey, adviserId };
}

/** Tries every slot, always all of them, so that time does not tell which one opened. */
function openAnySlot(file: UntaggedVaultFile, slotKey: SlotKey, device: DeviceSecret) {
  let found: { vaultKey: VaultKey; adviserId: string; slot: VaultSlot } | null = null;
  for (const slot of file.slots) {
    const opened = openSlot(file, slot, slotKey, device);
    if (opened === null) continue;
    if (found === null) found = { ...opened, slot };
    else zeroBytes(opened.vaultKey);
  }
  return found;
}

function registerAssociated(vaultId: string, revision: number): Uint8Array {
  return utf8(`vigie/v1/vault-register|${vaultId}|${revision}`);
}

/** Seals the register, tags the whole. */
function finish(
  parts: Omit<UntaggedVaultFile, 'register'>,
  vaultKey: VaultKey,
  register: Register,
  adviserId: string,
): OpenVault {
  const registerKey = deriveFromVaultKey(vaultKey, parts.vaultId, 'register');
  const tagKey = deriveFromVaultKey(vaultKey, parts.vaultId, 'tag');
  const nonce = randomBytes(gcmNonceBytes);
  const plain = serialiseRegister(register);
  const sealed = sealAesGcm(registerKey, nonce, plain, registerAssociated(parts.vaultId, parts.revision));
  const untagged = { ...parts, register: { nonce: toHex(nonce), sealed: toHex(sealed) } };
  const file = finishVaultFile(untagged, hmacSha256(tagKey, coveredBytes(untagged)));
  zeroBytes(registerKey, tagKey, plain);
  return { file, vaultKey, register, adviserId };
}

/**
 * A new vault with one supervisor and a recovery slot.
 * @param now ISO instant
 * @returns the open vault, and the 24 words, which are kept nowhere
 */
export async function createVault(options: {
  readonly adviserName: string;
  readonly passphrase: string;
  readonly cost: Argon2Cost;
  readonly device: DeviceBinding | null;
  readonly settings: Register['settings'];
  readonly now: string;
}): Promise<{ readonly vault: OpenVault; readonly recoveryWords: readonly string[] }> {
  const vaultKey = randomBytes(keyBytes) as VaultKey;
  const vaultId = toHex(randomBytes(vaultIdBytes));
  const salt = randomBytes(vaultSaltBytes);
  const adviserId = toHex(randomBytes(adviserIdBytes));
  const recoveryWords = generateRecoveryWords();
  const secret = options.device?.secret ?? null;
  const ownKey = await deriveVaultSlotKey(options.passphrase, salt, options.cost);
  const recoveryKey = await deriveVaultSlotKey(recoveryWords.join(' '), salt, options.cost);
  const own = sealSlot(vaultId, 'adviser', ownKey, secret, vaultKey, adviserId);
  const recovery = sealSlot(vaultId, 'recovery', recoveryKey, null, vaultKey, recoveryAdviserId);
  zeroBytes(ownKey, recoveryKey);
  const adviser: RegisteredAdviser = {
    adviserId,
    name: options.adviserName,
    role: 'supervisor',
    disabled: false,
    addedAt: options.now,
    slotId: own.slotId,
  };
  const parts = {
    format: vaultFormatName,
    version: vaultFormatVersion,
    vaultId,
    revision: 1,
    cost: options.cost,
    salt: toHex(salt),
    device:
      options.device === null ? null : { keystore: options.device.keystore, sealed: toHex(options.device.sealed) },
    slots: [own, recovery],
  } as const;
  const register = { advisers: [adviser], settings: options.settings };
  return { vault: finish({ ...parts, slots: [...parts.slots] }, vaultKey, register, adviserId), recoveryWords };
}

/**
 * @param file parsed: its structure is sound
 * @returns null if the passphrase opens no slot
 * @throws VigieError 'vault-malformed' if a slot opens but the file as a whole was altered: a slot swapped in or taken
 *   away, a role or a setting changed
 */
export async function openVault(file: VaultFile, passphrase: string, device: DeviceSecret): Promise<OpenVault | null> {
  const slotKey = await deriveVaultSlotKey(passphrase, requireHex(file.salt, vaultSaltBytes), file.cost);
  const opened = openAnySlot(file, slotKey, device);
  zeroBytes(slotKey);
  if (opened === null) return null;
  const { vaultKey, adviserId } = opened;
  try {
    const tagKey = deriveFromVaultKey(vaultKey, file.vaultId, 'tag');
    const expected = hmacSha256(tagKey, coveredBytes(file));
    zeroBytes(tagKey);
    if (!equalInConstantTime(expected, requireHex(file.tag, sha256Bytes))) {
      throw new VigieError('vault-malformed', { path: 'tag', reason: 'altered' });
    }
    const registerKey = deriveFromVaultKey(vaultKey, file.vaultId, 'register');
    const sealed = new Uint8Array(Buffer.from(file.register.sealed, 'hex'));
    const nonce = requireHex(file.register.nonce, gcmNonceBytes);
    const plain = openAesGcm(registerKey, nonce, sealed, registerAssociated(file.vaultId, file.revision));
    zeroBytes(registerKey);
    if (plain === null) throw new VigieError('vault-malformed', { path: 'register', reason: 'altered' });
    const register = parseRegister(plain);
    if (adviserId !== recoveryAdviserId && findAdviser(register, adviserId).disabled) {
      throw new VigieError('vault-malformed', { path: 'slots', reason: 'disabled' });
    }
    return { file, vaultKey, register, adviserId };
  } catch (error) {
    zeroBytes(vaultKey);
    throw error;
  }
}

/** The same vault under a revision above `highest`, where an older one was put back and is gone on from. */
export function raiseRevision(vault: OpenVault, highest: number): OpenVault {
  return nextRevision(vault, { revision: Math.max(vault.file.revision, highest) + 1 });
}

/** Seals `change` as the next revision. The vault key stays the same array. */
function nextRevision(
  vault: OpenVault,
  change: {
    readonly register?: Register;
    readonly slots?: VaultSlot[];
    readonly device?: VaultFile['device'];
    readonly revision?: number;
  },
): OpenVault {
  const { file } = vault;
  const parts = {
    format: file.format,
    version: file.version,
    vaultId: file.vaultId,
    revision: change.revision ?? file.revision + 1,
    cost: file.cost,
    salt: file.salt,
    device: change.device === undefined ? file.device : change.device,
    slots: change.slots ?? file.slots,
  };
  return finish(parts, vault.vaultKey, change.register ?? vault.register, vault.adviserId);
}

function withAdviser(register: Register, adviserId: string, change: Partial<RegisteredAdviser>): Register {
  findAdviser(register, adviserId);
  return {
    ...register,
    advisers: register.advisers.map((known) => (known.adviserId === adviserId ? { ...known, ...change } : known)),
  };
}

/**
 * @throws VigieError 'passphrase-weak' { reason: 'in-use' } if it already opens another slot: it could not tell who came ·
 *   'keystore-unavailable' if the vault is bound and its secret is not there: a slot without it would never open again
 */
async function newSlotFor(
  vault: OpenVault,
  adviserId: string,
  passphrase: string,
  device: DeviceSecret,
): Promise<VaultSlot> {
  const { file } = vault;
  if (file.device !== null && device === null) {
    throw new VigieError('keystore-unavailable', { keystore: file.device.keystore });
  }
  const slotKey = await deriveVaultSlotKey(passphrase, requireHex(file.salt, vaultSaltBytes), file.cost);
  try {
    const existing = openAnySlot(file, slotKey, device);
    if (existing !== null) {
      zeroBytes(existing.vaultKey);
      throw new VigieError('passphrase-weak', { reason: 'in-use' });
    }
    return sealSlot(file.vaultId, 'adviser', slotKey, device, vault.vaultKey, adviserId);
  } finally {
    zeroBytes(slotKey);
  }
}

/**
 * @throws VigieError 'passphrase-weak' if it is another slot's; 'keystore-unavailable' if the vault is bound and its secret is
 *   not there; 'vault-malformed' { reason: 'full' } beyond 64 slots
 */
export async function addAdviser(
  vault: OpenVault,
  adviser: { readonly name: string; readonly role: RegisteredAdviser['role']; readonly now: string },
  passphrase: string,
  device: DeviceSecret,
): Promise<{ readonly vault: OpenVault; readonly adviserId: string }> {
  if (vault.file.slots.length >= maxVaultSlots)
    throw new VigieError('vault-malformed', { path: 'slots', reason: 'full' });
  const adviserId = toHex(randomBytes(adviserIdBytes));
  const slot = await newSlotFor(vault, adviserId, passphrase, device);
  const line: RegisteredAdviser = {
    adviserId,
    name: adviser.name,
    role: adviser.role,
    disabled: false,
    addedAt: adviser.now,
    slotId: slot.slotId,
  };
  const register = { ...vault.register, advisers: [...vault.register.advisers, line] };
  return { vault: nextRevision(vault, { register, slots: [...vault.file.slots, slot] }), adviserId };
}

/** @throws VigieError 'adviser-unknown', 'last-supervisor' */
export function setAdviserRole(vault: OpenVault, adviserId: string, role: RegisteredAdviser['role']): OpenVault {
  const register = withAdviser(vault.register, adviserId, { role });
  requireSupervisorLeft(register);
  return nextRevision(vault, { register });
}

/** Takes the slot away. The name stays for the journal. @throws VigieError 'adviser-unknown', 'last-supervisor' */
export function disableAdviser(vault: OpenVault, adviserId: string): OpenVault {
  const { slotId } = findAdviser(vault.register, adviserId);
  const register = withAdviser(vault.register, adviserId, { disabled: true, slotId: null });
  requireSupervisorLeft(register);
  return nextRevision(vault, { register, slots: vault.file.slots.filter((slot) => slot.slotId !== slotId) });
}

/**
 * Gives an adviser a new passphrase; a disabled adviser is enabled again by it.
 * @throws VigieError 'adviser-unknown', 'passphrase-weak' if it is another slot's, or the same as before
 */
export async function setPassphrase(
  vault: OpenVault,
  adviserId: string,
  passphrase: string,
  device: DeviceSecret,
): Promise<OpenVault> {
  const { slotId } = findAdviser(vault.register, adviserId);
  const slot = await newSlotFor(vault, adviserId, passphrase, device);
  const register = withAdviser(vault.register, adviserId, { disabled: false, slotId: slot.slotId });
  const slots = [...vault.file.slots.filter((known) => known.slotId !== slotId), slot];
  return nextRevision(vault, { register, slots });
}

/** @returns true if `passphrase` is this adviser's: asked again before a passphrase is changed */
export async function isPassphraseOf(
  vault: OpenVault,
  adviserId: string,
  passphrase: string,
  device: DeviceSecret,
): Promise<boolean> {
  const { file } = vault;
  const slotKey = await deriveVaultSlotKey(passphrase, requireHex(file.salt, vaultSaltBytes), file.cost);
  const opened = openAnySlot(file, slotKey, device);
  zeroBytes(slotKey, opened?.vaultKey);
  return opened?.adviserId === adviserId;
}

/** New recovery words; the old ones stop working. */
export async function replaceRecoveryWords(
  vault: OpenVault,
): Promise<{ readonly vault: OpenVault; readonly recoveryWords: readonly string[] }> {
  const { file } = vault;
  const recoveryWords = generateRecoveryWords();
  const salt = requireHex(file.salt, vaultSaltBytes);
  const slotKey = await deriveVaultSlotKey(recoveryWords.join(' '), salt, file.cost);
  const slot = sealSlot(file.vaultId, 'recovery', slotKey, null, vault.vaultKey, recoveryAdviserId);
  zeroBytes(slotKey);
  const slots = [...file.slots.filter((known) => known.kind !== 'recovery'), slot];
  return { vault: nextRevision(vault, { slots }), recoveryWords };
}

/**
 * Binds the vault to another device (or to none) after the old keystore was lost or given up. Other advisers' slots were bound to
 * the old secret and cannot be opened any more: they are taken away, and each adviser needs a new passphrase.
 */
export function rebindDevice(vault: OpenVault, device: DeviceBinding | null): OpenVault {
  const slots = vault.file.slots.filter((slot) => slot.kind === 'recovery');
  const advisers = vault.register.advisers.map((adviser) => ({ ...adviser, disabled: true, slotId: null }));
  return nextRevision(vault, {
    slots,
    register: { ...vault.register, advisers },
    device: device === null ? null : { keystore: device.keystore, sealed: toHex(device.sealed) },
  });
}

/** The same secret, sealed again by the same keystore: every slot stays as it is. */
export function withResealedDevice(vault: OpenVault, device: DeviceBinding): OpenVault {
  return nextRevision(vault, { device: { keystore: device.keystore, sealed: toHex(device.sealed) } });
}

export function changeSettings(vault: OpenVault, settings: Register['settings']): OpenVault {
  return nextRevision(vault, { register: { ...vault.register, settings } });
}

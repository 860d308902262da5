/**
 * `vault.json`, vault format version 1: the part that can be read without any secret. Unlock step; parses and
 * serialises, reads no files. Structure is checked here, before any passphrase is asked for: a damaged file is never
 * answered with "wrong passphrase".
 */
import { z } from 'zod';
import { concatBytes, decodeUtf8, fromHex, toHex, utf8 } from '../bytes/bytes.ts';
import { requireCostWithin, slotBounds } from '../crypto/argon2id.ts';
import { equalInConstantTime, gcmNonceBytes, gcmTagBytes, keyBytes, sha256, sha256Bytes } from '../crypto/symmetric.ts';
import { VigieError } from '../errors.ts';

export const vaultFormatName = 'vigie-vault';
export const vaultFormatVersion = 1;
export const vaultIdBytes = 16;
export const adviserIdBytes = 16;
export const slotIdBytes = 8;
/** RFC 9106 §3.1 recommends 16 bytes of salt. */
export const vaultSaltBytes = 16;
/** A workstation has a handful of advisers; the cap bounds what a reader of a hostile file does. */
export const maxVaultSlots = 64;
const maxFileBytes = 1_048_576;

const hexOf = (byteCount: number) => z.string().regex(new RegExp(`^[0-9a-f]{${byteCount * 2}}$`));
const hexUpTo = (byteCount: number) => z.string().regex(new RegExp(`^(?:[0-9a-f]{2}){1,${byteCount}}$`));

const vaultSlotSchema = z.strictObject({
  slotId: hexOf(slotIdBytes),
  kind: z.enum(['adviser', 'recovery']),
  salt: hexOf(vaultSaltBytes),
  nonce: hexOf(gcmNonceBytes),
  /** Vault key and adviser id under the slot key, and the tag. */
  sealed: hexOf(keyBytes + adviserIdBytes + gcmTagBytes),
});

const vaultFileSchema = z.strictObject({
  format: z.literal(vaultFormatName),
  version: z.literal(vaultFormatVersion),
  vaultId: hexOf(vaultIdBytes),
  /** Grows by one with every change; the journal's head remembers the last one seen. */
  revision: z.int().min(1).max(0xffff_ffff),
  cost: z.strictObject({ memoryKiB: z.int(), passes: z.int(), lanes: z.int() }),
  /** One salt for all slots: one Argon2id evaluation tells whose passphrase it is, if anyone's. */
  salt: hexOf(vaultSaltBytes),
  /** A secret that the operating system's keystore sealed; part of every adviser's slot key. Null: not bound. */
  device: z.strictObject({ keystore: z.string().min(1).max(80), sealed: hexUpTo(16_384) }).nullable(),
  slots: z.array(vaultSlotSchema).min(1).max(maxVaultSlots),
  /** Advisers, roles and settings, sealed under a key derived from the vault key. */
  register: z.strictObject({ nonce: hexOf(gcmNonceBytes), sealed: hexUpTo(262_144) }),
  /** HMAC-SHA-256 under a key derived from the vault key over everything above. */
  tag: hexOf(sha256Bytes),
  /** SHA-256 over everything above: tells a damaged file from a wrong passphrase. No protection against a person. */
  checksum: hexOf(sha256Bytes),
});

export type VaultSlot = z.infer<typeof vaultSlotSchema>;
export type VaultFile = z.infer<typeof vaultFileSchema>;
export type UntaggedVaultFile = Omit<VaultFile, 'tag' | 'checksum'>;

/** The exact bytes that tag and checksum cover: fields in the order of the format, whatever the order in the file. */
export function coveredBytes(file: UntaggedVaultFile): Uint8Array {
  return utf8(
    JSON.stringify([
      file.format,
      file.version,
      file.vaultId,
      file.revision,
      [file.cost.memoryKiB, file.cost.passes, file.cost.lanes],
      file.salt,
      file.device === null ? null : [file.device.keystore, file.device.sealed],
      file.slots.map((slot) => [slot.slotId, slot.kind, slot.salt, slot.nonce, slot.sealed]),
      [file.register.nonce, file.register.sealed],
    ]),
  );
}

function checksumOf(file: UntaggedVaultFile & { readonly tag: string }): Uint8Array {
  return sha256(concatBytes(coveredBytes(file), utf8(file.tag)));
}

/** @param tag 32 bytes over `coveredBytes(file)` */
export function finishVaultFile(file: UntaggedVaultFile, tag: Uint8Array): VaultFile {
  const tagged = { ...file, tag: toHex(tag) };
  return { ...tagged, checksum: toHex(checksumOf(tagged)) };
}

export function serialiseVaultFile(file: VaultFile): Uint8Array {
  return utf8(`${JSON.stringify(file, null, 2)}\n`);
}

/** @throws VigieError 'vault-malformed' with the path of the first field that is wrong; 'cost-out-of-range' */
export function parseVaultFile(bytes: Uint8Array): VaultFile {
  if (bytes.length > maxFileBytes) throw new VigieError('vault-malformed', { path: '(file)', reason: 'too-long' });
  const text = decodeUtf8(bytes);
  let json: unknown;
  try {
    json = JSON.parse(text ?? '');
  } catch (cause) {
    throw new VigieError('vault-malformed', { path: '(file)', reason: 'not-json' }, { cause });
  }
  const parsed = vaultFileSchema.safeParse(json);
  if (!parsed.success) {
    const path = parsed.error.issues[0]?.path.map(String).join('.') || '(file)';
    throw new VigieError('vault-malformed', { path, reason: 'shape' });
  }
  const file = parsed.data;
  const checksum = fromHex(file.checksum, sha256Bytes);
  if (checksum === null || !equalInConstantTime(checksum, checksumOf(file))) {
    throw new VigieError('vault-malformed', { path: 'checksum', reason: 'damaged' });
  }
  requireCostWithin(file.cost, slotBounds);
  if (new Set(file.slots.map((slot) => slot.slotId)).size !== file.slots.length) {
    throw new VigieError('vault-malformed', { path: 'slots', reason: 'duplicate' });
  }
  return file;
}

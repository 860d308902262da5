/**
 * The register: who may open the vault, in which role, and the workstation's settings. Sealed under the vault key inside
 * `vault.json`, so that no role is promoted and no limit raised by editing the file. Unlock step.
 */
import { z } from 'zod';
import { decodeUtf8, utf8 } from '../bytes/bytes.ts';
import { VigieError } from '../errors.ts';
import { adviserIdBytes, slotIdBytes } from './vault-file.ts';

/** Identity of a session opened by the recovery words: may manage advisers, may not check anyone. */
export const recoveryAdviserId = '0'.repeat(adviserIdBytes * 2);

const hexOf = (byteCount: number) => z.string().regex(new RegExp(`^[0-9a-f]{${byteCount * 2}}$`));

const adviserSchema = z.strictObject({
  adviserId: hexOf(adviserIdBytes),
  name: z.string().min(1).max(80),
  role: z.enum(['adviser', 'supervisor']),
  /** Disabled advisers keep their line, so that the journal still has a name for them, and lose their slot. */
  disabled: z.boolean(),
  addedAt: z.string(),
  slotId: hexOf(slotIdBytes).nullable(),
});
export type RegisteredAdviser = z.infer<typeof adviserSchema>;

/** Each limit within bounds: neither a quota that stops the work nor one that lets a robot through. */
export const settingsSchema = z.strictObject({
  idleLockMs: z.int().min(60_000).max(1_800_000),
  /** CNIL deliberation 2021-122: six to twelve months, up to three years where justified. */
  retentionMonths: z.int().min(6).max(36),
  checksPerTenMinutes: z.int().min(3).max(30),
  checksPerHour: z.int().min(6).max(120),
  checksPerDay: z.int().min(10).max(480),
  /** Age in days from which a contact of the guide is shown as to be checked again. */
  contactMaxAgeDays: z.int().min(30).max(1095).default(365),
  /** Printed at the head of the sheet; empty: nothing. */
  organisation: z.string().max(80).default(''),
});
export type VaultSettings = z.infer<typeof settingsSchema>;

export const defaultSettings: VaultSettings = {
  idleLockMs: 300_000,
  retentionMonths: 12,
  checksPerTenMinutes: 12,
  checksPerHour: 40,
  checksPerDay: 160,
  contactMaxAgeDays: 365,
  organisation: '',
};

const registerSchema = z.strictObject({ advisers: z.array(adviserSchema).max(1000), settings: settingsSchema });
export type Register = z.infer<typeof registerSchema>;

export function serialiseRegister(register: Register): Uint8Array {
  return utf8(JSON.stringify(register));
}

/** @throws VigieError 'vault-malformed': it decrypted, yet is no register */
export function parseRegister(bytes: Uint8Array): Register {
  let json: unknown;
  try {
    json = JSON.parse(decodeUtf8(bytes) ?? '');
  } catch (cause) {
    throw new VigieError('vault-malformed', { path: 'register', reason: 'not-json' }, { cause });
  }
  const parsed = registerSchema.safeParse(json);
  if (!parsed.success) throw new VigieError('vault-malformed', { path: 'register', reason: 'shape' });
  return parsed.data;
}

/** @throws VigieError 'adviser-unknown' */
export function findAdviser(register: Register, adviserId: string): RegisteredAdviser {
  const found = register.advisers.find((adviser) => adviser.adviserId === adviserId);
  if (found === undefined) throw new VigieError('adviser-unknown');
  return found;
}

/** @throws VigieError 'last-supervisor' if nobody could manage the workstation any more */
export function requireSupervisorLeft(register: Register): void {
  if (!register.advisers.some((adviser) => adviser.role === 'supervisor' && !adviser.disabled)) {
    throw new VigieError('last-supervisor');
  }
}

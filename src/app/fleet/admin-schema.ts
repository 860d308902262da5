/**
 * What a machine's administrator may fix, once for every way in which it is said: the settings file of each system, the
 * policies of Windows, and the templates with which Group Policy offers them (scripts/policy-templates).
 */
import { z } from 'zod';
import { settingsSchema } from '../../core/unlock/register.ts';

const signerSchema = z.union([
  z.strictObject({ name: z.string().min(1).max(80), pem: z.string().max(1000) }),
  z.strictObject({ name: z.string().min(1).max(80), file: z.string().min(1).max(1000) }),
]);

const bounds = settingsSchema.shape;

export const adminSchema = z.strictObject({
  version: z.literal(1),
  trustedSigners: z.array(signerSchema).max(64).optional(),
  supervisorsMayTrustSigners: z.boolean().optional(),
  hideFromCapture: z.boolean().optional(),
  hardwareAcceleration: z.boolean().optional(),
  idleLockMinutes: z.int().min(1).max(30).optional(),
  retentionMonths: bounds.retentionMonths.optional(),
  checksPerTenMinutes: bounds.checksPerTenMinutes.optional(),
  checksPerHour: bounds.checksPerHour.optional(),
  checksPerDay: bounds.checksPerDay.optional(),
  contactMaxAgeDays: z.int().min(30).max(1095).optional(),
  httpSources: z.array(z.string().max(500)).max(32).optional(),
});

export type AdminWish = z.infer<typeof adminSchema>;
export type AdminSetting = Exclude<keyof AdminWish, 'version'>;

/** Below HKEY_LOCAL_MACHINE. Never below HKEY_CURRENT_USER, which belongs to the adviser. */
export const policyKey = 'SOFTWARE\\Policies\\Vigie';

/**
 * How each setting lies in the registry, under its own name with a capital: a number, a switch (1 or 0), a key that holds
 * one address a value, or a key that holds one signer a value (the signer's name, then the public key or its file).
 */
export const policyForms = {
  trustedSigners: 'signers',
  supervisorsMayTrustSigners: 'switch',
  hideFromCapture: 'switch',
  hardwareAcceleration: 'switch',
  idleLockMinutes: 'number',
  retentionMonths: 'number',
  checksPerTenMinutes: 'number',
  checksPerHour: 'number',
  checksPerDay: 'number',
  contactMaxAgeDays: 'number',
  httpSources: 'addresses',
} as const satisfies Record<AdminSetting, 'number' | 'switch' | 'signers' | 'addresses'>;

/** `idleLockMinutes` → `IdleLockMinutes` */
export function policyName(setting: AdminSetting): string {
  return setting.charAt(0).toUpperCase() + setting.slice(1);
}

/** Beside the addresses: 1 if they are all that is allowed, also where there is none. */
export const restrictedName = 'HttpSourcesRestricted';

/**
 * Settings of the whole fleet, put on the machine by its administrators (docs/deploy.md): a file, and on Windows policies
 * that win over it. They win over what a supervisor sets, and the screen shows them locked. What is there and cannot be
 * used stops the start: falling back to defaults would lift, without a word, a limit that someone relies on.
 */
import type { z } from 'zod';
import { decodeUtf8, toHex } from '../../core/bytes/bytes.ts';
import { readPublicKey } from '../../core/crypto/signing.ts';
import { VigieError } from '../../core/errors.ts';
import type { VaultSettings } from '../../core/unlock/register.ts';
import { parsePackAddress } from '../../files/http-url.ts';
import { type FileOwners, readTrustedFile } from '../../files/trusted-file.ts';
import { nameOf, openWindowsApi, type WindowsApi } from '../../files/windows-api.ts';
import { type AdminWish, adminSchema, policyKey } from './admin-schema.ts';
import { readPolicies } from './policy-registry.ts';

const minuteMs = 60_000;

/** The settings of `settingsView` that an administrator can fix. */
export type FixedSettings = { readonly [Key in keyof VaultSettings]?: VaultSettings[Key] };

export interface AdminSettings {
  readonly fixed: FixedSettings;
  /** Key id in hexadecimal → the name under which it is trusted. */
  readonly signers: ReadonlyMap<string, string>;
  /** False: only the signers that came with the product or in this file. */
  readonly supervisorsMayTrustSigners: boolean;
  /** Whether the window is left out of screenshots; null: each profile's own preference. */
  readonly hideFromCapture: boolean | null;
  /** False: Chromium draws without the graphics card (thin clients, broken drivers). */
  readonly hardwareAcceleration: boolean;
  /** Addresses that a served pack must begin with; null: any that `parsePackAddress` takes. */
  readonly httpSources: readonly string[] | null;
}

export const noAdminSettings: AdminSettings = {
  fixed: {},
  signers: new Map(),
  supervisorsMayTrustSigners: true,
  hideFromCapture: null,
  hardwareAcceleration: true,
  httpSources: null,
};

/**
 * Where the file lies. Never taken from the environment, which belongs to whoever starts the program.
 * @returns null on a system that the product is not made for
 */
export function adminSettingsPath(platform: NodeJS.Platform): string | null {
  if (platform === 'win32') return 'C:\\ProgramData\\Vigie\\settings.json';
  if (platform === 'darwin') return '/Library/Application Support/Vigie/settings.json';
  return platform === 'linux' ? '/etc/vigie/settings.json' : null;
}

/**
 * What is in force on this machine. On Windows, policies and file are both judged whole, then each setting of the
 * policies takes the place of the same setting of the file: lists are replaced, not joined.
 * @param path null: no settings at all, policies included
 * @param only for tests; by default what the system offers, and root's files
 * @throws as `readAdminSettings`
 */
export function readMachineSettings(
  platform: NodeJS.Platform,
  path: string | null,
  only: { readonly windows?: WindowsApi; readonly owners?: FileOwners } = {},
): AdminSettings {
  if (path === null || platform !== 'win32') return readAdminSettings(path, only.owners);
  const api = only.windows ?? openWindowsApi();
  return readAdminSettings(path, { platform: 'win32', describeFile: api.describeFile }, readPolicies(api));
}

/**
 * @param path null where the platform has no such place
 * @param owners whom the file and its directory may belong to; by default root
 * @param policies as `readPolicies` gives them
 * @returns `noAdminSettings` if there is no such file and no policy
 * @throws VigieError 'settings-malformed' { file, path, fault } with the first offending field · 'settings-unsafe'
 *   { file, reason } · 'file-unreadable'
 */
export function readAdminSettings(
  path: string | null,
  owners?: FileOwners,
  policies: Record<string, unknown> | null = null,
): AdminSettings {
  const bytes = path === null ? null : readTrustedFile(path, owners);
  const file = path === null || bytes === null ? {} : understand(path, readJson(path, bytes), owners);
  const policy = policies === null ? {} : understand(nameOf(policyKey), policies, owners);
  return { ...noAdminSettings, ...file, ...policy, fixed: { ...file.fixed, ...policy.fixed } };
}

function readJson(file: string, bytes: Uint8Array): unknown {
  try {
    // Windows' own tools begin UTF-8 files with a mark.
    return JSON.parse((decodeUtf8(bytes) ?? '').replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new VigieError('settings-malformed', { file, path: '', fault: 'not-json' }, { cause });
  }
}

/** @returns what `source` says, and nothing for what it leaves open */
function understand(source: string, said: unknown, owners: FileOwners | undefined): Partial<AdminSettings> {
  const malformed = (field: string, fault: string, cause?: unknown) =>
    new VigieError('settings-malformed', { file: source, path: field, fault }, { cause });
  const parsed = adminSchema.safeParse(said);
  if (!parsed.success) {
    const { field, fault } = firstFault(parsed.error.issues);
    throw malformed(field, fault);
  }
  const wish = parsed.data;
  const httpSources = wish.httpSources?.map((address, index) => {
    try {
      return parsePackAddress(address).href;
    } catch (cause) {
      throw malformed(`httpSources.${index}`, 'source-insecure', cause);
    }
  });
  const signers = wish.trustedSigners === undefined ? undefined : readSigners(wish.trustedSigners, owners, malformed);
  const { supervisorsMayTrustSigners, hideFromCapture, hardwareAcceleration } = wish;
  return {
    fixed: fixedSettings(wish),
    ...(signers === undefined ? {} : { signers }),
    ...(supervisorsMayTrustSigners === undefined ? {} : { supervisorsMayTrustSigners }),
    ...(hideFromCapture === undefined ? {} : { hideFromCapture }),
    ...(hardwareAcceleration === undefined ? {} : { hardwareAcceleration }),
    ...(httpSources === undefined ? {} : { httpSources }),
  };
}

function fixedSettings(wish: AdminWish): FixedSettings {
  const { idleLockMinutes, retentionMonths, checksPerTenMinutes, checksPerHour, checksPerDay, contactMaxAgeDays } =
    wish;
  return {
    ...(idleLockMinutes === undefined ? {} : { idleLockMs: idleLockMinutes * minuteMs }),
    ...(retentionMonths === undefined ? {} : { retentionMonths }),
    ...(checksPerTenMinutes === undefined ? {} : { checksPerTenMinutes }),
    ...(checksPerHour === undefined ? {} : { checksPerHour }),
    ...(checksPerDay === undefined ? {} : { checksPerDay }),
    ...(contactMaxAgeDays === undefined ? {} : { contactMaxAgeDays }),
  };
}

/** @returns key id in hexadecimal → name */
function readSigners(
  list: NonNullable<AdminWish['trustedSigners']>,
  owners: FileOwners | undefined,
  malformed: (field: string, fault: string, cause?: unknown) => VigieError,
): Map<string, string> {
  const signers = new Map<string, string>();
  for (const [index, signer] of list.entries()) {
    const at = `trustedSigners.${index}.${'pem' in signer ? 'pem' : 'file'}`;
    const pem =
      'pem' in signer ? signer.pem : readSignerFile(signer.file, owners, () => malformed(at, 'file-not-found'));
    try {
      signers.set(toHex(readPublicKey(pem).keyId), signer.name);
    } catch (cause) {
      throw malformed(at, 'signer-key-malformed', cause);
    }
  }
  return signers;
}

/** Keys that the product does not know are named: a mistyped limit would otherwise be no limit. */
function firstFault(issues: readonly z.core.$ZodIssue[]): { readonly field: string; readonly fault: string } {
  const issue = issues[0];
  if (issue === undefined) return { field: '', fault: 'shape' };
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys')
    return { field: [...path, issue.keys[0] ?? ''].join('.'), fault: 'unknown-key' };
  return { field: path.join('.'), fault: issue.code };
}

function readSignerFile(path: string, owners: FileOwners | undefined, missing: () => VigieError): string {
  const bytes = readTrustedFile(path, owners);
  if (bytes === null) throw missing();
  return decodeUtf8(bytes) ?? '';
}

/** What is in force: the administrator's word where there is one, else the supervisor's. */
export function settingsInForce(stored: VaultSettings, admin: AdminSettings): VaultSettings {
  return { ...stored, ...admin.fixed };
}

/** What the screen shows locked: names of `settingsView`, and of what only an administrator can set. */
export function lockedSettings(admin: AdminSettings): string[] {
  return [
    ...Object.keys(admin.fixed),
    ...(admin.supervisorsMayTrustSigners ? [] : ['trustedSigners']),
    ...(admin.httpSources === null ? [] : ['httpSources']),
  ];
}

/** @throws VigieError 'settings-locked' { field } if `wanted` would change what the administrator fixed */
export function requireUnlocked(wanted: VaultSettings, admin: AdminSettings): void {
  for (const [field, value] of Object.entries(admin.fixed)) {
    if (wanted[field as keyof VaultSettings] !== value) throw new VigieError('settings-locked', { field });
  }
}

/**
 * A place named by the file allows itself and what lies under it: `https://jeux.example/vigie/` allows
 * `https://jeux.example/vigie/a.vigie`, and not `https://jeux.example/vigie-2/a.vigie`.
 * @param address as `parsePackAddress` takes it
 * @throws VigieError 'settings-locked' { field: 'httpSources' } · what `parsePackAddress` throws
 */
export function requireAllowedSource(address: string, admin: AdminSettings): void {
  const wanted = parsePackAddress(address);
  if (admin.httpSources === null) return;
  const isAllowed = admin.httpSources.some((place) => {
    const allowed = new URL(place);
    if (allowed.origin !== wanted.origin) return false;
    const folder = allowed.pathname.endsWith('/') ? allowed.pathname : `${allowed.pathname}/`;
    return wanted.pathname === allowed.pathname || wanted.pathname.startsWith(folder);
  });
  if (!isAllowed) throw new VigieError('settings-locked', { field: 'httpSources' });
}

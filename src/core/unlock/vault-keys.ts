/** Keys derived from the vault key, one per purpose, so that no key serves two. Unlock step; see docs/FORMAT.md, vault. */
import { utf8, type VaultKey } from '../bytes/bytes.ts';
import { hkdfSha256 } from '../crypto/symmetric.ts';

/** HKDF `info` strings of vault format version 1. Never reused, never changed. */
const purposes = {
  tag: 'vigie/v1/vault-tag',
  register: 'vigie/v1/vault-register',
  journalDatabase: 'vigie/v1/journal-database',
  journalChain: 'vigie/v1/journal-chain',
  journalHead: 'vigie/v1/journal-head',
  neighbours: 'vigie/v1/journal-neighbours',
  workstationKey: 'vigie/v1/workstation-key',
  notices: 'vigie/v1/notices',
  exportKey: 'vigie/v1/journal-export-key',
} as const;

export type VaultKeyPurpose = keyof typeof purposes;

/**
 * @param vaultId 32 lower-case hexadecimal digits, the salt: two vaults never share a derived key
 * @returns 32 bytes; the caller zeroes them
 */
export function deriveFromVaultKey(vaultKey: VaultKey, vaultId: string, purpose: VaultKeyPurpose): Uint8Array {
  return hkdfSha256(vaultKey, utf8(vaultId), purposes[purpose]);
}

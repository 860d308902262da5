/**
 * Every key that is derived from the vault key, and the label of each: one key a purpose, none derived anywhere else. This
 * file alone answers "what does the vault key open, and can two uses meet?" (docs/THREATS.md). Unlock step.
 */
import { utf8, type VaultKey } from '../bytes/bytes.ts';
import { hkdfSha256 } from '../crypto/symmetric.ts';

/** HKDF `info` strings of vault format version 1. Never reused, never changed. */
export const vaultKeyLabels = {
  /** HMAC over the whole of `vault.json`. */
  tag: 'vigie/v1/vault-tag',
  /** The register of advisers and settings, inside `vault.json`. */
  register: 'vigie/v1/vault-register',
  /** Pages of `journal.sqlite`. */
  journalDatabase: 'vigie/v1/journal-database',
  /** HMAC that chains the entries of the audit trail. */
  journalChain: 'vigie/v1/journal-chain',
  /** `journal.head`: the end of the chain, outside the database. */
  journalHead: 'vigie/v1/journal-head',
  /** Lines of the system's own log, which say where the journal stood. */
  systemLog: 'vigie/v1/system-log',
  /** Which cell of the neighbours' counts a part of an identifier falls into. */
  neighbours: 'vigie/v1/journal-neighbours',
  /** `workstation-key.sealed`: the X25519 key to which sets and cases are sealed. */
  workstationKey: 'vigie/v1/workstation-key',
  /** `export-key.sealed`: the Ed25519 key that signs exports of the journal and cases that are handed over. */
  exportKey: 'vigie/v1/journal-export-key',
  /** `notices.sealed`: the register of notices. */
  notices: 'vigie/v1/notices',
  /** `packs/register.sealed`: the register of installed packs and added signers. */
  packRegister: 'vigie/v1/pack-register',
  /** Content keys of packs, each sealed inside that register. */
  packContentKeys: 'vigie/v1/pack-content-keys',
  /** `packs/ID.start`: the verified beginning of a served pack. */
  packStarts: 'vigie/v1/pack-starts',
} as const;

export type VaultKeyPurpose = keyof typeof vaultKeyLabels;

/**
 * @param vaultId 32 lower-case hexadecimal digits, the salt: two vaults never share a derived key
 * @returns 32 bytes; the caller zeroes them
 */
export function deriveFromVaultKey(vaultKey: VaultKey, vaultId: string, purpose: VaultKeyPurpose): Uint8Array {
  return hkdfSha256(vaultKey, utf8(vaultId), vaultKeyLabels[purpose]);
}

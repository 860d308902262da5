/** The keys of a journal, from the key of its vault. Journal step; used by whoever opens one: the application and `vigie journal`. */
import type { VaultKey } from '../bytes/bytes.ts';
import { deriveFromVaultKey } from '../unlock/vault-keys.ts';

export interface JournalKeys {
  /** 32 bytes each. */
  readonly database: Uint8Array;
  readonly chain: Uint8Array;
  readonly head: Uint8Array;
  readonly neighbours: Uint8Array;
  readonly systemLog: Uint8Array;
}

/** @param vaultId 32 lower-case hexadecimal digits. @returns keys that the journal zeroes once it has them */
export function deriveJournalKeys(vaultKey: VaultKey, vaultId: string): JournalKeys {
  return {
    database: deriveFromVaultKey(vaultKey, vaultId, 'journalDatabase'),
    chain: deriveFromVaultKey(vaultKey, vaultId, 'journalChain'),
    head: deriveFromVaultKey(vaultKey, vaultId, 'journalHead'),
    neighbours: deriveFromVaultKey(vaultKey, vaultId, 'neighbours'),
    systemLog: deriveFromVaultKey(vaultKey, vaultId, 'systemLog'),
  };
}

/**
 * One line of the audit trail and the HMAC that chains it to the line before. Journal step; pure.
 * An entry says who did what and when, for which case: never an identifier, a passphrase or a key.
 */
import { concatBytes, utf8, zeroBytes } from '../bytes/bytes.ts';
import { prepareHmacSha256 } from '../crypto/symmetric.ts';

/** Every kind of entry. Names are stored: never renamed, never reused. */
export const auditKinds = [
  'journal-created',
  // A supervisor with the recovery words accepted files that do not belong together as the state to go on from.
  'journal-anchored',
  'unlocked',
  'locked',
  'unlock-failed',
  'attempts-tampered',
  'recovery-used',
  'recovery-replaced',
  'adviser-added',
  'adviser-role-changed',
  'adviser-disabled',
  'adviser-passphrase-changed',
  'device-bound',
  'settings-changed',
  'signer-trusted',
  'signer-distrusted',
  'pack-offered',
  'pack-imported',
  'pack-refused',
  'pack-removed',
  'packs-reset',
  'packs-anchored',
  'case-opened',
  'case-resumed',
  'case-closed',
  'case-reopened',
  'incident-asked',
  'case-exported',
  'case-imported',
  'case-code-read',
  'notice-imported',
  'notice-refused',
  'notice-removed',
  'notices-reset',
  'notices-anchored',
  'workstation-key-made',
  'workstation-key-exported',
  'workstation-key-anchored',
  // Written and durable before the look-up begins.
  'check',
  'verdict-listed',
  'verdict-not-listed',
  'verdict-could-not-check',
  'sequence-suspected',
  // An answer or an outcome: which of them, and of what, is in the case alone.
  'case-changed',
  'person-described',
  'person-added',
  'note-saved',
  'sheet-printed',
  'sheet-saved',
  'sheet-copied',
  'letter-printed',
  'letter-saved',
  'quota-warned',
  'quota-blocked',
  'quota-lifted',
  'clock-moved-back',
  'clock-moved-forward',
  'clock-accepted',
  'ipc-refused',
  'journal-verified',
  'journal-exported',
  'export-key-made',
  'export-key-exported',
  'export-key-anchored',
  'statistics-exported',
  'journal-purged',
] as const;
export type AuditKind = (typeof auditKinds)[number];

export type AuditDetails = Readonly<Record<string, string | number | boolean | null>>;

/** Identity of entries that no person made (failed unlocks, creation). */
export const nobody = '';

export interface AuditEntry {
  /** 1, 2, 3 …; never reused, even after a purge. */
  readonly seq: number;
  readonly atMs: number;
  /** 32 hexadecimal digits, or `nobody`. */
  readonly adviserId: string;
  readonly kind: AuditKind;
  readonly caseReference: string | null;
  /** JSON text, exactly as it is covered by the HMAC. */
  readonly detailsText: string;
}

const entryDomain = 'vigie/v1/audit-entry';
const genesisDomain = 'vigie/v1/audit-genesis';

/** Length before each field, so that no two entries have the same bytes. */
function framed(fields: readonly string[]): Uint8Array {
  return utf8(fields.map((field) => `${Buffer.byteLength(field)}:${field}`).join(''));
}

/** Makes the MACs of the chain. `clear()` zeroes what it holds of the key. */
export interface Chain {
  /** What the first entry is chained to. 32 bytes. */
  readonly genesis: Uint8Array;
  /** @returns 32 bytes over this entry and the MAC of the one before it */
  entryMac(previousMac: Uint8Array, entry: AuditEntry): Uint8Array;
  clear(): void;
}

export function createChain(chainKey: Uint8Array): Chain {
  const { mac, pads } = prepareHmacSha256(chainKey);
  return {
    genesis: mac(framed([genesisDomain])),
    entryMac: (previousMac, entry) =>
      mac(
        concatBytes(
          framed([
            entryDomain,
            String(entry.seq),
            String(entry.atMs),
            entry.adviserId,
            entry.kind,
            entry.caseReference === null ? '-' : `+${entry.caseReference}`,
            entry.detailsText,
          ]),
          previousMac,
        ),
      ),
    clear: () => zeroBytes(...pads),
  };
}

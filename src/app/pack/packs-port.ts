/**
 * What the application needs of the installed packs, and what they need of the session: the seam between the call
 * (`check-handlers.ts`) and the sets (`packs.ts`), so that neither reads the other's files.
 */
import type { EventName, EventPayload, Input, Output } from '../../contract/channels.ts';
import type { ExposureView, InstalledPack, Problem, Verdict } from '../../contract/values.ts';
import type { VaultKey } from '../../core/bytes/bytes.ts';
import type { Signer } from '../../core/crypto/signing.ts';
import type { X25519KeyPair } from '../../core/crypto/x25519.ts';
import type { Identifier } from '../../core/identifier/identifier.ts';
import type { AuditDetails, AuditKind } from '../../core/journal/audit-entry.ts';
import type { AdminSettings } from '../fleet/admin-settings.ts';
import type { Clock } from '../shell/options.ts';
import type { Shell } from '../shell/shell.ts';
import type { PackAnchor } from './packs-registry.ts';

export type ConsultedSet = Verdict['sets'][number];

/** Exactly the three answers; a fault in any set that could have held the identifier is never "not listed". */
export type CheckAnswer =
  | { readonly kind: 'listed'; readonly exposures: readonly ExposureView[]; readonly sets: readonly ConsultedSet[] }
  | { readonly kind: 'not-listed'; readonly sets: readonly ConsultedSet[] }
  | { readonly kind: 'could-not-check'; readonly reason: Problem; readonly sets: readonly ConsultedSet[] };

export interface PackDeskContext {
  readonly profileDir: string;
  readonly trustedKeysDir: string;
  /** Absent: nothing is fixed. */
  readonly administrator?: AdminSettings;
  readonly shell: Shell;
  readonly clock: Clock;
  /** What the journal remembers of the register of sets. Absent: nothing, as in tests of the desk alone. */
  anchor?(): PackAnchor | null;
  /** Appends a durable audit row in the name of whoever is unlocked. @throws 'vault-locked' */
  record(kind: AuditKind, details: AuditDetails): void;
  emit<E extends EventName>(event: E, payload: EventPayload<E>): void;
  /** How long a check waits for sets that are being opened. Absent: `openingWaitMs`. */
  readonly openingWaitMs?: number;
  /** This workstation's own key, where there is one: sets may be sealed to it. */
  workstationKeyPair?(): X25519KeyPair | null;
}

/**
 * Roles and the locked phase are already enforced by `access.ts` when a handler runs. Whatever fails raises a VigieError.
 */
export interface PackDesk {
  list(): InstalledPack[];
  /** Why no set can be consulted, where the register itself is at fault; null otherwise. */
  readonly problem: Problem | null;
  /** Begins a new register after that: until sets are imported again, every check says that there is none. */
  reset(): Promise<{ packs: InstalledPack[] }>;
  choosePack(): Promise<Output<'choosePack'>>;
  offerDroppedPack(input: Input<'offerDroppedPack'>): Promise<Output<'offerDroppedPack'>>;
  offerHttpPack(input: Input<'offerHttpPack'>): Promise<Output<'offerHttpPack'>>;
  trustSigner(input: Input<'trustSigner'>): Promise<Output<'trustSigner'>>;
  /** Key id in hexadecimal → the name under which a signer is trusted, for sets and for notices. @throws 'vault-locked' */
  signers(): ReadonlyMap<string, string>;
  /**
   * Trusts a signer whose fingerprint's last two groups were read aloud and typed.
   * @throws VigieError 'signer-untrusted' if they differ · 'settings-locked'
   */
  trustCompared(signer: Signer, name: string, comparedGroups: string): void;
  importPack(input: Input<'importPack'>): Promise<Output<'importPack'>>;
  cancelImport(input: Input<'cancelImport'>): Promise<Output<'cancelImport'>>;
  removePack(input: Input<'removePack'>): Promise<Output<'removePack'>>;
  /**
   * At unlock: opens the content keys sealed under the vault key and looks up the canaries in the background. The desk
   * copies what it needs of `vaultKey`; the session zeroes its own. Resolves before the canaries are found.
   */
  openAll(vaultKey: VaultKey): Promise<void>;
  /** At lock, synchronously: stops imports and look-ups, zeroes every key and copy of the vault key. */
  closeAll(): void;
  /** Looks `identifier` up in every installed set. Never rejects for a fault of a set: that is `could-not-check`. */
  check(identifier: Identifier, signal?: AbortSignal): Promise<CheckAnswer>;
}

export type CreatePackDesk = (context: PackDeskContext) => PackDesk;

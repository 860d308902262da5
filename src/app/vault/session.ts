/**
 * The session: what is open between unlocking and locking, and the one `lock()` that ends it. Every secret is registered;
 * nothing of a session outlives it.
 */
import type { EventPayload } from '../../contract/channels.ts';
import type { Role } from '../../contract/values.ts';
import type { SequenceWatch } from '../../core/check/sequence-watch.ts';
import { VigieError } from '../../core/errors.ts';
import type { AuditDetails, AuditKind } from '../../core/journal/audit-entry.ts';
import type { NewEntry } from '../../core/journal/audit-trail.ts';
import type { Journal } from '../../core/journal/journal.ts';
import { recoveryAdviserId, type VaultSettings } from '../../core/unlock/register.ts';
import { createSecretRegistry, type SecretRegistry } from '../../core/unlock/secret-registry.ts';
import type { DeviceSecret, OpenVault } from '../../core/unlock/vault.ts';
import { type AdminSettings, settingsInForce } from '../fleet/admin-settings.ts';
import type { Clock } from '../shell/options.ts';
import { EntryRoom } from './entry-room.ts';
import type { VaultStore } from './vault-store.ts';

export type LockReason = EventPayload<'locked'>['reason'];

export interface Session {
  /** Replaced by every change of advisers or settings. */
  vault: OpenVault;
  readonly device: DeviceSecret;
  /** Written through `write` and `record` alone, which ask for room first. */
  readonly journal: ReadJournal;
  readonly adviserId: string;
  readonly viaRecovery: boolean;
  readonly sequence: SequenceWatch;
  /** Masked identifiers of this session's checks, by check id: shown until the lock, written nowhere. */
  readonly masks: Map<string, string>;
  /** Aborted at lock: a look-up under way ends without an answer. */
  readonly ended: AbortSignal;
  readonly secrets: SecretRegistry;
  /** How many entries may still be made today. */
  readonly room: Pick<EntryRoom, 'has' | 'require' | 'block'>;
  /** As `Journal.write`. @throws VigieError 'entries-exceeded' if an adviser made too many such entries today */
  write: Journal['write'];
  /**
   * Appends a durable entry to the journal, in the name of whoever is unlocked.
   * @throws VigieError 'vault-locked' · 'entries-exceeded'
   */
  record(kind: AuditKind, about?: EntryAbout): void;
  /**
   * For an act that takes a while and then stays done, such as printing: there is room for its entry, or it does not begin.
   * @param act enters what was done by calling `enter`, which leaves it out if the session was locked meanwhile, since nothing can be
   *   written to a closed journal
   * @throws VigieError 'entries-exceeded'
   */
  recording<T>(kind: AuditKind, act: (enter: (about?: EntryAbout) => void) => Promise<T>): Promise<T>;
}

/** A session's journal, as everything but the session sees it. */
export type ReadJournal = Omit<Journal, 'write'>;

/** What an entry of the journal is about. */
export interface EntryAbout {
  /** Reference of a case. */
  readonly case?: string;
  readonly details?: AuditDetails;
}

/**
 * Waits for `work`, which began in `session`.
 * @param release lets go of the result where the session ended meanwhile: zeroes a key, closes a file
 * @throws VigieError 'vault-locked' if the session ended meanwhile: the result belongs to whoever was unlocked then, and the
 *   keys that the caller would go on with are zeroed
 */
export async function whileOpen<T>(
  session: Pick<Session, 'ended'>,
  work: Promise<T>,
  release: (result: T) => void | Promise<void> = () => {},
): Promise<T> {
  const result = await work;
  if (session.ended.aborted) await release(result);
  requireStillOpen(session);
  return result;
}

/** @throws VigieError 'vault-locked' if the session ended */
export function requireStillOpen({ ended }: Pick<Session, 'ended'>): void {
  if (ended.aborted) throw new VigieError('vault-locked');
}

/** For what is entered if the session is still open, and left out if it was locked meanwhile. */
export function recordIfOpen(session: Pick<Session, 'ended' | 'record'>, kind: AuditKind, about: EntryAbout): void {
  if (!session.ended.aborted) session.record(kind, about);
}

/** Writes a changed vault to the disk; the journal's head announces its revision before, and has it afterwards. */
export function writeVaultWith(
  journal: Pick<Journal, 'announce' | 'noteVaultRevision'>,
  store: VaultStore,
  vault: OpenVault,
): void {
  journal.announce('vault', vault.file.revision);
  store.writeVault(vault.file);
  journal.noteVaultRevision(vault.file.revision);
}

/**
 * Writes the changed vault of a session, then enters the change with the vault's new revision: an entry never tells of a change
 * that a crash undid.
 */
export function saveVault(
  store: VaultStore,
  session: Session,
  vault: OpenVault,
  kind: AuditKind,
  details: AuditDetails,
): void {
  requireStillOpen(session);
  session.room.require(kind);
  writeVaultWith(session.journal, store, vault);
  session.vault = vault;
  session.record(kind, { details: { ...details, revision: vault.file.revision } });
}

/** Name and role of whoever is unlocked, as the register has them now. */
export interface SessionAdviser {
  readonly name: string;
  readonly role: Role;
}

export function sessionAdviser(session: Session): SessionAdviser {
  if (session.viaRecovery) return { name: 'Récupération', role: 'supervisor' };
  const found = session.vault.register.advisers.find((adviser) => adviser.adviserId === session.adviserId);
  if (found === undefined) throw new VigieError('adviser-unknown');
  return found;
}

export class SessionKeeper {
  readonly #clock: Clock;
  readonly #administrator: AdminSettings;
  readonly #onLocked: (reason: LockReason) => void;
  #session: Session | null = null;
  #journal: Journal | null = null;
  #abort: AbortController | null = null;
  #idleTimer: NodeJS.Timeout | null = null;
  #lastActivityMs = 0;
  /** Also those that came while it was locked. */
  #locksAskedFor = 0;

  constructor(clock: Clock, administrator: AdminSettings, onLocked: (reason: LockReason) => void) {
    this.#clock = clock;
    this.#administrator = administrator;
    this.#onLocked = onLocked;
  }

  get current(): Session | null {
    return this.#session;
  }

  /** @throws VigieError 'vault-locked' */
  require(): Session {
    if (this.#session === null) throw new VigieError('vault-locked');
    return this.#session;
  }

  /** The workstation's settings as they are in force. @throws VigieError 'vault-locked' */
  get settings(): VaultSettings {
    return settingsInForce(this.require().vault.register.settings, this.#administrator);
  }

  /** Takes ownership of the vault's key, the journal and the watch. */
  begin(parts: Pick<Session, 'vault' | 'device' | 'sequence'> & { readonly journal: Journal }): Session {
    const secrets = createSecretRegistry();
    const abort = new AbortController();
    secrets.keep(parts.vault.vaultKey);
    if (parts.device !== null) secrets.keep(parts.device);
    secrets.onClear(() => parts.journal.close());
    secrets.onClear(() => parts.sequence.clear());
    const { adviserId } = parts.vault;
    const masks = new Map<string, string>();
    secrets.onClear(() => masks.clear());
    const { journal } = parts;
    const room = new EntryRoom({
      journal,
      adviserId,
      nowMs: () => this.#clock.nowMs(),
      checksPerDay: () => settingsInForce(session.vault.register.settings, this.#administrator).checksPerDay,
    });
    const entryOf = (kind: AuditKind, { case: caseReference, details = {} }: EntryAbout): NewEntry => {
      const entry = { atMs: this.#clock.nowMs(), adviserId, kind, details };
      return caseReference === undefined ? entry : { ...entry, caseReference };
    };
    const session: Session = {
      ...parts,
      adviserId,
      viaRecovery: adviserId === recoveryAdviserId,
      masks,
      ended: abort.signal,
      secrets,
      room,
      write: (entries, change, neighbour) => {
        for (const { kind } of entries) room.take(kind);
        journal.write(entries, change, neighbour);
      },
      record: (kind, about = {}) => {
        requireStillOpen(session);
        session.write([entryOf(kind, about)]);
      },
      recording: async (kind, act) => {
        requireStillOpen(session);
        room.hold(kind);
        try {
          return await act((about = {}) => {
            if (!session.ended.aborted) journal.write([entryOf(kind, about)]);
          });
        } finally {
          room.release(kind);
        }
      },
    };
    this.#journal = journal;
    this.#abort = abort;
    this.#session = session;
    this.touch();
    return session;
  }

  /** The person is there: puts the idle lock off. */
  touch(): void {
    if (this.#session === null) return;
    this.#lastActivityMs = this.#clock.nowMs();
    this.#arm(this.settings.idleLockMs);
  }

  #arm(idleLockMs: number): void {
    if (this.#idleTimer !== null) clearTimeout(this.#idleTimer);
    this.#idleTimer = setTimeout(() => this.lock('idle'), idleLockMs);
    this.#idleTimer.unref();
  }

  /** Timers stop while a machine sleeps, so each call compares the clock before it is served. */
  lockIfIdle(): void {
    const session = this.#session;
    if (session === null) return;
    const idleMs = this.#clock.nowMs() - this.#lastActivityMs;
    if (idleMs >= this.settings.idleLockMs) this.lock('idle');
  }

  /**
   * For what opens the vault, which takes a while: a lid that is closed or a screen that is locked meanwhile must not find it
   * open afterwards.
   * @returns a function that throws VigieError 'vault-locked' if a lock was asked for since
   */
  watchLocks(): () => void {
    const seen = this.#locksAskedFor;
    return () => {
      if (this.#locksAskedFor !== seen) throw new VigieError('vault-locked');
    };
  }

  /** Ends the session: journals it, closes everything, zeroes every secret. When locked, stops what is opening. Never throws. */
  lock(reason: LockReason): void {
    this.#locksAskedFor++;
    const session = this.#session;
    if (session === null) return;
    this.#session = null;
    if (this.#idleTimer !== null) clearTimeout(this.#idleTimer);
    this.#idleTimer = null;
    this.#abort?.abort();
    this.#abort = null;
    try {
      const { adviserId } = session;
      this.#journal?.write([{ atMs: this.#clock.nowMs(), adviserId, kind: 'locked', details: { reason } }]);
    } catch {
      // A full disk must not keep the vault open; the missing entry is itself a trace between two unlocks.
    }
    try {
      session.secrets.clear();
    } catch {
      // `clear` has zeroed every secret before it reports a close that failed.
    }
    this.#journal = null;
    this.#onLocked(reason);
  }
}

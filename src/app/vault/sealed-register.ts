/**
 * A register beside the vault (of packs, of notices): one sealed file, replaced whole at each change. The file carries a revision
 * that grows by one with each change, and so does the change's entry in the journal. At unlock the two are compared: a
 * register that was taken away, or an older one that was put back, would otherwise answer with less than it should, and
 * nobody would notice; and one that is newer than the journal knows lies beside a journal that was put back.
 */
import { z } from 'zod';
import { decodeUtf8, utf8 } from '../../core/bytes/bytes.ts';
import { errorOf, type Fault, faultOf, VigieError } from '../../core/errors.ts';
import type { AuditDetails, AuditKind } from '../../core/journal/audit-entry.ts';
import type { Journal } from '../../core/journal/journal.ts';
import { type RevisionSeries, revisionIn, revisionKinds } from '../../core/journal/revisions.ts';
import type { VaultKeySource } from '../../core/unlock/sealed-box.ts';
import type { VaultKeyPurpose } from '../../core/unlock/vault-keys.ts';
import { SealedFile } from './sealed-file.ts';
import type { Session } from './session.ts';

/** What makes one register different from another. */
export interface RegisterSpec<T> {
  /** Path within the profile directory, which errors show. */
  readonly file: string;
  readonly purpose: VaultKeyPurpose;
  readonly content: z.ZodType<T>;
  readonly empty: T;
  /** Which entries of the journal carry its revision (`revisionKinds`). */
  readonly series: RevisionSeries;
  /** Of these, those of a new beginning, and of the revision alone. */
  readonly entries: { readonly reset: AuditKind; readonly anchored: AuditKind };
}

/** What a register needs of the session it is opened in. */
export interface RegisterSession extends Pick<Session, 'record' | 'adviserId'> {
  readonly room: Pick<Session['room'], 'require'>;
  readonly vault: VaultKeySource;
  readonly journal: Pick<Journal, 'latestOf' | 'announce' | 'faultOfRevision' | 'highestRevision'>;
}

/** What the journal remembers of a register. */
interface Anchor {
  readonly revision: number;
  readonly atMs: number;
}

/**
 * The journal keeps its entries for six months at the least. A revision that was last written there longer ago than this is
 * written again at unlock, before a purge could take it away.
 */
export const anchorAgainAfterMs = 60 * 86_400_000;

export class SealedRegister<T> {
  readonly #spec: RegisterSpec<T>;
  readonly #session: RegisterSession;
  readonly #file: SealedFile;
  readonly #schema: z.ZodType<{ version: 1; revision: number; content: T }>;
  #content: T;
  #revision: number;
  #fault: Fault | null = null;
  /** Last revision that is in the journal. */
  #entered: number;

  /**
   * At unlock, before the journal is purged. A register that cannot be used keeps nobody from unlocking: `fault` says why.
   * @throws VigieError 'disk-full' · 'read-only' if the journal cannot be written
   */
  constructor(spec: RegisterSpec<T>, profileDir: string, session: RegisterSession, nowMs: number) {
    this.#spec = spec;
    this.#session = session;
    this.#schema = z.strictObject({ version: z.literal(1), revision: z.int().min(0), content: spec.content });
    this.#content = spec.empty;
    this.#file = new SealedFile(profileDir, spec.file, session.vault, spec.purpose);
    const anchor = this.#readAnchor();
    this.#revision = anchor?.revision ?? 0;
    this.#entered = this.#revision;
    try {
      ({ content: this.#content, revision: this.#revision } = this.#read());
    } catch (error) {
      this.#fault = faultOf(error);
    }
    try {
      this.#anchorAgain(anchor, nowMs);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** Empty while the register is at fault. */
  get content(): T {
    return this.#content;
  }

  /** Why the register cannot be used: altered, taken away, or older than the journal knows. */
  get fault(): Fault | null {
    return this.#fault;
  }

  /**
   * Replaces the content, durably, then enters the change in the journal with the new revision.
   * @param whenReplaced called between the two: from there on the change holds, even if the journal cannot be written
   * @throws VigieError why the register is at fault: writing over it would hide what happened to it · 'disk-full' ·
   *   'read-only' · 'file-unwritable' · 'vault-locked' · 'internal' for content that could not be read again; the
   *   register is then as it was
   */
  change(content: T, kind: AuditKind, details: AuditDetails, whenReplaced?: () => void): void {
    if (this.#fault !== null) throw errorOf(this.#fault);
    // An earlier change whose entry could not be written: the journal never lags by two.
    if (this.#entered < this.#revision) this.#enter(this.#spec.entries.anchored, {});
    this.#replace(content);
    whenReplaced?.();
    this.#enter(kind, details);
  }

  /** Begins an empty register where the old one is at fault; else does nothing. @throws VigieError as `change` */
  reset(): void {
    if (this.#fault === null) return;
    const { reason = 'altered' } = this.#fault.details;
    this.#replace(this.#spec.empty);
    this.#fault = null;
    this.#enter(this.#spec.entries.reset, { reason });
  }

  /** At lock. */
  close(): void {
    this.#file.close();
  }

  #enter(kind: AuditKind, details: AuditDetails): void {
    this.#session.record(kind, { details: { ...details, revision: this.#revision } });
    this.#entered = this.#revision;
  }

  #read(): { content: T; revision: number } {
    const { journal } = this.#session;
    const plain = this.#file.read();
    const parsed = plain === null ? null : this.#schema.safeParse(parseJson(decodeUtf8(plain)));
    if (parsed !== null && !parsed.success) throw this.#file.malformed('shape');
    const held = parsed?.data ?? null;
    const fault = journal.faultOfRevision(this.#spec.series, held?.revision ?? null);
    // A new beginning must be above both.
    this.#revision = Math.max(this.#revision, held?.revision ?? 0);
    if (fault !== null) throw this.#file.malformed(fault);
    return held ?? { content: this.#spec.empty, revision: 0 };
  }

  #replace(content: T): void {
    const next = { version: 1 as const, revision: this.#revision + 1, content };
    if (!this.#schema.safeParse(next).success) throw new VigieError('internal', { file: this.#spec.file });
    this.#session.journal.announce(this.#spec.series, next.revision);
    this.#file.write(utf8(JSON.stringify(next)));
    this.#content = content;
    this.#revision = next.revision;
  }

  /** @returns null if the journal has no entry about this register, or none any more */
  #readAnchor(): Anchor | null {
    const entry = this.#session.journal.latestOf(revisionKinds[this.#spec.series]);
    return entry === null ? null : { revision: revisionIn(entry.detailsText) ?? 0, atMs: entry.atMs };
  }

  #anchorAgain(anchor: Anchor | null, nowMs: number): void {
    // What the journal has of a register at fault stays its last word, until the register is begun anew.
    const revision = this.#fault === null ? this.#revision : (anchor?.revision ?? 0);
    if (anchor === null && revision === 0) return;
    const isKnown = anchor?.revision === revision && nowMs - anchor.atMs < anchorAgainAfterMs;
    if (isKnown) return;
    this.#session.record(this.#spec.entries.anchored, { details: { revision } });
    this.#entered = revision;
  }
}

function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return null;
  }
}

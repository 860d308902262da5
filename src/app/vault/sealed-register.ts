/**
 * A register beside the vault (sets, notices): one sealed file, replaced whole at each change. The file carries a revision
 * that grows by one with each change, and so does the change's entry in the journal. At unlock the two are compared: a
 * register that was taken away, or an older one that was put back, would otherwise answer with less than it should, and
 * nobody would notice.
 */
import { z } from 'zod';
import { decodeUtf8, utf8 } from '../../core/bytes/bytes.ts';
import { errorOf, type Fault, faultOf, VigieError } from '../../core/errors.ts';
import type { AuditDetails, AuditKind } from '../../core/journal/audit-entry.ts';
import type { Journal } from '../../core/journal/journal.ts';
import type { VaultKeyPurpose } from '../../core/unlock/vault-keys.ts';
import type { VaultKeySource } from './sealed-box.ts';
import { SealedFile } from './sealed-file.ts';
import type { Session } from './session.ts';

/** What makes one register different from another. */
export interface RegisterSpec<T> {
  /** Path within the profile directory, which errors show. */
  readonly file: string;
  readonly purpose: VaultKeyPurpose;
  readonly content: z.ZodType<T>;
  readonly empty: T;
  /** Entries of the journal that carry the revision: of changes, of a new beginning, and of the revision alone. */
  readonly entries: {
    readonly changed: readonly AuditKind[];
    readonly reset: AuditKind;
    readonly anchored: AuditKind;
  };
}

/** What a register needs of the session it is opened in. */
export interface RegisterSession extends Pick<Session, 'record'> {
  readonly vault: VaultKeySource;
  readonly journal: Pick<Journal, 'latestOf'>;
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
const anchorAgainAfterMs = 60 * 86_400_000;

export class SealedRegister<T> {
  readonly #spec: RegisterSpec<T>;
  readonly #session: RegisterSession;
  readonly #file: SealedFile;
  readonly #schema: z.ZodType<{ version: 1; revision: number; content: T }>;
  #content: T;
  #revision: number;
  #fault: Fault | null = null;

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
    try {
      ({ content: this.#content, revision: this.#revision } = this.#read(anchor));
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
    this.#replace(content);
    whenReplaced?.();
    this.#session.record(kind, { details: { ...details, revision: this.#revision } });
  }

  /** Begins an empty register where the old one is at fault; else does nothing. @throws VigieError as `change` */
  reset(): void {
    if (this.#fault === null) return;
    const { reason = 'altered' } = this.#fault.details;
    this.#replace(this.#spec.empty);
    this.#fault = null;
    this.#session.record(this.#spec.entries.reset, { details: { reason, revision: this.#revision } });
  }

  /** At lock. */
  close(): void {
    this.#file.close();
  }

  #read(anchor: Anchor | null): { content: T; revision: number } {
    const plain = this.#file.read();
    if (plain === null) {
      if (anchor !== null) throw this.#file.malformed('missing');
      return { content: this.#spec.empty, revision: 0 };
    }
    const parsed = this.#schema.safeParse(parseJson(decodeUtf8(plain)));
    if (!parsed.success) throw this.#file.malformed('shape');
    // A register newer than the journal knows is sound: the program ended after writing it and before entering it.
    if (parsed.data.revision < (anchor?.revision ?? 0)) throw this.#file.malformed('older');
    return parsed.data;
  }

  #replace(content: T): void {
    const next = { version: 1 as const, revision: this.#revision + 1, content };
    if (!this.#schema.safeParse(next).success) throw new VigieError('internal', { file: this.#spec.file });
    this.#file.write(utf8(JSON.stringify(next)));
    this.#content = content;
    this.#revision = next.revision;
  }

  /** @returns null if the journal has no entry about this register, or none any more */
  #readAnchor(): Anchor | null {
    const { changed, reset, anchored } = this.#spec.entries;
    const entry = this.#session.journal.latestOf([...changed, reset, anchored]);
    if (entry === null) return null;
    const { revision } = JSON.parse(entry.detailsText) as { revision?: unknown };
    return { revision: typeof revision === 'number' ? revision : 0, atMs: entry.atMs };
  }

  #anchorAgain(anchor: Anchor | null, nowMs: number): void {
    if (anchor === null && this.#revision === 0) return;
    const isKnown = anchor?.revision === this.#revision && nowMs - anchor.atMs < anchorAgainAfterMs;
    if (!isKnown) this.#session.record(this.#spec.entries.anchored, { details: { revision: this.#revision } });
  }
}

function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return null;
  }
}

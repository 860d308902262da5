/**
 * The register of notices: one sealed file with the signed notices themselves and the last number of every series ever
 * seen. Its revision is journalled with each change, so that the file cannot be taken away or put back unseen.
 */
import { join } from 'node:path';
import { z } from 'zod';
import { decodeUtf8, utf8 } from '../../core/bytes/bytes.ts';
import { VigieError } from '../../core/errors.ts';
import type { AuditKind } from '../../core/journal/audit-entry.ts';
import type { Journal } from '../../core/journal/journal.ts';
import { maxNoticeBytes } from '../../core/pack/notice.ts';
import type { OpenVault } from '../../core/unlock/vault.ts';
import { SealedFile } from '../vault/sealed-file.ts';

const registerSchema = z.strictObject({
  version: z.literal(1),
  /** Grows by one with each change. */
  revision: z.int().min(0),
  notices: z.array(z.strictObject({ file: z.base64().max(maxNoticeBytes * 2), importedAt: z.string() })).max(256),
  /** The most recent number of each series, also of notices removed since. */
  known: z.array(z.strictObject({ series: z.string(), sequence: z.int() })).max(1024),
});
export type NoticeRegister = z.infer<typeof registerSchema>;

/** The entries whose `revision` says how far the register had come. */
export const noticeEntryKinds: readonly AuditKind[] = [
  'notice-imported',
  'notice-removed',
  'notices-reset',
  'notices-anchored',
];

export const emptyRegister: NoticeRegister = { version: 1, revision: 0, notices: [], known: [] };

/** What the journal remembers of the register. */
export interface NoticeAnchor {
  readonly revision: number;
  readonly atMs: number;
}

/** @returns null if the journal has no entry about notices, or none any more */
export function noticeAnchor(journal: Journal): NoticeAnchor | null {
  const entry = journal.latestOf(noticeEntryKinds);
  if (entry === null) return null;
  const { revision } = JSON.parse(entry.detailsText) as { revision?: unknown };
  return { revision: typeof revision === 'number' ? revision : 0, atMs: entry.atMs };
}

export class NoticeRegisterFile {
  readonly #file: SealedFile;

  constructor(profileDir: string, vault: OpenVault) {
    this.#file = new SealedFile(join(profileDir, 'notices.sealed'), 'notices.sealed', vault, 'notices');
  }

  /** @throws VigieError 'vault-malformed' { reason: 'altered' | 'shape' | 'missing' | 'older' } */
  read(anchor: NoticeAnchor | null): NoticeRegister {
    const plain = this.#file.read();
    if (plain === null) {
      if (anchor !== null) throw this.#file.malformed('missing');
      return emptyRegister;
    }
    const parsed = registerSchema.safeParse(parseJson(decodeUtf8(plain)));
    if (!parsed.success) throw this.#file.malformed('shape');
    // One more than the journal knows: a crash came between the two writes.
    if (parsed.data.revision < (anchor?.revision ?? 0)) throw this.#file.malformed('older');
    return parsed.data;
  }

  /** @throws VigieError as `SealedFile.write` · 'internal' for what could not be read again; the register is then as it was */
  write(register: NoticeRegister): void {
    if (!registerSchema.safeParse(register).success) throw new VigieError('internal', { file: 'notices.sealed' });
    this.#file.write(utf8(JSON.stringify(register)));
  }

  close(): void {
    this.#file.close();
  }
}

function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return null;
  }
}

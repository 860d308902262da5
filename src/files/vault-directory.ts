/**
 * The files of a vault directory by name, and how they are read by whoever is not its one writer: without a byte of the
 * directory being written, so that a copy kept as evidence stays one.
 */
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VigieError } from '../core/errors.ts';
import { parseVaultFile, type VaultFile } from '../core/unlock/vault-file.ts';
import { readFileIfThere } from './atomic-write.ts';
import { asFileError } from './file-errors.ts';
import { readHeadFile } from './head-file.ts';
import { whileUnused } from './lock-file.ts';

export interface VaultFiles {
  readonly lock: string;
  readonly vault: string;
  readonly attempts: string;
  readonly journal: string;
  readonly journalHead: string;
}

export function vaultFiles(profileDir: string): VaultFiles {
  return {
    lock: join(profileDir, 'vault.lock'),
    vault: join(profileDir, 'vault.json'),
    attempts: join(profileDir, 'attempts.json'),
    journal: join(profileDir, 'journal.sqlite'),
    journalHead: join(profileDir, 'journal.head'),
  };
}

/** @throws VigieError 'vault-missing', 'vault-malformed', 'file-unreadable' */
export function readVaultFile(profileDir: string): VaultFile {
  const bytes = readFileIfThere(vaultFiles(profileDir).vault);
  if (bytes === null) throw new VigieError('vault-missing');
  return parseVaultFile(bytes);
}

/** Paths within the profile directory. */
export const sealedFileNames = {
  packs: 'packs/register.sealed',
  notices: 'notices.sealed',
  workstationKey: 'workstation-key.sealed',
  exportKey: 'export-key.sealed',
} as const;

/** A vault directory as it was at one moment. */
export interface VaultSnapshot {
  readonly file: VaultFile;
  /** The slots of its head; none where it is missing. */
  readonly sealedHeads: readonly Uint8Array[];
  /** Sealed files beside the journal that carry a revision, by series; null where one is missing. */
  readonly sealedFiles: Readonly<Record<keyof typeof sealedFileNames, Uint8Array | null>>;
  /** Path of a copy of the journal, as encrypted as the original, in a directory of its own. */
  readonly journalPath: string;
  /** Removes the copy. */
  discard(): void;
}

/**
 * Copies what a verification reads. SQLite itself writes beside a database that has a log, even to read it.
 * @throws VigieError 'vault-missing', 'vault-malformed', 'vault-in-use', 'file-unreadable', 'disk-full'
 */
export function snapshotVault(profileDir: string): VaultSnapshot {
  const { lock, journal, journalHead } = vaultFiles(profileDir);
  const copyDir = mkdtempSync(join(tmpdir(), 'vigie-verify-'));
  const discard = () => rmSync(copyDir, { recursive: true, force: true });
  const journalPath = join(copyDir, 'journal.sqlite');
  try {
    return whileUnused(lock, () => {
      const file = readVaultFile(profileDir);
      // The log holds the last entries where the program was killed. The index beside it is made anew.
      for (const suffix of ['', '-wal']) {
        if (existsSync(`${journal}${suffix}`)) copyFileSync(`${journal}${suffix}`, `${journalPath}${suffix}`);
      }
      const read = (name: string) => readFileIfThere(join(profileDir, name));
      const sealedFiles = {
        packs: read(sealedFileNames.packs),
        notices: read(sealedFileNames.notices),
        workstationKey: read(sealedFileNames.workstationKey),
        exportKey: read(sealedFileNames.exportKey),
      };
      return { file, sealedHeads: readHeadFile(journalHead), sealedFiles, journalPath, discard };
    });
  } catch (cause) {
    discard();
    throw cause instanceof VigieError ? cause : asFileError(cause, 'read');
  }
}

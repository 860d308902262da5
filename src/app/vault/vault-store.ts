/** The files of a vault directory and who may write them: one instance at a time, each write whole. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { HeadStore } from '../../core/journal/head.ts';
import { type Attempts, parseAttempts, serialiseAttempts } from '../../core/unlock/attempts.ts';
import { serialiseVaultFile, type VaultFile } from '../../core/unlock/vault-file.ts';
import { makeDirectory, readFileIfThere, writeFileAtomic } from '../../files/atomic-write.ts';
import { headFile } from '../../files/head-file.ts';
import { acquireLock } from '../../files/lock-file.ts';
import { makePrivate, makePrivateFile } from '../../files/private-directory.ts';
import { readVaultFile, vaultFiles } from '../../files/vault-directory.ts';

export interface VaultStore {
  /** @returns true if there is a vault, sound or not */
  exists(): boolean;
  /** @throws VigieError 'vault-missing', 'vault-malformed', 'file-unreadable' */
  readVault(): VaultFile;
  writeVault(file: VaultFile): void;
  readAttempts(nowMs: number): { attempts: Attempts; tampered: boolean };
  writeAttempts(attempts: Attempts): void;
  readonly journalPath: string;
  readonly headStore: HeadStore;
  /** Before a vault is made: what a creation that was cut short left behind, under a key that nobody has. */
  discardOrphanJournal(): void;
  /** Gives the directory back. */
  release(): void;
}

/** @throws VigieError 'vault-in-use' if another instance has the directory; 'file-too-open', 'read-only', 'disk-full', 'file-unwritable' */
export function openVaultStore(profileDir: string): VaultStore {
  const packsDir = join(profileDir, 'packs');
  makeDirectory(packsDir);
  makePrivateFile(vaultFiles(profileDir).lock);
  const lock = acquireLock(vaultFiles(profileDir).lock);
  try {
    makePrivate([profileDir, packsDir]);
  } catch (error) {
    lock.release();
    throw error;
  }
  const { vault, attempts, journalHead: headPath, journal: journalPath } = vaultFiles(profileDir);
  return {
    exists: () => readFileIfThere(vault) !== null,
    readVault: () => readVaultFile(profileDir),
    writeVault: (file) => writeFileAtomic(vault, serialiseVaultFile(file)),
    readAttempts: (nowMs) => parseAttempts(readFileIfThere(attempts), nowMs),
    writeAttempts: (counted) => writeFileAtomic(attempts, serialiseAttempts(counted)),
    journalPath,
    headStore: headFile(headPath),
    discardOrphanJournal: () => {
      for (const path of [headPath, journalPath, `${journalPath}-wal`, `${journalPath}-shm`])
        rmSync(path, { force: true });
      // SQLite would make it readable to others; it takes an empty file for a new one, and gives its log the same mode.
      makePrivateFile(journalPath);
    },
    release: () => lock.release(),
  };
}

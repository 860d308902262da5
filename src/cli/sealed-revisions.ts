/**
 * Revisions of the sealed files beside a journal, for `vigie journal verify`. A file that was taken away or put back is named, as
 * at unlock; nothing else of it is read.
 */
import { decodeUtf8, zeroBytes } from '../core/bytes/bytes.ts';
import { VigieError } from '../core/errors.ts';
import type { Journal } from '../core/journal/journal.ts';
import { SealedBox, type VaultKeySource } from '../core/unlock/sealed-box.ts';
import type { VaultKeyPurpose } from '../core/unlock/vault-keys.ts';
import { sealedFileNames, type VaultSnapshot } from '../files/vault-directory.ts';

type Series = keyof typeof sealedFileNames;

const purposes: Readonly<Record<Series, VaultKeyPurpose>> = {
  packs: 'packRegister',
  notices: 'notices',
  workstationKey: 'workstationKey',
  exportKey: 'exportKey',
};

/** @throws VigieError 'vault-malformed' { file, reason: 'altered' } · 'profile-put-back' { file } */
export function requireSealedFiles(vault: VaultKeySource, journal: Journal, files: VaultSnapshot['sealedFiles']): void {
  for (const series of Object.keys(sealedFileNames) as Series[]) {
    const file = sealedFileNames[series];
    const revision = revisionOf(vault, series, files[series]);
    const fault = journal.faultOfRevision(series, revision);
    if (fault !== null) throw new VigieError('profile-put-back', { file: fault === 'newer' ? 'journal.sqlite' : file });
  }
}

function revisionOf(vault: VaultKeySource, series: Series, sealed: Uint8Array | null): number | null {
  if (sealed === null) return null;
  const box = new SealedBox(vault, purposes[series]);
  const plain = box.open(sealed, '');
  box.close();
  const revision =
    plain === null ? null : series === 'packs' || series === 'notices' ? numberIn(plain) : instantIn(plain);
  zeroBytes(plain);
  if (revision === null) throw new VigieError('vault-malformed', { file: sealedFileNames[series], reason: 'altered' });
  return revision;
}

/** Of a register: `{ version, revision, content }` (src/app/vault/sealed-register.ts). */
function numberIn(plain: Uint8Array): number | null {
  const { revision } = JSON.parse(decodeUtf8(plain) ?? '{}') as { revision?: unknown };
  return typeof revision === 'number' ? revision : null;
}

/** Of a key: version, then the instant of making in milliseconds (src/app/vault/sealed-key.ts). */
function instantIn(plain: Uint8Array): number | null {
  if (plain.length < 9) return null;
  return Number(new DataView(plain.buffer, plain.byteOffset).getBigUint64(1, true));
}

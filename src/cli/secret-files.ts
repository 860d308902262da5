/**
 * Files that hold a secret in clear: a signer's key without passphrase, a passphrase, a seed. Others of the machine must not be
 * able to read them; as with `ssh`, such a file is refused rather than warned about, unless the command says otherwise.
 */
import { stat } from 'node:fs/promises';
import { VigieError } from '../core/errors.ts';
import { asFileError } from '../files/file-errors.ts';

/** Read by the group or by everyone (POSIX). */
const readableByOthers = 0o044;

let openFilesAllowed = false;

/** Once, from the command line: `--allow-open-files`. */
export function setOpenFilesAllowed(allowed: boolean): void {
  openFilesAllowed = allowed;
}

/**
 * Pipes and terminals are nobody else's; Windows tells nothing by the mode.
 * @throws VigieError 'file-too-open' { mode: '644' } · 'file-not-found' · 'file-unreadable'
 */
export async function requirePrivateFile(path: string): Promise<void> {
  if (openFilesAllowed || process.platform === 'win32') return;
  let found: Awaited<ReturnType<typeof stat>>;
  try {
    found = await stat(path);
  } catch (cause) {
    throw asFileError(cause, 'read');
  }
  if (!found.isFile() || (found.mode & readableByOthers) === 0) return;
  const mode = (found.mode & 0o777).toString(8);
  // The path travels where the paths of the system's own errors do.
  throw new VigieError('file-too-open', { mode }, { cause: Object.assign(new Error('readable by others'), { path }) });
}

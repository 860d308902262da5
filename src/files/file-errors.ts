/** Turns the operating system's refusals into coded errors. Paths are given by the person and never hold an identifier. */
import { isVigieError, VigieError } from '../core/errors.ts';

/** @returns a VigieError whose code a person can act on; coded errors pass through unchanged */
export function asFileError(cause: unknown, doing: 'read' | 'write'): VigieError {
  if (isVigieError(cause)) return cause;
  const systemCode = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (systemCode === 'ENOENT') return new VigieError('file-not-found', { doing }, { cause });
  if (systemCode === 'ENOSPC' || systemCode === 'EDQUOT') return new VigieError('disk-full', { doing }, { cause });
  if (systemCode === 'EROFS') return new VigieError('read-only', { doing }, { cause });
  if (systemCode === 'EEXIST') return new VigieError('file-exists', { doing }, { cause });
  if (systemCode === 'ABORT_ERR') return new VigieError('cancelled', {}, { cause });
  return new VigieError(doing === 'read' ? 'file-unreadable' : 'file-unwritable', { system: systemCode }, { cause });
}

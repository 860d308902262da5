/** Free text that people type is looked through before it is kept: none of it may hold what identifies a caller. */
import { withoutMisleading } from '../../core/bytes/misleading.ts';
import { VigieError } from '../../core/errors.ts';
import { surelyHoldsSecret } from '../../core/guide/secrets.ts';

/** @returns false for text that would tell who the caller is */
export function isHarmlessField(text: string): boolean {
  return !surelyHoldsSecret(text);
}

/** @throws VigieError 'text-has-identifier' with the name of the field, never its text */
export function requireHarmless(text: string, field: string): void {
  if (!isHarmlessField(text)) throw new VigieError('text-has-identifier', { field });
}

/**
 * Free text as it is kept, shown, printed and exported: of one line, and without what reorders it or writes to a terminal.
 * @throws VigieError 'text-has-identifier' with the name of the field, never its text
 */
export function readFreeText(typed: string, field: string): string {
  const text = withoutMisleading(typed, false);
  requireHarmless(text, field);
  return text;
}

/**
 * A name as it is kept and printed: without control characters, direction marks and what is not seen, which could make it
 * look like another's.
 * @throws VigieError 'text-has-identifier'; 'ipc-refused' { field } if nothing is left that can be read
 */
export function readName(typed: string, field: string): string {
  requireHarmless(typed, field);
  const name = typed
    .normalize('NFC')
    .replace(/\s/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, '')
    .replace(/ +/g, ' ')
    .trim();
  if (!/[\p{L}\p{N}]/u.test(name)) throw new VigieError('ipc-refused', { field });
  return name;
}

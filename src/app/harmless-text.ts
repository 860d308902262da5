/** Free text that people type is looked through before it is kept: none of it may hold what identifies a caller. */
import { VigieError } from '../core/errors.ts';
import { looksLikeSecret, type SuspectKind } from '../core/guide/secrets.ts';

/** A phone number or a password-like word is likely in a reference number; an identifier or a card number is not. */
const neverKept: readonly SuspectKind[] = ['nir', 'email', 'card', 'iban'];

/** @returns false for text that would tell who the caller is */
export function isHarmlessField(text: string): boolean {
  return !looksLikeSecret(text).some((kind) => neverKept.includes(kind));
}

/** @throws VigieError 'text-has-identifier' with the name of the field, never its text */
export function requireHarmless(text: string, field: string): void {
  if (!isHarmlessField(text)) throw new VigieError('text-has-identifier', { field });
}

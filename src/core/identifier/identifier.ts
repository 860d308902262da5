/**
 * Identifiers (first step of the flow; FORMAT §10): the public door. From what is typed or leaked to the
 * canonical form that is stretched and indexed, and to what may still be shown of it. Does no I/O, keeps nothing.
 */
import { utf8 } from '../bytes/bytes.ts';
import { parseEmail } from './email.ts';
import { parseNir } from './nir.ts';
import type { Identifier, ParsedIdentifier } from './types.ts';

export { canonicaliseEmail, parseEmail, quickEmail } from './email.ts';
export { canonicaliseNir, nirKey, parseNir, quickNir } from './nir.ts';
export { groupNir, readTyped } from './reading.ts';
export * from './types.ts';

/**
 * Reads an identifier of either kind: an `@` makes it an e-mail, and so does a first letter.
 * Never throws. A wrong key is a problem, never an identifier.
 */
export function parseIdentifier(text: string): ParsedIdentifier {
  return looksLikeEmail(text) ? parseEmail(text) : parseNir(text);
}

/** True if `text` is to be read as an e-mail address, complete or not. */
export function looksLikeEmail(text: string): boolean {
  return text.includes('@') || /^[\s<"']*\p{L}/u.test(text);
}

/** @returns the UTF-8 bytes of `<kind>:<canonical>`, what Argon2id stretches. The caller zeroes them. */
export function identifierPassword(identifier: Pick<Identifier, 'kind' | 'canonical'>): Uint8Array {
  return utf8(`${identifier.kind}:${identifier.canonical}`);
}

/**
 * What may be shown after a check. NIR: first digit, year and month (`2 55 08 •• ••• •••`). E-mail: first character of
 * the local part and of the domain, and the last label (`j•••@e•••.fr`); always three bullets, so that length is not told.
 */
export function maskIdentifier(identifier: Pick<Identifier, 'kind' | 'canonical'>): string {
  const { kind, canonical } = identifier;
  if (kind === 'nir') return `${canonical.slice(0, 1)} ${canonical.slice(1, 3)} ${canonical.slice(3, 5)} •• ••• •••`;
  const at = canonical.lastIndexOf('@');
  const domain = canonical.slice(at + 1);
  return `${firstCharacter(canonical)}•••@${firstCharacter(domain)}•••${domain.slice(domain.lastIndexOf('.'))}`;
}

function firstCharacter(text: string): string {
  return String.fromCodePoint(text.codePointAt(0) ?? 0x2022);
}

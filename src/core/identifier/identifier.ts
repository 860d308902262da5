/**
 * Identifiers (first step of the flow; FORMAT §10): the public door. From what is typed or leaked to the
 * canonical form that is stretched and indexed, and to what may still be shown of it. Does no I/O, keeps nothing.
 */
import { utf8 } from '../bytes/bytes.ts';
import type { IdentifierKind } from '../vocabulary.ts';
import { canonicalise, kindSpecs } from './kinds.ts';
import { recogniseKind } from './recognise.ts';
import type { Identifier, RecognisedIdentifier } from './types.ts';

export { parseEmail, quickEmail } from './kinds/email.ts';
export { groupNir, nirKey, parseNir, quickNir } from './kinds/nir.ts';
export { canonicalise, kindSpecs } from './kinds.ts';
export { readTyped } from './reading.ts';
export * from './types.ts';
export { visibleText } from './unicode.ts';

/**
 * Reads an identifier.
 * @param as its kind where it is known, else null: it is recognised, and may be ambiguous. Never throws.
 */
export function parseIdentifier(text: string, as: IdentifierKind | null = null): RecognisedIdentifier {
  const found = as ?? recogniseKind(text);
  if (typeof found === 'object') return { kind: 'ambiguous', kinds: found.choices };
  if (found === 'empty') return { kind: 'invalid', problems: ['empty'] };
  // What is no number at all is refused as the kind that most callers give.
  return kindSpecs[found === 'unknown' ? 'nir' : found].parse(text);
}

/** @returns the UTF-8 bytes of `<kind>:<canonical>`, what Argon2id stretches. The caller zeroes them. */
export function identifierPassword(identifier: Pick<Identifier, 'kind' | 'canonical'>): Uint8Array {
  return utf8(`${identifier.kind}:${identifier.canonical}`);
}

/** What may be shown of an identifier after a check. */
export function maskIdentifier({ kind, canonical }: Pick<Identifier, 'kind' | 'canonical'>): string {
  return kindSpecs[kind].mask(canonical);
}

/** @returns as `canonicalise` */
export function canonicaliseNir(text: string): string | null {
  return canonicalise('nir', text);
}

/** @returns as `canonicalise` */
export function canonicaliseEmail(text: string): string | null {
  return canonicalise('email', text);
}

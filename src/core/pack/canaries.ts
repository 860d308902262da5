/**
 * Canaries (FORMAT §7.5): sixteen entries of each kind that everyone can look up, under identifiers that belong to nobody.
 * They are written as people write, and go through the canonical forms, so that a reader whose canonical forms, stretch,
 * keys or order of records differ from the writer's finds that out before it tells anybody « not listed ».
 */
import { VigieError } from '../errors.ts';
import { kindSpecs } from '../identifier/identifier.ts';
import { type IdentifierKind, identifierKinds } from '../vocabulary.ts';

export const canariesPerKind = 16;

/**
 * @param index 1 … canariesPerKind
 * @returns the canonical form, as the reader's own rules make it
 * @throws VigieError 'canary-missing' if they do not take it for an identifier at all
 */
export function canaryOf(kind: IdentifierKind, index: number): string {
  const two = String(index).padStart(2, '0');
  const spec = kindSpecs[kind];
  const parsed = spec.parse(spec.canary(two, index % 2 === 1));
  if (parsed.kind === 'invalid') throw new VigieError('canary-missing', { kind, canary: index });
  return parsed.identifier.canonical;
}

let reserved: ReadonlySet<string> | null = null;

/** @returns true for a canary's identifier: a row that holds it is nobody's, and must not take the canary's place */
export function isCanary(kind: IdentifierKind, canonical: string): boolean {
  reserved ??= new Set(
    identifierKinds.flatMap((each) =>
      Array.from({ length: canariesPerKind }, (_, i) => `${each}:${canaryOf(each, i + 1)}`),
    ),
  );
  return reserved.has(`${kind}:${canonical}`);
}

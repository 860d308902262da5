/**
 * Canaries (FORMAT §7.5): sixteen entries of each kind that everyone can look up, under identifiers that belong to nobody.
 * They are written as people write, and go through the canonical forms, so that a reader whose canonical forms, stretch,
 * keys or order of records differ from the writer's finds that out before it tells anybody « not listed ».
 */
import { VigieError } from '../errors.ts';
import { kindSpecs, nirKey } from '../identifier/identifier.ts';
import { type IdentifierKind, identifierKinds } from '../vocabulary.ts';

export const canariesPerKind = 16;

/** `two` is the canary's number, 01 to 16. Odd ones and even ones are written differently. */
const writings: Readonly<Record<IdentifierKind, { odd(two: string): string; even(two: string): string }>> = {
  // Nobody is born with order number 000: civil registers count from 001.
  nir: {
    odd: (two) => `1 ${two} 01 99 100 000 ${nirKey(`1${two}0199100000`)}`,
    even: (two) => `2 ${two} 01 2a 001 000`,
  },
  // RFC 2606 §2: no name under `.invalid` will ever exist. The accent is decomposed, as a Mac writes it.
  email: {
    odd: (two) => `CANARI-${two}@VIGIE.INVALID`,
    even: (two) => `<Canari-e\u0301${two}@vigie.invalid>`,
  },
  // ARCEP keeps 01 99 00 for fiction.
  phone: {
    odd: (two) => `01 99 00 00 ${two}`,
    even: (two) => `+33 (0)1 99 00 00 ${two}`,
  },
  // The register counts from 1 on; the last digit is Luhn's.
  rpps: {
    odd: (two) => `00000000${two}${luhnDigit(`00000000${two}`)}`,
    even: (two) => `0000 0000 ${two}${luhnDigit(`00000000${two}`)}`,
  },
};

/**
 * @param index 1 … canariesPerKind
 * @returns the canonical form, as the reader's own rules make it
 * @throws VigieError 'canary-missing' if they do not take it for an identifier at all
 */
export function canaryOf(kind: IdentifierKind, index: number): string {
  const two = String(index).padStart(2, '0');
  const { odd, even } = writings[kind];
  const parsed = kindSpecs[kind].parse(index % 2 === 1 ? odd(two) : even(two));
  if (parsed.kind === 'invalid') throw new VigieError('canary-missing', { kind, canary: index });
  return parsed.identifier.canonical;
}

/** ISO/IEC 7812-1, annex B. */
function luhnDigit(digits: string): number {
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const weighed = Number(digit) * (place % 2 === 0 ? 2 : 1);
    return total + (weighed > 9 ? weighed - 9 : weighed);
  }, 0);
  return (10 - (sum % 10)) % 10;
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

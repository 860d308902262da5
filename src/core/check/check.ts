/**
 * The check: one identifier against every open pack, and one verdict of exactly three kinds. « Not listed » is only
 * said when every pack has answered so; any fault of any of them makes it « could not check », unless another lists it.
 */
import { type StretchedIdentifier, zeroBytes } from '../bytes/bytes.ts';
import { type Fault, faultOf } from '../errors.ts';
import type { Exposure } from '../pack/exposure.ts';
import { type StretchFamily, sharesStretch } from '../pack/family.ts';
import type { IdentifierKind } from '../vocabulary.ts';

/** What a check needs of a pack: `OpenPack` has it. */
export interface Lookup {
  /** Packs that share their family's stretch are asked with one (FORMAT §6.1). */
  readonly family: StretchFamily;
  /** @throws VigieError 'kind-not-indexed' */
  requireKind(kind: IdentifierKind): void;
  /** @returns 32 bytes that the caller zeroes */
  stretch(kind: IdentifierKind, canonical: string): Promise<StretchedIdentifier>;
  /** Leaves `stretched` as it is. @returns null if the pack does not list the identifier */
  lookUpStretched(stretched: StretchedIdentifier, signal?: AbortSignal): Promise<Exposure[] | null>;
}

/** One pack's answer. */
export type SetAnswer =
  | { readonly kind: 'listed'; readonly exposures: readonly Exposure[] }
  | { readonly kind: 'not-listed' }
  | { readonly kind: 'could-not-check'; readonly fault: Fault };

export type Verdict<S> = {
  /** In the order in which the packs were given. */
  readonly sets: readonly { readonly set: S; readonly answer: SetAnswer }[];
} & (
  | { readonly kind: 'listed'; readonly exposures: readonly Exposure[] }
  | { readonly kind: 'not-listed' }
  | { readonly kind: 'could-not-check'; readonly fault: Fault }
);

/**
 * A pack that should be asked: an open one, or the reason for which it cannot answer. An unusable pack stays in the
 * list: leaving it out would turn its fault into « not listed ».
 */
export type Consulted<S> = { readonly set: S } & ({ readonly lookup: Lookup } | { readonly fault: Fault });

export interface CheckOptions {
  readonly signal?: AbortSignal;
  /**
   * Called once the stretches run, and before any pack is asked: what a check must leave on disk is written beside them. If it
   * throws, no pack is asked.
   */
  readonly admit?: () => void;
}

/**
 * One stretch for each family, all of them at once, however many packs are asked. A fault of a pack is an answer: throws
 * nothing but what `admit` throws.
 * @param canonical as `parseIdentifier` gives it
 */
export async function checkIdentifier<S>(
  consulted: readonly Consulted<S>[],
  kind: IdentifierKind,
  canonical: string,
  { signal, admit }: CheckOptions = {},
): Promise<Verdict<S>> {
  const stretches = new FamilyStretches(kind, canonical);
  try {
    if (admit !== undefined) {
      for (const each of consulted) stretches.begin(each);
      admit();
    }
    const sets = await Promise.all(
      consulted.map(async (each) => ({ set: each.set, answer: await askOne(each, kind, stretches, signal) })),
    );
    const exposures = sets.flatMap(({ answer }) => (answer.kind === 'listed' ? answer.exposures : []));
    if (sets.some(({ answer }) => answer.kind === 'listed')) return { kind: 'listed', exposures, sets };
    for (const { answer } of sets) {
      if (answer.kind === 'could-not-check') return { kind: 'could-not-check', fault: answer.fault, sets };
    }
    if (sets.length === 0) return { kind: 'could-not-check', fault: { code: 'no-set', details: {} }, sets };
    return { kind: 'not-listed', sets };
  } finally {
    await stretches.close();
  }
}

/** The identifier, stretched once for each family that is asked. */
class FamilyStretches {
  readonly #kind: IdentifierKind;
  readonly #canonical: string;
  readonly #made: { readonly family: StretchFamily; readonly stretched: Promise<StretchedIdentifier> }[] = [];

  constructor(kind: IdentifierKind, canonical: string) {
    this.#kind = kind;
    this.#canonical = canonical;
  }

  /** For a pack that will be asked; one that cannot answer needs no stretch. */
  begin(consulted: Consulted<unknown>): void {
    if ('fault' in consulted) return;
    try {
      consulted.lookup.requireKind(this.#kind);
    } catch {
      // Its answer says why, once it is asked.
      return;
    }
    // Told when the pack is asked.
    this.of(consulted.lookup).catch(() => undefined);
  }

  /** Begun when the first pack of the family asks; the others wait for the same. */
  of(lookup: Lookup): Promise<StretchedIdentifier> {
    const known = this.#made.find(({ family }) => sharesStretch(family, lookup.family));
    if (known !== undefined) return known.stretched;
    const stretched = lookup.stretch(this.#kind, this.#canonical);
    this.#made.push({ family: lookup.family, stretched });
    return stretched;
  }

  async close(): Promise<void> {
    for (const { stretched } of this.#made) zeroBytes(await stretched.catch(() => null));
  }
}

async function askOne<S>(
  consulted: Consulted<S>,
  kind: IdentifierKind,
  stretches: FamilyStretches,
  signal: AbortSignal | undefined,
): Promise<SetAnswer> {
  if ('fault' in consulted) return { kind: 'could-not-check', fault: consulted.fault };
  const { lookup } = consulted;
  try {
    lookup.requireKind(kind);
    const exposures = await lookup.lookUpStretched(await stretches.of(lookup), signal);
    return exposures === null ? { kind: 'not-listed' } : { kind: 'listed', exposures };
  } catch (cause) {
    return { kind: 'could-not-check', fault: faultOf(cause) };
  }
}

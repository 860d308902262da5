/**
 * The check: one identifier against every open pack, and one verdict of exactly three kinds. « Not listed » is only
 * said when every pack has answered so; any fault of any of them makes it « could not check », unless another lists it.
 */
import { type Fault, faultOf } from '../errors.ts';
import type { Exposure } from '../pack/open-pack.ts';
import type { IdentifierKind } from '../vocabulary.ts';

/** What a check needs of a pack: `OpenPack` has it. */
export interface Lookup {
  lookUp(kind: IdentifierKind, canonical: string, signal?: AbortSignal): Promise<Exposure[] | null>;
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

/**
 * Never throws: a fault is an answer.
 * @param canonical as `parseIdentifier` gives it
 */
export async function checkIdentifier<S>(
  consulted: readonly Consulted<S>[],
  kind: IdentifierKind,
  canonical: string,
  signal?: AbortSignal,
): Promise<Verdict<S>> {
  const sets = await Promise.all(
    consulted.map(async (each) => ({ set: each.set, answer: await askOne(each, kind, canonical, signal) })),
  );
  const exposures = sets.flatMap(({ answer }) => (answer.kind === 'listed' ? answer.exposures : []));
  if (exposures.length > 0) return { kind: 'listed', exposures, sets };
  for (const { answer } of sets) {
    if (answer.kind === 'could-not-check') return { kind: 'could-not-check', fault: answer.fault, sets };
  }
  if (sets.length === 0) return { kind: 'could-not-check', fault: { code: 'no-pack', details: {} }, sets };
  return { kind: 'not-listed', sets };
}

async function askOne<S>(
  consulted: Consulted<S>,
  kind: IdentifierKind,
  canonical: string,
  signal: AbortSignal | undefined,
): Promise<SetAnswer> {
  if ('fault' in consulted) return { kind: 'could-not-check', fault: consulted.fault };
  try {
    const exposures = await consulted.lookup.lookUp(kind, canonical, signal);
    return exposures === null ? { kind: 'not-listed' } : { kind: 'listed', exposures };
  } catch (cause) {
    return { kind: 'could-not-check', fault: faultOf(cause) };
  }
}

/**
 * The canaries of an unlock: one for each family, drawn at random, looked up in every pack of the family. One stretch a family
 * and one bucket a pack prove that keys, salts, peppers and canonical forms are those that the packs were built with; all
 * canaries are looked for at import, and by `vigie verify`.
 */
import { type StretchedIdentifier, zeroBytes } from '../../core/bytes/bytes.ts';
import { randomBelow } from '../../core/crypto/symmetric.ts';
import { canariesPerKind, canaryOf } from '../../core/pack/canaries.ts';
import { type StretchFamily, sharesStretch } from '../../core/pack/family.ts';
import type { Canary, OpenPack } from '../../core/pack/open-pack.ts';

interface Drawn {
  readonly family: StretchFamily;
  readonly canary: Canary;
  readonly stretched: Promise<StretchedIdentifier>;
}

export class FamilyCanaries {
  readonly #drawn: Drawn[] = [];

  /** @throws VigieError 'canary-missing' · 'bucket-corrupt' · 'source-…' · 'vault-locked' */
  async require(open: OpenPack, signal: AbortSignal): Promise<void> {
    const known = this.#drawn.find(({ family, canary }) => hasKind(open, canary) && sharesStretch(family, open.family));
    const { canary, stretched } = known ?? this.#draw(open);
    await open.requireCanary(canary, await stretched, signal);
  }

  /** Once every `require` has settled. */
  async close(): Promise<void> {
    for (const { stretched } of this.#drawn) zeroBytes(await stretched.catch(() => null));
  }

  #draw(open: OpenPack): Drawn {
    const kinds = open.sealed.manifest.identifierKinds;
    const kind = kinds[randomBelow(kinds.length)] ?? 'nir';
    const index = 1 + randomBelow(canariesPerKind);
    const drawn = {
      family: open.family,
      canary: { kind, index },
      stretched: open.stretch(kind, canaryOf(kind, index)),
    };
    this.#drawn.push(drawn);
    return drawn;
  }
}

function hasKind(open: OpenPack, { kind }: Canary): boolean {
  return open.sealed.manifest.identifierKinds.includes(kind);
}

/** The order of a check: stretched beside what must be on disk first, looked up after it. */
import { describe, expect, it } from 'vitest';
import type { StretchedIdentifier } from '../../../src/core/bytes/bytes.ts';
import { checkIdentifier, type Lookup } from '../../../src/core/check/check.ts';
import { VigieError } from '../../../src/core/errors.ts';
import { stretchIdentifier } from '../../../src/core/pack/family.ts';
import { identifierKinds } from '../../../src/core/vocabulary.ts';
import { newTestFamily } from '../pack/memory-pack.ts';

/** A pack that notes what it is asked, and really stretches. */
function watched(log: string[], name: string, family = newTestFamily(), kinds: readonly string[] = identifierKinds) {
  const made: StretchedIdentifier[] = [];
  const lookup: Lookup = {
    family,
    requireKind: (kind) => {
      if (!kinds.includes(kind)) throw new VigieError('kind-not-indexed');
    },
    stretch: async (kind, canonical) => {
      log.push(`${name} stretches`);
      const stretched = await stretchIdentifier(family, { kind, canonical });
      made.push(stretched);
      return stretched;
    },
    lookUpStretched: async () => {
      log.push(`${name} looks up`);
      return null;
    },
  };
  return { consulted: { set: name, lookup }, made };
}

const nir = ['nir', '2550814168025'] as const;

describe('a check that must be admitted', () => {
  it('stretches each family once before it is admitted, and asks every pack after it', async () => {
    const log: string[] = [];
    const family = newTestFamily();
    const packs = [watched(log, 'a', family), watched(log, 'b', family), watched(log, 'c')];
    const consulted = packs.map((each) => each.consulted);
    const verdict = await checkIdentifier(consulted, ...nir, { admit: () => log.push('admitted') });
    expect(verdict.kind).toBe('not-listed');
    expect(log.slice(0, 3)).toEqual(['a stretches', 'c stretches', 'admitted']);
    expect(log.slice(3).sort()).toEqual(['a looks up', 'b looks up', 'c looks up']);
  });

  it('asks no pack where it is refused, and leaves nothing of what it stretched', async () => {
    const log: string[] = [];
    const { consulted, made } = watched(log, 'a');
    const refused = checkIdentifier([consulted], ...nir, {
      admit: () => {
        throw new VigieError('quota-exceeded');
      },
    });
    await expect(refused).rejects.toThrow(expect.objectContaining({ code: 'quota-exceeded' }));
    expect(log).toEqual(['a stretches']);
    expect(made.map((each) => each.some((byte) => byte !== 0))).toEqual([false]);
  });

  it('is admitted also where no pack can answer, and stretches nothing for one that indexes other kinds', async () => {
    const log: string[] = [];
    const { consulted } = watched(log, 'a', newTestFamily(), ['email']);
    const admit = () => log.push('admitted');
    const fault = { set: 'b', fault: { code: 'pack-not-found', details: {} } } as const;
    expect((await checkIdentifier([consulted, fault], ...nir, { admit })).kind).toBe('could-not-check');
    expect((await checkIdentifier([], ...nir, { admit })).kind).toBe('could-not-check');
    expect(log).toEqual(['admitted', 'admitted']);
  });
});

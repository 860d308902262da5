/** Each kind of identifier through a real pack: written, opened, looked up; and what a pack says of the kinds it does not index. */
import { expect, it } from 'vitest';
import { checkIdentifier } from '../../../src/core/check/check.ts';
import { createSequenceWatch } from '../../../src/core/check/sequence-watch.ts';
import { parseIdentifier } from '../../../src/core/identifier/identifier.ts';
import { OpenPack } from '../../../src/core/pack/open-pack.ts';
import { readSealedPack } from '../../../src/core/pack/reader.ts';
import { type IdentifierKind, identifierKinds } from '../../../src/core/vocabulary.ts';
import { buildMemoryPack, memorySource } from '../pack/memory-pack.ts';

/** Somebody who is listed, as they may say it; the same in other words; and somebody who is not. */
const people: Record<IdentifierKind, readonly [listed: string, again: string, absent: string]> = {
  nir: ['2 55 08 14 168 025 38', '2550814168025', '2 84 05 88 321 025 32'],
  email: ['Jeanne@Bücher.example', '<jeanne＠xn--bcher-kva.example>', 'jeanne@exemple.example'],
  phone: ['0692 00 12 34', '+262 (0)692 00 12 34', '06 39 98 12 34'],
  rpps: ['10003456786', '10003456786.0', '10003456793'],
};

const identifierOf = (text: string, kind: IdentifierKind) => {
  const parsed = parseIdentifier(text, kind);
  if (parsed.kind !== 'ok') throw new Error(`no ${kind}`);
  return parsed.identifier;
};

it.each(identifierKinds)(
  '%s: found in any writing, absent if absent, could not be checked in a pack of other kinds',
  async (kind) => {
    const [listed, again, absent] = people[kind];
    const { canonical } = identifierOf(listed, kind);
    const { bytes, contentKey } = await buildMemoryPack({
      entries: [{ kind, canonical, exposures: [{ incident: 0, classes: ['civil-status'] }] }],
      kinds: [kind],
    });
    const pack = new OpenPack(await readSealedPack(memorySource(bytes), 'any'), contentKey);
    const verdictOn = async (asked: IdentifierKind, text: string) =>
      (await checkIdentifier([{ set: null, lookup: pack }], asked, identifierOf(text, asked).canonical)).kind;
    expect(await verdictOn(kind, listed)).toBe('listed');
    expect(await verdictOn(kind, again)).toBe('listed');
    expect(await verdictOn(kind, absent)).toBe('not-listed');
    for (const other of identifierKinds.filter((one) => one !== kind)) {
      expect(await verdictOn(other, people[other][0]), other).toBe('could-not-check');
    }
    pack.close();
  },
);

it('watches numbers that are counted through, of each kind that has an order', () => {
  for (const [kind, first, second, stranger] of [
    ['phone', '33612345678', '33612345679', '33798761234'],
    ['phone', '33612345678', '33612345778', '33612399999'],
    ['rpps', '10003456786', '10003456793', '10109876543'],
    ['rpps', '10003456786', '10003457783', '81000000010'],
  ] as const) {
    const watch = createSequenceWatch();
    expect(watch.observe({ kind, canonical: first })).toBe(false);
    expect(watch.observe({ kind, canonical: stranger })).toBe(false);
    expect(watch.observe({ kind, canonical: second })).toBe(true);
  }
});

/** Identifiers against `test/vectors/identifier`: one writing, one canonical form or one list of reasons. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { canonicalise, kindSpecs, nirKey, parseIdentifier } from '../../../src/core/identifier/identifier.ts';
import { canariesPerKind, canaryOf } from '../../../src/core/pack/canaries.ts';
import { identifierKinds } from '../../../src/core/vocabulary.ts';

interface Accepted {
  text: string;
  canonical: string;
  form?: string;
  keyState?: string;
  warnings?: string[];
  why: string;
}
interface Refused {
  text: string;
  problems: string[];
  why: string;
}
interface Recognised {
  text: string;
  /** One: the kind it is read as. Several: those that are asked about; `?` stands for none of them. */
  kinds: string[];
  why: string;
}

function vectors<T>(name: string): T[] {
  return JSON.parse(readFileSync(new URL(`../../vectors/identifier/${name}.json`, import.meta.url), 'utf8'));
}

for (const kind of identifierKinds) {
  const { parse } = kindSpecs[kind];
  describe(`${kind} vectors`, () => {
    it.each(vectors<Accepted>(`${kind}-accepted`))('accepts: $why', ({ text, canonical, form, keyState, warnings }) => {
      const expected = {
        kind: 'ok',
        identifier: { kind, form: form ?? kind, canonical, keyState: keyState ?? 'absent' },
        warnings: warnings ?? [],
      };
      expect(parse(text)).toEqual(expected);
      expect(parseIdentifier(text, kind)).toEqual(expected);
      // Where the kind is not told, it may be asked for; another one is never taken for it.
      const recognised = parseIdentifier(text);
      if (recognised.kind === 'ok') expect(recognised).toEqual(expected);
      expect(canonicalise(kind, text)).toBe(canonical);
    });

    it.each(vectors<Refused>(`${kind}-refused`))('refuses: $why', ({ text, problems }) => {
      expect(parse(text)).toEqual({ kind: 'invalid', problems });
      expect(canonicalise(kind, text)).toBeNull();
    });

    it('reserves sixteen identifiers of this kind, which are read as they are', () => {
      const reserved = Array.from({ length: canariesPerKind }, (_, index) => canaryOf(kind, index + 1));
      expect(new Set(reserved).size).toBe(16);
      for (const canonical of reserved) expect(canonicalise(kind, canonical)).toBe(canonical);
    });
  });
}

it.each(vectors<Recognised>('recognised'))('recognises: $text ($why)', ({ text, kinds }) => {
  const parsed = parseIdentifier(text);
  if (kinds.length > 1) {
    expect(parsed).toEqual({ kind: 'ambiguous', kinds: kinds.filter((kind) => kind !== '?') });
  } else {
    const [kind] = identifierKinds.filter((one) => one === kinds[0]);
    expect(parsed).toEqual(kind === undefined ? null : kindSpecs[kind].parse(text));
  }
});

describe('nirKey', () => {
  it.each([
    ['2550814168025', '38'],
    ['2840588321025', '32'],
    ['284052A321025', '52'],
    ['284052B321025', '79'],
    ['284992B321025', '31'],
    ['2951099126111', '93'],
  ])('%s has key %s', (canonical, key) => expect(nirKey(canonical)).toBe(key));

  it('is null for what is not 13 characters of a NIR', () => {
    for (const text of ['', '255081416802', '25508141680253', '255081A168025', '2550814168O25', '284052a321025']) {
      expect(nirKey(text)).toBeNull();
    }
  });
});

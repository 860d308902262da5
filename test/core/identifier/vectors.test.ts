/** Identifiers against `test/vectors/identifier`: one writing, one canonical form or one list of reasons. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  canonicaliseEmail,
  canonicaliseNir,
  nirKey,
  type ParsedIdentifier,
  parseEmail,
  parseIdentifier,
  parseNir,
} from '../../../src/core/identifier/identifier.ts';

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

function vectors<T>(name: string): T[] {
  return JSON.parse(readFileSync(new URL(`../../vectors/identifier/${name}.json`, import.meta.url), 'utf8'));
}

const kinds: {
  kind: 'nir' | 'email';
  parse: (text: string) => ParsedIdentifier;
  fast: (text: string) => string | null;
}[] = [
  { kind: 'nir', parse: parseNir, fast: canonicaliseNir },
  { kind: 'email', parse: parseEmail, fast: canonicaliseEmail },
];

for (const { kind, parse, fast } of kinds) {
  describe(`${kind} vectors`, () => {
    it.each(vectors<Accepted>(`${kind}-accepted`))('accepts: $why', ({ text, canonical, form, keyState, warnings }) => {
      const expected = {
        kind: 'ok',
        identifier: { kind, form: form ?? 'email', canonical, keyState: keyState ?? 'absent' },
        warnings: warnings ?? [],
      };
      expect(parse(text)).toEqual(expected);
      expect(parseIdentifier(text)).toEqual(expected);
      expect(fast(text)).toBe(canonical);
      expect(fast(canonical)).toBe(canonical);
    });

    it.each(vectors<Refused>(`${kind}-refused`))('refuses: $why', ({ text, problems }) => {
      expect(parse(text)).toEqual({ kind: 'invalid', problems });
      expect(fast(text)).toBeNull();
    });
  });
}

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

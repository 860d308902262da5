/** The JSON profile of signed texts: what two readers could take for two things is refused; all else is what JSON.parse says. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMisleadingText } from '../../../src/core/bytes/misleading.ts';
import { parseStrictJson } from '../../../src/core/bytes/strict-json.ts';

const faultOf = (text: string, profile?: 'signed' | 'travelling') => {
  const json = parseStrictJson(text, profile);
  return 'fault' in json ? json.fault : null;
};

describe('a signed text', () => {
  it.each([
    ['repeated', '{"a":1,"a":2}'],
    ['repeated', '{"a":1,"\\u0061":2}'],
    ['repeated', '[{"x":{"b":[],"b":{}}}]'],
    ['repeated', '{"__proto__":1,"__proto__":2}'],
    ['text', '["\\ud83d"]'],
    ['text', '["\\udd12\\ud83d"]'],
    ['text', '{"\\u202e":1}'],
    ['text', '["a\\nb"]'],
    ['text', '["\\u0085"]'],
    ['text', '["\u2028"]'],
    ['number', '[1.0]'],
    ['number', '[-1]'],
    ['number', '[1e2]'],
    ['number', '[-0]'],
    ['number', '[9007199254740992]'],
    ['number', '[99999999999999999999]'],
    ['depth', `${'['.repeat(17)}${']'.repeat(17)}`],
    ['json', '{"a":1,}'],
    ['json', '[01]'],
    ['json', ''],
  ] as const)('is refused for its %s: %s', (fault, text) => {
    expect(faultOf(text)).toBe(fault);
  });

  it.each([
    '{"a":{"a":1},"b":{"a":1}}',
    '[9007199254740991]',
    '["\\ud83d\\udd12"]',
    `${'['.repeat(16)}${']'.repeat(16)}`,
  ])('is taken where nothing is in doubt: %s', (text) => {
    expect(parseStrictJson(text)).toEqual({ value: JSON.parse(text) });
  });

  it('is what JSON.parse makes of it, or is refused for a cause that can be seen in the value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const text = JSON.stringify(value);
        const fault = faultOf(text);
        if (fault === null) expect(parseStrictJson(text)).toEqual({ value: JSON.parse(text) });
        else expect(['text', 'number']).toContain(fault);
      }),
    );
  });
});

describe('a text that travels from program to program', () => {
  it('may have several lines and fractions, and still no member twice and no half pair', () => {
    expect(faultOf('{"note":"a\\nb","rank":[-1.5]}', 'travelling')).toBeNull();
    expect(faultOf('{"a":1,"a":1}', 'travelling')).toBe('repeated');
    expect(faultOf('["\\ud83d"]', 'travelling')).toBe('text');
  });
});

it('knows what changes how the text beside it looks', () => {
  for (const text of ['a\u202eb', 'a\u001b[2J', 'a\u2066', 'a\u200f', 'a\u061c', '\ud800']) {
    expect(isMisleadingText(text), JSON.stringify(text)).toBe(true);
  }
  for (const text of ['Éric « O’Brien »', '日本', '\u{1f512}', 'a\u00a0:', ''])
    expect(isMisleadingText(text), text).toBe(false);
});

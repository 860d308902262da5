/** Options: typed values, or `usage` that names the option and nothing else. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readArguments } from '../../src/cli/arguments.ts';
import { isVigieError } from '../../src/core/errors.ts';

const table = { out: 'text', in: 'many', json: 'flag', entries: 'text' } as const;

function fault(
  words: readonly string[],
  use: (given: ReturnType<typeof readArguments>) => unknown = () => {},
): unknown {
  try {
    use(readArguments(words, table, 'none'));
    return null;
  } catch (error) {
    if (!isVigieError(error)) throw error;
    expect(error.cause).toBeUndefined();
    return { code: error.code, ...error.details };
  }
}

describe('readArguments', () => {
  it('reads texts, repeated options, flags and whole numbers', () => {
    const given = readArguments(['--out', 'a', '--in', 'b', '--in=c', '--json', '--entries', '12', 'd'], table, 'some');
    expect(given.text('out')).toBe('a');
    expect(given.all('in')).toEqual(['b', 'c']);
    expect(given.flag('json')).toBe(true);
    expect(given.flag('debug')).toBe(false);
    expect(given.wholeNumber('entries', 1, 12)).toBe(12);
    expect(given.positionals).toEqual(['d']);
    expect(readArguments([], table, 'none').text('out')).toBeNull();
    expect(readArguments([], table, 'none').wholeNumber('entries', 1, 2)).toBeNull();
  });

  it.each<[string, string[], string, string]>([
    ['an unknown option', ['--nope', 'secret'], 'unknown-option', '--nope'],
    ['an unknown option with a value', ['--nope=secret'], 'unknown-option', '--nope'],
    ['what does not look like an option', ['--S3cret!'], 'unknown-option', ''],
    ['a short option', ['-x'], 'unknown-option', ''],
    ['an inherited name', ['--constructor'], 'unknown-option', '--constructor'],
    ['no value at the end', ['--out'], 'missing-value', '--out'],
    ['an option for a value', ['--out', '--json'], 'missing-value', '--out'],
    ['a dashed value', ['--in', 'a', '--out', '-secret'], 'missing-value', '--out'],
    ['a flag with a value', ['--json=secret'], 'unexpected-value', '--json'],
    ['a word too many', ['secret'], 'unexpected-argument', ''],
  ])('refuses %s', (_what, words, reason, option) => {
    expect(fault(words)).toEqual({ code: 'usage', reason, option });
  });

  it.each(['', '-1', '0', '13', '1.5', '1e1', ' 1', '0x1', '١'])('refuses « %s » as a whole number', (text) => {
    expect(fault([`--entries=${text}`], (given) => given.wholeNumber('entries', 1, 12))).toEqual({
      code: 'usage',
      reason: 'bad-value',
      option: '--entries',
    });
  });

  it('says which option is missing', () => {
    for (const words of [[], ['--out=']]) {
      expect(fault(words, (given) => given.required('out'))).toEqual({
        code: 'usage',
        reason: 'missing-option',
        option: '--out',
      });
    }
  });

  it('ends in values or in a coded error for any words, and repeats nothing but names of options', () => {
    const word = fc.oneof(
      fc.constantFrom('--out', '--in', '--json', '--entries', '--', '-', '--out=a', '--json=b', '--zzz', '-q'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), (words) => {
        const found = fault(words) as { option: string } | null;
        if (found !== null) expect(found.option).toMatch(/^(?:--[a-z][a-z-]*)?$/);
      }),
      { numRuns: 500 },
    );
  });
});

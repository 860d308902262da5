import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { setEnglish, setFrench } from '../../../src/core/guide/typography.ts';
import { fuzzRuns } from '../../support/fuzz-runs.ts';

describe('setFrench', () => {
  it.each([
    ['Un doute ?', 'Un doute\u202f?'],
    ['Un doute?', 'Un doute\u202f?'],
    ['Stop !; fin', 'Stop\u202f!; fin'],
    ['Prix : 3', 'Prix\u00a0: 3'],
    ['« ça »', '«\u00a0ça\u00a0»'],
    ['"ça"', '«\u00a0ça\u00a0»'],
    ["l'appel", 'l’appel'],
    ['0 892 705 705', '0\u202f892\u202f705\u202f705'],
    ['0,34 €/min', '0,34\u00a0€/min'],
    ['8 h 30', '8\u00a0h\u00a030'],
    ['voir https://a.fr/?q;r', 'voir https://a.fr/?q;r'],
    ['à 14:30', 'à 14:30'],
    ['attendez...', 'attendez…'],
    ['« vraiment ? »', '«\u00a0vraiment\u202f?\u00a0»'],
    ['Cochez : {{lieu}}', 'Cochez\u00a0: {{lieu}}'],
  ])('sets %j', (text, set) => {
    expect(setFrench(text)).toBe(set);
  });
});

describe('setEnglish', () => {
  it.each([
    ["don't", 'don’t'],
    ['say "no"', 'say “no”'],
    ['Really ?', 'Really?'],
    ['116 006', '116\u202f006'],
  ])('sets %j', (text, set) => {
    expect(setEnglish(text)).toBe(set);
  });
});

describe('both', () => {
  it('change nothing the second time', () => {
    const pieces = fc.array(
      fc.constantFrom(
        'a',
        'É',
        '1',
        ' ',
        '\u00a0',
        '\u202f',
        '?',
        '!',
        ';',
        ':',
        '«',
        '»',
        '"',
        "'",
        '.',
        '€',
        'h',
        '/',
      ),
    );
    fc.assert(
      fc.property(pieces, (parts) => {
        const text = parts.join('');
        expect(setFrench(setFrench(text))).toBe(setFrench(text));
        expect(setEnglish(setEnglish(text))).toBe(setEnglish(text));
      }),
      fuzzRuns(500),
    );
  });
});

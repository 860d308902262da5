/** What the identifier field tells at each keystroke, and how groups are said in French. */
import { describe, expect, it } from 'vitest';
import { identifierReading } from '../../../src/contract/identifier.ts';
import { maskIdentifier, readTyped } from '../../../src/core/identifier/identifier.ts';
import { sayDigitGroup, sayEmailGroup, sayNumber } from '../../../src/core/identifier/spoken.ts';

describe('readTyped', () => {
  it('groups a NIR for read-back and says it', () => {
    expect(readTyped('255081416802538')).toEqual({
      kind: 'nir',
      form: 'nir',
      complete: true,
      groups: ['2', '55', '08', '14', '168', '025', '38'],
      spoken: [
        'deux',
        'cinquante-cinq',
        'zéro huit',
        'quatorze',
        'cent soixante-huit',
        'zéro vingt-cinq',
        'trente-huit',
      ],
      key: 'valid',
      choices: [],
      problems: [],
      suggestions: [],
    });
  });

  it('says Corsica', () => {
    const { groups, spoken } = readTyped('2 84 05 2a 321');
    expect(groups).toEqual(['2', '84', '05', '2A', '321']);
    expect(spoken[3]).toBe('deux A');
  });

  it('blames nothing that is still to come, at any length', () => {
    const number = '255081416802538';
    for (let length = 0; length <= number.length; length++) {
      const reading = readTyped(number.slice(0, length));
      expect(reading.problems).toEqual([]);
      expect(reading.complete).toBe(length === 13 || length === 15);
      expect(reading.key).toBe(length === 0 ? null : length === 15 ? 'valid' : 'absent');
    }
    const mail = 'jean.dupont@mail.example.org';
    for (let length = 1; length <= mail.length; length++) expect(readTyped(mail.slice(0, length)).problems).toEqual([]);
  });

  it('blames a wrong field as soon as it is typed', () => {
    expect(readTyped('28413').problems).toEqual(['nir-month']);
    expect(readTyped('9').problems).toEqual(['nir-sex']);
    expect(readTyped('2840500').problems).toEqual(['nir-department']);
    expect(readTyped('2550814168025380').problems).toEqual(['nir-length']);
    expect(readTyped('1.84012E+14').problems).toEqual(['nir-scientific']);
    expect(readTyped('2 55 O8').problems).toEqual(['nir-character']);
  });

  it('offers what may have been meant for a wrong key, swapped neighbours first', () => {
    const reading = readTyped('2 55 80 14 168 025 38');
    expect(reading.key).toBe('wrong');
    expect(reading.complete).toBe(false);
    expect(reading.suggestions[0]).toEqual({ text: '2 55 08 14 168 025 38', slip: 'swapped-neighbours' });
    for (const { slip } of reading.suggestions.slice(1)) expect(slip).toBe('one-character');
  });

  it('warns about an unknown first digit and lets it be checked', () => {
    const reading = readTyped('3840588321025');
    expect(reading).toMatchObject({ form: 'unknown-sex', complete: true, problems: ['nir-sex-unknown'] });
  });

  it('spells an e-mail address', () => {
    const reading = readTyped('Jean-Marc.dpt62@Free.fr');
    expect(reading).toMatchObject({ kind: 'email', form: 'email', complete: true, key: null });
    expect(reading.groups).toEqual(['jean', '-', 'marc', '.', 'dpt', '62', '@', 'free', '.', 'fr']);
    expect(reading.spoken).toEqual([
      'jean',
      'tiret',
      'marc',
      'point',
      'D P T',
      'six deux',
      'arobase',
      'free',
      'point',
      'F R',
    ]);
  });

  it('reads nothing, and nonsense', () => {
    expect(readTyped(' - ').kind).toBe('empty');
    expect(readTyped('§').kind).toBe('unknown');
    expect(readTyped('1'.repeat(401)).kind).toBe('unknown');
  });

  it('has the shape of the contract', () => {
    const texts = [
      '',
      '2',
      '0',
      '+',
      '06123',
      '0612345678',
      '+4420',
      '33612345678',
      '10003456785',
      '255081416802538',
      '255801416802538',
      'a',
      'a@b.fr',
      '§',
      '7259318560179',
      '5',
      '2alain',
    ];
    for (const text of texts) expect(identifierReading.parse(readTyped(text))).toEqual(readTyped(text));
  });
});

describe('spoken French', () => {
  it.each([
    [0, 'zéro'],
    [16, 'seize'],
    [17, 'dix-sept'],
    [21, 'vingt et un'],
    [22, 'vingt-deux'],
    [70, 'soixante-dix'],
    [71, 'soixante et onze'],
    [77, 'soixante-dix-sept'],
    [80, 'quatre-vingts'],
    [81, 'quatre-vingt-un'],
    [91, 'quatre-vingt-onze'],
    [99, 'quatre-vingt-dix-neuf'],
    [100, 'cent'],
    [101, 'cent un'],
    [200, 'deux cents'],
    [280, 'deux cent quatre-vingts'],
    [999, 'neuf cent quatre-vingt-dix-neuf'],
  ])('%i is « %s »', (value, words) => expect(sayNumber(value)).toBe(words));

  it('says leading zeros one by one', () => {
    expect(sayDigitGroup('005')).toBe('zéro zéro cinq');
    expect(sayDigitGroup('000')).toBe('zéro zéro zéro');
    expect(sayDigitGroup('00')).toBe('zéro zéro');
    expect(sayDigitGroup('2B')).toBe('deux B');
  });

  it('names symbols and keeps words', () => {
    // Words that every JavaScript object knows.
    expect(['constructor', 'toString', 'hasOwnProperty'].map(sayEmailGroup)).toEqual([
      'constructor',
      'toString',
      'hasOwnProperty',
    ]);
    expect(['_', '+', 'com', 'laposte', 'sfr', 'bzh', '07'].map(sayEmailGroup)).toEqual([
      'tiret bas',
      'plus',
      'com',
      'laposte',
      'S F R',
      'B Z H',
      'zéro sept',
    ]);
  });
});

describe('maskIdentifier', () => {
  it('is as printed after a check', () => {
    expect(maskIdentifier({ kind: 'nir', canonical: '2550814168025' })).toBe('2 55 08 •• ••• •••');
    expect(maskIdentifier({ kind: 'email', canonical: 'jean.dupont@exemple.fr' })).toBe('j•••@e•••.fr');
    expect(maskIdentifier({ kind: 'email', canonical: 'a@b.co.uk' })).toBe('a•••@b•••.uk');
  });
});

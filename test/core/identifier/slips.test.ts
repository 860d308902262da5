/** What is offered for a domain that was mistyped and for a letter in a number: near enough to help, never near what is meant. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTyped } from '../../../src/core/identifier/identifier.ts';
import { editDistance, suggestDomains } from '../../../src/core/identifier/kinds/domain-slips.ts';

const common = [
  'gmail.com',
  'orange.fr',
  'hotmail.fr',
  'wanadoo.fr',
  'laposte.net',
  'free.fr',
  'sfr.fr',
  'outlook.com',
];

describe('a mistyped domain', () => {
  it.each([
    ['gmial.com', 'gmail.com'],
    ['gamil.com', 'gmail.com'],
    ['gmil.com', 'gmail.com'],
    ['gmaill.com', 'gmail.com'],
    ['gmail.con', 'gmail.com'],
    ['gmail.co', 'gmail.com'],
    ['gmail.cm', 'gmail.com'],
    ['gmail.fr', 'gmail.com'],
    ['gmial.con', 'gmail.com'],
    ['gmail;com', 'gmail.com'],
    ['gmail,com', 'gmail.com'],
    ['gmail com', 'gmail.com'],
    ['gmailcom', 'gmail.com'],
    ['gmail..com', 'gmail.com'],
    ['orange.fe', 'orange.fr'],
    ['ornage.fr', 'orange.fr'],
    ['wanado.fr', 'wanadoo.fr'],
    ['wandoo.ft', 'wanadoo.fr'],
    ['homtail.fr', 'hotmail.fr'],
    ['hotmial.fr', 'hotmail.fr'],
    ['hormail.fr', 'hotmail.fr'],
    ['lapsote.net', 'laposte.net'],
    ['laposte.ner', 'laposte.net'],
    ['fre.fr', 'free.fr'],
    ['srf.fr', 'sfr.fr'],
    ['outlok.com', 'outlook.com'],
    ['yaho.fr', 'yahoo.fr'],
    ['icloud.fr', 'icloud.com'],
    ['mairie-lille.fe', 'mairie-lille.fr'],
    ['dupont-sa.con', 'dupont-sa.com'],
    ['mail.dupont-sa.con', 'mail.dupont-sa.com'],
  ])('%s: %s is offered first', (typed, meant) => {
    expect(suggestDomains(typed)[0]).toBe(meant);
    expect(readTyped(`jean.dupont@${typed}`).suggestions[0]).toEqual({
      text: `jean.dupont@${meant}`,
      slip: 'domain',
    });
  });

  // Mailboxes of their own, however near: staff, other countries, other providers, names of three letters.
  it.each(
    `laposte.fr orange.com orange.net sfr.com mail.com email.com ymail.com gmx.de gmx.net live.be hotmail.be hotmail.co.uk
     hotmail.gr yahoo.gr yahoo.it yahoo.co.uk protonmail.ch me.com mac.com msn.com sfa.fr bfr.fr gmc.com france.fr change.fr
     grangette.fr cnam.fr ameli.fr example.org interieur.gouv.fr dupont.co live.fi free.co fastmail.com`.split(/\s+/),
  )('%s is left alone', (domain) => expect(suggestDomains(domain)).toEqual([]));

  it('is never one that is common itself, whatever stands before it', () => {
    for (const domain of common) expect(readTyped(`jean@${domain}`).suggestions).toEqual([]);
  });

  it('is not seen while a domain is typed, except where what stands there is a whole one', () => {
    const seen: string[] = [];
    for (const domain of common) {
      for (let length = 1; length < domain.length; length++) {
        const begun = domain.slice(0, length);
        if (readTyped(`jean@${begun}`).suggestions.length > 0) seen.push(begun);
      }
    }
    expect(seen).toEqual(['gmail.co', 'laposte.ne', 'outlook.co']);
  });

  it('stands in the field as it was typed until an offer is accepted, and is then read back', () => {
    const typed = readTyped('jean@gmial.com');
    expect(typed).toMatchObject({ complete: true, problems: [] });
    expect(typed.groups.join('')).toBe('jean@gmial.com');
    const accepted = readTyped(typed.suggestions[0]?.text ?? '');
    expect(accepted).toMatchObject({ complete: true, suggestions: [] });
    expect(accepted.groups.join('')).toBe('jean@gmail.com');
  });

  it('brings few offers, none of which needs another', () => {
    const letters = fc.string({ unit: fc.constantFrom(...'aefgilmnorst.,;-c'), maxLength: 14 });
    fc.assert(
      fc.property(letters, (domain) => {
        const offered = suggestDomains(domain);
        expect(offered.length).toBeLessThanOrEqual(3);
        for (const one of offered) {
          expect(one).not.toBe(domain);
          expect(suggestDomains(one)).toEqual([]);
        }
      }),
    );
  });
});

describe('editDistance', () => {
  it('is the same from either side, 0 for equal words alone, and 1 for one slip of each sort', () => {
    for (const slip of ['gmal', 'gmaail', 'gmeil', 'gmial']) expect(editDistance(slip, 'gmail')).toBe(1);
    const word = fc.string({ unit: fc.constantFrom(...'abcd'), maxLength: 8 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, b) === 0).toBe(a === b);
      }),
    );
  });
});

describe('a letter in a number', () => {
  it.each([
    ['2 55 O8 14 168 O25 38', '2 55 08 14 168 025 38'],
    ['2 55 08 l4 I68 025', '2 55 08 14 168 025'],
    ['O6 12 34 56 78', '06 12 34 56 78'],
    ['o612345678', '06 12 34 56 78'],
    ['+33 6 I2 34 56 78', '06 12 34 56 78'],
    ['2 84 O5 2A 321 025', '2 84 05 2A 321 025'],
  ])('%s: %s is offered, and what was typed is shown', (typed, meant) => {
    const reading = readTyped(typed);
    expect(reading.complete).toBe(false);
    expect(reading.groups).toEqual([typed]);
    expect(reading.suggestions).toEqual([{ text: meant, slip: 'letter-for-digit' }]);
    expect(readTyped(meant)).toMatchObject({ complete: true, suggestions: [] });
  });

  it('leads to the key where that does not hold either', () => {
    const offered = readTyped('2 55 O8 14 168 025 39').suggestions[0]?.text ?? '';
    expect(readTyped(offered).key).toBe('wrong');
  });

  it.each(['oo7@gmail.com', 'oil', 'O6', '1o2i3l', '2 55 08 14 S68 025', '2 84 05 2A 321 025', 'oli12345'])(
    '%s is none',
    (typed) => expect(readTyped(typed).suggestions).toEqual([]),
  );
});

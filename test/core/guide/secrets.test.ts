import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  harmlessNumbers,
  looksLikeSecret,
  mustStayOffPaper,
  surelyHoldsSecret,
} from '../../../src/core/guide/secrets.ts';
import { kindSpecs, nirKey } from '../../../src/core/identifier/identifier.ts';
import { canaryOf } from '../../../src/core/pack/canaries.ts';
import { type IdentifierKind, identifierKinds } from '../../../src/core/vocabulary.ts';
import { fuzzRuns } from '../../support/fuzz-runs.ts';
import { shippedGuide } from './shipped-guide.ts';

const harmless = harmlessNumbers(shippedGuide);
const around = fc.constantFrom('', 'NIR ', 'le numéro, ', 'rappeler à 14 h 30, ', 'n°', '12/11/2026 ');
const spacing = fc.constantFrom('', ' ', '.', '-', '\u00a0', '\u202f');
const spaced =
  (cuts: readonly number[]) =>
  ([text, gap]: readonly [string, string]): string =>
    [0, ...cuts].map((cut, index) => text.slice(cut, cuts[index] ?? text.length)).join(gap);
const seen = (note: string) => looksLikeSecret(note, harmless);

describe('looksLikeSecret', () => {
  it.each([
    ['2 55 08 14 168 025 38', 'nir'],
    ['la NIR est 2550814168025', 'nir'],
    ['2.84.05.2A.321.025', 'nir'],
    ['284052b32102579', 'nir'],
    ['clé fausse : 255081416802539', 'nir'],
    ['2\u201184\u201105\u201188\u2011321\u2011025', 'nir'],
    ['2–84–05–88–321–025', 'nir'],
    ['2\t84\t05\t88\t321\t025', 'nir'],
    ['2·84·05·88·321·025', 'nir'],
    ['2840588\u200b321025', 'nir'],
    ['٢٨٤٠٥٨٨٣٢١٠٢٥', 'nir'],
    ['255081416\n802538', 'nir'],
    ['2 55 08 14\r\n168 025', 'nir'],
    ['2, 55, 08, 14, 168, 025, 38', 'nir'],
    ['2,55,08,14,168,025', 'nir'],
    ['2/55/08/14/168/025', 'nir'],
    ['2 / 55 / 08 / 14 / 168 / 025', 'nir'],
    ['2 | 55 | 08 | 14 | 168 | 025', 'nir'],
    ['(2) 55:08:14;168+025', 'nir'],
    ['2 84 05 2 A 321 025', 'nir'],
    ['2-84-05-2-b-321-025', 'nir'],
    ['2,84,05,2,A,321,025', 'nir'],
    ['２８４０５８８３２１０２５', 'nir'],
    ['२८४०५८८३२१०२५', 'nir'],
    ['2⃣5️⃣5⃣0⃣8⃣1⃣4⃣1⃣6⃣8⃣0⃣2⃣5⃣', 'nir'],
    ['2\u200d84\ufeff05\u206088\u034f321\u180e025', 'nir'],
    [`${'7 '.repeat(60)}25508 141680 25`, 'nir'],
    ['2 55 O8 14 168 O25', 'nir'],
    ['255o81416802538', 'nir'],
    ['2 55 08 l4 I68 025', 'nir'],
    ['+33 (0)6 12 34 56 78', 'phone'],
    ['carte 4111,1111,1111,1111', 'card'],
    ['carte 4111\n1111\n1111\n1111', 'card'],
    ['FR 76 3000 6000 0112 3456 7890 189', 'iban'],
    ['FR76.3000.6000.0112.3456.7890.189', 'iban'],
    ['FR76\n3000 6000 0112\n3456 7890 189', 'iban'],
    ['RIB 30006 00001 12345678901 89', 'iban'],
    ['jean.dupont @ exemple.fr', 'email'],
    ['jean @ exemple . fr', 'email'],
    ['jean＠exemple．fr', 'email'],
    ['jean dupont arobase exemple point fr', 'email'],
    ['jean.dupont(at)exemple.fr', 'email'],
    ['jean [arobase] exemple [point] fr', 'email'],
    ['jean.dupont@\nexemple.fr', 'email'],
    ['06,12,34,56,78', 'phone'],
    ['carte 4111\u20111111\u20111111\u20111111', 'card'],
    ['FR76\u20113000\u20116000\u20110112\u20113456\u20117890\u2011189', 'iban'],
    ['jean\u200b@exemple.fr', 'email'],
    ['écrire à Jean.Dupont+ameli@exemple.fr demain', 'email'],
    ['carte 4111 1111 1111 1111', 'card'],
    ['carte 4111-1111-1111-1111.', 'card'],
    ['carte mal dictée 4970 1012 3456 7890', 'card'],
    ['amex 378282246310005', 'card'],
    ['FR76 3000 6000 0112 3456 7890 189', 'iban'],
    ['fr7630006000011234567890189', 'iban'],
    ['DE89 3704 0044 0532 0130 00', 'iban'],
    ['rappeler au 06 12 34 56 78', 'phone'],
    ['rappeler au +33 6 12 34 56 78', 'phone'],
    ['rappeler au 06.12.34.56.78', 'phone'],
    ['rappeler au +44 20 7946 0958', 'phone'],
    ['rappeler au +44 (0)20 7946 0958 demain à 14 h 30', 'phone'],
    ['tél. 0044 20 7946 0958', 'phone'],
    ['son mobile belge : 00 32 470 12 34 56', 'phone'],
    ['+1 (415) 555-0132', 'phone'],
    ['tel:+212612345678', 'phone'],
    ['rappeler au 0692 12 34 56', 'phone'],
    ['262692123456', 'phone'],
    ['RPPS 10003456786', 'rpps'],
    ['médecin 10 003 456 786', 'rpps'],
    ['médecin 10003456780', 'rpps'],
    ['n° rpps : 10 00 34 56 780', 'rpps'],
    ['10.003.456.786', 'rpps'],
    ['10003\u00a0456\u00a0786', 'rpps'],
    ['10|003|456|786', 'rpps'],
    ['10003456786 / 0612345678', 'rpps'],
    ['mot de passe : soleil', 'password'],
    ['le mot de passe est soleil', 'password'],
    ['mdp=1234', 'password'],
    ['elle utilise Azerty12! partout', 'password'],
  ])('sees in « %s » a %s', (note, kind) => {
    expect(seen(note)).toContain(kind);
  });

  it.each([
    '',
    'Rappeler mardi 24/11/2026 à 14 h 30, après le travail.',
    'A appelé le 0 892 705 705 puis le 3646 ; +33 1 84 90 36 46 depuis l’étranger.',
    'Opposition n° 4471223981 le 2026-11-21 à 14:32.',
    'SMS transféré au 33700, débit de 1 234,56 € contesté.',
    'Dossier VG-7K3M-Q2XA, voir https://www.impots.gouv.fr/Particulier?p=1',
    'Le mot de passe est changé, celui de la messagerie aussi.',
    'mot de passe : changé ; double vérification activée',
    'Voir 17cyber.gouv.fr, plainte n° 2026/004512',
    'Débits : 1 234,56 €, 2 345,67 €, 89,90 € le 3/11, 4/11 et 5/11.',
    'Rappels à 08:30, 09:15, 10:20, 11:45 et 17:30.',
    'Opposition 4471223981\n24/11 14:32\nagent 112',
    '0 892 705 705\n3646',
    '0 892 705 705, 3646, 33700, 17',
    '1. banque\n2. ameli\n3. messagerie\n4. plainte 2026-004512',
    'RDV @ l’agence mardi. Demain : rappeler.',
    'Point fait : 2 enfants, 3 comptes, 1 carte ; 14 h 30.',
    'Le 21 novembre 2026 à 14 h 32, puis le 24 à 9 h.',
    'Dossier 2026-11-21/0045, agence 75012, bureau 2 A',
    'Virement de 10 000 €, puis 3 456 €, le 7.',
    'Opposition 0044712, agence 00 75012',
    'Commandes 4471223 et 8812 ; 14:00 12 appels',
  ])('lets « %s » through', (note) => {
    expect(seen(note)).toEqual([]);
  });

  it('never lets a writing of any kind through, whatever stands around it', () => {
    // One line for each kind, which the compiler asks for; `parse` decides whether the writing is one.
    const writings: Readonly<Record<IdentifierKind, fc.Arbitrary<string>>> = {
      nir: fc
        .tuple(fc.stringMatching(/^[12]\d{2}(?:0[1-9]|1[0-2])(?:\d\d|2[AB])\d{6}$/), spacing)
        .map(spaced([1, 3, 5, 7, 10])),
      email: fc.stringMatching(/^[a-z][a-z0-9._+-]{0,12}[a-z0-9]@[a-z][a-z0-9-]{0,10}[a-z0-9](?:\.[a-z]{2,6}){1,2}$/),
      phone: fc.oneof(
        fc.tuple(fc.stringMatching(/^0[1-79]\d{8}$/), spacing).map(spaced([2, 4, 6, 8])),
        fc
          .tuple(fc.constantFrom('+', '00'), fc.stringMatching(/^[1-9]\d{9,12}$/), spacing)
          .map(([sign, number, gap]) => `${sign}${spaced([2, 5, 8])([number, gap])}`),
      ),
      rpps: fc.oneof(
        fc.stringMatching(/^\d{11}$/),
        fc.tuple(fc.stringMatching(/^\d{11}$/), spacing).map(spaced([2, 5, 8])),
        fc
          .tuple(fc.stringMatching(/^\d{11}$/), spacing)
          .map(([number, gap]) => `RPPS ${spaced([1, 4, 6])([number, gap])}`),
      ),
    };
    for (const kind of identifierKinds) {
      const valid = writings[kind].filter((text) => kindSpecs[kind].parse(text.replace('RPPS ', '')).kind === 'ok');
      fc.assert(
        fc.property(valid, around, (written, before) => {
          expect(seen(`${before}${written}, merci`)).toContain(kind);
        }),
        fuzzRuns(300),
      );
    }
  });

  it('takes one number for one thing where it is surely one', () => {
    // 13 digits of a NIR that also pass for a card number by Luhn's rule.
    expect(seen('NIR 2550814168025 38')).toEqual(['nir']);
    // Eleven digits that begin with 33 may be either, as in the field.
    expect(seen('33612345678')).toEqual(['phone', 'rpps']);
  });

  it('keeps what is surely an identifier out of fields for references, and takes what may as well be a reference', () => {
    for (const kind of identifierKinds) {
      for (const canonical of [1, 2, 3, 4].map((index) => canaryOf(kind, index))) {
        const written = kind === 'phone' ? `+${canonical}` : canonical;
        expect(surelyHoldsSecret(written), written).toBe(true);
        expect(mustStayOffPaper(written), written).toBe(true);
      }
    }
    for (const text of ['+44 20 7946 0958', '0044 20 7946 0958', 'RPPS 10003456780', '10 003 456 786', 'mdp=soleil']) {
      expect(surelyHoldsSecret(text), text).toBe(true);
    }
    // Ten or eleven digits, zeros in front, capitals and signs: references have them all.
    for (const text of ['0612345678', '10003456780', '0012345678', 'Ref#A1b2c3', '4471223981', '20261130123']) {
      expect(surelyHoldsSecret(text), text).toBe(false);
    }
    expect(mustStayOffPaper('Azerty12!')).toBe(true);
  });

  const digits = (count: number) => fc.stringMatching(new RegExp(`^\\d{${count}}$`));
  const nir = fc
    .tuple(
      fc.constantFrom('1', '2'),
      digits(2),
      fc.constantFrom('01', '06', '12', '31'),
      fc.constantFrom('75', '2A', '2B', '99'),
      digits(6),
    )
    .map((parts) => parts.join(''));
  const groupsOf = (text: string, cuts: readonly number[]) =>
    [0, ...cuts].map((cut, index) => text.slice(cut, cuts[index] ?? text.length));

  it('never lets a valid NIR through, however it is set apart and whatever stands around it', () => {
    const gaps = [
      '',
      ' ',
      '.',
      '-',
      '\u00a0',
      '\u202f',
      ',',
      ', ',
      '/',
      ' / ',
      ':',
      ';',
      '\n',
      '\r\n',
      ' \n',
      '|',
      '\t',
      ' · ',
      '\u200b',
      '…',
    ];
    const style = fc.record({
      keyed: fc.boolean(),
      gap: fc.constantFrom(...gaps),
      splitLetter: fc.boolean(),
      zero: fc.constantFrom(0x30, 0xff10, 0x660, 0x6f0, 0x966, 0x1d7ce),
      lower: fc.boolean(),
    });
    fc.assert(
      fc.property(nir, style, around, (canonical, { keyed, gap, splitLetter, zero, lower }, before) => {
        const cuts = splitLetter && /[AB]/.test(canonical) ? [1, 3, 5, 6, 7, 10] : [1, 3, 5, 7, 10];
        const whole = keyed ? `${canonical}${nirKey(canonical) ?? ''}` : canonical;
        const groups = groupsOf(whole, keyed ? [...cuts, 13] : cuts).join(gap);
        const written = groups.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));
        expect(seen(`${before}${lower ? written.toLowerCase() : written} merci`)).toContain('nir');
      }),
      fuzzRuns(400),
    );
  });

  it('never lets one through that is cut anywhere by spaces, dots, dashes, slashes or line breaks', () => {
    const cuts = fc
      .uniqueArray(fc.integer({ min: 1, max: 14 }), { maxLength: 6 })
      .map((all) => all.sort((a, b) => a - b));
    const gap = fc.constantFrom(' ', '.', '-', '/', '  ', '_', '\n');
    fc.assert(
      fc.property(nir, cuts, gap, around, (canonical, at, between, before) => {
        const whole = `${canonical}${nirKey(canonical) ?? ''}`;
        expect(seen(`${before}${groupsOf(whole, at).join(between)}`)).toContain('nir');
      }),
      fuzzRuns(400),
    );
  });

  it('lets the notes of a day’s work through', () => {
    const two = (value: number) => String(value).padStart(2, '0');
    const day = fc.tuple(fc.integer({ min: 1, max: 28 }), fc.integer({ min: 1, max: 12 }));
    const piece = fc.oneof(
      day.map(([d, m]) => `le ${two(d)}/${two(m)}/2026`),
      day.map(([d, m]) => `avant le ${d}/${m}`),
      day.map(([d, m]) => `2026-${two(m)}-${two(d)}`),
      fc.tuple(fc.integer({ min: 8, max: 19 }), fc.integer({ min: 0, max: 59 })).map(([h, m]) => `à ${h} h ${two(m)}`),
      fc.tuple(fc.integer({ min: 8, max: 19 }), fc.integer({ min: 0, max: 59 })).map(([h, m]) => `${two(h)}:${two(m)}`),
      fc.constantFrom('0 892 705 705', '3646', '33700', '+33 1 84 90 36 46', '116 006', '17', '112'),
      fc
        .tuple(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 0, max: 99 }))
        .map(([e, c]) => `débit de ${e.toLocaleString('fr')},${two(c)} €`),
      fc.constantFrom(
        'banque prévenue',
        'carte bloquée',
        'rappeler',
        'plainte déposée',
        'dossier VG-7K3M-Q2XA',
        'agence 75012',
      ),
    );
    const note = fc
      .tuple(fc.array(piece, { minLength: 1, maxLength: 8 }), fc.constantFrom(', ', ' ; ', '\n', '. ', ' puis '))
      .map(([pieces, gap]) => pieces.join(gap));
    const rate = fc.sample(note, 3000).filter((text) => seen(text).length > 0);
    // A time beside a short number now and then falls into the shape of a NIR; the adviser is asked to write it otherwise.
    expect(rate.length, rate.slice(0, 20).join(' | ')).toBeLessThan(15);
  });

  it('answers any text, in the fixed order, at once', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary', maxLength: 2000 }), fc.stringMatching(/^[\d .-]{0,600}$/)),
        (note) => {
          expect(Array.isArray(seen(note))).toBe(true);
        },
      ),
    );
    const longest = [
      '1 2 3 4 5 6 7 8 9 '.repeat(110),
      'A1'.repeat(1000),
      '1,'.repeat(1000),
      '2 A '.repeat(500),
      'a '.repeat(1000),
      'a.'.repeat(1000),
      `x arobase ${'a point '.repeat(240)}`,
      'FR 1 '.repeat(400),
      `${'a'.repeat(1000)}@${'b.'.repeat(490)}`,
    ];
    for (const note of longest) {
      // The processor's time, and the best of three: other work on the machine is none of its own.
      const times = Array.from({ length: 3 }, () => {
        const before = process.cpuUsage();
        seen(note);
        return process.cpuUsage(before).user / 1000;
      });
      expect(Math.min(...times), note.slice(0, 20)).toBeLessThan(150);
    }
  });
});

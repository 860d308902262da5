import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { harmlessNumbers, looksLikeSecret } from '../../../src/core/guide/secrets.ts';
import { nirKey } from '../../../src/core/identifier/identifier.ts';
import { shippedGuide } from './shipped-guide.ts';

const harmless = harmlessNumbers(shippedGuide);
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
  ])('lets « %s » through', (note) => {
    expect(seen(note)).toEqual([]);
  });

  it('never lets a valid NIR through, however it is set apart and whatever stands around it', () => {
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
    fc.assert(
      fc.property(
        nir,
        fc.boolean(),
        fc.constantFrom('', ' ', '.', '-', '\u00a0', '\u202f'),
        fc.constantFrom('', 'NIR ', 'le numéro, '),
        (canonical, keyed, gap, before) => {
          const groups = [
            canonical.slice(0, 1),
            canonical.slice(1, 3),
            canonical.slice(3, 5),
            canonical.slice(5, 7),
            canonical.slice(7, 10),
            canonical.slice(10),
          ];
          if (keyed) groups.push(nirKey(canonical) ?? '');
          expect(seen(`${before}${groups.join(gap)} merci`)).toContain('nir');
        },
      ),
    );
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
    const started = performance.now();
    seen('1 2 3 4 5 6 7 8 9 '.repeat(110));
    seen('A1'.repeat(1000));
    seen(`${'a'.repeat(1000)}@${'b.'.repeat(490)}`);
    expect(performance.now() - started).toBeLessThan(500);
  });
});

/** Who calls for another is told about that person's things, in whole sentences. */
import { describe, expect, it } from 'vitest';
import { isKnownNoun, sayFor } from '../../../src/core/guide/representative.ts';
import { saidFaults } from '../../../src/core/guide/said-faults.ts';
import { termsOf } from '../../../src/core/guide/terms.ts';
import { accountKinds, otherPersonKinds } from '../../../src/core/vocabulary.ts';
import { shippedGuide } from './shipped-guide.ts';

const guide = shippedGuide;
/** Every sentence of the guide that is said or asked, with the people to whom it may be. */
const said = [
  ...guide.steps
    .filter(({ by, retired }) => by === 'caller' && !retired)
    .map(({ say, notFor }) => ({ text: say, notFor })),
  ...guide.questions.map(({ text }) => ({ text, notFor: [] })),
];

describe('what is said to who calls for another', () => {
  it.each([
    [
      'child',
      'Faites bloquer votre carte maintenant, en appelant votre banque à son numéro habituel.',
      'Pour votre enfant : faites bloquer sa carte maintenant, en appelant sa banque à son numéro habituel.',
    ],
    [
      'protected-adult',
      'Vérifiez vos remboursements chaque mois.',
      'Pour la personne protégée : vérifiez ses remboursements chaque mois.',
    ],
    [
      'deceased',
      'Quelqu’un se sert-il de votre identité ou de votre numéro ?',
      'Pour la personne décédée : quelqu’un se sert-il de son identité ou de son numéro ?',
    ],
    ['child', 'Quelqu’un vous menace-t-il ?', 'Quelqu’un menace-t-il votre enfant ?'],
    [
      'deceased',
      'Écrivez au prêteur que ce crédit n’est pas de vous, avec une copie de la plainte.',
      'Écrivez au prêteur que ce crédit n’est pas de la personne décédée, avec une copie de la plainte.',
    ],
    ['child', 'Avez-vous reçu un SMS douteux ?', 'Avez-vous reçu un SMS douteux ?'],
  ] as const)('to a representative (%s): %s', (who, fr, expected) => {
    expect(sayFor({ fr, en: '' }, who).fr).toBe(expected);
    expect(sayFor({ fr, en: '' }, 'caller').fr).toBe(fr);
  });

  it('names nothing of the person as the caller’s, and stays a sentence that can be said', () => {
    const faults: string[] = [];
    for (const who of otherPersonKinds) {
      for (const account of accountKinds) {
        const terms = termsOf(guide.texts, account);
        for (const { text, notFor } of said) {
          if ((notFor as readonly string[]).includes(who)) continue;
          const filled = terms.both(text);
          const { fr, en } = sayFor(filled, who);
          for (const [, noun = ''] of filled.fr.matchAll(/votre (\p{L}+)/giu)) {
            if (!isKnownNoun(noun)) faults.push(`${noun}: son or sa?`);
          }
          if (/(?<!\p{L})(?:votre (?!enfant)|vos |vôtre)/iu.test(fr)) faults.push(fr);
          if (/\byours?\b(?! child)/i.test(en)) faults.push(en);
          for (const [sentence, language] of [
            [fr, 'fr'],
            [en, 'en'],
          ] as const) {
            const own = saidFaults(language === 'fr' ? filled.fr : filled.en, language);
            if (saidFaults(sentence, language).some((fault) => !own.includes(fault))) faults.push(sentence);
          }
        }
      }
    }
    expect([...new Set(faults)]).toEqual([]);
  });
});

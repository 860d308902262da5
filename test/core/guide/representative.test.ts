/** Who calls for another is told about that person's things, in whole sentences, aloud and on paper. */
import { describe, expect, it } from 'vitest';
import { buildPlan } from '../../../src/core/guide/plan.ts';
import { isKnownNoun, sayFor } from '../../../src/core/guide/representative.ts';
import { saidFaults } from '../../../src/core/guide/said-faults.ts';
import { termsOf } from '../../../src/core/guide/terms.ts';
import { setFrench } from '../../../src/core/guide/typography.ts';
import { accountKinds, dataClasses, type Locale, otherPersonKinds } from '../../../src/core/vocabulary.ts';
import { emptySituation, shippedGuide } from './shipped-guide.ts';

const allYes = Object.fromEntries(shippedGuide.questions.map(({ id }) => [id, true]));
const situations = [
  { ...emptySituation, confirmed: [...dataClasses], incidentStatuses: ['confirmed'] as const, answers: allYes },
  { ...emptySituation, confirmed: [...dataClasses], incidentStatuses: ['confirmed'] as const },
  { ...emptySituation, claimed: [...dataClasses], incidentStatuses: ['claimed', 'refuted'] as const },
  { ...emptySituation, answers: { 'money-gone': true, 'given-away': false } },
];

/** Every sentence of a plan that the person on the phone hears or reads, and where it stands. */
function sentencesFor(about: { who: (typeof otherPersonKinds)[number]; account: (typeof accountKinds)[number] }) {
  return situations.flatMap((situation) => {
    const { steps, questions } = buildPlan(shippedGuide, { ...situation, about });
    const place = (where: string, language: Locale, text: string) => ({ where, language, text });
    const both = (where: string, text: { fr: string; en: string }) => [
      place(where, 'fr', text.fr),
      place(where, 'en', text.en),
    ];
    return [
      ...questions.flatMap(({ id, text }) => both(`question ${id}`, text)),
      ...steps.flatMap(({ id, title, say, callerDoes, sheet, contacts }) => [
        ...both(`${id} title`, title),
        ...both(`${id} say`, say),
        ...both(`${id} does`, callerDoes),
        ...contacts.flatMap(({ name, use, easy }) => [
          ...both(`${id} contact`, name),
          ...both(`${id} contact`, use),
          ...easy.map((line) => place(`${id} contact`, 'fr', line)),
        ]),
        ...(sheet === null
          ? []
          : [
              ...both(`${id} sheet`, sheet),
              ...[sheet.easyTitle, ...sheet.easy].map((line) => place(`${id} easy`, 'fr', line)),
            ]),
      ]),
    ];
  });
}

/** What « vous » may do: the acts of who reads. Whatever else is said of « vous » is said of the wrong person. */
const saidOfReader = {
  fr: /(?<!\p{L})(?:pas de vous|pour vous(?!-)|sans vous|vous (?:a|avez(?!\s\d|\sun doute)|aviez|êtes|étiez|menace)(?!\p{L})|avez-vous (?:donné|perdu|toujours)|vos (?!enfants)|votre (?!enfant|mairie|organisme|plainte|référence)|vôtre)/iu,
  en: /\b(?:yours\b|your (?!child|complaint|minor|organisation|town|reference)|threatening you\b|you (?:gave|lost|opened|made|had)|did you|do you still|say of you\b)/i,
} as const;

describe('what is said to who calls for another', () => {
  it.each([
    [
      'child',
      'Faites bloquer votre carte maintenant, en appelant votre banque à son numéro habituel.',
      'Faites bloquer la carte de votre enfant maintenant, en appelant sa banque à son numéro habituel.',
    ],
    [
      'protected-adult',
      'Vérifiez vos remboursements chaque mois.',
      'Vérifiez les remboursements de la personne protégée chaque mois.',
    ],
    [
      'deceased',
      'Quelqu’un se sert-il de votre identité ou de votre numéro ?',
      'Quelqu’un se sert-il de l’identité de la personne décédée ou de son numéro ?',
    ],
    [
      'deceased',
      'Écrivez au prêteur que ce crédit n’est pas de vous, avec une copie de la plainte.',
      'Écrivez au prêteur que ce crédit n’est pas de la personne décédée, avec une copie de la plainte.',
    ],
    [
      'child',
      'Ouvrez votre compte ameli. Regardez votre courriel.',
      'Ouvrez le compte ameli de votre enfant. Regardez son courriel.',
    ],
    [
      'deceased',
      'Tapez vous-même ameli.fr pour votre compte ameli.',
      'Tapez vous-même ameli.fr pour le compte ameli de la personne décédée.',
    ],
    ['child', 'Un crédit a-t-il été pris à votre nom ?', 'Un crédit a-t-il été pris au nom de votre enfant ?'],
    [
      'child',
      'Votre numéro de sécurité sociale ne change pas.',
      'Le numéro de sécurité sociale de votre enfant ne change pas.',
    ],
    ['child', 'Vous l’avez perdu ? Allez à votre mairie.', 'Vous l’avez perdu ? Allez à votre mairie.'],
    ['child', 'Avez-vous reçu un SMS douteux ?', 'Avez-vous reçu un SMS douteux ?'],
  ] as const)('to a representative (%s): %s', (who, fr, expected) => {
    expect(sayFor({ fr, en: '' }, who).fr).toBe(expected);
    expect(sayFor({ fr, en: '' }, 'caller').fr).toBe(fr);
  });

  it.each([
    [
      'child',
      'Have your card blocked now, by calling your bank.',
      'Have your child’s card blocked now, by calling their bank.',
    ],
    ['deceased', 'Your data is on a page.', 'The deceased person’s data is on a page.'],
    [
      'protected-adult',
      'If a login was not yours, tell your fund.',
      'If a login was not the protected person’s, tell their fund.',
    ],
  ] as const)('in English (%s): %s', (who, en, expected) => {
    expect(sayFor({ fr: '', en }, who).en).toBe(expected);
  });

  it.each(otherPersonKinds)('and printed for them (%s) names nothing of the person as the reader’s', (who) => {
    const faults = accountKinds.flatMap((account) =>
      sentencesFor({ who, account })
        .filter(({ language, text }) => saidOfReader[language].test(text) || /\{|\}/.test(text))
        .map(({ where, text }) => `${where}: ${text}`),
    );
    expect([...new Set(faults)]).toEqual([]);
  });

  it.each(otherPersonKinds)('keeps what a thing is called whole before it says whose it is (%s)', (who) => {
    const faults = accountKinds.flatMap((account) =>
      sentencesFor({ who, account })
        // « le compte de votre enfant ameli »: the name of the account came loose.
        .filter(({ text }) => /(?:enfant|protégée|décédée|child|person|died) ameli/u.test(text))
        .map(({ where, text }) => `${where}: ${text}`),
    );
    expect([...new Set(faults)]).toEqual([]);
  });

  it.each(otherPersonKinds)('stays French that is set and said as the guide is (%s)', (who) => {
    const faults = accountKinds.flatMap((account) =>
      sentencesFor({ who, account })
        .filter(({ language, text, where }) => {
          const isSaid = where.endsWith('say') || where.startsWith('question');
          if (language === 'fr' && setFrench(text) !== text) return true;
          if (language === 'fr' && /(?<!\p{L})(?:à le|de le|à les|de les|(?:la|le) [aeiouéèê])(?!\p{L})/iu.test(text))
            return true;
          return isSaid && saidFaults(text, language).length > 0;
        })
        .map(({ where, text }) => `${where}: ${text}`),
    );
    expect([...new Set(faults)]).toEqual([]);
  });

  it('knows the article of every noun that is somebody’s', () => {
    const faults = new Set<string>();
    for (const account of accountKinds) {
      const terms = termsOf(shippedGuide.texts, account);
      for (const step of shippedGuide.steps) {
        const printed = step.sheet === null ? [] : Object.values(terms.sheet(step.sheet)).flat();
        for (const text of [terms.both(step.say).fr, terms.both(step.title).fr, ...printed]) {
          for (const [, noun = ''] of text.matchAll(/(?<!\p{L})votre (\p{L}+)/giu))
            if (!isKnownNoun(noun)) faults.add(noun);
        }
      }
    }
    expect([...faults]).toEqual([]);
  });

  it('reads what the caller does as neither’s own: « la banque », whoever calls for whom', () => {
    const owned = /(?<!\p{L})(?:son|sa|ses) (?!médiateur|livraison)/iu;
    const faults = shippedGuide.steps.filter(({ callerDoes }) => owned.test(callerDoes.fr)).map(({ id }) => id);
    expect(faults).toEqual([]);
  });

  it('asks a relative nothing that only the living can answer', () => {
    const about = { who: 'deceased', account: 'general' } as const;
    const asked = situations.flatMap((situation) => buildPlan(shippedGuide, { ...situation, about }).questions);
    const ids = new Set(asked.map(({ id }) => id));
    for (const id of ['gave-password', 'account-lost', 'mailbox-lost', 'network-lost', 'device-doubtful']) {
      expect(ids).not.toContain(id);
    }
    expect([...ids]).toEqual(expect.arrayContaining(['money-gone', 'given-away', 'identity-used', 'threatened']));
    // Nor is anything said as of somebody who goes on living.
    const said = sentencesFor(about).map(({ text }) => text);
    expect(
      said.filter((text) => /chaque mois|each month|ne change pas|does not change|unique mot de passe/.test(text)),
    ).toEqual([]);
    // An answer given before it was said that the person died brings nothing any more.
    const plan = buildPlan(shippedGuide, {
      ...emptySituation,
      about,
      answers: { 'account-lost': true, 'network-lost': true, 'mailbox-lost': true },
    });
    const untouched = buildPlan(shippedGuide, { ...emptySituation, about });
    expect(plan.steps.map(({ id }) => id)).toEqual(untouched.steps.map(({ id }) => id));
  });
});

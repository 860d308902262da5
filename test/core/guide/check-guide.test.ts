import { describe, expect, it } from 'vitest';
import { checkGuideFiles, type GuideFinding } from '../../../src/core/guide/check-guide.ts';
import { shippedJson } from './shipped-guide.ts';

const options = { today: '2026-11-21', maxAgeDays: 365 };

/** Findings that the shipped guide gets after `spoil`, and did not have before. */
// biome-ignore lint/suspicious/noExplicitAny: spoilt at will, as an editor could
function newFindings(spoil: (json: any) => void): GuideFinding[] {
  const json = shippedJson();
  const before = new Set(checkGuideFiles(json, options).map((finding) => JSON.stringify(finding)));
  spoil(json);
  return checkGuideFiles(json, options).filter((finding) => !before.has(JSON.stringify(finding)));
}

describe('checkGuideFiles', () => {
  it.each([
    [
      'error',
      'malformed',
      'steps.steps.0.contacts.0',
      (json) => {
        json.steps.steps[0].contacts = ['nobody'];
      },
    ],
    [
      'error',
      'conditions-contradict',
      'steps.steps.0.appliesWhen.1',
      (json) => {
        const { appliesWhen } = json.steps.steps[0];
        appliesWhen.push({ ...appliesWhen[0], mandatory: !appliesWhen[0].mandatory });
      },
    ],
    // A refuted or merely claimed incident confirms no class.
    [
      'error',
      'step-unreachable',
      'steps.steps.3',
      (json) => {
        json.steps.steps[3].appliesWhen = [{ mandatory: true, classes: ['card'], statuses: ['claimed', 'refuted'] }];
      },
    ],
    [
      'warning',
      'clause-unreachable',
      'steps.steps.1.appliesWhen.1',
      (json) => {
        json.steps.steps[1].appliesWhen.push({ mandatory: false, claimedClasses: ['card'], statuses: ['refuted'] });
      },
    ],
    [
      'warning',
      'condition-without-effect',
      'steps.steps.3.appliesWhen.0',
      (json) => {
        json.steps.steps[3].appliesWhen = [{ mandatory: true, answers: { 'card-held': ['yes', 'no', 'unknown'] } }];
      },
    ],
    [
      'warning',
      'need-comes-later',
      'steps.steps.0.needs',
      (json) => {
        json.steps.steps[0].needs = ['x-phish'];
      },
    ],
    [
      'note',
      'question-unused',
      'questions.questions.31',
      (json) => {
        json.questions.questions.push({ id: 'idle', text: { fr: 'Et alors\u202f?', en: 'So what?' } });
      },
    ],
    [
      'note',
      'contact-unused',
      'contacts.contacts.6',
      (json) => {
        for (const step of json.steps.steps) step.contacts = step.contacts.filter((id: string) => id !== 'operator');
      },
    ],
    [
      'note',
      'evidence-unused',
      'steps.evidence.11',
      (json) => {
        for (const step of json.steps.steps)
          step.evidence = step.evidence.filter((id: string) => id !== 'operator-date');
      },
    ],
    [
      'warning',
      'contact-stale',
      'contacts.contacts.9',
      (json) => {
        json.contacts.contacts[9].checkedOn = '2025-11-20';
      },
    ],
    [
      'note',
      'contact-never-checked',
      'contacts.contacts.26',
      (json) => {
        json.contacts.contacts.push({ ...json.contacts.contacts[9], id: 'again' });
        json.steps.steps[0].contacts.push('again');
      },
    ],
    [
      'error',
      'contact-spoken-missing',
      'contacts.contacts.0',
      (json) => {
        json.contacts.contacts[0].spoken = null;
      },
    ],
    [
      'error',
      'translation-missing',
      'steps.steps.0.say.en',
      (json) => {
        json.steps.steps[0].say.en = 'TODO';
      },
    ],
    [
      'error',
      'typography',
      'steps.steps.0.say.fr',
      (json) => {
        json.steps.steps[0].say.fr = 'Un doute ? Appelez.';
      },
    ],
    [
      'error',
      'typography',
      'texts.labels.exposed.fr',
      (json) => {
        json.texts.labels.exposed.fr = 'Vos données :';
      },
    ],
    [
      'error',
      'typography',
      'questions.questions.0.text.en',
      (json) => {
        json.questions.questions[0].text.en = "Don't you?";
      },
    ],
    [
      'warning',
      'easy-line-hard',
      'steps.steps.0.sheet.easy.0',
      (json) => {
        json.steps.steps[0].sheet.easy[0] = 'Lisez vos SMS.';
      },
    ],
    [
      'warning',
      'easy-line-long',
      'steps.steps.0.sheet.easy.0',
      (json) => {
        json.steps.steps[0].sheet.easy[0] = 'un '.repeat(18).trim();
      },
    ],
    [
      'error',
      'asserts-leak',
      'steps.steps.0.say.fr',
      (json) => {
        json.steps.steps[0].say.fr = 'Vos données ont fuité.';
      },
    ],
    [
      'error',
      'asserts-leak',
      'steps.steps.0.say.fr',
      (json) => {
        json.steps.steps[0].say.fr = 'Le site ameli a été piraté.';
      },
    ],
    [
      'error',
      'asks-secret',
      'steps.steps.0.say.fr',
      (json) => {
        json.steps.steps[0].say.fr = 'Donnez-moi le code reçu.';
      },
    ],
    // A card is blocked for ever: never on what is only claimed, nor on an answer that may be « unknown ».
    [
      'error',
      'irreversible-on-claim',
      'steps.steps.2.appliesWhen.0',
      (json) => {
        json.steps.steps[2].appliesWhen[0] = { mandatory: true, claimedClasses: ['card'] };
      },
    ],
    [
      'error',
      'irreversible-on-claim',
      'steps.steps.2.appliesWhen.3',
      (json) => {
        json.steps.steps[2].appliesWhen.push({ mandatory: true, answers: { 'gave-card': ['yes', 'unknown'] } });
      },
    ],
    [
      'error',
      'step-without-act',
      'steps.steps.0.title.fr',
      (json) => {
        json.steps.steps[0].title.fr = 'Le numéro reste le même';
      },
    ],
    ...(
      [
        ['said-pronoun', 'Faites-le maintenant.'],
        ['said-pronoun', 'Cela prend quelques minutes.'],
        ['said-pronoun', 'Votre carte est en danger. Elle doit servir le moins possible.'],
        ['said-pronoun', 'La signaler suffit.'],
        ['said-long', `Appelez ${'votre banque et '.repeat(6)}votre caisse aujourd’hui même.`],
        ['said-word', 'Ne dites jamais votre NIR.'],
        ['word-second', 'Lisez vos e-mails chaque jour.'],
        ['word-second', 'Votre numéro figure dans un jeu vérifié.'],
      ] as const
    ).map(([code, sentence]) => [
      'error',
      code,
      'steps.steps.0.say.fr',
      // biome-ignore lint/suspicious/noExplicitAny: spoilt at will, as an editor could
      (json: any) => {
        json.steps.steps[0].say.fr = sentence;
      },
    ]),
    ...['Votre boîte mail est lue.', 'Ajoutez la pièce à votre dossier.', 'Un message sur la messagerie vocale.'].map(
      // biome-ignore lint/suspicious/noExplicitAny: spoilt at will, as an editor could
      (sentence): [string, string, string, (json: any) => void] => [
        'error',
        'word-second',
        'steps.steps.0.sheet.fr',
        (json) => {
          json.steps.steps[0].sheet.fr = sentence;
        },
      ],
    ),
    [
      'error',
      'said-pronoun',
      'steps.steps.0.say.en',
      (json) => {
        json.steps.steps[0].say.en = 'Do it now.';
      },
    ],
    // Questions are said aloud as well.
    [
      'error',
      'said-pronoun',
      'questions.questions.0.text.fr',
      (json) => {
        json.questions.questions[0].text.fr = 'Elle a été volée ?'.replace(' ?', '\u202f?');
      },
    ],
    [
      'error',
      'said-word',
      'questions.questions.0.forOthers.en',
      (json) => {
        json.questions.questions[0].forOthers = { fr: 'Un compte a-t-il changé\u202f?', en: 'Was there any phishing?' };
      },
    ],
    // biome-ignore lint/suspicious/noExplicitAny: spoilt at will, as an editor could
  ] as [string, string, string, (json: any) => void][])('reports as %s %s at %s', (severity, code, path, spoil) => {
    const found = newFindings(spoil);
    expect(found).toContainEqual(expect.objectContaining({ severity, code, path }));
    expect(new Set(found.map((finding) => finding.code))).toEqual(new Set([code]));
  });

  it('keeps the steps of callers out of the file that the organisation edits', () => {
    const json = shippedJson();
    json['own-actions'].actions[0].by = 'caller';
    expect(checkGuideFiles(json, options)).toContainEqual(
      expect.objectContaining({ code: 'malformed', path: 'own-actions.actions.0.by' }),
    );
  });

  it('puts errors first', () => {
    const json = shippedJson();
    json.steps.steps[0].say.fr = "L'appareil";
    expect(checkGuideFiles(json, options)[0]).toMatchObject({
      severity: 'error',
      details: { shouldBe: 'L’appareil' },
    });
  });

  it('reports every fault of files that cannot be parsed, without throwing', () => {
    const findings = checkGuideFiles({ steps: 3 }, options);
    expect(new Set(findings.map((finding) => finding.code))).toEqual(new Set(['malformed']));
    expect(findings.length).toBeGreaterThanOrEqual(5);
  });
});

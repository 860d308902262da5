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
      'steps.steps.0.appliesWhen.2',
      (json) => {
        const { appliesWhen } = json.steps.steps[0];
        appliesWhen.push({ ...appliesWhen[0], mandatory: !appliesWhen[0].mandatory });
      },
    ],
    // A refuted or merely claimed incident confirms no class.
    [
      'error',
      'step-unreachable',
      'steps.steps.1',
      (json) => {
        json.steps.steps[1].appliesWhen = [{ mandatory: true, classes: ['card'], statuses: ['claimed', 'refuted'] }];
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
      'steps.steps.1.appliesWhen.0',
      (json) => {
        json.steps.steps[1].appliesWhen = [{ mandatory: true, answers: { 'card-held': ['yes', 'no', 'unknown'] } }];
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
      'questions.questions.20',
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
      'steps.evidence.10',
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
      'warning',
      'contact-never-checked',
      'contacts.contacts.9',
      (json) => {
        json.contacts.contacts[9].checkedOn = null;
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
    // biome-ignore lint/suspicious/noExplicitAny: spoilt at will, as an editor could
  ] as [string, string, string, (json: any) => void][])('reports as %s %s at %s', (severity, code, path, spoil) => {
    const found = newFindings(spoil);
    expect(found).toContainEqual(expect.objectContaining({ severity, code, path }));
    expect(new Set(found.map((finding) => finding.code))).toEqual(new Set([code]));
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

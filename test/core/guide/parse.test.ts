import { describe, expect, it } from 'vitest';
import { isVigieError } from '../../../src/core/errors.ts';
import { parseGuide } from '../../../src/core/guide/parse.ts';
import { shippedJson } from './shipped-guide.ts';

/** What parsing says of the shipped guide after `spoil`. */
// biome-ignore lint/suspicious/noExplicitAny: spoilt at will, as an editor could
function faultOf(spoil: (json: any) => void): unknown {
  const json = shippedJson();
  spoil(json);
  try {
    parseGuide(json);
    return 'accepted';
  } catch (error) {
    return isVigieError(error, 'guide-malformed') ? error.details : error;
  }
}

describe('parseGuide', () => {
  it('names the path of the first fault, and how many there are', () => {
    const details = faultOf((json) => {
      json.steps.steps[2].urgency = 7;
      json.steps.steps[3].title.en = '';
    });
    expect(details).toEqual({ path: 'steps.steps.2.urgency', fault: 'invalid_union', faults: 2 });
  });

  it.each([
    [
      'an unknown contact',
      'steps.steps.0.contacts.0',
      'unknown-id',
      (json) => {
        json.steps.steps[0].contacts = ['nobody'];
      },
    ],
    [
      'an unknown evidence field',
      'steps.steps.1.evidence.0',
      'unknown-id',
      (json) => {
        json.steps.steps[1].evidence = ['nothing'];
      },
    ],
    [
      'an unknown prerequisite',
      'steps.steps.0.needs.0',
      'unknown-id',
      (json) => {
        json.steps.steps[0].needs = ['no-step'];
      },
    ],
    [
      'an unknown question',
      'steps.steps.0.appliesWhen.0.answers.no-question',
      'unknown-id',
      (json) => {
        json.steps.steps[0].appliesWhen[0].answers = { 'no-question': ['yes'] };
      },
    ],
    [
      'an unknown question that rules a step out',
      'steps.steps.0.notWhen.no-question',
      'unknown-id',
      (json) => {
        json.steps.steps[0].notWhen = { 'no-question': ['yes'] };
      },
    ],
    [
      'an unknown step in a letter',
      'letters.letters.0.steps.0',
      'unknown-id',
      (json) => {
        json.letters.letters[0].steps = ['no-step'];
      },
    ],
    [
      'two steps of one id',
      'steps.steps.1.id',
      'duplicate-id',
      (json) => {
        json.steps.steps[1].id = json.steps.steps[0].id;
      },
    ],
    [
      'a step that needs itself',
      'steps.steps.0.needs',
      'needs-itself',
      (json) => {
        json.steps.steps[0].needs = [json.steps.steps[0].id];
      },
    ],
    [
      'a step without condition',
      'steps.steps.0.appliesWhen',
      'no-condition',
      (json) => {
        json.steps.steps[0].appliesWhen = [];
      },
    ],
    [
      'a field that does not exist',
      'steps.steps.0',
      'unrecognized_keys',
      (json) => {
        json.steps.steps[0].colour = 'red';
      },
    ],
    [
      'a missing translation',
      'questions.questions.0.text.en',
      'too_small',
      (json) => {
        json.questions.questions[0].text.en = '';
      },
    ],
    [
      'an unknown data class',
      'steps.steps.1.appliesWhen.0.classes.0',
      'invalid_value',
      (json) => {
        json.steps.steps[1].appliesWhen[0].classes = ['dna'];
      },
    ],
    [
      'a missing label',
      'texts.labels.title',
      'invalid_type',
      (json) => {
        delete json.texts.labels.title;
      },
    ],
    [
      'another version',
      'steps.version',
      'invalid_value',
      (json) => {
        json.steps.version = 2;
      },
    ],
    // biome-ignore lint/suspicious/noExplicitAny: spoilt at will, as an editor could
  ] as [string, string, string, (json: any) => void][])('refuses %s', (_name, path, fault, spoil) => {
    expect(faultOf(spoil)).toMatchObject({ path, fault });
  });

  it('accepts a retired step without conditions: old cases still name it', () => {
    expect(
      faultOf((json) => {
        json.steps.steps[0].retired = true;
        json.steps.steps[0].appliesWhen = [];
      }),
    ).toBe('accepted');
  });

  it.each([null, 3, 'guide', [], {}])('refuses %j', (json) => {
    expect(() => parseGuide(json)).toThrow(expect.objectContaining({ code: 'guide-malformed' }));
  });
});

import { describe, expect, it } from 'vitest';
import type { CaseVerdict } from '../../../src/core/journal/case-record.ts';
import { numberQuestions } from '../../../src/core/journal/number-holder.ts';
import { caseMeaning, meaningOf, strongestMeaning } from '../../../src/core/journal/verdict-meaning.ts';
import { exposureOf } from '../../../src/core/pack/exposure.ts';
import type { Incident } from '../../../src/core/pack/incident.ts';
import {
  callerOfThisFund,
  type DataClass,
  type IdentifierKind,
  type IncidentStatus,
  identifierKinds,
  incidentStatuses,
  type VerdictMeaning,
  verdictMeanings,
} from '../../../src/core/vocabulary.ts';
import { consultedSet } from './consulted-set.ts';
import { caseRecord, told } from './support.ts';

const text = { fr: '', en: '' };

function incident(status: IncidentStatus, day: string, lists: Incident['dataClasses']): Incident {
  return {
    id: `incident-${day}`,
    title: text,
    occurredOn: day,
    disclosedOn: day,
    status,
    source: 'test',
    dataClasses: lists,
    statement: text,
    verification: null,
    assessment: null,
  };
}

function listed(kind: IdentifierKind, ...rows: [Incident, DataClass[]][]): CaseVerdict {
  return {
    kind: 'listed',
    checkId: '0123456789abcdef',
    checkedAt: '2026-11-21T10:00:00.000Z',
    identifierKind: kind,
    exposures: rows.map(([one, row]) => ({ ...exposureOf(one, row), incident: told(one) })),
    sets: [],
    reason: null,
  };
}

const set = (answer: CaseVerdict['kind'], code: string | null): CaseVerdict['sets'][number] => ({
  ...consultedSet,
  answer,
  problem: code === null ? null : { code: code as never, details: {} },
});

function unlisted(kind: 'not-listed' | 'could-not-check', ...codes: (string | null)[]): CaseVerdict {
  return {
    ...listed('email'),
    kind,
    sets: codes.map((code) => set(code === null ? 'not-listed' : 'could-not-check', code)),
    reason: kind === 'not-listed' ? null : { code: 'internal', details: {} },
  };
}

/** Holds the number, and other classes of everybody. */
const withNumber = { everyone: ['phone', 'nir'], some: [], claimed: [] } satisfies Incident['dataClasses'];
/** Says nothing of the number itself. */
const withoutNumber = { everyone: [], some: ['nir'], claimed: ['card'] } satisfies Incident['dataClasses'];
const claim = { everyone: [], some: [], claimed: ['nir'] } satisfies Incident['dataClasses'];

describe('what a verdict comes to', () => {
  it('is « listed » only where somebody verified something of this person', () => {
    for (const kind of identifierKinds.filter((one) => one !== 'phone')) {
      for (const status of incidentStatuses) {
        const isFact = status === 'confirmed' || status === 'partly-confirmed';
        const lists = isFact ? withoutNumber : claim;
        const one = listed(kind, [incident(status, '2022-06-01', lists), ['nir']]);
        expect(meaningOf(one, {})).toBe(isFact ? 'listed' : 'listed-unverified');
        // The gravest of several incidents.
        const two = listed(
          kind,
          [incident('claimed', '2022-01-01', claim), ['nir']],
          [incident(status, '2022-06-01', lists), ['nir']],
        );
        expect(meaningOf(two, {})).toBe(isFact ? 'listed' : 'listed-unverified');
      }
      // The row has nothing of what was verified.
      const bare = listed(kind, [incident('partly-confirmed', '2022-06-01', withoutNumber), ['card']]);
      expect(meaningOf(bare, {})).toBe('listed-unverified');
    }
  });

  it.each([
    ['the number and more', withNumber],
    ['more, but not the number', withoutNumber],
  ])('is of the number until its holder is known, where the file holds %s', (_, lists) => {
    const verdict = listed('phone', [incident('confirmed', '2022-06-01', lists), ['nir']]);
    const [question] = numberQuestions({ verdicts: [verdict], answers: {} });
    const id = question?.id ?? '';
    expect(meaningOf(verdict, {})).toBe('listed-number');
    expect(meaningOf(verdict, { [id]: null })).toBe('listed-number');
    expect(meaningOf(verdict, { [id]: true })).toBe('listed');
    expect(meaningOf(verdict, { [id]: false })).toBe('listed-number-of-another');
  });

  it('is unverified of a number in a file that only its seller speaks of, of which nothing is asked', () => {
    const verdict = listed('phone', [incident('claimed', '2022-06-01', claim), ['nir']]);
    expect(numberQuestions({ verdicts: [verdict], answers: {} })).toEqual([]);
    expect(meaningOf(verdict, {})).toBe('listed-number-unverified');
  });

  it('tells a kind that no file holds from a fault, and a fault from it beside one', () => {
    const cases: [VerdictMeaning, CaseVerdict][] = [
      ['not-indexed', unlisted('could-not-check', 'kind-not-indexed')],
      ['not-indexed', unlisted('could-not-check', null, 'kind-not-indexed')],
      ['could-not-check', unlisted('could-not-check', 'kind-not-indexed', 'source-unreachable')],
      ['could-not-check', unlisted('could-not-check', 'bucket-corrupt', null)],
      ['could-not-check', unlisted('could-not-check')],
      ['not-listed', unlisted('not-listed', null, null)],
    ];
    for (const [meaning, verdict] of cases) expect(meaningOf(verdict, {})).toBe(meaning);
  });
});

describe('what a case comes to', () => {
  it('is the strongest answer, and one search by every file answers what another could not be searched by', () => {
    expect(strongestMeaning([])).toBeNull();
    for (const a of verdictMeanings) {
      for (const b of verdictMeanings) {
        const isAnswered = [a, b].includes('not-indexed') && [a, b].includes('not-listed');
        const wanted = isAnswered ? 'not-listed' : verdictMeanings.find((one) => one === a || one === b);
        expect(strongestMeaning([a, b])).toBe(wanted);
      }
    }
    // What is not known is never told as an absence.
    expect(strongestMeaning(['not-listed', 'could-not-check'])).toBe('could-not-check');
    expect(strongestMeaning(['listed-number-of-another', 'could-not-check'])).toBe('could-not-check');
  });

  it('is taken of each person, so that one person’s search answers no other’s', () => {
    const record = caseRecord('VG-0000-0001', { verdicts: [unlisted('not-listed', null)] });
    const child = {
      id: 'p00000001',
      about: { ...callerOfThisFund, who: 'child' as const },
      verdicts: [unlisted('could-not-check', 'kind-not-indexed')],
      answers: {},
      outcomes: {},
    };
    expect(caseMeaning(caseRecord('VG-0000-0002'))).toBe('none');
    expect(caseMeaning(record)).toBe('not-listed');
    expect(caseMeaning({ ...record, others: [child] })).toBe('not-indexed');
  });
});

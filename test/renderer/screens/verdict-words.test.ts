import { describe, expect, it } from 'vitest';
import type { DataClass, IncidentStatus, VerdictView } from '../../../src/contract/values.ts';
import { againKey, toneOf } from '../../../src/renderer/screens/check/verdict-words.ts';
import { verdict } from '../scripted-api.ts';

function listed(...exposures: { status: IncidentStatus; confirmed: DataClass[]; claimed: DataClass[] }[]): VerdictView {
  const text = { fr: '', en: '' };
  return {
    ...verdict(),
    kind: 'listed',
    holderMayChange: false,
    exposures: exposures.map(({ status, confirmed, claimed }) => ({
      own: confirmed,
      others: [],
      claimedInRow: claimed,
      claimed: [],
      incident: {
        id: 'i',
        title: text,
        occurredOn: null,
        disclosedOn: '2022-06-23',
        status,
        source: '',
        dataClasses: { everyone: [], some: confirmed, claimed },
        statement: text,
        verification: null,
        assessment: null,
      },
    })),
  };
}

describe('the tone of a verdict', () => {
  it('is « listed » only where somebody verified something', () => {
    expect(toneOf(listed({ status: 'confirmed', confirmed: ['nir'], claimed: [] }))).toBe('listed');
    expect(toneOf(listed({ status: 'partly-confirmed', confirmed: ['nir'], claimed: ['ameli-login'] }))).toBe('listed');
    expect(toneOf(listed({ status: 'partly-confirmed', confirmed: [], claimed: ['ameli-login'] }))).toBe('claimed');
    expect(toneOf(listed({ status: 'claimed', confirmed: [], claimed: ['nir'] }))).toBe('claimed');
    expect(toneOf(listed({ status: 'refuted', confirmed: ['nir'], claimed: [] }))).toBe('claimed');
  });

  it('takes the gravest of several incidents', () => {
    const claim = { status: 'claimed', confirmed: [], claimed: ['nir'] } as const;
    const fact = { status: 'confirmed', confirmed: ['nir'], claimed: [] } as const;
    expect(
      toneOf(listed({ ...claim, confirmed: [], claimed: ['nir'] }, { ...fact, confirmed: ['nir'], claimed: [] })),
    ).toBe('listed');
  });

  it('keeps an absence and a failure apart', () => {
    expect(toneOf(verdict())).toBe('absent');
    expect(toneOf({ ...verdict(), kind: 'could-not-check', reason: { code: 'bucket-corrupt', details: {} } })).toBe(
      'fault',
    );
  });
});

describe('the way on from a verdict', () => {
  const fault = (code: string, identifierKind: 'nir' | 'email' = 'email'): VerdictView => ({
    ...verdict(),
    kind: 'could-not-check',
    identifierKind,
    reason: { code: code as never, details: {} },
  });

  it('is the other kind, where no set holds identifiers of this one: the same again would fail again', () => {
    expect(againKey(fault('kind-not-indexed'))).toBe('check.by.nir');
    expect(againKey(fault('kind-not-indexed', 'nir'))).toBe('check.by.email');
  });

  it('is the same again after a fault that may pass', () => {
    expect(againKey(fault('source-unreachable'))).toBe('check.again');
  });

  it('is the other kind after an absence, and any after a listing', () => {
    expect(againKey(verdict())).toBe('check.by.email');
    expect(againKey(verdict({ identifierKind: 'email' }))).toBe('check.by.nir');
    expect(againKey(listed())).toBe('check.another');
  });
});

import { describe, expect, it } from 'vitest';
import type { DataClass, IncidentStatus, VerdictView } from '../../../src/contract/values.ts';
import { againKey, scriptOf, toneOf } from '../../../src/renderer/screens/check/verdict-words.ts';
import { verdict } from '../scripted-api.ts';

function listed(...exposures: { status: IncidentStatus; confirmed: DataClass[]; claimed: DataClass[] }[]): VerdictView {
  const text = { fr: '', en: '' };
  return {
    ...verdict(),
    kind: 'listed',
    holder: 'person',
    exposures: exposures.map(({ status, confirmed, claimed }) => ({
      own: confirmed,
      tied: [],
      others: [],
      claimedInRow: claimed,
      claimed: [],
      incident: {
        toldBy: { signer: 'a'.repeat(64), name: 'Cnam' },
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
    expect(
      toneOf({
        ...verdict(),
        kind: 'could-not-check',
        reason: { code: 'bucket-corrupt', details: {} },
        onlyNotIndexed: false,
      }),
    ).toBe('fault');
  });
});

describe('the way on from a verdict', () => {
  type Kind = VerdictView['identifierKind'];
  const kinds: readonly Kind[] = ['nir', 'email', 'phone', 'rpps'];
  const all = new Set(kinds);
  const answered = (codes: readonly (string | null)[], identifierKind: Kind): VerdictView => ({
    ...verdict(),
    kind: 'could-not-check',
    identifierKind,
    sets: codes.map((code) => ({
      ...(verdict().sets[0] as VerdictView['sets'][number]),
      answer: code === null ? 'not-listed' : 'could-not-check',
      problem: code === null ? null : { code: code as never, details: {} },
    })),
    onlyNotIndexed: codes.every((code) => code === null || code === 'kind-not-indexed'),
    reason: { code: (codes.find((code) => code !== null) ?? 'internal') as never, details: {} },
  });

  it('is another kind that some loaded set can be asked about, and never one of which none holds any', () => {
    for (let mask = 0; mask < 2 ** kinds.length; mask++) {
      const indexed = new Set(kinds.filter((_, bit) => (mask >> bit) & 1));
      for (const identifierKind of kinds) {
        for (const checked of [new Set<Kind>(), new Set<Kind>(['nir', identifierKind])]) {
          const left = kinds.filter((kind) => indexed.has(kind) && kind !== identifierKind && !checked.has(kind));
          const wanted = left[0] === undefined ? 'check.another' : `check.by.${left[0]}`;
          expect(againKey(verdict({ identifierKind }), indexed, checked)).toBe(wanted);
          expect(againKey(answered(['kind-not-indexed', null], identifierKind), indexed, checked)).toBe(wanted);
        }
      }
    }
  });

  it('is the same again after a fault that may pass, also beside a set that holds no such kind', () => {
    for (const codes of [
      ['source-unreachable'],
      ['kind-not-indexed', 'source-unreachable'],
      ['bucket-corrupt', null],
    ]) {
      expect(againKey(answered(codes, 'email'), all, new Set())).toBe('check.again');
      expect(scriptOf(answered(codes, 'email'))).toBe('fault');
    }
  });

  it('is told from a fault, aloud as on screen', () => {
    for (const codes of [['kind-not-indexed'], [null, 'kind-not-indexed'], ['kind-not-indexed', 'kind-not-indexed']]) {
      expect(scriptOf(answered(codes, 'email'))).toBe('not-indexed');
      expect(toneOf(answered(codes, 'email'))).toBe('fault');
    }
    expect(scriptOf(verdict())).toBe('absent');
  });

  it('says of a number that may have changed hands only what is tied to the number, and seeks by another identifier', () => {
    const fact = listed({ status: 'confirmed', confirmed: ['nir'], claimed: [] });
    const claim = listed({ status: 'claimed', confirmed: [], claimed: ['nir'] });
    for (const [holder, script] of [
      ['person', 'listed'],
      ['unknown', 'listed-number'],
      ['another', 'listed-number-of-another'],
    ] as const) {
      const verdict = { ...fact, identifierKind: 'phone', holder } as VerdictView;
      expect(scriptOf(verdict)).toBe(script);
      expect(againKey(verdict, all, new Set(['phone']))).toBe(holder === 'person' ? 'check.another' : 'check.by.nir');
      // Of what nobody verified nothing is asked, so that nobody is told apart.
      if (holder !== 'another') expect(scriptOf({ ...claim, holder } as VerdictView)).toBe('claimed');
    }
  });

  it('is « listed » where all that is verified is tied to a number', () => {
    const tied = listed({ status: 'confirmed', confirmed: [], claimed: [] });
    if (tied.kind !== 'listed') throw new Error('not listed');
    const exposures = tied.exposures.map((exposure) => ({ ...exposure, tied: ['nir' as const] }));
    expect(toneOf({ ...tied, holder: 'unknown', exposures })).toBe('listed');
  });

  it('is any after a listing', () => {
    expect(againKey(listed(), all, new Set())).toBe('check.another');
  });
});

import { describe, expect, it } from 'vitest';
import type { ToldIncidentView, VerdictView } from '../../../src/contract/values.ts';
import type { AssessmentLevel } from '../../../src/core/vocabulary.ts';
import { assessmentLevels, type VerdictMeaning, verdictMeanings } from '../../../src/core/vocabulary.ts';
import { againKey, lookOf } from '../../../src/renderer/screens/check/verdict-words.ts';
import { consultedSet } from '../../core/journal/consulted-set.ts';
import { verdict } from '../scripted-api.ts';

type Kind = VerdictView['identifierKind'];
const kinds: readonly Kind[] = ['nir', 'email', 'phone', 'rpps'];

const meant = (meaning: VerdictMeaning, identifierKind: Kind = 'nir'): VerdictView =>
  verdict({ meaning, identifierKind });

/** Of a file that was examined, or that nobody examined. */
function claimed(...levels: (AssessmentLevel | null)[]): VerdictView {
  const text = { fr: '', en: '' };
  return {
    ...verdict({ meaning: 'listed-unverified' }),
    kind: 'listed',
    exposures: levels.map((level) => ({
      own: [],
      tied: [],
      others: [],
      claimedInRow: ['nir'],
      claimed: [],
      incident: {
        toldBy: { signer: 'a'.repeat(64), name: 'Cnam' },
        id: 'i',
        title: text,
        occurredOn: null,
        disclosedOn: '2022-06-23',
        status: 'claimed',
        source: '',
        dataClasses: { everyone: [], some: [], claimed: ['nir'] },
        statement: text,
        verification: null,
        assessment: level === null ? null : { level, on: '2022-07-01', reportSha256: '0'.repeat(64), scope: 'whole' },
      } satisfies ToldIncidentView,
    })),
  };
}

describe('how a verdict looks', () => {
  it('is of one colour, one heading and one sentence for each thing that it can come to', () => {
    const looks = verdictMeanings.map((meaning) => lookOf(meant(meaning)));
    expect(new Set(looks.map(({ title }) => title)).size).toBe(verdictMeanings.length);
    // Red is for what somebody verified of this person, or may be theirs; the colour of a fault, for a fault alone.
    expect(verdictMeanings.filter((_, at) => looks[at]?.tone === 'listed')).toEqual(['listed', 'listed-number']);
    expect(verdictMeanings.filter((_, at) => looks[at]?.tone === 'fault')).toEqual(['could-not-check']);
    expect(verdictMeanings.filter((_, at) => looks[at]?.tone === 'absent')).toEqual(['not-listed']);
    expect(verdictMeanings.filter((_, at) => looks[at]?.tone === 'unsearched')).toEqual(['not-indexed']);
  });

  it('says of a file that only its seller speaks of what its examination came to, the gravest first', () => {
    expect(lookOf(claimed(null)).sub).toBe('verdict.claimed-sub');
    for (const level of assessmentLevels) expect(lookOf(claimed(level)).sub).toBe(`verdict.claimed-sub.${level}`);
    expect(lookOf(claimed('contradicted', 'supported')).sub).toBe('verdict.claimed-sub.supported');
  });

  it('says whether no file at all can be searched so, or some cannot', () => {
    const [set] = [{ ...consultedSet, answer: 'could-not-check' as const }];
    const answered = { ...consultedSet, answer: 'not-listed' as const };
    expect(lookOf(verdict({ meaning: 'not-indexed', sets: [set, set] })).sub).toBe('verdict.indexed-nowhere-sub');
    expect(lookOf(verdict({ meaning: 'not-indexed', sets: [set, answered] })).sub).toBe('verdict.not-indexed-sub');
  });
});

describe('the way on from a verdict', () => {
  const all = new Set(kinds);

  it('is another kind that some loaded set can be asked about, and never one of which none holds any', () => {
    const elsewhere = ['not-listed', 'not-indexed', 'listed-number', 'listed-number-of-another'] as const;
    for (let mask = 0; mask < 2 ** kinds.length; mask++) {
      const indexed = new Set(kinds.filter((_, bit) => (mask >> bit) & 1));
      for (const identifierKind of kinds) {
        for (const checked of [new Set<Kind>(), new Set<Kind>(['nir', identifierKind])]) {
          const left = kinds.filter((kind) => indexed.has(kind) && kind !== identifierKind && !checked.has(kind));
          const wanted = left[0] === undefined ? 'check.another' : `check.by.${left[0]}`;
          for (const meaning of elsewhere) {
            expect(againKey(meant(meaning, identifierKind), indexed, checked)).toBe(wanted);
          }
        }
      }
    }
  });

  it('is the same again after a fault, and any after a listing', () => {
    const fault: VerdictView = {
      ...meant('could-not-check', 'email'),
      kind: 'could-not-check',
      reason: { code: 'source-unreachable', details: {} },
    };
    expect(againKey(fault, all, new Set())).toBe('check.again');
    expect(againKey(meant('listed'), all, new Set())).toBe('check.another');
    expect(againKey(meant('listed-unverified'), all, new Set())).toBe('check.another');
  });
});

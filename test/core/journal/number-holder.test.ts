import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caseFactsText } from '../../../src/core/journal/case-facts.ts';
import { type CaseVerdict, incidentKey } from '../../../src/core/journal/case-record.ts';
import { heldExposures, holderOf, numberQuestions } from '../../../src/core/journal/number-holder.ts';
import { exposureOf } from '../../../src/core/pack/exposure.ts';
import type { Incident } from '../../../src/core/pack/incident.ts';
import { dataClasses, identifierKinds, incidentStatuses } from '../../../src/core/vocabulary.ts';
import { caseRecord, told } from './support.ts';

const text = { fr: '', en: '' };
const days = ['2020-01-01', '2022-06-01', '2024-03-03'];

const incidents: fc.Arbitrary<Incident> = fc
  .record({
    day: fc.constantFrom(...days),
    isDated: fc.boolean(),
    status: fc.constantFrom(...incidentStatuses),
    lists: fc.array(fc.constantFrom('everyone', 'some', 'claimed', 'none'), {
      minLength: dataClasses.length,
      maxLength: dataClasses.length,
    }),
  })
  .map(({ day, isDated, status, lists }) => {
    const of = (list: string) => dataClasses.filter((_, at) => lists[at] === list);
    return {
      id: `incident-${day}`,
      title: text,
      occurredOn: isDated ? day : null,
      disclosedOn: isDated ? '2026-01-01' : day,
      status,
      source: 'test',
      dataClasses: { everyone: of('everyone'), some: of('some'), claimed: of('claimed') },
      statement: text,
      verification: null,
      assessment: null,
    };
  });

const verdicts: fc.Arbitrary<CaseVerdict> = fc
  .record({
    identifierKind: fc.constantFrom(...identifierKinds),
    exposures: fc.array(fc.tuple(incidents, fc.subarray([...dataClasses])), { minLength: 1, maxLength: 3 }),
  })
  .map(({ identifierKind, exposures }) => ({
    kind: 'listed',
    checkId: '0123456789abcdef',
    checkedAt: '2026-11-21T10:00:00.000Z',
    identifierKind,
    exposures: exposures.map(([incident, row]) => ({ ...exposureOf(incident, row), incident: told(incident) })),
    sets: [],
    reason: null,
  }));

const dayOf = ({ occurredOn, disclosedOn }: Incident) => occurredOn ?? disclosedOn;

describe('whose the row of a number is', () => {
  it('is the person’s on every day from which they had the number, and nothing else is theirs but the number', () => {
    fc.assert(
      fc.property(
        verdicts,
        fc.constantFrom<string | null>(null, '2019-01-01', ...days, '2025-01-01'),
        (verdict, since) => {
          // Asked as a call asks: whatever is open, until nothing is.
          const answers: Record<string, boolean | null> = {};
          for (let round = 0; round < 4; round++) {
            for (const { id, heldOn } of numberQuestions({ verdicts: [verdict], answers })) {
              answers[id] = since === null ? null : since <= heldOn;
            }
          }
          const held = heldExposures(verdict, answers);
          for (const [at, exposure] of held.entries()) {
            const raw = verdict.exposures[at];
            if (raw === undefined) throw new Error('not of the verdict');
            const all = [raw.own, raw.others, raw.claimedInRow, raw.claimed].flat();
            const told = [exposure.own, exposure.tied, exposure.others, exposure.claimedInRow, exposure.claimed].flat();
            // Nothing is lost, and nothing is said twice.
            expect(told.toSorted()).toEqual(all.toSorted());
            if (verdict.identifierKind !== 'phone') {
              expect(exposure).toEqual({ ...raw, tied: [] });
              continue;
            }
            const isFact = raw.incident.status === 'confirmed' || raw.incident.status === 'partly-confirmed';
            const isTheirs = since !== null && since <= dayOf(raw.incident);
            if (!isTheirs) expect(exposure.own.filter((name) => name !== 'phone')).toEqual([]);
            if (isTheirs && isFact) expect(exposure.own).toEqual(raw.own);
            expect(exposure.own.includes('phone')).toBe(raw.own.includes('phone'));
            if (since === null) expect(exposure.tied).toEqual(raw.own.filter((name) => name !== 'phone'));
          }
          if (verdict.identifierKind !== 'phone') expect(holderOf(verdict, answers)).toBe('person');
          // What is counted as listed is the person, not the number.
          const [listed] = JSON.parse(
            caseFactsText({ ...caseRecord('VG-0000-0000'), verdicts: [verdict], answers }),
          ) as [string[]];
          const theirs = verdict.exposures.flatMap(({ incident }) =>
            verdict.identifierKind !== 'phone' || (since !== null && since <= dayOf(incident))
              ? [incidentKey(incident)]
              : [],
          );
          for (const id of listed) expect(theirs).toContain(id);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is asked of a number alone, only where the answer changes something, and of a later day after a no', () => {
    const incident = (day: string, everyone: Incident['dataClasses']['everyone']): Incident => ({
      id: day,
      title: text,
      occurredOn: day,
      disclosedOn: day,
      status: 'confirmed',
      source: 'test',
      dataClasses: { everyone, some: [], claimed: [] },
      statement: text,
      verification: null,
      assessment: null,
    });
    const listed = (
      identifierKind: CaseVerdict['identifierKind'],
      ...of: readonly Incident[]
    ): Pick<CaseVerdict, 'kind' | 'identifierKind'> & CaseVerdict => ({
      kind: 'listed',
      checkId: '0123456789abcdef',
      checkedAt: '2026-11-21T10:00:00.000Z',
      identifierKind,
      exposures: of.map((one) => ({ ...exposureOf(one, []), incident: told(one) })),
      sets: [],
      reason: null,
    });
    const two = [incident('2024-03-03', ['phone', 'card']), incident('2022-06-01', ['nir'])];
    const asked = (verdict: CaseVerdict, answers = {}) =>
      numberQuestions({ verdicts: [verdict], answers }).map(({ heldOn }) => heldOn);
    expect(asked(listed('nir', ...two))).toEqual([]);
    expect(asked(listed('phone', incident('2022-06-01', ['phone'])))).toEqual([]);
    const verdict = listed('phone', ...two);
    expect(asked(verdict)).toEqual(['2022-06-01']);
    const [first] = numberQuestions({ verdicts: [verdict], answers: {} });
    const id = first?.id ?? '';
    expect(asked(verdict, { [id]: true })).toEqual(['2022-06-01']);
    expect(asked(verdict, { [id]: false })).toEqual(['2022-06-01', '2024-03-03']);
    expect(asked(verdict, { [id]: null })).toEqual(['2022-06-01', '2024-03-03']);
    const late = { [id]: false, [id.replace('2022-06-01', '2024-03-03')]: true };
    expect(heldExposures(verdict, late).map(({ own, tied, others }) => [own, tied, others])).toEqual([
      [['phone', 'card'], [], []],
      [[], [], ['nir']],
    ]);
    expect(holderOf(verdict, late)).toBe('person');
  });
});

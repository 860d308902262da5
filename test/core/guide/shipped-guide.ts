/** The guide that is shipped, and situations and whole guides made up by fast-check. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parseGuide } from '../../../src/core/guide/parse.ts';
import type { PlanInput, RecordedOutcome } from '../../../src/core/guide/plan.ts';
import { answerValues, type Guide, type GuideStep, guideFileNames, stages } from '../../../src/core/guide/schema.ts';
import { dataClasses, incidentStatuses, stepOutcomeKinds } from '../../../src/core/vocabulary.ts';

const folder = new URL('../../../resources/guide/', import.meta.url);

/** The parsed JSON of each file; a fresh copy at each call, so that a test may spoil it. */
// biome-ignore lint/suspicious/noExplicitAny: a test spoils it at will, as an editor could
export function shippedJson(): any {
  return Object.fromEntries(
    guideFileNames.map((name) => [name, JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'))]),
  );
}

export const shippedGuide: Guide = parseGuide(shippedJson());

export const emptySituation: PlanInput = {
  confirmed: [],
  claimed: [],
  incidentStatuses: [],
  answers: {},
  outcomes: {},
};

export function outcome(kind: RecordedOutcome['kind'], rest: Partial<RecordedOutcome> = {}): RecordedOutcome {
  return { kind, at: '2026-11-21T10:00:00.000Z', dueOn: null, reason: null, evidence: {}, ...rest };
}

/** Any situation of a guide, without outcomes. */
export function situations(guide: Guide): fc.Arbitrary<PlanInput> {
  const ids = guide.questions.map((question) => question.id);
  return fc.record({
    confirmed: fc.subarray([...dataClasses]),
    claimed: fc.subarray([...dataClasses]),
    incidentStatuses: fc.subarray([...incidentStatuses]),
    answers: fc.dictionary(fc.constantFrom(...ids), fc.constantFrom(true, false, null)),
    outcomes: fc.constant({}),
  });
}

export const outcomeKinds = fc.constantFrom(...stepOutcomeKinds);

const someClasses = dataClasses.slice(0, 3);
const someQuestions = ['a', 'b', 'c'];

/** Small guides with every shape of clause, and prerequisites that point anywhere without a circle. */
export const guides: fc.Arbitrary<Guide> = fc
  .array(
    fc.record({
      stage: fc.constantFrom(...stages),
      urgency: fc.constantFrom(0 as const, 1 as const, 2 as const, 3 as const),
      needs: fc.array(fc.nat(11), { maxLength: 2 }),
      clauses: fc.array(
        fc.record(
          {
            mandatory: fc.boolean(),
            classes: fc.subarray(someClasses, { minLength: 1 }),
            allClasses: fc.subarray(someClasses, { minLength: 1 }),
            claimedClasses: fc.subarray(someClasses, { minLength: 1 }),
            statuses: fc.subarray([...incidentStatuses], { minLength: 1 }),
            answers: fc.dictionary(
              fc.constantFrom(...someQuestions),
              fc.subarray([...answerValues], { minLength: 1 }),
              { maxKeys: 2 },
            ),
          },
          { requiredKeys: ['mandatory'] },
        ),
        { minLength: 1, maxLength: 3 },
      ),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .chain((rows) =>
    fc
      .shuffledSubarray(
        rows.map((_, index) => index),
        { minLength: rows.length },
      )
      .map((order) => [rows, order] as const),
  )
  .map(([rows, order]) => {
    const model = shippedGuide.steps[0] as GuideStep;
    const place = new Map(order.map((row, at) => [row, at]));
    const steps = rows.map(
      (row, index): GuideStep => ({
        ...model,
        id: `step-${index}`,
        stage: row.stage,
        urgency: row.urgency,
        contacts: [],
        evidence: [],
        // Only steps that come earlier in a shuffled order: any direction in the file, never a circle.
        needs: [],
        after: [...new Set(row.needs)]
          .filter((need) => need < rows.length && (place.get(need) ?? 0) < (place.get(index) ?? 0))
          .map((need) => `step-${need}`),
        appliesWhen: row.clauses as GuideStep['appliesWhen'],
      }),
    );
    return {
      ...shippedGuide,
      steps,
      questions: someQuestions.map((id) => ({
        id,
        text: { fr: id, en: id },
        triage: false,
        private: false,
        mailboxInDoubt: false,
        notFor: [],
        notForAccounts: [],
        beside: [],
      })),
    };
  });

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  buildPlan,
  type Plan,
  type PlanInput,
  type PlanStep,
  type RecordedOutcome,
} from '../../../src/core/guide/plan.ts';
import { type Guide, stages } from '../../../src/core/guide/schema.ts';
import { type DataClass, dataClasses } from '../../../src/core/vocabulary.ts';
import { emptySituation, guides, outcome, outcomeKinds, shippedGuide, situations } from './shipped-guide.ts';

const ids = (plan: Plan) => plan.steps.map((step) => step.id);
const planFor = (confirmed: DataClass[], rest: Partial<PlanInput> = {}) =>
  buildPlan(shippedGuide, { ...emptySituation, confirmed, ...rest });
const stepOf = (plan: Plan, id: string): PlanStep => {
  const step = plan.steps.find((one) => one.id === id);
  if (step === undefined) throw new Error(`${id} is not in the plan`);
  return step;
};
/** A guide with a situation for it. */
const cases: fc.Arbitrary<[Guide, PlanInput]> = fc
  .oneof(fc.constant(shippedGuide), guides)
  .chain((guide) => fc.tuple(fc.constant(guide), situations(guide)));

describe('buildPlan on the shipped guide', () => {
  it('gives a caller who is in no set the warning about messages alone', () => {
    expect(ids(planFor([]))).toEqual(['x-phish']);
  });

  it('puts an infected device first, then card, mailbox, ameli, bank, identity, watch', () => {
    const plan = planFor([...dataClasses], { answers: { 'device-doubtful': true } });
    expect(ids(plan)[0]).toBe('device-clean');
    const order = plan.steps.map((step) => stages.indexOf(step.stage));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(new Set(plan.steps.map((step) => step.stage)).size).toBe(stages.length);
  });

  it('secures the mailbox before the ameli password when the password was reused', () => {
    const plan = ids(planFor(['ameli-login'], { answers: { 'password-reused': true } }));
    expect(plan.indexOf('mail-first')).toBeLessThan(plan.indexOf('ameli-pw'));
  });

  it('makes the mailbox mandatory, optional or absent as the caller answers', () => {
    const mail = (answers: PlanInput['answers']) =>
      planFor(['ameli-login'], { answers }).steps.find((step) => step.id === 'mail-first')?.mandatory ?? 'absent';
    expect(mail({})).toBe(false);
    expect(mail({ 'mailbox-doubtful': true })).toBe(true);
    expect(mail({ 'mailbox-doubtful': false })).toBe('absent');
    expect(mail({ 'mailbox-doubtful': false, 'password-reused': true })).toBe(true);
  });

  it('asks whether a payment was made online only once a payment was seen', () => {
    const asked = (answers: PlanInput['answers']) => planFor(['card'], { answers }).questions.map((one) => one.id);
    expect(asked({})).not.toContain('card-online-fraud');
    expect(asked({ 'card-debit-seen': true })).toContain('card-online-fraud');
  });

  it('proposes Perceval for an online fraud with the card still held, after the card is blocked', () => {
    const answers = { 'card-debit-seen': true, 'card-online-fraud': true, 'card-held': true };
    const plan = ids(planFor(['card'], { answers }));
    expect(plan.indexOf('card-stop')).toBeLessThan(plan.indexOf('perceval'));
    expect(ids(planFor(['card'], { answers: { ...answers, 'card-held': false } }))).not.toContain('perceval');
  });

  it('lists a step once even if several classes ask for it', () => {
    const plan = ids(planFor(['nir', 'civil-status', 'identity-document']));
    expect(plan.filter((id) => id === 'ficoba')).toHaveLength(1);
    expect(stepOf(planFor(['nir', 'civil-status']), 'ficoba').mandatory).toBe(false);
    expect(stepOf(planFor(['nir', 'identity-document']), 'ficoba').mandatory).toBe(true);
  });

  it('never proposes an irreversible step on a claim', () => {
    const plan = planFor([], { claimed: [...dataClasses], incidentStatuses: ['claimed'] });
    expect(ids(plan)).not.toContain('card-stop');
    expect(plan.steps.filter((step) => step.mandatory).map((step) => step.id)).toEqual(['x-phish']);
  });

  it.each(['claimed', 'refuted'] as const)('has precautions for a caller who asks about a %s incident', (status) => {
    const plan = planFor([], { incidentStatuses: [status] });
    expect(ids(plan)).toEqual(expect.arrayContaining(['ameli-check', 'x-phish', 'login-mail', 'spam-report']));
    expect(plan.steps.filter((step) => step.id !== 'x-phish').every((step) => step.precaution)).toBe(true);
  });

  it('keeps the usual call within eight minutes', () => {
    expect(planFor(['ameli-login', 'email', 'nir']).minutesLeft).toBeLessThanOrEqual(8);
  });

  it('counts only the minutes of steps without an outcome', () => {
    const before = planFor(['ameli-login']);
    const after = planFor(['ameli-login'], { outcomes: { 'ameli-pw': outcome('done') } });
    expect(before.minutesLeft - after.minutesLeft).toBeCloseTo(stepOf(before, 'ameli-pw').minutes, 5);
  });

  it('keeps, and reports, an outcome of a step that this guide does not know', () => {
    expect(planFor([], { outcomes: { 'gone-step': outcome('done') } }).unknownOutcomes).toEqual(['gone-step']);
  });

  it('is not misled by keys of the object prototype', () => {
    expect(ids(planFor([], { answers: Object.create({ 'device-doubtful': true }) }))).toEqual(['x-phish']);
  });
});

describe('buildPlan, for any guide and any situation', () => {
  it('is deterministic, whatever the order of classes and answers', () => {
    fc.assert(
      fc.property(cases, ([guide, input]) => {
        const turned: PlanInput = {
          ...input,
          confirmed: input.confirmed.toReversed(),
          claimed: [...input.claimed, ...input.claimed],
          incidentStatuses: input.incidentStatuses.toReversed(),
          answers: Object.fromEntries(Object.entries(input.answers).toReversed()),
        };
        expect(buildPlan(guide, turned)).toEqual(buildPlan(guide, input));
      }),
    );
  });

  it('puts stages in order, and mandatory steps first inside a stage, but for prerequisites', () => {
    fc.assert(
      fc.property(situations(shippedGuide), (input) => {
        const keys = buildPlan(shippedGuide, input).steps.map(
          (step) => stages.indexOf(step.stage) * 2 + (step.mandatory ? 0 : 1),
        );
        expect(keys).toEqual([...keys].sort((a, b) => a - b));
      }),
    );
  });

  it('puts every prerequisite before the step that needs it', () => {
    fc.assert(
      fc.property(cases, ([guide, input]) => {
        const plan = ids(buildPlan(guide, input));
        const needs = new Map(guide.steps.map((step) => [step.id, step.needs]));
        for (const [at, id] of plan.entries()) {
          for (const need of needs.get(id) ?? []) expect(plan.indexOf(need)).toBeLessThan(at);
        }
      }),
    );
  });

  it('only ever adds steps for a further class or incident, and makes none optional', () => {
    fc.assert(
      fc.property(cases, fc.constantFrom(...dataClasses), ([guide, input], name) => {
        const before = buildPlan(guide, input);
        const after = buildPlan(guide, {
          ...input,
          confirmed: [...input.confirmed, name],
          incidentStatuses: [...input.incidentStatuses, 'confirmed'],
        });
        expect(ids(after)).toEqual(expect.arrayContaining(ids(before)));
        for (const step of before.steps) if (step.mandatory) expect(stepOf(after, step.id).mandatory).toBe(true);
      }),
    );
  });

  it('changes, for an answer, only the steps that depend on the question', () => {
    fc.assert(
      fc.property(cases, fc.nat(), fc.constantFrom(true, false, null), ([guide, input], pick, answer) => {
        const question = guide.questions[pick % guide.questions.length]?.id ?? '';
        const depends = new Set(
          guide.steps.filter((s) => s.appliesWhen.some((c) => question in (c.answers ?? {}))).map((s) => s.id),
        );
        const rest = (plan: Plan) =>
          plan.steps.filter((step) => !depends.has(step.id)).map(({ rank: _, ...step }) => step);
        const byId = (a: { id: string }, b: { id: string }) => a.id.localeCompare(b.id);
        const before = rest(buildPlan(guide, input));
        const after = rest(buildPlan(guide, { ...input, answers: { ...input.answers, [question]: answer } }));
        expect(after.sort(byId)).toEqual(before.sort(byId));
      }),
    );
  });

  it('keeps an answered question on screen', () => {
    fc.assert(
      fc.property(cases, ([guide, input]) => {
        const shown = new Set(buildPlan(guide, input).questions.map((question) => question.id));
        for (const [id, answer] of Object.entries(input.answers)) if (answer !== null) expect(shown).toContain(id);
      }),
    );
  });

  it('neither loses nor moves a step that has an outcome, whatever is learnt afterwards', () => {
    const script = cases.chain(([guide, input]) =>
      fc.tuple(
        fc.constant(guide),
        fc.constant(input),
        fc.array(fc.tuple(fc.nat(), outcomeKinds, situations(guide)), { minLength: 1, maxLength: 6 }),
      ),
    );
    fc.assert(
      fc.property(script, ([guide, first, turns]) => {
        let input = first;
        let pinned: string[] = [];
        for (const [pick, kind, next] of turns) {
          const plan = buildPlan(guide, input);
          const step = plan.steps[pick % Math.max(1, plan.steps.length)];
          if (step !== undefined) {
            const recorded: RecordedOutcome = outcome(kind, { rank: step.rank });
            input = { ...input, outcomes: { ...input.outcomes, [step.id]: recorded } };
            // Recording an outcome moves nothing at all.
            expect(ids(buildPlan(guide, input))).toEqual(ids(plan));
          }
          const withOutcome = (all: Plan) => all.steps.filter((one) => one.outcome !== null).map((one) => one.id);
          pinned = withOutcome(buildPlan(guide, input));
          // Everything else may change; the steps with an outcome stay, in the order they had.
          input = { ...next, outcomes: input.outcomes };
          expect(withOutcome(buildPlan(guide, input))).toEqual(pinned);
        }
      }),
    );
  });

  it('keeps a step with an outcome even without its rank', () => {
    fc.assert(
      fc.property(situations(shippedGuide), outcomeKinds, fc.nat(), (input, kind, pick) => {
        const id = shippedGuide.steps[pick % shippedGuide.steps.length]?.id ?? '';
        const plan = buildPlan(shippedGuide, { ...input, outcomes: { [id]: outcome(kind) } });
        expect(stepOf(plan, id).outcome?.kind).toBe(kind);
      }),
    );
  });
});

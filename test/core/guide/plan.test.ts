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
/** The steps of the plan that need `id`, directly or through others. */
function dependents(guide: Guide, id: string, plan: Plan): PlanStep[] {
  const direct = guide.steps.filter((step) => [...step.needs, ...step.after].includes(id)).map((step) => step.id);
  const present = plan.steps.filter((step) => direct.includes(step.id));
  return [...present, ...present.flatMap((step) => dependents(guide, step.id, plan))];
}
/** A guide with a situation for it. */
const cases: fc.Arbitrary<[Guide, PlanInput]> = fc
  .oneof(fc.constant(shippedGuide), guides)
  .chain((guide) => fc.tuple(fc.constant(guide), situations(guide)));

describe('buildPlan on the shipped guide', () => {
  it('gives a caller who is in no set the general precautions, and nothing that must be done at once', () => {
    const plan = planFor([]);
    expect(ids(plan)).toEqual(['x-password', 'x-phish', 'nir-watch']);
    expect(plan.steps.filter((step) => step.mandatory).map((step) => step.id)).toEqual(['x-phish']);
  });

  it('puts what is urgent first, and inside an urgency what costs money first', () => {
    const plan = planFor([...dataClasses], { answers: { 'device-doubtful': true } });
    const keys = plan.steps.map((step) => step.urgency * stages.length + stages.indexOf(step.stage));
    const drawn = new Set(shippedGuide.steps.flatMap((step) => [...step.needs, ...step.after]));
    const free = keys.filter((_, at) => !drawn.has(plan.steps[at]?.id ?? ''));
    expect(free).toEqual([...free].sort((one, two) => one - two));
    expect(ids(plan)[0]).toBe('card-stop');
  });

  it('says that a device is doubtful before a password is changed, which another device can do meanwhile', () => {
    const plan = planFor(['ameli-login'], { answers: { 'device-doubtful': true } });
    expect(ids(plan).indexOf('device-clean')).toBeLessThan(ids(plan).indexOf('ameli-pw'));
    expect(stepOf(plan, 'ameli-pw').callerDoes.fr).toContain('appareil sûr');
  });

  it('draws an advised step up to the mandatory one that comes after it', () => {
    const login = planFor(['ameli-login']);
    expect(stepOf(login, 'mail-first').mandatory).toBe(false);
    expect(ids(login).slice(0, 2)).toEqual(['mail-first', 'ameli-pw']);
  });

  it('has one mailbox step, not two, and does not send a reset link to a thief', () => {
    const mail = planFor(['ameli-login', 'email'], { answers: { 'mailbox-doubtful': true } });
    expect(ids(mail)).toContain('mail-first');
    expect(ids(mail)).not.toContain('mail-pw');
    const lost = planFor(['ameli-login'], { answers: { 'account-lost': true, 'ameli-lost': true } });
    expect(ids(lost)).toContain('ameli-lost');
    expect(ids(lost)).not.toContain('ameli-pw');
  });

  it('brings the complaint that the Banque de France asks for', () => {
    const plan = ids(planFor([], { answers: { 'identity-used': true } }));
    expect(plan.indexOf('id-complaint')).toBeLessThan(plan.indexOf('bdf'));
    expect(plan).toContain('id-complaint');
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
    expect(asked({ 'money-gone': true })).not.toContain('card-online-fraud');
    expect(asked({ 'money-gone': true, 'card-debit-seen': true })).toContain('card-online-fraud');
  });

  it('proposes Perceval for an online fraud with the card still held, after the card is blocked', () => {
    const answers = { 'money-gone': true, 'card-debit-seen': true, 'card-online-fraud': true, 'card-held': true };
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
    const general = new Set(['x-phish', 'x-password', 'nir-watch']);
    expect(plan.steps.filter((step) => !general.has(step.id)).every((step) => step.precaution)).toBe(true);
  });

  it('keeps the call within eight minutes, whatever leaked', () => {
    expect(planFor(['ameli-login', 'email', 'nir']).minutesLeft).toBeLessThanOrEqual(8);
    expect(planFor([...dataClasses]).minutesLeft).toBeLessThanOrEqual(8);
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
    expect(ids(planFor([], { answers: Object.create({ 'device-doubtful': true }) }))).toEqual(ids(planFor([])));
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

  it('never lets the urgency fall, and inside one goes by stage, but for prerequisites', () => {
    fc.assert(
      fc.property(cases, ([guide, input]) => {
        const plan = buildPlan(guide, input);
        const urgencies = plan.steps.map((step) => step.urgency);
        expect(urgencies).toEqual([...urgencies].sort((a, b) => a - b));
        const needed = new Set(guide.steps.flatMap((step) => [...step.needs, ...step.after]));
        const keys = plan.steps
          .filter((step) => !needed.has(step.id))
          .map((step) => step.urgency * stages.length + stages.indexOf(step.stage));
        expect(keys).toEqual([...keys].sort((a, b) => a - b));
      }),
    );
  });

  it('puts every prerequisite before the step that needs it', () => {
    fc.assert(
      fc.property(cases, ([guide, input]) => {
        const plan = ids(buildPlan(guide, input));
        const needs = new Map(guide.steps.map((step) => [step.id, [...step.needs, ...step.after]]));
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
        // Of two ways to one aim the plan may take the stronger one instead.
        const aims = new Map(after.steps.map((step) => [step.aim, step]));
        expect([...aims.keys()]).toEqual(expect.arrayContaining(before.steps.map((step) => step.aim)));
        for (const step of before.steps) if (step.mandatory) expect(aims.get(step.aim)?.mandatory).toBe(true);
      }),
    );
  });

  it('keeps, for a further class, the order of the steps whose obligation it does not change', () => {
    fc.assert(
      fc.property(cases, fc.constantFrom(...dataClasses), ([guide, input], name) => {
        const before = buildPlan(guide, input);
        const after = buildPlan(guide, { ...input, confirmed: [...input.confirmed, name] });
        const asBefore = (step: PlanStep) =>
          before.steps.some(
            (one) => one.id === step.id && one.mandatory === step.mandatory && one.urgency === step.urgency,
          );
        // Neither its own obligation changed, nor that of a step which draws it up.
        const kept = new Set(
          after.steps
            .filter((step) => asBefore(step) && dependents(guide, step.id, after).every(asBefore))
            .map((step) => step.id),
        );
        expect(ids(after).filter((id) => kept.has(id))).toEqual(ids(before).filter((id) => kept.has(id)));
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
        // And those that stand before them, which are as urgent, or in whose place they come.
        for (let size = -1; size !== depends.size; ) {
          size = depends.size;
          const aims = new Set(guide.steps.filter((s) => depends.has(s.id)).map((s) => s.aim ?? s.id));
          for (const step of guide.steps) {
            if (aims.has(step.aim ?? step.id)) depends.add(step.id);
            if (depends.has(step.id)) for (const id of [...step.needs, ...step.after]) depends.add(id);
          }
        }
        const rest = (plan: Plan) =>
          plan.steps.filter((step) => !depends.has(step.id)).map(({ rank: _, onPhone: _phone, ...step }) => step);
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
        // Of who has an ameli account alone, what was said of another fund's account counts for nothing.
        const asked = guide.questions.filter(({ notForAccounts }) => !notForAccounts.includes('general'));
        for (const { id } of asked) if (typeof input.answers[id] === 'boolean') expect(shown).toContain(id);
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

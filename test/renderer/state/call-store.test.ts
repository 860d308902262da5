import { describe, expect, it } from 'vitest';
import { createCallStore, pressingSteps } from '../../../src/renderer/state/call-store.ts';
import {
  caseView,
  createScriptedApi,
  freeQuota,
  later,
  ok,
  planOf,
  refused,
  settled,
  step,
  verdict,
} from '../scripted-api.ts';

const nir = '2840588321025';
const clock = () => 1000;

/** A call with a verdict and three steps, the first of them current. */
async function callWithPlan() {
  const api = createScriptedApi({
    openCase: () => ok(caseView()),
    readQuota: () => ok(freeQuota),
    checkIdentifier: () =>
      ok({
        case: caseView({ verdicts: [verdict()], plan: planOf(step('a'), step('b'), step('c')) }),
        verdict: verdict(),
        quota: freeQuota,
      }),
  });
  const store = createCallStore(api, clock);
  await store.getState().newCall();
  store.getState().setAuthenticated(true);
  await store.getState().check(nir);
  return { api, store };
}

describe('a check', () => {
  it('is not made before the caller is authenticated', async () => {
    const api = createScriptedApi({ openCase: () => ok(caseView()) });
    const store = createCallStore(api, clock);
    await store.getState().newCall();
    expect(await store.getState().check(nir)).toBe(false);
    expect(store.getState().problem?.code).toBe('caller-not-authenticated');
    expect(api.inputs('checkIdentifier')).toEqual([]);
  });

  it('never leaves the identifier in the state, whatever the answer', async () => {
    const { api, store } = await callWithPlan();
    expect(JSON.stringify(store.getState())).not.toContain(nir);
    api.script({ checkIdentifier: () => refused('quota-exceeded') });
    store.getState().checkAnother();
    const pending = store.getState().check(nir);
    expect(JSON.stringify(store.getState())).not.toContain(nir);
    await pending;
    expect(JSON.stringify(store.getState())).not.toContain(nir);
    expect(api.inputs('checkIdentifier').map((input) => input.text)).toEqual([nir, nir]);
  });

  it('shows the verdict and the first step', async () => {
    const { store } = await callWithPlan();
    expect(store.getState()).toMatchObject({ identifying: false, checking: false, verdictIndex: 0, stepId: 'a' });
  });

  it('reads the quota again when it was refused', async () => {
    const { api, store } = await callWithPlan();
    const blocked = { ...freeQuota, state: 'blocked', remaining: 0 } as const;
    api.script({ checkIdentifier: () => refused('quota-exceeded'), readQuota: () => ok(blocked) });
    expect(await store.getState().check(nir)).toBe(false);
    expect(store.getState().quota?.state).toBe('blocked');
    expect(store.getState().problem?.code).toBe('quota-exceeded');
  });

  it('is made once, however often Enter is pressed', async () => {
    const { api, store } = await callWithPlan();
    const answer = later<ReturnType<typeof refused>>();
    api.script({ checkIdentifier: () => answer.promise });
    const first = store.getState().check(nir);
    expect(await store.getState().check(nir)).toBe(false);
    answer.resolve(refused('cancelled'));
    await first;
    expect(api.inputs('checkIdentifier')).toHaveLength(2);
  });

  it('whose answer comes after the lock changes nothing', async () => {
    const { api, store } = await callWithPlan();
    const answer =
      later<
        ReturnType<
          typeof ok<{ case: ReturnType<typeof caseView>; verdict: ReturnType<typeof verdict>; quota: typeof freeQuota }>
        >
      >();
    api.script({ checkIdentifier: () => answer.promise });
    const pending = store.getState().check(nir);
    store.getState().clear();
    answer.resolve(ok({ case: caseView({ verdicts: [verdict()] }), verdict: verdict(), quota: freeQuota }));
    expect(await pending).toBe(false);
    expect(store.getState().case).toBeNull();
  });
});

describe('the steps', () => {
  it('go on to the next one without an outcome', async () => {
    const { api, store } = await callWithPlan();
    api.script({ recordOutcome: () => ok(caseView({ plan: planOf(settled('a'), settled('b'), step('c')) })) });
    await store.getState().recordOutcome('a', { kind: 'done', dueOn: null, reason: null, evidence: {} });
    expect(store.getState()).toMatchObject({ stepId: 'c', undoableStepId: 'a' });
  });

  it('go on in one change, so that the step that was settled is not drawn once more', async () => {
    const { api, store } = await callWithPlan();
    api.script({ recordOutcome: () => ok(caseView({ plan: planOf(settled('a'), step('b'), step('c')) })) });
    const seen: (string | null)[] = [];
    store.subscribe((state) => seen.push(state.stepId));
    await store.getState().recordOutcome('a', { kind: 'done', dueOn: null, reason: null, evidence: {} });
    expect(new Set(seen)).toEqual(new Set(['b']));
  });

  it('go on while the outcome is being written, and come back where it could not be', async () => {
    const { api, store } = await callWithPlan();
    const answer = later<ReturnType<typeof refused>>();
    api.script({ recordOutcome: () => answer.promise });
    const done = { kind: 'done', dueOn: null, reason: null, evidence: {} } as const;
    const recording = store.getState().recordOutcome('a', done);
    expect(store.getState()).toMatchObject({ stepId: 'b', undoableStepId: null });
    answer.resolve(refused('disk-full'));
    expect(await recording).toBe(false);
    expect(store.getState()).toMatchObject({ stepId: 'a', undoableStepId: null, problem: { code: 'disk-full' } });
  });

  it('leave the adviser at the step that was chosen meanwhile', async () => {
    const { api, store } = await callWithPlan();
    const answer = later<ReturnType<typeof refused>>();
    api.script({ recordOutcome: () => answer.promise });
    const done = { kind: 'done', dueOn: null, reason: null, evidence: {} } as const;
    const recording = store.getState().recordOutcome('a', done);
    store.getState().selectStep('c');
    answer.resolve(refused('disk-full'));
    await recording;
    expect(store.getState()).toMatchObject({ stepId: 'c', problem: { code: 'disk-full' } });
  });

  it.each([
    { kind: 'later', dueOn: '2026-12-01', reason: null, evidence: {} },
    { kind: 'not-applicable', dueOn: null, reason: 'sans compte', evidence: {} },
    { kind: 'done', dueOn: null, reason: null, evidence: { number: '12' } },
  ] as const)('wait with what was written beside an outcome ($kind), and keep its card', async (outcome) => {
    const { api, store } = await callWithPlan();
    const answer = later<ReturnType<typeof refused>>();
    api.script({ recordOutcome: () => answer.promise });
    const recording = store.getState().recordOutcome('a', outcome);
    expect(store.getState().stepId).toBe('a');
    answer.resolve(refused('text-has-identifier'));
    await recording;
    expect(store.getState()).toMatchObject({ stepId: 'a', problem: { code: 'text-has-identifier' } });
  });

  it('go to the wrap-up only once the last outcome is recorded', async () => {
    const { api, store } = await callWithPlan();
    const done = { kind: 'done', dueOn: null, reason: null, evidence: {} } as const;
    api.script({ recordOutcome: () => ok(caseView({ plan: planOf(settled('a'), settled('b'), step('c')) })) });
    await store.getState().recordOutcome('a', done);
    const shownMeanwhile: (string | null)[] = [];
    api.script({
      recordOutcome: () => {
        shownMeanwhile.push(store.getState().stepId);
        return ok(caseView({ plan: planOf(settled('a'), settled('b'), settled('c')) }));
      },
    });
    await store.getState().recordOutcome('c', done);
    expect(shownMeanwhile).toEqual(['c']);
    expect(store.getState().stepId).toBeNull();
  });

  it('are answered once while the answer is being written: the next key is meant for what comes after it', async () => {
    const { api, store } = await callWithPlan();
    const written: unknown[] = [];
    const first = later<ReturnType<typeof refused>>();
    const outcome = { kind: 'done', dueOn: null, reason: null, evidence: { number: '12' } } as const;
    api.script({
      answerQuestion: (input) => {
        written.push(input);
        return first.promise;
      },
      recordOutcome: (input) => {
        written.push(input);
        return first.promise;
      },
    });
    const under = [store.getState().answerQuestion('q', true), store.getState().recordOutcome('a', outcome)];
    await store.getState().answerQuestion('q', false);
    expect(await store.getState().recordOutcome('a', { ...outcome, kind: 'refused' })).toBe(false);
    expect(written).toMatchObject([{ answer: true }, { outcome: { kind: 'done' } }]);
    first.resolve(refused('disk-full'));
    await Promise.all(under);
    // Once it is written, or could not be, another answer is one.
    await store.getState().answerQuestion('q', false);
    expect(written.at(-1)).toMatchObject({ answer: false });
  });

  it('say what went wrong with an answer given at the wrap-up', async () => {
    const { api, store } = await callWithPlan();
    store.getState().selectStep(null);
    api.script({ answerQuestion: () => refused('disk-full') });
    await store.getState().answerQuestion('q', true);
    expect(store.getState()).toMatchObject({ stepId: null, problem: { code: 'disk-full' } });
  });

  it('come back to one that was passed over, then to the wrap-up', async () => {
    const { api, store } = await callWithPlan();
    store.getState().selectStep('c');
    api.script({ recordOutcome: () => ok(caseView({ plan: planOf(step('a'), settled('b'), settled('c')) })) });
    await store.getState().recordOutcome('c', { kind: 'done', dueOn: null, reason: null, evidence: {} });
    expect(store.getState().stepId).toBe('a');
    api.script({ recordOutcome: () => ok(caseView({ plan: planOf(settled('a'), settled('b'), settled('c')) })) });
    await store.getState().recordOutcome('a', { kind: 'done', dueOn: null, reason: null, evidence: {} });
    expect(store.getState().stepId).toBeNull();
  });

  it('stay where they are when an outcome was not taken', async () => {
    const { api, store } = await callWithPlan();
    api.script({ recordOutcome: () => refused('text-has-identifier', { field: 'reason' }) });
    const outcome = { kind: 'not-applicable', dueOn: null, reason: nir, evidence: {} } as const;
    expect(await store.getState().recordOutcome('a', outcome)).toBe(false);
    expect(store.getState()).toMatchObject({ stepId: 'a', undoableStepId: null });
    expect(store.getState().problem?.code).toBe('text-has-identifier');
  });

  it('are taken back by sending no outcome', async () => {
    const { api, store } = await callWithPlan();
    api.script({ recordOutcome: () => ok(caseView({ plan: planOf(step('a'), step('b'), step('c')) })) });
    await store.getState().undoOutcome('a');
    expect(api.inputs('recordOutcome').at(-1)).toMatchObject({ stepId: 'a', outcome: null });
    expect(store.getState()).toMatchObject({ stepId: 'a', undoableStepId: null });
  });

  it('keep the current one when an answer changes the plan around it', async () => {
    const { api, store } = await callWithPlan();
    store.getState().selectStep('b');
    api.script({ answerQuestion: () => ok(caseView({ plan: planOf(step('new'), step('a'), step('b')) })) });
    await store.getState().answerQuestion('q', true);
    expect(store.getState().stepId).toBe('b');
    api.script({ answerQuestion: () => ok(caseView({ plan: planOf(step('new'), step('a')) })) });
    await store.getState().answerQuestion('q', false);
    expect(store.getState().stepId).toBe('new');
  });

  it('hear of an answer once: the one that is there already is not sent again, another one is', async () => {
    const { api, store } = await callWithPlan();
    const question = {
      id: 'q',
      text: { fr: 'q', en: 'q' },
      answer: null,
      asked: false,
      triage: false,
      isPrivate: false,
      beside: [],
    };
    const answered = (answer: boolean | null) =>
      caseView({ plan: { ...planOf(step('a')), questions: [{ ...question, answer, asked: true }] } });
    api.script({ answerQuestion: (input) => ok(answered(input.answer)) });
    // « Does not know » is an answer: of a question that was not asked it is sent.
    for (const answer of [null, null, true, true, false, null]) await store.getState().answerQuestion('q', answer);
    expect(api.inputs('answerQuestion').map(({ answer }) => answer)).toEqual([null, true, false, null]);
  });

  it('show what a late answer adds, even from the wrap-up', async () => {
    const { api, store } = await callWithPlan();
    store.getState().selectStep(null);
    api.script({ answerQuestion: () => ok(caseView({ plan: planOf(settled('a'), step('new')) })) });
    await store.getState().answerQuestion('q', true);
    expect(store.getState().stepId).toBe('new');
  });
});

describe('the note', () => {
  it('is not taken over while it looks like a secret', async () => {
    const { api, store } = await callWithPlan();
    api.script({ saveNote: () => ok({ saved: false, suspects: ['nir'] }) });
    await store.getState().saveNote(`rappeler ${nir}`);
    expect(store.getState().note).toEqual({ kind: 'refused', suspects: ['nir'] });
    expect(store.getState().case?.note).toBe('');
    api.script({ saveNote: () => ok({ saved: true, suspects: [] }) });
    await store.getState().saveNote('rappeler jeudi');
    expect(store.getState().note.kind).toBe('saved');
    expect(store.getState().case?.note).toBe('rappeler jeudi');
  });
});

describe('the end of a call', () => {
  it('forgets the case and the authentication', async () => {
    const { api, store } = await callWithPlan();
    api.script({ closeCase: () => ok(caseView({ status: 'interrupted' })) });
    expect(await store.getState().close(true)).toBe(true);
    expect(api.inputs('closeCase')).toEqual([{ reference: 'VG-7K3M-Q2XA', interrupted: true }]);
    expect(store.getState()).toMatchObject({ case: null, authenticated: false, stepId: null, startedAt: null });
  });

  it('keeps the call when it could not be saved', async () => {
    const { api, store } = await callWithPlan();
    api.script({ closeCase: () => refused('disk-full') });
    expect(await store.getState().close(false)).toBe(false);
    expect(store.getState().case?.reference).toBe('VG-7K3M-Q2XA');
    expect(store.getState().problem?.code).toBe('disk-full');
  });
});

describe('a case taken up again', () => {
  it('opens on its last verdict and its first pending step, the caller to be authenticated anew', async () => {
    const resumed = caseView({
      verdicts: [verdict(), verdict({ checkId: 'check-2' })],
      plan: planOf(settled('a'), step('b')),
    });
    const store = createCallStore(createScriptedApi({ readCase: () => ok(resumed) }), clock);
    expect(await store.getState().resume('vg 7k3m q2xa')).toBe(true);
    expect(store.getState()).toMatchObject({ identifying: false, authenticated: false, verdictIndex: 1, stepId: 'b' });
  });
});

describe('who the person is', () => {
  it('asks for authentication and an identifier again where it is somebody else, and only for the first where it is not', async () => {
    for (const [who, account, isSomebodyElse] of [
      ['child', 'general', true],
      ['caller', 'other-scheme', false],
    ] as const) {
      const { api, store } = await callWithPlan();
      const about = { who, account };
      const verdicts = isSomebodyElse ? [] : [verdict()];
      api.script({ describePerson: () => ok(caseView({ about, verdicts, plan: planOf(step('b'), step('d')) })) });
      expect(await store.getState().describePerson(about)).toBe(true);
      expect(store.getState()).toMatchObject({
        authenticated: false,
        identifying: isSomebodyElse,
        undoableStepId: null,
        stepId: 'b',
        case: { about, verdicts },
      });
    }
  });
});

describe('what is named before the caller hangs up', () => {
  it('is what must be done now, was not gone through on the phone, and is the caller’s', () => {
    const now = { urgency: 0, mandatory: true, onPhone: false } as const;
    const steps = [
      step('named', now),
      step('said', { ...now, onPhone: true }),
      step('later', { ...now, urgency: 1 }),
      step('advised', { ...now, mandatory: false }),
      step('own', { ...now, by: 'adviser' }),
      { ...settled('done'), ...now },
    ];
    expect(pressingSteps({ steps }).map(({ id }) => id)).toEqual(['named']);
  });
});

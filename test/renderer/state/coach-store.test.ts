import { describe, expect, it } from 'vitest';
import { type CoachFacts, coachSteps, createCoachStore } from '../../../src/renderer/state/coach-store.ts';

const between: CoachFacts = { inCall: false, authenticated: false, verdicts: 0, outcomes: 0, sheetOpen: false };
const inCall: CoachFacts = { ...between, inCall: true };

describe('the guided first call', () => {
  it('advances as the person does each step, and ends with the call', () => {
    const store = createCoachStore();
    const seen = [
      between,
      inCall,
      { ...inCall, authenticated: true },
      { ...inCall, authenticated: true, verdicts: 1 },
      { ...inCall, authenticated: true, verdicts: 1, outcomes: 1 },
      { ...inCall, authenticated: true, verdicts: 1, outcomes: 1, sheetOpen: true },
      between,
    ].map((facts) => {
      store.getState().observe(facts);
      return store.getState().passed;
    });
    expect(seen).toEqual([0, 1, 2, 3, 4, 5, coachSteps.length]);
  });

  it('does not go back when something is taken back during the call', () => {
    const store = createCoachStore();
    store.getState().observe({ ...inCall, authenticated: true, verdicts: 1, outcomes: 1 });
    store.getState().observe({ ...inCall, authenticated: true, verdicts: 1 });
    expect(store.getState().passed).toBe(4);
  });

  it('begins again after a call that was left in the middle, and stays done after a whole one', () => {
    const store = createCoachStore();
    store.getState().observe({ ...inCall, authenticated: true });
    store.getState().observe(between);
    expect(store.getState().passed).toBe(0);
    store.getState().observe({ inCall: true, authenticated: true, verdicts: 1, outcomes: 1, sheetOpen: true });
    store.getState().observe(between);
    store.getState().observe(inCall);
    expect(store.getState().passed).toBe(coachSteps.length);
  });

  it('is closed for good, until it is asked for again', () => {
    const store = createCoachStore();
    store.getState().close();
    store.getState().observe(inCall);
    expect(store.getState().closed).toBe(true);
    store.getState().restart();
    expect(store.getState()).toMatchObject({ closed: false, passed: 0 });
  });
});

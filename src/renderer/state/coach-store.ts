/**
 * The guided first call of the demonstration: six steps, each passed when the person did it, in whatever way. It only
 * watches; nothing waits for it. No React.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';

export const coachSteps = ['begin', 'authenticate', 'check', 'outcome', 'sheet', 'end'] as const;
export type CoachStep = (typeof coachSteps)[number];

/** What the steps are judged by; of the call and the sheet as they are now. */
export interface CoachFacts {
  readonly inCall: boolean;
  readonly authenticated: boolean;
  readonly verdicts: number;
  /** Steps of the plan that have an outcome. */
  readonly outcomes: number;
  readonly sheetOpen: boolean;
}

export interface CoachState {
  /** Steps passed so far; all of them: the first call is done. */
  readonly passed: number;
  readonly closed: boolean;
  observe(facts: CoachFacts): void;
  close(): void;
  restart(): void;
}

/** Whether the step at `at` is done; the last one only once a call was had. */
function isDone(step: CoachStep, facts: CoachFacts): boolean {
  switch (step) {
    case 'begin':
      return facts.inCall;
    case 'authenticate':
      return facts.authenticated || facts.verdicts > 0;
    case 'check':
      return facts.verdicts > 0;
    case 'outcome':
      return facts.outcomes > 0;
    case 'sheet':
      return facts.sheetOpen;
    case 'end':
      return !facts.inCall;
  }
}

export function createCoachStore(): StoreApi<CoachState> {
  return createStore<CoachState>()((set, get) => ({
    passed: 0,
    closed: false,
    observe(facts) {
      let { passed } = get();
      // A call that was left before its end is begun again from the step that it lacks.
      if (!facts.inCall && passed > 0 && passed < coachSteps.length - 1) passed = 0;
      for (let step = coachSteps[passed]; step !== undefined && isDone(step, facts); step = coachSteps[passed]) {
        passed += 1;
      }
      if (passed !== get().passed) set({ passed });
    },
    close: () => set({ closed: true }),
    restart: () => set({ passed: 0, closed: false }),
  }));
}

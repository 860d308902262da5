/**
 * The call in progress (steps `check` and `guide`): its case, verdicts, current step, quota. No React. An identifier
 * passes through `check` as an argument and is never put in the state; only the masked form in a verdict is.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CallResult, Input, Output, VigieApi } from '../../contract/channels.ts';
import type {
  CaseView,
  IdentifierKind,
  PlanView,
  Problem,
  QuotaView,
  StepView,
  ToldIncidentView,
} from '../../contract/values.ts';
import { callSafely } from './call-safely.ts';
import type { Arrival } from './hand-over-store.ts';
import { shareEqual } from './share-equal.ts';

export type About = CaseView['about'];
export type OutcomeInput = NonNullable<Input<'recordOutcome'>['outcome']>;
type Suspect = Output<'saveNote'>['suspects'][number];

export type NoteState =
  | { readonly kind: 'saved' }
  | { readonly kind: 'unsaved' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'refused'; readonly suspects: readonly Suspect[] };

export interface CallState {
  readonly case: CaseView | null;
  readonly quota: QuotaView | null;
  /** True while the identifier field is what the screen shows. */
  readonly identifying: boolean;
  /** The adviser's confirmation that the caller was authenticated. Kept for the call, asked again at the next one. */
  readonly authenticated: boolean;
  readonly checking: boolean;
  /** True while a case is being opened or closed. */
  readonly busy: boolean;
  readonly problem: Problem | null;
  readonly verdictIndex: number;
  /** True while the first questions stand where the step will be. */
  readonly triaging: boolean;
  /** The step in the middle of the screen; null is the wrap-up. */
  readonly stepId: string | null;
  readonly note: NoteState;
  /** The step whose outcome was recorded last, which Ctrl+Z takes back; null once it was. */
  readonly undoableStepId: string | null;
  /** Instant (ms) at which this call, not the case, began. */
  readonly startedAt: number | null;
  /** The case was taken up again, not begun with this call. */
  readonly resumed: boolean;
  /** How the case came here, where it was handed over just now. */
  readonly arrival: Arrival['kind'] | null;
  newCall(): Promise<boolean>;
  resume(reference: string): Promise<boolean>;
  /** Shows a case that was handed over just now. @returns false while another call is under way. */
  enterArrived(arrival: Arrival): boolean;
  /** A closed or interrupted case is under way again. */
  reopen(): Promise<boolean>;
  /** Puts a closed case away. Nothing is written. */
  leaveClosed(): void;
  /** The caller asks about an incident, or no longer. Nothing is looked up. @returns true if it is recorded. */
  askAbout(incident: Pick<ToldIncidentView, 'id' | 'toldBy'>, asked: boolean): Promise<boolean>;
  dismissArrival(): void;
  setAuthenticated(authenticated: boolean): void;
  /** @returns true if there is a verdict (of whichever kind). The field must drop `text` in any case. */
  check(text: string, as?: IdentifierKind): Promise<boolean>;
  checkAnother(): void;
  backToGuide(): void;
  showVerdict(index: number): void;
  selectStep(stepId: string | null): void;
  nextStep(): void;
  recordOutcome(stepId: string, outcome: OutcomeInput): Promise<boolean>;
  undoOutcome(stepId: string): Promise<void>;
  /** The answer that is there already is not sent again. @param answer null: the caller does not know */
  answerQuestion(questionId: string, answer: boolean | null): Promise<void>;
  /** Shows the first questions again, or goes on to the steps. */
  setTriaging(triaging: boolean): void;
  /** Whom the person on screen is: it decides which steps, words and contacts there are. */
  describePerson(about: About): Promise<boolean>;
  /** One person more: authenticated and checked anew, under the same reference. */
  addPerson(about: About): Promise<boolean>;
  showPerson(person: string): Promise<void>;
  markNoteUnsaved(): void;
  saveNote(note: string): Promise<void>;
  close(interrupted: boolean): Promise<boolean>;
  readQuota(): Promise<void>;
  dismissProblem(): void;
  clear(): void;
}

const noCall = {
  case: null,
  identifying: false,
  authenticated: false,
  checking: false,
  busy: false,
  problem: null,
  verdictIndex: 0,
  triaging: false,
  stepId: null,
  note: { kind: 'saved' },
  undoableStepId: null,
  startedAt: null,
  arrival: null,
  resumed: false,
} as const;

export function createCallStore(api: VigieApi, clock: () => number): StoreApi<CallState> {
  // A call that was left must not receive the answer to a question of the call before.
  let generation = 0;

  return createStore<CallState>()((set, get) => {
    const begin = (opened: CaseView, also: Partial<CallState> = {}) =>
      set({
        ...noCall,
        case: opened,
        identifying: !hasPlan(opened),
        ...placeIn(opened),
        startedAt: clock(),
        ...also,
      });

    const enter = async (ask: () => Promise<CallResult<CaseView>>, also: Partial<CallState> = {}): Promise<boolean> => {
      if (get().busy || get().checking) return false;
      generation += 1;
      const mine = generation;
      set({ busy: true, problem: null });
      const result = await ask();
      if (mine !== generation) return false;
      if (result.ok) begin(result.value, also);
      else set({ busy: false, problem: result.problem });
      return result.ok;
    };

    /**
     * Asks for a changed case and shows it, keeping the current step where it still is in the plan.
     * @param also what changes with it, at once: whatever is set later is drawn a second time
     */
    const change = async (
      ask: (shown: Shown) => Promise<CallResult<CaseView>>,
      also: (changed: CaseView) => Partial<CallState> = () => ({}),
    ): Promise<boolean> => {
      const current = get().case;
      if (current === null) return false;
      const mine = generation;
      const result = await ask({ reference: current.reference, person: current.person });
      if (mine !== generation) return false;
      if (!result.ok) {
        set({ problem: result.problem });
        return false;
      }
      const changed = shareEqual(get().case, result.value);
      const { steps } = changed.plan;
      const { stepId } = get();
      const kept = stepId === null || steps.some((step) => step.id === stepId);
      set({
        case: changed,
        problem: null,
        stepId: kept ? stepId : (firstPendingStep(steps)?.id ?? null),
        ...also(changed),
      });
      return true;
    };

    return {
      ...noCall,
      quota: null,

      newCall: () => enter(() => callSafely(api, 'openCase', {})),
      resume: (reference) => enter(() => callSafely(api, 'readCase', { reference }), { resumed: true }),

      enterArrived({ kind, case: arrived }) {
        const { case: current, busy, checking } = get();
        if (busy || checking || (current !== null && current.reference !== arrived.reference)) return false;
        generation += 1;
        begin(arrived, { arrival: kind });
        return true;
      },

      async reopen() {
        const current = get().case;
        if (current === null) return false;
        const { reference, person } = current;
        return enter(() => callSafely(api, 'reopenCase', { reference, person }));
      },

      leaveClosed() {
        if (get().case?.status !== 'closed') return;
        generation += 1;
        set({ ...noCall });
      },

      async askAbout({ id: incidentId, toldBy: { signer } }, asked) {
        return change(
          (shown) => callSafely(api, 'askAboutIncident', { ...shown, incidentId, signer, asked }),
          (changed) => {
            if (asked) return { identifying: false, ...placeIn(changed) };
            return hasPlan(changed) ? {} : { identifying: true, stepId: null };
          },
        );
      },

      dismissArrival: () => set({ arrival: null }),

      setAuthenticated: (authenticated) => set({ authenticated, problem: null }),

      async check(text, as) {
        const { case: current, authenticated, checking } = get();
        if (current === null || checking) return false;
        if (!authenticated) {
          set({ problem: { code: 'caller-not-authenticated', details: {} } });
          return false;
        }
        const mine = generation;
        set({ checking: true, problem: null });
        const { reference, person } = current;
        const result = await callSafely(api, 'checkIdentifier', {
          reference,
          person,
          text,
          ...(as === undefined ? {} : { as }),
          callerAuthenticated: true,
        });
        if (mine !== generation) return false;
        if (!result.ok) {
          set({ checking: false, problem: result.problem });
          await get().readQuota();
          return false;
        }
        const { case: checked, quota } = result.value;
        set({
          case: checked,
          quota,
          checking: false,
          identifying: false,
          ...placeIn(checked),
        });
        return true;
      },

      checkAnother: () => set({ identifying: true, problem: null }),
      backToGuide() {
        const current = get().case;
        if (current !== null && hasPlan(current)) set({ identifying: false, problem: null });
      },
      showVerdict: (verdictIndex) => set({ verdictIndex }),
      selectStep: (stepId) => set({ stepId, triaging: false, problem: null }),

      nextStep() {
        // On from the first questions: the step that they stood before.
        if (get().triaging) return set({ triaging: false, problem: null });
        set({ stepId: pendingAfter(get().case?.plan.steps ?? [], get().stepId), problem: null });
      },

      recordOutcome: once(async (stepId, outcome) => {
        const mine = generation;
        const before = get().case;
        // The next step is shown while the outcome is being written to the disk, which may take long; the step comes back if it
        // could not be. Not the wrap-up, because an outcome may bring another step; and not where something was written with
        // the outcome, which would be lost with the step's card.
        const mayGoOn = get().stepId === stepId && holdsNoText(outcome);
        const next = mayGoOn ? pendingAfter(before?.plan.steps ?? [], stepId) : null;
        if (next !== null) set({ stepId: next, problem: null });
        const isShown = () => get().stepId === (next ?? stepId);
        const recorded = await change(
          (shown) => callSafely(api, 'recordOutcome', { ...shown, stepId, outcome }),
          ({ plan }) => ({
            undoableStepId: stepId,
            ...(isShown() ? { stepId: pendingAfter(plan.steps, stepId) } : {}),
          }),
        );
        if (!recorded && mine === generation && before?.person === get().case?.person && isShown()) set({ stepId });
        return recorded;
      }, false),

      async undoOutcome(stepId) {
        await change(
          (shown) => callSafely(api, 'recordOutcome', { ...shown, stepId, outcome: null }),
          () => ({ stepId, triaging: false, undoableStepId: null }),
        );
      },

      answerQuestion: once(async (questionId, answer) => {
        const known = get().case?.plan.questions.find(({ id }) => id === questionId);
        if (known?.asked && known.answer === answer) return;
        await change(
          (shown) => callSafely(api, 'answerQuestion', { ...shown, questionId, answer }),
          ({ plan }) => {
            // The first questions decide which step is first; the last of them gives way to it.
            if (get().triaging) {
              return { triaging: openTriage(plan) !== undefined, stepId: firstPendingStep(plan.steps)?.id ?? null };
            }
            // At the wrap-up, an answer that brings a new step shows that step.
            return get().stepId === null ? { stepId: pendingAfter(plan.steps, null) } : {};
          },
        );
      }, undefined),

      setTriaging: (triaging) => set({ triaging, problem: null }),

      describePerson(about) {
        const isSame = get().case?.about.who === about.who;
        return change(
          (shown) => callSafely(api, 'describePerson', { ...shown, about }),
          // Who it is decides how the person is authenticated; of somebody else nothing is known yet.
          (changed) =>
            isSame
              ? { authenticated: false, stepId: firstPendingStep(changed.plan.steps)?.id ?? null }
              : { ...placeIn(changed), authenticated: false, identifying: true, undoableStepId: null },
        );
      },

      addPerson: (about) =>
        change(
          ({ reference }) => callSafely(api, 'addPerson', { reference, about }),
          (added) => ({ ...placeIn(added), authenticated: false, identifying: true, undoableStepId: null }),
        ),

      async showPerson(person) {
        if (get().case?.person === person) return;
        await change(
          ({ reference }) => callSafely(api, 'readCase', { reference, person }),
          (shown) => ({
            ...placeIn(shown),
            authenticated: false,
            identifying: shown.status !== 'closed' && !hasPlan(shown),
            undoableStepId: null,
          }),
        );
      },

      markNoteUnsaved: () => set({ note: { kind: 'unsaved' } }),

      async saveNote(note) {
        const current = get().case;
        if (current === null) return;
        const mine = generation;
        set({ note: { kind: 'saving' } });
        const result = await callSafely(api, 'saveNote', { reference: current.reference, note });
        if (mine !== generation) return;
        if (!result.ok) return set({ note: { kind: 'unsaved' }, problem: result.problem });
        if (!result.value.saved) return set({ note: { kind: 'refused', suspects: result.value.suspects } });
        const shown = get().case;
        set({ note: { kind: 'saved' }, case: shown === null ? null : { ...shown, note } });
      },

      async close(interrupted) {
        const current = get().case;
        if (current === null || get().busy) return false;
        const mine = generation;
        set({ busy: true, problem: null });
        const result = await callSafely(api, 'closeCase', { reference: current.reference, interrupted });
        if (mine !== generation) return false;
        if (!result.ok) {
          set({ busy: false, problem: result.problem });
          return false;
        }
        generation += 1;
        set({ ...noCall });
        return true;
      },

      async readQuota() {
        const result = await callSafely(api, 'readQuota', {});
        if (result.ok) set({ quota: result.value });
      },

      dismissProblem: () => set({ problem: null }),

      clear() {
        generation += 1;
        set({ ...noCall, quota: null });
      },
    };
  });
}

/**
 * One at a time for each id: while an answer is being written to the disk its question is still on the screen, and the next key,
 * meant for the question after it, would take its place. @param dropped what comes of a call that is not carried out
 */
function once<Value, Result>(
  write: (id: string, value: Value) => Promise<Result>,
  dropped: Result,
): (id: string, value: Value) => Promise<Result> {
  const underWay = new Set<string>();
  return async (id, value) => {
    if (underWay.has(id)) return dropped;
    underWay.add(id);
    try {
      return await write(id, value);
    } finally {
      underWay.delete(id);
    }
  };
}

/** @returns true once the call rests on something: an answer, an incident asked about, a case handed over. */
export function hasPlan({ verdicts, askedIncidents, handOver }: CaseView): boolean {
  return verdicts.length > 0 || askedIncidents.length > 0 || handOver !== null;
}

/** @returns what is to be done now and the five actions of the call left no place for: named before the caller hangs up */
export function pressingSteps({ steps }: Pick<PlanView, 'steps'>): PlanView['steps'] {
  return steps.filter(
    ({ by, mandatory, urgency, onPhone, outcome }) =>
      by === 'caller' && mandatory && urgency === 0 && !onPhone && outcome === null,
  );
}

interface Shown {
  readonly reference: string;
  readonly person: string;
}

/** Where the work on a plan begins: the last verdict, the first questions while they are not asked, the first step. */
function placeIn({ verdicts, plan, status }: CaseView): Pick<CallState, 'verdictIndex' | 'triaging' | 'stepId'> {
  return {
    verdictIndex: Math.max(0, verdicts.length - 1),
    triaging: status !== 'closed' && openTriage(plan) !== undefined,
    stepId: firstPendingStep(plan.steps)?.id ?? null,
  };
}

/** @returns the next of the first questions, or undefined once all are asked */
export function openTriage({ questions }: Pick<PlanView, 'questions'>): PlanView['questions'][number] | undefined {
  return questions.find(isUnasked);
}

/** @returns how many of the first questions that the plan asks now nobody asked */
export function unasked(questions: PlanView['questions']): number {
  return questions.filter(isUnasked).length;
}

function isUnasked({ triage, asked }: PlanView['questions'][number]): boolean {
  return triage && !asked;
}

/** @returns the first step of the phone without an outcome, or undefined when every one has one; the rest is on the sheet. */
export function firstPendingStep(steps: readonly StepView[]): StepView | undefined {
  return steps.find((step) => step.outcome === null && step.onPhone);
}

function holdsNoText({ dueOn, reason, evidence }: OutcomeInput): boolean {
  return dueOn === null && reason === null && Object.keys(evidence).length === 0;
}

/** @returns the next step without an outcome after step `stepId`, then from the top; null when none is left. */
function pendingAfter(steps: readonly StepView[], stepId: string | null): string | null {
  const at = steps.findIndex((step) => step.id === stepId);
  const next = firstPendingStep(steps.slice(at + 1));
  return (next ?? firstPendingStep(steps.slice(0, Math.max(0, at))))?.id ?? null;
}

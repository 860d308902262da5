/**
 * What one step of a plan means for the others: a step brings those without which it cannot be done, lends them its
 * urgency, and makes weaker steps of the same aim superfluous. Step `guide` of the flow; pure.
 */
import { compareRanks } from './order.ts';
import { type GuideStep, type Stage, stages, type Urgency } from './schema.ts';

/** How a step stands in a plan. */
export interface Brought {
  readonly applies: boolean;
  readonly mandatory: boolean;
  readonly urgency: Urgency;
  readonly stage: Stage;
  /** Only claims or rumours brought it. */
  readonly precaution: boolean;
  /** Only private answers brought it. */
  readonly isPrivate: boolean;
}

type States = ReadonlyMap<string, Brought>;

/** @returns the steps that apply, and those that they need, whatever the conditions of these: by step id. */
export function bringNeeds(steps: readonly GuideStep[], stateOf: (step: GuideStep) => Brought | null): States {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const states = new Map(steps.flatMap((step) => [[step.id, stateOf(step)] as const]).filter(isPresent));
  const open = [...states.keys()];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const state = states.get(id);
    for (const needed of byId.get(id)?.needs ?? []) {
      const known = states.get(needed);
      const brought = state === undefined ? undefined : strengthened(known, state, byId.get(needed));
      if (brought === undefined || brought === known) continue;
      states.set(needed, brought);
      open.push(needed);
    }
  }
  return states;
}

function isPresent(entry: readonly [string, Brought | null]): entry is readonly [string, Brought] {
  return entry[1] !== null;
}

/** @returns `known` itself if the step that needs it adds nothing to it. */
function strengthened(known: Brought | undefined, by: Brought, step: GuideStep | undefined): Brought | undefined {
  if (step === undefined || step.retired) return known;
  if (known === undefined) {
    return { ...by, urgency: Math.min(step.urgency, by.urgency) as Urgency, stage: step.stage };
  }
  const mandatory = known.mandatory || by.mandatory;
  const precaution = known.precaution && by.precaution;
  const isPrivate = known.isPrivate && by.isPrivate;
  const same = mandatory === known.mandatory && precaution === known.precaution && isPrivate === known.isPrivate;
  return same ? known : { ...known, mandatory, precaution, isPrivate };
}

/** What comes before a step is at least as urgent as the step: else a plan could not follow both rules. */
export function raiseUrgency(steps: readonly GuideStep[], states: States): States {
  const raised = new Map(states);
  const open = steps.filter(({ id }) => raised.has(id));
  const byId = new Map(steps.map((step) => [step.id, step]));
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    const urgency = raised.get(step.id)?.urgency ?? 3;
    for (const id of [...step.needs, ...step.after]) {
      const before = raised.get(id);
      const own = byId.get(id);
      if (before === undefined || own === undefined || before.urgency <= urgency) continue;
      raised.set(id, { ...before, urgency });
      open.push(own);
    }
  }
  return inFileOrder(steps, raised);
}

function inFileOrder(steps: readonly GuideStep[], states: States): Map<string, Brought> {
  return new Map(steps.flatMap(({ id }) => [[id, states.get(id) ?? null] as const]).filter(isPresent));
}

/**
 * Of the steps with one aim the first in order stays: two ways to one end are not both asked of a caller. It must be done if
 * any of them must. One that was already dealt with stays beside it.
 * @returns what is kept, and for each step that is not, the one that stands for it
 */
export function oneOfEachAim(
  steps: readonly GuideStep[],
  states: States,
  hasOutcome: (id: string) => boolean,
): { readonly kept: States; readonly standFor: ReadonlyMap<string, string> } {
  const kept = new Map(states);
  const standFor = new Map<string, string>();
  for (const rivals of byAim(steps, states)) {
    const [first, ...others] = rivals;
    const state = first === undefined ? undefined : states.get(first.id);
    if (first === undefined || state === undefined || others.length === 0) continue;
    const all = rivals.flatMap(({ id }) => states.get(id) ?? []);
    kept.set(first.id, {
      ...state,
      mandatory: all.some(({ mandatory }) => mandatory),
      precaution: all.every(({ precaution }) => precaution),
    });
    for (const { id } of others) {
      if (hasOutcome(id)) continue;
      kept.delete(id);
      standFor.set(id, first.id);
    }
  }
  return { kept, standFor };
}

/** What a step's place in a plan follows from: urgency before stage, what must be done before what is advised. */
export function rankOf(
  { stage }: GuideStep,
  state: Pick<Brought, 'urgency' | 'stage' | 'mandatory'> | undefined,
): number[] {
  return [state?.urgency ?? 3, stages.indexOf(state?.stage ?? stage), state?.mandatory ? 0 : 1];
}

/** The steps of a plan by aim, each list with the one that stays at its head. */
function byAim(steps: readonly GuideStep[], states: States): GuideStep[][] {
  const groups = new Map<string, GuideStep[]>();
  for (const step of steps) {
    if (!states.has(step.id)) continue;
    const aim = step.aim ?? step.id;
    groups.set(aim, [...(groups.get(aim) ?? []), step]);
  }
  const key = (step: GuideStep) => rankOf(step, states.get(step.id));
  return [...groups.values()].map((group) => group.toSorted((a, b) => compareRanks(key(a), key(b))));
}

/**
 * Which steps of a plan are gone through on the phone: five at most, and never without what a first question answered yes calls
 * for. The others are on the sheet. Step `guide` of the flow; pure.
 */
import { type Arranged, isFor, isRuledOut } from './arrange.ts';
import { clauseHolds, type Facts } from './conditions.ts';
import type { Guide } from './schema.ts';

/** Five minutes of a caller's attention: what is asked for on the phone. The rest is on the sheet, in the order of doing. */
export const mostPhoneActions = 5;

/**
 * By aim, the first questions whose yes makes it mandatory: a clause names a question before those that are asked under it.
 * What is asked under several counts for the first of them alone: to whoever lost an account the operator is an answer, to
 * whoever's identity is used only the complaint is. The aim and not the step: of two steps of one aim, either answers for both.
 */
export function calledForBy(guide: Guide, facts: Facts): ReadonlyMap<string, ReadonlySet<string>> {
  const homes = homesOf(guide);
  const byAim = new Map<string, Set<string>>();
  for (const step of guide.steps) {
    if (!isFor(step, facts.about) || isRuledOut(step, facts)) continue;
    for (const clause of step.appliesWhen) {
      const [first, ...under] = Object.keys(clause.answers ?? {});
      if (!clause.mandatory || first === undefined || facts.answers[first] !== true) continue;
      if (under.some((id) => homes.get(id) !== first) || !clauseHolds(clause, facts)) continue;
      const aim = step.aim ?? step.id;
      byAim.set(aim, (byAim.get(aim) ?? new Set()).add(first));
    }
  }
  return byAim;
}

/** By question, the one that it is asked under in the first clause that names both. */
function homesOf({ steps }: Guide): ReadonlyMap<string, string> {
  const homes = new Map<string, string>();
  for (const { answers } of steps.flatMap(({ appliesWhen }) => appliesWhen)) {
    const [first, ...under] = Object.keys(answers ?? {});
    if (first === undefined) continue;
    for (const id of under) if (!homes.has(id)) homes.set(id, first);
  }
  return homes;
}

/**
 * Each step that has an outcome; then, for each first question that was answered yes, the most urgent step that it calls for;
 * then what must be done, and what is advised, until there are `mostPhoneActions`. The adviser's own steps take none of the
 * caller's time and are always among them.
 */
export function phoneSteps(
  arranged: readonly Arranged[],
  calledFor: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlySet<string> {
  const callers = arranged.filter(({ step }) => step.by === 'caller');
  const settled = callers.filter(({ outcome }) => outcome !== null);
  const pending = callers.filter(({ outcome }) => outcome === null);
  const reasonsOf = ({ step }: Arranged) => calledFor.get(step.aim ?? step.id) ?? new Set<string>();
  // Put off or refused, it was said all the same.
  const heard = new Set(settled.flatMap((one) => [...reasonsOf(one)]));
  const first = pending.filter((one) => {
    const unheard = one.state.mandatory ? [...reasonsOf(one)].filter((reason) => !heard.has(reason)) : [];
    for (const reason of unheard) heard.add(reason);
    return unheard.length > 0;
  });
  const others = pending.filter((one) => !first.includes(one));
  const left = [
    ...first,
    ...others.filter(({ state }) => state.mandatory),
    ...others.filter(({ state }) => !state.mandatory),
  ];
  const counted = settled.filter(({ outcome }) => outcome?.kind !== 'not-applicable').length;
  // A yes that comes when five steps are done already is heard all the same.
  const said = [...settled, ...left.slice(0, Math.max(first.length, mostPhoneActions - counted))];
  const own = arranged.filter(({ step }) => step.by === 'adviser');
  return new Set([...own, ...said].map(({ step }) => step.id));
}

/**
 * Whether each step of the guide can come up, tried out on the evaluator itself: one incident is made up from a
 * clause, and only questions that the plan really asks are answered. Step `guide` of the flow; pure.
 */
import { type About, accountKinds, incidentStatuses, personKinds } from '../vocabulary.ts';
import { arrangeSteps } from './arrange.ts';
import type { GuideFinding } from './check-guide.ts';
import { clauseHolds, type Facts } from './conditions.ts';
import { questionsOf } from './plan-questions.ts';
import { answerValues, type Clause, type Guide, type GuideStep, stages } from './schema.ts';
import { situationOf } from './situation.ts';

export function checkReach(guide: Guide): GuideFinding[] {
  const places = new Map(guide.steps.map((step, index) => [step.id, { step, index }]));
  return guide.steps.flatMap((step, index): GuideFinding[] => {
    if (step.retired) return [];
    const path = `steps.steps.${index}`;
    const reached = step.appliesWhen.map((clause) => isReached(guide, step, clause));
    const findings: GuideFinding[] = reached.some(Boolean)
      ? reached.flatMap((ok, at) =>
          ok ? [] : [finding('warning', 'clause-unreachable', `${path}.appliesWhen.${at}`, step)],
        )
      : [finding('error', 'step-unreachable', path, step)];
    return [
      ...findings,
      ...contradictions(step, path),
      ...step.needs.flatMap((id): GuideFinding[] => {
        const need = places.get(id)?.step;
        const isLater = need !== undefined && stages.indexOf(need.stage) > stages.indexOf(step.stage);
        return isLater ? [finding('warning', 'need-comes-later', `${path}.needs`, step)] : [];
      }),
    ];
  });
}

function finding(
  severity: GuideFinding['severity'],
  code: GuideFinding['code'],
  path: string,
  { id }: GuideStep,
): GuideFinding {
  return { severity, code, path, details: { id } };
}

/** @returns true if one incident, of one of the statuses that the clause allows, can bring the step up. */
function isReached(guide: Guide, step: GuideStep, clause: Clause): boolean {
  const confirmed = [...(clause.allClasses ?? []), ...(clause.classes?.slice(0, 1) ?? [])];
  const claimed = clause.claimedClasses?.slice(0, 1) ?? [];
  return (clause.statuses ?? incidentStatuses).some((status) => {
    const situation = situationOf({ exposures: [{ status, confirmed, claimed }], asked: [] });
    return comesUp(guide, step, clause, situation);
  });
}

/** Lets the plan ask, and answers as the clause wants, until the step comes up or nothing more is asked. */
function comesUp(guide: Guide, step: GuideStep, clause: Clause, situation: ReturnType<typeof situationOf>): boolean {
  const answers: Record<string, boolean> = {};
  const about = aboutOf(step, clause);
  const wanted = Object.entries(clause.answers ?? {});
  for (let round = 0; round <= wanted.length; round++) {
    const facts = factsOf(situation, about, answers);
    const isUp = arrangeSteps(guide, facts, {}).some((one) => one.step.id === step.id);
    if (isUp && clauseHolds(clause, facts)) return true;
    const own = guide.questions.filter(({ id }) => clause.answers?.[id] !== undefined);
    for (const { id } of questionsOf(guide, facts, {}, new Set(), own)) {
      const values = clause.answers?.[id];
      if (values !== undefined && !values.includes('unknown')) answers[id] = values.includes('yes');
    }
  }
  return false;
}

/** Somebody whom the clause and the step allow. */
function aboutOf({ notFor, notForAccounts }: GuideStep, { who, accounts }: Clause): About {
  return {
    who: (who ?? personKinds).find((one) => !notFor.includes(one)) ?? 'caller',
    account: (accounts ?? accountKinds).find((one) => !notForAccounts.includes(one)) ?? accountKinds[0],
  };
}

function factsOf(situation: ReturnType<typeof situationOf>, about: About, answers: Facts['answers']): Facts {
  const { confirmed, claimed, incidentStatuses: statuses } = situation;
  return { confirmed: new Set(confirmed), claimed: new Set(claimed), statuses: new Set(statuses), about, answers };
}

/** Two clauses with the same conditions, and questions of which every answer is accepted. */
function contradictions(step: GuideStep, path: string): GuideFinding[] {
  const seen = new Set<string>();
  return step.appliesWhen.flatMap((clause, at): GuideFinding[] => {
    const findings: GuideFinding[] = [];
    const { mandatory: _mandatory, urgency: _urgency, ...conditions } = clause;
    const mark = JSON.stringify(conditions);
    const where = `${path}.appliesWhen.${at}`;
    if (seen.has(mark)) findings.push(finding('error', 'conditions-contradict', where, step));
    seen.add(mark);
    // If every answer is accepted, the question decides nothing.
    const isAnyAnswer = Object.values(clause.answers ?? {}).some(
      (values) => new Set(values).size === answerValues.length,
    );
    if (isAnyAnswer) findings.push(finding('warning', 'condition-without-effect', where, step));
    return findings;
  });
}

/**
 * What makes a step of the guide dangerous or empty, whatever the situation: an irreversible act on less than a fact about
 * this person, and information that poses as an act. Step `guide` of the flow; pure.
 */
import type { GuideFinding } from './check-guide.ts';
import type { Clause, Guide, GuideStep } from './schema.ts';

export function checkSteps(guide: Guide): GuideFinding[] {
  const found = (severity: 'error' | 'warning', code: GuideFinding['code'], path: string, { id }: GuideStep) => ({
    severity,
    code,
    path,
    details: { id },
  });
  return guide.steps.flatMap((step, index): GuideFinding[] => {
    const path = `steps.steps.${index}`;
    const unfounded = step.irreversible
      ? step.appliesWhen.flatMap((clause, at) =>
          restsOnFact(clause) ? [] : [found('error', 'irreversible-on-claim', `${path}.appliesWhen.${at}`, step)],
        )
      : [];
    return [
      ...unfounded,
      ...(isAct(step.title.fr) ? [] : [found('error', 'step-without-act', `${path}.title.fr`, step)]),
    ];
  });
}

/** The class is this person's own, or the person said that it happened: every answer accepted is a yes. */
function restsOnFact({ classes, allClasses, answers }: Clause): boolean {
  const answered = Object.values(answers ?? {});
  return (
    classes !== undefined ||
    allClasses !== undefined ||
    (answered.length > 0 && answered.every((values) => values.every((value) => value === 'yes')))
  );
}

/** French titles of acts begin with an infinitive: « Faire bloquer », « Ne pas payer », « Se méfier », « Être écouté ». */
function isAct(title: string): boolean {
  return /^(?:Ne pas |Se |S’)?\p{L}+(?:er|ir|re)(?![\p{L}])/u.test(title);
}

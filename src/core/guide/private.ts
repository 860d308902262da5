/**
 * What stays at the workstation: answers that say that somebody was robbed, deceived or threatened, and steps that only such an answer
 * brings, whose names would tell it. Step `guide`; pure.
 */
import type { Clause, Guide } from './schema.ts';

/** @returns ids of the questions that the guide marks `private` */
export function privateQuestionIds({ questions }: Pick<Guide, 'questions'>): ReadonlySet<string> {
  return new Set(questions.flatMap((question) => (question.private ? [question.id] : [])));
}

/** @returns true if the clause holds for one of these answers alone */
export function namesAny({ answers }: Clause, questionIds: ReadonlySet<string>): boolean {
  return Object.keys(answers ?? {}).some((id) => questionIds.has(id));
}

/** @returns ids of the steps that nothing but a private answer can bring, in any case */
export function privateStepIds({ steps, questions }: Guide): ReadonlySet<string> {
  const hidden = privateQuestionIds({ questions });
  const tells = steps.filter(({ appliesWhen }) => appliesWhen.every((clause) => namesAny(clause, hidden)));
  return new Set(tells.map(({ id }) => id));
}

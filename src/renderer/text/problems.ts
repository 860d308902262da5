/**
 * Words for every problem code: what happened, whether anything was lost, what to do. The renderer may not import the
 * list of codes from the core; a test does, and proves that none is missing in either language.
 */
import { problemsEn } from './problems-en.ts';
import { problemsFr } from './problems-fr.ts';

export const problemTextParts = ['what', 'lost', 'todo'] as const;
export type ProblemTextPart = (typeof problemTextParts)[number];
export type ProblemWords = Readonly<Record<ProblemTextPart, string>>;

export { problemsEn, problemsFr };

/** @returns the key of the words of `code`, or of an internal error where the code has none. */
export function problemKey(code: string, part: ProblemTextPart): `problem.${string}.${ProblemTextPart}` {
  return `problem.${Object.hasOwn(problemsFr, code) ? code : 'internal'}.${part}`;
}

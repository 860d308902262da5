/**
 * Words for every problem code: what happened, whether anything was lost, what to do. The compiler asks for the
 * words of each code in both languages: the list of codes comes through the contract.
 */
import type { ErrorCode } from '../../contract/values.ts';
import { problemsEn } from './problems-en.ts';
import { problemsFr } from './problems-fr.ts';

export const problemTextParts = ['what', 'lost', 'todo'] as const;
export type ProblemTextPart = (typeof problemTextParts)[number];
export type ProblemWords = Readonly<Record<ProblemTextPart, string>>;

export { problemsEn, problemsFr };

/** @returns the key of the words of `code` */
export function problemKey(code: ErrorCode, part: ProblemTextPart): `problem.${ErrorCode}.${ProblemTextPart}` {
  return `problem.${code}.${part}`;
}

/**
 * Whether a clause of a step holds, and which of its questions is worth asking next. Step `guide` of the flow; pure.
 */
import type { About, DataClass, IncidentStatus } from '../vocabulary.ts';
import type { AnswerValue, Clause } from './schema.ts';

/** What is known of the caller, without any identifier. */
export interface Facts {
  /** Classes of this caller's records in incidents that are confirmed for them. */
  readonly confirmed: ReadonlySet<DataClass>;
  /** Classes that someone claims and nobody has verified, or of an incident that the caller only asks about. */
  readonly claimed: ReadonlySet<DataClass>;
  readonly statuses: ReadonlySet<IncidentStatus>;
  readonly about: About;
  /** True yes, false no; null or absent: not asked, or the caller does not know. */
  readonly answers: Readonly<Record<string, boolean | null>>;
}

/** @returns true if every part of the clause holds. */
export function clauseHolds(clause: Clause, facts: Facts): boolean {
  return situationHolds(clause, facts) && answersHold(clause.answers, facts);
}

/** @returns true if each question has one of the answers wanted of it */
export function answersHold(answers: Clause['answers'], facts: Facts): boolean {
  return Object.entries(answers ?? {}).every(([id, wanted]) => wanted.includes(answerTo(facts, id)));
}

/**
 * Questions of the clause that can still decide it: its other conditions hold, and so do the questions before it.
 * Asked one after the other, so that a caller without a debit is not asked whether it was made online.
 */
export function openQuestions(clause: Clause, facts: Facts): string[] {
  if (!situationHolds(clause, facts)) return [];
  const open: string[] = [];
  for (const [id, wanted] of Object.entries(clause.answers ?? {})) {
    open.push(id);
    if (!wanted.includes(answerTo(facts, id))) break;
  }
  return open;
}

/** @returns true if it holds because of a claim or a rumour, so that nothing may be said to be exposed. */
export function isPrecaution(clause: Clause): boolean {
  const needsFact = clause.classes !== undefined || clause.allClasses !== undefined;
  return !needsFact && (clause.claimedClasses !== undefined || clause.statuses !== undefined);
}

function situationHolds(clause: Clause, facts: Facts): boolean {
  const { classes, allClasses, claimedClasses, statuses, who, accounts } = clause;
  if (who !== undefined && !who.includes(facts.about.who)) return false;
  if (accounts !== undefined && !accounts.includes(facts.about.account)) return false;
  if (classes !== undefined && !classes.some((name) => facts.confirmed.has(name))) return false;
  if (allClasses !== undefined && !allClasses.every((name) => facts.confirmed.has(name))) return false;
  if (
    claimedClasses !== undefined &&
    !claimedClasses.some((name) => facts.confirmed.has(name) || facts.claimed.has(name))
  )
    return false;
  return statuses === undefined || statuses.some((status) => facts.statuses.has(status));
}

function answerTo(facts: Facts, questionId: string): AnswerValue {
  const answer = Object.hasOwn(facts.answers, questionId) ? facts.answers[questionId] : null;
  return answer === true ? 'yes' : answer === false ? 'no' : 'unknown';
}

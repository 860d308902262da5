/**
 * The people whom one case is about: one plan and one sheet each, under one reference. The first is kept in the case itself,
 * the others beside it, so that whatever handles a case of one person handles any of them (`recordOf`). Journal step; pure.
 */
import { toHex } from '../bytes/bytes.ts';
import { randomBytes } from '../crypto/symmetric.ts';
import type { About } from '../vocabulary.ts';
import type { CaseRecord, CaseSubject, OtherSubject } from './case-record.ts';

/** Of the first person. */
export const firstSubjectId = 'p1';

/** Of every other: drawn at random, so that two workstations that add people to copies of one case never mean two by one id. */
export const otherSubjectId: RegExp = /^p[0-9a-f]{8}$/;
const drawnBytes = 4;

/** What a family brings to one call; more people than that call again. */
export const mostSubjects = 12;

function subjectIds(record: CaseRecord): string[] {
  return [firstSubjectId, ...record.others.map(({ id }) => id)];
}

/** @returns every person's part of the case, the first person's first */
export function subjectsOf({ about, verdicts, answers, outcomes, others }: CaseRecord): CaseSubject[] {
  return [{ about, verdicts, answers, outcomes }, ...others];
}

/** @returns the case once for each person whom it is about, the first person's first (`recordOf`) */
export function recordsOf(record: CaseRecord): { readonly id: string; readonly record: CaseRecord }[] {
  return subjectIds(record).flatMap((id) => {
    const own = recordOf(record, id);
    return own === null ? [] : [{ id, record: own }];
  });
}

/** @returns the case as though it were about this person alone; null if it is not about such a person */
export function recordOf(record: CaseRecord, subjectId: string): CaseRecord | null {
  if (subjectId === firstSubjectId) return record;
  const other = record.others.find(({ id }) => id === subjectId);
  if (other === undefined) return null;
  const { about, verdicts, answers, outcomes } = other;
  // Incidents asked about and a hand-over belong to the call: the first person's plan follows them.
  return { ...record, about, verdicts, answers, outcomes, askedIncidents: [], handOver: null };
}

/** @returns the case with this person's part changed */
export function withSubject(record: CaseRecord, subjectId: string, change: Partial<CaseSubject>): CaseRecord {
  if (subjectId === firstSubjectId) return { ...record, ...change };
  const others = record.others.map((other): OtherSubject => (other.id === subjectId ? { ...other, ...change } : other));
  return { ...record, others };
}

/** @returns an id for a person who is new in a case */
export function drawSubjectId(): string {
  return `p${toHex(randomBytes(drawnBytes))}`;
}

/** @returns the case with one person more, and that person's id */
export function addSubject(record: CaseRecord, about: About): { readonly record: CaseRecord; readonly id: string } {
  const id = drawSubjectId();
  const other: OtherSubject = { id, about, verdicts: [], answers: {}, outcomes: {} };
  return { record: { ...record, others: [...record.others, other] }, id };
}

/**
 * What statistics need of a case, in a column of its own beside it: which incidents, which steps were refused, how long the call
 * was. Never whom it was about. Derived from the case alone, so that `verify` can compute it anew. Journal step; pure.
 */
import { type CaseRecord, type CaseSubject, type CaseVerdict, incidentKey } from './case-record.ts';
import { subjectsOf } from './case-subject.ts';
import { isHeldByPerson } from './number-holder.ts';

/** Written as a JSON array in this order, with ids in ascending order: the migration to version 3 writes the same text. */
export interface CaseFacts {
  /** Keys (`incidentKey`) of incidents in which the caller is listed; not those in which a number is that may have been somebody else's. */
  readonly listedIncidents: readonly string[];
  /** Keys of incidents that the caller asked about. */
  readonly askedIncidents: readonly string[];
  /** Ids of steps that the caller refused. */
  readonly refusedSteps: readonly string[];
  readonly doneCount: number;
  readonly laterCount: number;
  readonly notApplicableCount: number;
  /** True where another workstation opened the case: its call is counted there. */
  readonly fromElsewhere: boolean;
}

const ascending = (ids: Iterable<string>) => [...new Set(ids)].sort((a, b) => (a < b ? -1 : 1));

export function caseFactsText(record: CaseRecord): string {
  const subjects = subjectsOf(record);
  // What became of a step that a private answer alone brought is in no figure: a total would tell it by subtraction.
  const outcomes = subjects
    .flatMap((subject) => Object.entries(subject.outcomes))
    .filter(([, outcome]) => outcome.isPrivate !== true);
  const count = (kind: string) => outcomes.filter(([, outcome]) => outcome.kind === kind).length;
  return JSON.stringify([
    ascending(
      subjects.flatMap(({ verdicts, answers }) => verdicts.flatMap((verdict) => incidentsOf(verdict, answers))),
    ),
    ascending(record.askedIncidents.map(incidentKey)),
    ascending(outcomes.flatMap(([stepId, { kind }]) => (kind === 'refused' ? [stepId] : []))),
    count('done'),
    count('later'),
    count('not-applicable'),
    record.handOver === null ? 0 : 1,
  ]);
}

function incidentsOf(verdict: CaseVerdict, answers: CaseSubject['answers']): string[] {
  return verdict.exposures.flatMap(({ incident }) =>
    isHeldByPerson(verdict, incident, answers) ? [incidentKey(incident)] : [],
  );
}

type FactsTuple = [string[], string[], string[], number, number, number, number];

/** @param text as `caseFactsText` wrote it: the database is authenticated, so that its shape is not checked again */
export function parseCaseFacts(text: string): CaseFacts {
  const [listedIncidents, askedIncidents, refusedSteps, doneCount, laterCount, notApplicableCount, elsewhere] =
    JSON.parse(text) as FactsTuple;
  return {
    listedIncidents,
    askedIncidents,
    refusedSteps,
    doneCount,
    laterCount,
    notApplicableCount,
    fromElsewhere: elsewhere === 1,
  };
}

/** @returns milliseconds from opening to the first end of the call; null while it has not ended, or where that is not known */
export function callLengthMs(record: CaseRecord): number | null {
  if (record.callEndedAt === null) return null;
  // A clock that was set back in between makes it no less than nothing.
  return Math.max(0, Date.parse(record.callEndedAt) - Date.parse(record.openedAt));
}

/**
 * Statistics of a period, from cases and audit trail: how many calls, how they ended, how long they took. Journal step.
 * No case is read but one for each incident's title, and nobody's identifier is anywhere to be read.
 *
 * A year of a busy workstation (100 000 cases, a million entries) must answer while a supervisor looks on: cases are
 * counted in one pass over a covering index (migration 003), entries by the indexes of the trail alone.
 */
import type { VerdictMeaning } from '../vocabulary.ts';
import type { AuditKind } from './audit-entry.ts';
import { type CaseFacts, parseCaseFacts } from './case-facts.ts';
import { incidentKey, parseCase, type ToldIncident } from './case-record.ts';
import { subjectsOf } from './case-subject.ts';
import type { JournalDatabase } from './database.ts';

/** Calls by what their verdicts come to (`caseMeaning`). */
export interface CallCounts {
  readonly calls: number;
  /** Somebody of the call is, in a file that was verified or not. */
  readonly listed: number;
  /** A phone number is, which is not known to have been that person's then. */
  readonly listedNumber: number;
  readonly notListed: number;
  /** No file failed, and some file cannot be searched by that kind of identifier. */
  readonly notIndexed: number;
  readonly couldNotCheck: number;
  /** Calls in which nobody was looked up. */
  readonly withoutCheck: number;
  /** Milliseconds; null where no call has ended. */
  readonly medianCallMs: number | null;
}

export interface IncidentCount {
  readonly incident: ToldIncident;
  /** Calls of people whom the incident lists. */
  readonly listed: number;
  /** Calls of people who asked about it. */
  readonly asked: number;
}

export interface AdviserCount extends CallCounts {
  readonly adviserId: string;
  readonly refusedSteps: number;
  readonly checks: number;
  /** Times a quota stopped them. */
  readonly blocks: number;
}

export interface JournalStatistics {
  readonly total: CallCounts;
  /** One for each span asked for, in order. */
  readonly spans: readonly CallCounts[];
  /** Most frequent first. */
  readonly incidents: readonly IncidentCount[];
  /** Most refused first. */
  readonly refusedSteps: readonly { readonly stepId: string; readonly refused: number }[];
  readonly outcomes: {
    readonly done: number;
    readonly refused: number;
    readonly later: number;
    readonly notApplicable: number;
  };
  /** Cases that another workstation opened: no calls of this one, and in no other figure. */
  readonly continued: number;
  /** Look-ups: several in a call where a caller has several identifiers. */
  readonly checks: {
    readonly made: number;
    readonly listed: number;
    readonly notListed: number;
    readonly couldNotCheck: number;
  };
  readonly alarms: { readonly warned: number; readonly blocked: number; readonly lifted: number };
  /** Advisers with a call or a check in the period. */
  readonly advisers: readonly AdviserCount[];
}

type VerdictColumn = VerdictMeaning | 'none';
type CaseRow = [openedMs: number, adviserId: string, verdictKind: VerdictColumn, callMs: number | null, facts: string];

/** Which figure a call counts in: exactly one. */
const countOf = {
  listed: 'listed',
  'listed-unverified': 'listed',
  'listed-number': 'listedNumber',
  'listed-number-unverified': 'listedNumber',
  'listed-number-of-another': 'listedNumber',
  'not-listed': 'notListed',
  'not-indexed': 'notIndexed',
  'could-not-check': 'couldNotCheck',
  none: 'withoutCheck',
} as const satisfies Readonly<Record<VerdictColumn, keyof CallCounts>>;

class Tally {
  calls = 0;
  readonly #counts = { listed: 0, listedNumber: 0, notListed: 0, notIndexed: 0, couldNotCheck: 0, withoutCheck: 0 };
  readonly #lengthsMs: number[] = [];

  add(verdictKind: VerdictColumn, callMs: number | null): void {
    this.calls++;
    this.#counts[countOf[verdictKind]]++;
    if (callMs !== null) this.#lengthsMs.push(callMs);
  }

  counts(): CallCounts {
    return { calls: this.calls, ...this.#counts, medianCallMs: medianOf(this.#lengthsMs) };
  }
}

/** @returns the middle value, or the mean of the two in the middle; null of none */
function medianOf(values: readonly number[]): number | null {
  const sorted = new Float64Array(values).sort();
  const upper = sorted[Math.floor(sorted.length / 2)];
  if (upper === undefined) return null;
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? upper;
  return (lower + upper) / 2;
}

interface AdviserTally {
  readonly tally: Tally;
  refusedSteps: number;
}

/** Cases whose facts are the same: few cases have facts of their own. */
interface FactsGroup {
  readonly facts: CaseFacts;
  calls: number;
  lastOpenedMs: number;
}

function groupOf(groups: Map<string, FactsGroup>, factsText: string): FactsGroup {
  const known = groups.get(factsText);
  if (known !== undefined) return known;
  const group = { facts: parseCaseFacts(factsText), calls: 0, lastOpenedMs: 0 };
  groups.set(factsText, group);
  return group;
}

function adviserOf(advisers: Map<string, AdviserTally>, adviserId: string): AdviserTally {
  const known = advisers.get(adviserId);
  if (known !== undefined) return known;
  const adviser = { tally: new Tally(), refusedSteps: 0 };
  advisers.set(adviserId, adviser);
  return adviser;
}

export class StatisticsReader {
  readonly #database: JournalDatabase;

  constructor(database: JournalDatabase) {
    this.#database = database;
  }

  /**
   * @param startsMs instants at which the spans of the period begin, in ascending order, and at which the last one ends: days
   *   of the workstation's time zone, which the database knows nothing of
   */
  read(startsMs: readonly number[]): JournalStatistics {
    const fromMs = startsMs[0] ?? 0;
    const beforeMs = startsMs.at(-1) ?? 0;
    const total = new Tally();
    const spans = startsMs.slice(1).map(() => new Tally());
    const advisers = new Map<string, AdviserTally>();
    const groups = new Map<string, FactsGroup>();
    let continued = 0;
    let span = 0;

    // All at once: a year of a workstation is some ten megabytes, and asking row by row takes half as long again.
    const rows = this.#database
      .prepare<[number, number], CaseRow>(
        `SELECT opened_ms, adviser_id, verdict_kind, call_ms, facts FROM cases INDEXED BY cases_for_statistics
         WHERE opened_ms >= ? AND opened_ms < ? ORDER BY opened_ms`,
      )
      .raw()
      .all(fromMs, beforeMs);
    for (const [openedMs, adviserId, verdictKind, callMs, factsText] of rows) {
      const group = groupOf(groups, factsText);
      if (group.facts.fromElsewhere) {
        continued++;
        continue;
      }
      group.calls++;
      group.lastOpenedMs = openedMs;
      while (span + 1 < spans.length && openedMs >= (startsMs[span + 1] ?? beforeMs)) span++;
      const adviser = adviserOf(advisers, adviserId);
      total.add(verdictKind, callMs);
      spans[span]?.add(verdictKind, callMs);
      adviser.tally.add(verdictKind, callMs);
      adviser.refusedSteps += group.facts.refusedSteps.length;
    }

    const count = (kind: AuditKind) => this.#count(kind, fromMs, beforeMs);
    return {
      total: total.counts(),
      spans: spans.map((each) => each.counts()),
      ...this.#named(groups),
      continued,
      checks: {
        made: count('check'),
        listed: count('verdict-listed'),
        notListed: count('verdict-not-listed'),
        couldNotCheck: count('verdict-could-not-check'),
      },
      alarms: {
        warned: count('quota-warned'),
        blocked: count('quota-blocked'),
        lifted: count('quota-lifted'),
      },
      advisers: this.#advisers(advisers, fromMs, beforeMs),
    };
  }

  #count(kind: AuditKind, fromMs: number, beforeMs: number): number {
    return (
      this.#database
        .prepare<[string, number, number], number>(
          'SELECT count(*) FROM audit WHERE kind = ? AND at_ms >= ? AND at_ms < ?',
        )
        .pluck()
        .get(kind, fromMs, beforeMs) ?? 0
    );
  }

  /** What is counted by name, from the groups of cases whose facts are the same. */
  #named(groups: ReadonlyMap<string, FactsGroup>): Pick<JournalStatistics, 'incidents' | 'refusedSteps' | 'outcomes'> {
    const incidents = new Map<string, { listed: number; asked: number; openedMs: number; facts: string }>();
    const refused = new Map<string, number>();
    const outcomes = { done: 0, refused: 0, later: 0, notApplicable: 0 };
    for (const [text, { facts, calls, lastOpenedMs }] of groups) {
      if (calls === 0) continue;
      outcomes.refused += facts.refusedSteps.length * calls;
      outcomes.done += facts.doneCount * calls;
      outcomes.later += facts.laterCount * calls;
      outcomes.notApplicable += facts.notApplicableCount * calls;
      for (const stepId of facts.refusedSteps) refused.set(stepId, (refused.get(stepId) ?? 0) + calls);
      for (const [keys, as] of [[facts.listedIncidents, 'listed'] as const, [facts.askedIncidents, 'asked'] as const]) {
        for (const key of keys) {
          const held = incidents.get(key) ?? { listed: 0, asked: 0, openedMs: lastOpenedMs, facts: text };
          held[as] += calls;
          // The latest case tells of the incident as it was told last.
          if (lastOpenedMs > held.openedMs) Object.assign(held, { openedMs: lastOpenedMs, facts: text });
          incidents.set(key, held);
        }
      }
    }
    return {
      incidents: [...incidents]
        .flatMap(([key, { listed, asked, openedMs, facts }]) => {
          const incident = this.#incident(key, openedMs, facts);
          return incident === null ? [] : [{ incident, listed, asked }];
        })
        .sort((a, b) => b.listed + b.asked - (a.listed + a.asked)),
      refusedSteps: [...refused]
        .map(([stepId, times]) => ({ stepId, refused: times }))
        .sort((a, b) => b.refused - a.refused),
      outcomes,
    };
  }

  #advisers(called: ReadonlyMap<string, AdviserTally>, fromMs: number, beforeMs: number): AdviserCount[] {
    const ofKind = this.#database
      .prepare<[string, string, number, number], number>(
        'SELECT count(*) FROM audit WHERE adviser_id = ? AND kind = ? AND at_ms >= ? AND at_ms < ?',
      )
      .pluck();
    // Whoever opened no case may have checked in someone else's.
    return [...new Set([...called.keys(), ...this.#adviserIds()])].flatMap((adviserId) => {
      const { tally, refusedSteps } = called.get(adviserId) ?? { tally: new Tally(), refusedSteps: 0 };
      const checks = ofKind.get(adviserId, 'check', fromMs, beforeMs) ?? 0;
      const blocks = ofKind.get(adviserId, 'quota-blocked', fromMs, beforeMs) ?? 0;
      if (tally.calls === 0 && checks === 0) return [];
      return [{ adviserId, ...tally.counts(), refusedSteps, checks, blocks }];
    });
  }

  /** Everyone the trail names. One step through the index for each, where DISTINCT would read all of it. */
  #adviserIds(): string[] {
    const next = this.#database
      .prepare<[string], string | null>('SELECT min(adviser_id) FROM audit WHERE adviser_id > ?')
      .pluck();
    const ids: string[] = [];
    for (let id = next.get(''); typeof id === 'string'; id = next.get(id)) ids.push(id);
    return ids;
  }

  /** The incident as a case of the period knows it: the set that told of it may have been replaced since. */
  #incident(key: string, openedMs: number, facts: string): ToldIncident | null {
    const content = this.#database
      .prepare<[number, string], string>('SELECT content FROM cases WHERE opened_ms = ? AND facts = ? LIMIT 1')
      .pluck()
      .get(openedMs, facts);
    const record = content === undefined ? null : parseCase(content);
    const verdicts = record === null ? [] : subjectsOf(record).flatMap((subject) => subject.verdicts);
    const told = verdicts.flatMap(({ exposures }) => exposures.map(({ incident }) => incident));
    return [...told, ...(record?.askedIncidents ?? [])].find((incident) => incidentKey(incident) === key) ?? null;
  }
}

/**
 * What a case keeps: what was said and done, never about whom. No identifier, not even masked: a birth month and a sex
 * stay out of it. Journal step; pure.
 */
import { utf8 } from '../bytes/bytes.ts';
import { sha256 } from '../crypto/symmetric.ts';
import type { Fault } from '../errors.ts';
import type { RecordedOutcome } from '../guide/plan.ts';
import type { Exposure } from '../pack/exposure.ts';
import type { Incident } from '../pack/incident.ts';
import {
  type About,
  type Bilingual,
  callerOfThisFund,
  type DataClass,
  type IdentifierKind,
  type IncidentStatus,
} from '../vocabulary.ts';

export type CaseStatus = 'open' | 'interrupted' | 'closed';
export type CaseVerdictKind = 'listed' | 'not-listed' | 'could-not-check';

/** Who signed what is told of an incident, and the name under which that signer was trusted when it was told. */
export interface Teller {
  /** Key id, 64 hexadecimal digits. */
  readonly signer: string;
  readonly name: string;
}

/** An incident in somebody's words. Two signers may tell of one id; neither speaks for the other. */
export interface ToldIncident extends Incident {
  readonly toldBy: Teller;
}

export interface ToldExposure extends Exposure {
  readonly incident: ToldIncident;
}

/** What is told by two signers is two things, whatever id it has: nothing of them is united, counted or worded as one. */
export function incidentKey({ id, toldBy }: Pick<ToldIncident, 'id' | 'toldBy'>): string {
  return `${id} ${toldBy.signer}`;
}

/** A set that took part in an answer, as it was called then: the set may be replaced later. */
export interface CaseSet {
  readonly packId: string;
  readonly issuer: string;
  readonly titles: readonly Bilingual[];
  readonly dataAsOf: string;
  readonly belowProduction: boolean;
  /** True where the set's last day of validity was over on the day of the check. */
  readonly outdated: boolean;
  /** Identifiers of the file that the set is known to lack, by its own signed account. */
  readonly lost: number;
  readonly answer: CaseVerdictKind;
  readonly problem: Fault | null;
}

/** What a check of every set came to, before a case keeps it. Exactly the three answers; a fault in any set that could have held the identifier is never "not listed". */
export type CheckAnswer =
  | { readonly kind: 'listed'; readonly exposures: readonly ToldExposure[]; readonly sets: readonly CaseSet[] }
  | { readonly kind: 'not-listed'; readonly sets: readonly CaseSet[] }
  | { readonly kind: 'could-not-check'; readonly reason: Fault; readonly sets: readonly CaseSet[] };

export interface CaseVerdict {
  readonly kind: CaseVerdictKind;
  readonly checkId: string;
  /** ISO instant. */
  readonly checkedAt: string;
  readonly identifierKind: IdentifierKind;
  /** Empty unless listed. */
  readonly exposures: readonly ToldExposure[];
  readonly sets: readonly CaseSet[];
  /** Why it could not be checked, else null. */
  readonly reason: Fault | null;
}

/** What a case knows of one person. */
export interface CaseSubject {
  readonly about: About;
  readonly verdicts: readonly CaseVerdict[];
  /** By question id; null: the caller does not know; absent: not asked. */
  readonly answers: Readonly<Record<string, boolean | null>>;
  /** By step id. */
  readonly outcomes: Readonly<Record<string, RecordedOutcome>>;
}

/** A further person of the call. */
export interface OtherSubject extends CaseSubject {
  readonly id: string;
}

/** The first person's part stands in the case itself. */
export interface CaseRecord extends CaseSubject {
  readonly reference: string;
  /** ISO instants. */
  readonly openedAt: string;
  readonly closedAt: string | null;
  readonly status: CaseStatus;
  readonly adviserId: string;
  readonly others: readonly OtherSubject[];
  /**
   * Drawn anew each time that the first person is described as somebody else, so that two workstations that each did so are not
   * taken to mean one person; absent while it is whom the call began with.
   */
  readonly firstPerson?: string | undefined;
  /** Incidents that the caller asks about without any look-up, as they were told then: a notice may be replaced later. */
  readonly askedIncidents: readonly ToldIncident[];
  readonly note: string;
  /** ISO instant of the last change, on whichever workstation it was made. */
  readonly changedAt: string;
  /** Where the case was before it was continued here; null if it began here. */
  readonly handOver: CaseHandOver | null;
  /** ISO instant at which the call ended for the first time, closed or interrupted; null before, or where it was elsewhere. */
  readonly callEndedAt: string | null;
  /**
   * 16 random bytes in hexadecimal, new at each save. The trail holds a digest of the case and is exported: without them, whoever
   * knows the rest of a case could try out its answers against that digest.
   */
  readonly digestSalt?: string;
}

/** The last time a case came from another workstation. */
export interface CaseHandOver {
  readonly kind: 'file' | 'code';
  /** ISO instant at which it was taken over here. */
  readonly at: string;
  /** Fingerprint of the workstation it came from, where that was proven; else null. */
  readonly from: readonly string[] | null;
  /** What the code of a sheet says of the situation; empty after a file, which brings the verdicts themselves. */
  readonly confirmed: readonly DataClass[];
  readonly claimed: readonly DataClass[];
  readonly incidentStatuses: readonly IncidentStatus[];
}

/** What lists and statistics need of a case, kept in columns beside it. */
export interface CaseSummary {
  readonly stepsDone: number;
  readonly stepsTotal: number;
  /** Earliest calendar date of a step put off, or null. */
  readonly nextDueOn: string | null;
}

const contentVersion = 1;

function missingMembers(
  record: Partial<CaseRecord>,
): Pick<CaseRecord, 'about' | 'others' | 'askedIncidents' | 'changedAt' | 'handOver' | 'callEndedAt'> {
  const { askedIncidents = [], changedAt = record.openedAt ?? '', handOver = null, closedAt = null } = record;
  return {
    about: record.about ?? callerOfThisFund,
    others: record.others ?? [],
    askedIncidents,
    changedAt,
    handOver,
    callEndedAt: record.callEndedAt === undefined ? closedAt : record.callEndedAt,
  };
}

/** The JSON text that is stored, and digested into the audit trail. */
export function serialiseCase(record: CaseRecord): string {
  return JSON.stringify({ v: contentVersion, ...record });
}

/** @returns null if `text` is no case of this version: the journal is then damaged, for it is authenticated and versioned */
export function parseCase(text: string): CaseRecord | null {
  let stored: unknown;
  try {
    stored = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof stored !== 'object' || stored === null || !('v' in stored) || stored.v !== contentVersion) return null;
  const { v: _, ...record } = stored as { v: number } & CaseRecord;
  // Cases written before a member existed do not have it.
  return { ...record, ...missingMembers(record) };
}

/** 32 bytes over everything that a case row holds. */
export function caseDigest(content: string, summary: CaseSummary): Uint8Array {
  return sha256(utf8(JSON.stringify([content, summary.stepsDone, summary.stepsTotal, summary.nextDueOn])));
}

/**
 * What the verdicts and the incidents of a case mean for its plan. Here, and only here, it is decided that a class
 * which is claimed, or of an incident that was only asked about, is never treated as exposed. Step `guide`; pure.
 */
import { type DataClass, dataClasses, type IncidentStatus, incidentStatuses, isVerifiedStatus } from '../vocabulary.ts';
import type { PlanInput } from './plan.ts';

interface IncidentClasses {
  readonly status: IncidentStatus;
  readonly confirmed: readonly DataClass[];
  readonly claimed: readonly DataClass[];
}

export interface CaseSituation {
  /** Incidents in which a checked identifier of the caller is listed, with the classes of the caller's own record. */
  readonly exposures: readonly IncidentClasses[];
  /** Incidents that the caller asks about without any look-up, with the classes of the whole incident. */
  readonly asked: readonly IncidentClasses[];
}

/**
 * @returns the part of `buildPlan`'s input that comes from incidents; classes in the order of the vocabulary.
 * A refuted incident leaves its status, which calls for precautions, and no class. A merely claimed one leaves claims.
 */
export function situationOf(situation: CaseSituation): Pick<PlanInput, 'confirmed' | 'claimed' | 'incidentStatuses'> {
  const confirmed = new Set<DataClass>();
  const claimed = new Set<DataClass>();
  for (const { status, confirmed: verified, claimed: asserted } of situation.exposures) {
    if (status === 'refuted') continue;
    const isFact = isVerifiedStatus(status);
    for (const name of verified) (isFact ? confirmed : claimed).add(name);
    for (const name of asserted) claimed.add(name);
  }
  for (const { status, confirmed: verified, claimed: asserted } of situation.asked) {
    if (status === 'refuted') continue;
    for (const name of [...verified, ...asserted]) claimed.add(name);
  }
  const statuses = new Set([...situation.exposures, ...situation.asked].map((incident) => incident.status));
  return {
    confirmed: dataClasses.filter((name) => confirmed.has(name)),
    claimed: dataClasses.filter((name) => claimed.has(name) && !confirmed.has(name)),
    incidentStatuses: incidentStatuses.filter((status) => statuses.has(status)),
  };
}

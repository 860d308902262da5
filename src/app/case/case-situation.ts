/** What a case's plan starts from: verdicts, incidents that were only asked about, and what a sheet's code brought. */
import type { PlanInput } from '../../core/guide/plan.ts';
import { situationOf } from '../../core/guide/situation.ts';
import { type CaseRecord, incidentKey, type ToldIncident } from '../../core/journal/case-record.ts';
import { heldExposures } from '../../core/journal/number-holder.ts';
import { dataClasses, incidentStatuses } from '../../core/vocabulary.ts';

type Situation = Pick<PlanInput, 'confirmed' | 'claimed' | 'incidentStatuses'>;

/** Incidents that the caller asked about and in which no look-up lists them. Of the others the verdict already tells. */
export function onlyAskedIncidents(record: CaseRecord): ToldIncident[] {
  const linked = new Set(
    record.verdicts.flatMap(({ exposures }) => exposures.map(({ incident }) => incidentKey(incident))),
  );
  return record.askedIncidents.filter((incident) => !linked.has(incidentKey(incident)));
}

export function situationOfCase(record: CaseRecord): Situation {
  const exposures = record.verdicts
    .flatMap((verdict) => heldExposures(verdict, record.answers))
    // Steps follow what is the person's own: what the file holds for others is said, and asks for nothing. What is tied to a
    // number, whoever had it then, calls for precautions alone.
    .map(({ incident, own, tied, claimedInRow }) => ({
      status: incident.status,
      confirmed: own,
      claimed: [...tied, ...claimedInRow],
    }));
  const asked = onlyAskedIncidents(record).map(({ status, dataClasses: { everyone, some, claimed } }) => ({
    status,
    confirmed: [...everyone, ...some],
    claimed,
  }));
  const found = situationOf({ exposures, asked });
  const { handOver } = record;
  if (handOver === null) return found;
  const confirmed = dataClasses.filter((name) => found.confirmed.includes(name) || handOver.confirmed.includes(name));
  return {
    confirmed,
    claimed: dataClasses.filter(
      (name) => (found.claimed.includes(name) || handOver.claimed.includes(name)) && !confirmed.includes(name),
    ),
    incidentStatuses: incidentStatuses.filter(
      (status) => found.incidentStatuses.includes(status) || handOver.incidentStatuses.includes(status),
    ),
  };
}

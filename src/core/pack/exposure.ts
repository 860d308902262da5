/**
 * What a pack tells of one person in one incident (FORMAT §4.3), in four lists that no class is in twice: what is the
 * person's own, what the file holds for others, what only the person's row claims, and what is only claimed at all.
 * Pure.
 */
import type { DataClass } from '../vocabulary.ts';
import type { Incident } from './incident.ts';

export interface Exposure {
  readonly incident: Incident;
  /** Confirmed for everybody, or confirmed to be in the file and found in this person's row. Steps follow these alone. */
  readonly own: readonly DataClass[];
  /** Confirmed to be in the file, for others: this person's row has none of it. */
  readonly others: readonly DataClass[];
  /** In this person's row, and confirmed by nobody. Never to be worded as exposed. */
  readonly claimedInRow: readonly DataClass[];
  /** Claimed of the incident, and not in this person's row. Never to be worded as exposed. */
  readonly claimed: readonly DataClass[];
}

/** `[incident index, class mask]` pairs in ascending order of incident. */
export type ExposureParts = readonly (readonly [incidentIndex: number, mask: number])[];

/** @param row classes of the person's own row */
export function exposureOf(incident: Incident, row: readonly DataClass[]): Exposure {
  const { everyone, some, claimed } = incident.dataClasses;
  return {
    incident,
    own: [...everyone, ...some.filter((name) => row.includes(name))],
    others: some.filter((name) => !row.includes(name)),
    claimedInRow: row.filter((name) => !everyone.includes(name) && !some.includes(name)),
    claimed: claimed.filter((name) => !row.includes(name)),
  };
}

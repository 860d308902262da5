/**
 * Which files beside the journal carry a revision, and which entries say it. A file whose revision is lower than the highest
 * in the journal was put back; one that is higher, though the journal's head did not announce it, lies beside a journal that
 * was put back. Journal step.
 */
import type { AuditDetails, AuditKind } from './audit-entry.ts';

/** Entries whose details carry `revision`, by the file that they are about. Within a journal no revision ever falls. */
export const revisionKinds = {
  /** `vault.json`: advisers, roles, settings and limits. */
  vault: [
    'unlocked',
    'journal-anchored',
    'recovery-replaced',
    'adviser-added',
    'adviser-role-changed',
    'adviser-disabled',
    'adviser-passphrase-changed',
    'device-bound',
    'settings-changed',
  ],
  /** `packs/register.sealed` */
  packs: ['pack-imported', 'pack-removed', 'signer-trusted', 'signer-distrusted', 'packs-reset', 'packs-anchored'],
  /** `notices.sealed` */
  notices: ['notice-imported', 'notice-removed', 'notices-reset', 'notices-anchored'],
  /** `workstation-key.sealed`, whose revision is when the key was made. */
  workstationKey: ['workstation-key-made', 'workstation-key-anchored'],
  /** `export-key.sealed`, likewise. */
  exportKey: ['export-key-made', 'export-key-anchored'],
} as const satisfies Record<string, readonly AuditKind[]>;

export type RevisionSeries = keyof typeof revisionKinds;
export const revisionSeries = Object.keys(revisionKinds) as readonly RevisionSeries[];

/** Revisions that the head says are about to be written: a power cut may leave each file with it, or without. */
export type Announced = Readonly<Partial<Record<RevisionSeries, number>>>;

/** `missing`: taken away · `older`: put back · `newer`: the journal was put back. */
export type RevisionFault = 'missing' | 'older' | 'newer';

/**
 * @param revision of the file as it lies there; null where there is none
 * @param highest that the journal has; null where it has none about this file
 */
export function faultOfRevision(
  series: RevisionSeries,
  revision: number | null,
  highest: number | null,
  announced: Announced,
): RevisionFault | null {
  if (revision === highest) return null;
  if (revision !== null && announced[series] === revision) return null;
  if (revision === null) return 'missing';
  return highest !== null && revision < highest ? 'older' : 'newer';
}

/** @returns the revision that the details of an entry carry, or null */
export function revisionIn(detailsText: string): number | null {
  const details: unknown = JSON.parse(detailsText);
  if (typeof details !== 'object' || details === null || !('revision' in details)) return null;
  return typeof details.revision === 'number' ? details.revision : null;
}

/** @returns what is still announced once these entries are in the journal */
export function withoutEntered(
  announced: Announced,
  entries: readonly { readonly kind: AuditKind; readonly details?: AuditDetails }[],
): Announced {
  const left: Partial<Record<RevisionSeries, number>> = { ...announced };
  for (const { kind, details } of entries) {
    const series = seriesOf.get(kind);
    const about = series === undefined ? undefined : left[series];
    const entered = details?.revision;
    if (series !== undefined && about !== undefined && typeof entered === 'number' && entered >= about)
      delete left[series];
  }
  return left;
}

/** Follows the revisions through a chain that is being verified. */
export class RevisionWatch {
  readonly #highest = new Map<RevisionSeries, number>();

  /** @returns false if this entry has a lower revision than one before it */
  accepts(kind: AuditKind, detailsText: string): boolean {
    const series = seriesOf.get(kind);
    if (series === undefined) return true;
    const revision = revisionIn(detailsText);
    if (revision === null) return true;
    if (revision < (this.#highest.get(series) ?? 0)) return false;
    this.#highest.set(series, revision);
    return true;
  }
}

const seriesOf = new Map<AuditKind, RevisionSeries>(
  revisionSeries.flatMap((series) => revisionKinds[series].map((kind) => [kind, series] as const)),
);

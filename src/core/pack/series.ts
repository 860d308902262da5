/** Series and sequence numbers (FORMAT §8.5): a newer pack replaces an older one, never the other way round unasked. */
import { VigieError } from '../errors.ts';
import type { Manifest } from './manifest.ts';

export interface InstalledSequence {
  readonly packId: string;
  readonly series: string;
  readonly sequence: number;
}

/** The most recent number of a series that was ever installed, also if its pack was removed since. */
export type KnownSequence = Pick<InstalledSequence, 'series' | 'sequence'>;

/**
 * A pack that was removed may come back, an older one of its series may not: otherwise removing a pack would be the way to roll it
 * back unasked.
 * @param force a supervisor insists on an older pack; the very same pack is refused all the same
 * @throws VigieError 'pack-older' if a pack of this series, as recent or more, is installed, or a more recent one ever was
 */
export function requireNewer(
  manifest: Pick<Manifest, 'packId' | 'series' | 'sequence'>,
  installed: readonly InstalledSequence[],
  known: readonly KnownSequence[],
  force = false,
): void {
  const { packId, series, sequence } = manifest;
  if (!force && isRolledBack(manifest, known)) throw new VigieError('pack-older', { series, sequence });
  for (const other of installed) {
    // The same id in another series would be the same file: it must not be written over the one in use either.
    const same = other.packId === packId;
    const older = other.series === series && other.sequence >= sequence;
    if (same || (older && !force)) throw new VigieError('pack-older', { series, sequence });
  }
}

/** @returns true if a more recent pack of this series was installed at some time */
export function isRolledBack({ series, sequence }: KnownSequence, known: readonly KnownSequence[]): boolean {
  return known.some((other) => other.series === series && other.sequence > sequence);
}

/** @returns `known` with this pack's number, unless a higher one of its series is in it */
export function withKnown({ series, sequence }: KnownSequence, known: readonly KnownSequence[]): KnownSequence[] {
  const others = known.filter((other) => other.series !== series);
  const highest = Math.max(
    sequence,
    ...known.filter((other) => other.series === series).map((other) => other.sequence),
  );
  return [...others, { series, sequence: highest }];
}

/** Series and sequence numbers (FORMAT §8.5): a newer pack replaces an older one, never the other way round unasked. */
import { VigieError } from '../errors.ts';
import type { Manifest } from './manifest.ts';

export interface InstalledSequence {
  readonly packId: string;
  readonly series: string;
  readonly sequence: number;
}

/**
 * @param force a supervisor insists on an older pack; the very same pack is refused all the same
 * @throws VigieError 'pack-older' if a pack of this series, as recent or more, is installed
 */
export function requireNewer(
  manifest: Pick<Manifest, 'packId' | 'series' | 'sequence'>,
  installed: readonly InstalledSequence[],
  force = false,
): void {
  const { packId, series, sequence } = manifest;
  for (const other of installed) {
    // The same id in another series would be the same file: it must not be written over the one in use either.
    const same = other.packId === packId;
    const older = other.series === series && other.sequence >= sequence;
    if (same || (older && !force)) throw new VigieError('pack-older', { series, sequence });
  }
}

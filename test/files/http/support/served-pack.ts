/** A small real pack to serve, and the check that a test makes of it: through `checkIdentifier`, as the product does. */
import type { ContentKey } from '../../../../src/core/bytes/bytes.ts';
import { toHex } from '../../../../src/core/bytes/bytes.ts';
import { checkIdentifier } from '../../../../src/core/check/check.ts';
import { OpenPack } from '../../../../src/core/pack/open-pack.ts';
import { readSealedPack, type SealedPack } from '../../../../src/core/pack/reader.ts';
import type { RandomAccessSource } from '../../../../src/core/pack/source.ts';
import type { HttpLimits } from '../../../../src/files/http-source.ts';
import { buildMemoryPack, type TestEntry } from '../../../core/pack/memory-pack.ts';

export const listed = '2550814168025';
export const absent = '1840275111222';

/** Enough entries for four buckets, so that a look-up is not the whole file. */
export async function makeServedPack() {
  const entries: TestEntry[] = Array.from({ length: 3000 }, (_, i) => ({
    kind: 'email',
    canonical: `person${i}@example.fr`,
    exposures: [{ incident: 0, classes: ['email'] }],
  }));
  entries.push({ kind: 'nir', canonical: listed, exposures: [{ incident: 0, classes: ['nir'] }] });
  return buildMemoryPack({ entries });
}

export async function openServed(
  source: RandomAccessSource,
  pack: { contentKey: ContentKey; signingKey: { keyId: Uint8Array } },
): Promise<{ sealed: SealedPack; open: OpenPack }> {
  const sealed = await readSealedPack(source, new Set([toHex(pack.signingKey.keyId)]));
  // The constructor zeroes a key that is not the pack's; this one is used again.
  return { sealed, open: new OpenPack(sealed, pack.contentKey.slice() as Uint8Array as ContentKey) };
}

export function check(open: OpenPack, canonical: string, signal?: AbortSignal) {
  return checkIdentifier([{ set: 'served', lookup: open }], 'nir', canonical, signal === undefined ? {} : { signal });
}

/** The product's own logic at a test's pace. */
export const testLimits: Partial<HttpLimits> = {
  attemptMs: 400,
  readMs: 1_500,
  backoffMs: 10,
  leastBytesPerSecond: 1024 * 1024,
};

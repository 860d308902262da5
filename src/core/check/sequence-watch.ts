/**
 * Notices identifiers that are neighbours of earlier ones: counting through order numbers, or through the birth months
 * of one person. Check step. Keeps no identifier: only keyed hashes of its parts, under a key that lives as long as the
 * session, of which nothing but a count is ever written. What outlives the session is in `neighbour-counts.ts`.
 */
import { toHex, utf8, zeroBytes } from '../bytes/bytes.ts';
import { hmacSha256, keyBytes, randomBytes } from '../crypto/symmetric.ts';
import type { Identifier } from '../identifier/types.ts';

/** Enough to see a run, short enough to forget. */
const rememberedChecks = 64;

/** Half-open character ranges of the 13 that are left out: two numbers alike in all the rest are neighbours. */
const nirHoles = [
  [1, 3], // year
  [3, 5], // month
  [5, 10], // department and commune
  [10, 13], // order
] as const;

export interface SequenceWatch {
  /** @returns true if `identifier` differs from one of the last ones in a single part. The same one again does not count. */
  observe(identifier: Pick<Identifier, 'kind' | 'canonical'>): boolean;
  /** Forgets everything. */
  clear(): void;
}

export function createSequenceWatch(): SequenceWatch {
  const key = randomBytes(keyBytes);
  let remembered: { readonly whole: string; readonly parts: readonly string[] }[] = [];
  const keyed = (text: string) => {
    const bytes = utf8(text);
    const mac = toHex(hmacSha256(key, bytes).subarray(0, 16));
    zeroBytes(bytes);
    return mac;
  };
  return {
    observe: ({ kind, canonical }) => {
      const whole = keyed(`whole:${kind}:${canonical}`);
      if (remembered.some((earlier) => earlier.whole === whole)) return false;
      const parts = partsOf(kind, canonical).map(keyed);
      const near = remembered.some((earlier) => parts.some((part) => earlier.parts.includes(part)));
      remembered = [...remembered.slice(1 - rememberedChecks), { whole, parts }];
      return near;
    },
    clear: () => {
      remembered = [];
      key.fill(0);
    },
  };
}

/** @returns `canonical` without one of its parts, for each of them; at most four for a NIR, one for an address */
export function partsOf(kind: Identifier['kind'], canonical: string): string[] {
  if (kind === 'nir') {
    return nirHoles.map(([from, to], hole) => `${hole}:${canonical.slice(0, from)}|${canonical.slice(to)}`);
  }
  // Addresses counted through: `jean.dupont1@…`, `jean.dupont2@…`. Without digits there is no order to count in.
  const at = canonical.lastIndexOf('@');
  const withoutDigits = canonical.slice(0, at).replace(/\d+/gu, '#');
  return withoutDigits.includes('#') ? [`email:${withoutDigits}${canonical.slice(at)}`] : [];
}

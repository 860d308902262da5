/** The named costs of the stretch (FORMAT §6.2), and the anonymities that prefixes give (FORMAT §6.4). */
import { type Argon2Cost, productionFloor } from '../crypto/argon2id.ts';

/**
 * `default`: 40–60 ms on one office core, which is what one check costs whatever the number of sets. `modest` is half of it,
 * for workstations ten years old; the others are a demonstration's and a cautious issuer's.
 */
export const stretchCosts = {
  light: { memoryKiB: 1024, passes: 1, lanes: 1 },
  modest: { memoryKiB: 32_768, passes: 2, lanes: 1 },
  default: { memoryKiB: 65_536, passes: 2, lanes: 1 },
  strong: { memoryKiB: 65_536, passes: 3, lanes: 1 },
} as const satisfies Readonly<Record<string, Argon2Cost>>;

export const stretchNames = ['light', 'modest', 'default', 'strong'] as const;
export type StretchName = keyof typeof stretchCosts | 'custom';

/** The name is found from the numbers, never read from a file. */
export function stretchName(cost: Argon2Cost): StretchName {
  for (const name of stretchNames) {
    const named = stretchCosts[name];
    if (named.memoryKiB === cost.memoryKiB && named.passes === cost.passes && named.lanes === cost.lanes) return name;
  }
  return 'custom';
}

/** True for costs that only demonstrations and tests may use. */
export function isBelowProduction(cost: Argon2Cost): boolean {
  return cost.memoryKiB < productionFloor.memoryKiB || cost.passes < productionFloor.passes;
}

/** INSEE, population of France on 1 January 2026, rounded: all are insured people (PUMa). */
const insuredPopulation = 69_000_000;

/** How many insured people share one prefix, on average. */
export function insuredPerPrefix(prefixBits: number): number {
  return Math.round(insuredPopulation / 2 ** prefixBits);
}

/** Fewer people than this behind what a server sees, and its log is close to a list of callers. */
export const leastInsuredPerCheck = 1_000;

/** What decides how many people are behind the prefixes of one check. */
interface ServedPack {
  /** `commitment` is of the pepper and the prefix key: packs with the same one cut their prefixes from the same MAC. */
  readonly stretch: { readonly commitment: string };
  readonly prefixBits: number;
}

/**
 * How many insured people a log of one check leaves, where one operator serves all of these packs. Packs of one family
 * reveal one prefix, of which the longest says all that the others do; families add up, bit for bit.
 */
export function insuredPerCheck(served: readonly ServedPack[]): number {
  const bitsOfFamily = new Map<string, number>();
  for (const { stretch, prefixBits } of served) {
    bitsOfFamily.set(stretch.commitment, Math.max(prefixBits, bitsOfFamily.get(stretch.commitment) ?? 0));
  }
  let bits = 0;
  for (const most of bitsOfFamily.values()) bits += most;
  return insuredPerPrefix(bits);
}

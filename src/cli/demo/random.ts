/** Repeatable randomness for synthetic data. Never for keys: those come from `core/crypto`. */

export interface Random {
  /** @returns a whole number from 0 to `below` − 1 */
  below(below: number): number;
  pick<T>(values: readonly [T, ...T[]]): T;
  /** True in `percent` of 100 calls. */
  chance(percent: number): boolean;
  /** `count` random digits. */
  digits(count: number): string;
}

/** sfc32 (Chris Doty-Humphrey, PractRand): small, fast, and the same on every machine. */
export function seededRandom(seed: number): Random {
  let a = 0x9e3779b9;
  let b = seed >>> 0;
  let c = Math.floor(seed / 2 ** 32) >>> 0;
  let counter = 1;
  const next = () => {
    const result = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + result) | 0;
    return result >>> 0;
  };
  // PractRand discards the first rounds, until the seed has reached every bit.
  for (let i = 0; i < 15; i++) next();
  const below = (limit: number) => Math.floor((next() / 2 ** 32) * limit);
  return {
    below,
    pick: (values) => values[below(values.length)] ?? values[0],
    chance: (percent) => below(100) < percent,
    digits: (count) => Array.from({ length: count }, () => below(10)).join(''),
  };
}

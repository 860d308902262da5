/**
 * How things are measured: candidates side by side in one run, taking turns, because a machine's speed drifts more in a
 * minute than what is to be told apart. A figure is a ratio of medians wherever there is something to compare with.
 */

/** One line of the result. `limit` is null where a figure is only reported beside another. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly limit: number | null;
  readonly pass: boolean;
}

export function atMost(name: string, value: number, limit: number, unit = 'ratio'): Figure {
  return { name, value: rounded(value), unit, limit, pass: value <= limit };
}

export function atLeast(name: string, value: number, limit: number, unit = 'ratio'): Figure {
  return { name, value: rounded(value), unit, limit, pass: value >= limit };
}

export function reported(name: string, value: number, unit: string): Figure {
  return { name, value: rounded(value), unit, limit: null, pass: true };
}

/** Four significant digits: more would be noise. */
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

/** @param fraction 0.5 for the median */
export function quantile(samples: readonly number[], fraction: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * fraction))] ?? Number.NaN;
}

export function median(samples: readonly number[]): number {
  return quantile(samples, 0.5);
}

export async function timeMs(work: () => unknown): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** Runs every candidate once a round, in turn. @param warmUps rounds that are not counted. @returns milliseconds of each, round by round */
export async function takeTurns<Name extends string>(
  rounds: number,
  candidates: Readonly<Record<Name, (round: number) => unknown>>,
  warmUps = 1,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(candidates) as Name[];
  const taken = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = -warmUps; round < rounds; round++) {
    for (const name of names) {
      const ms = await timeMs(() => candidates[name](round));
      if (round >= 0) taken[name].push(ms);
    }
  }
  return taken;
}

/** Remark on standard error: standard output holds results only. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

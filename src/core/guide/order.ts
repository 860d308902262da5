/**
 * Where a step stands in a plan. A rank is a list of numbers compared from the left; a step that got an outcome keeps
 * the rank it had, so it never moves while the adviser works. Step `guide` of the flow; pure.
 */

export type Rank = readonly number[];

/** @returns negative if `a` comes first; a missing number counts as 0. */
export function compareRanks(a: Rank, b: Rank): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

export interface Ranked {
  readonly id: string;
  /** Rank by urgency, stage, mandatory before optional, and place in the file. Its last number is that place. */
  readonly ownRank: Rank;
  /** Rank kept from when its outcome was recorded, which nothing changes any more. */
  readonly pinned: Rank | null;
  readonly needs: readonly string[];
}

/**
 * Ranks in which every step that another needs stands before it: it is drawn up to just before the first that needs
 * it. Pinned steps draw others but are not drawn themselves.
 */
export function rankSteps(steps: readonly Ranked[]): Map<string, Rank> {
  const dependents = new Map<string, Ranked[]>();
  for (const step of steps) {
    for (const id of step.needs) dependents.set(id, [...(dependents.get(id) ?? []), step]);
  }
  const ranks = new Map<string, Rank>();
  const rankOf = (step: Ranked): Rank => {
    const known = ranks.get(step.id);
    if (known !== undefined) return known;
    let rank = step.pinned ?? step.ownRank;
    if (step.pinned === null) {
      const place = step.ownRank.at(-1) ?? 0;
      for (const dependent of dependents.get(step.id) ?? []) {
        // -1 sorts before the dependent itself, whose missing number counts as 0.
        const drawn = [...rankOf(dependent), -1, place];
        if (compareRanks(drawn, rank) < 0) rank = drawn;
      }
    }
    ranks.set(step.id, rank);
    return rank;
  };
  for (const step of steps) rankOf(step);
  return ranks;
}

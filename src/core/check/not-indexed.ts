/** Tells « this kind of identifier is not in that set » from a fault. Step `check` of the flow; pure. */

interface Answered {
  readonly kind: string;
  readonly sets: readonly { readonly answer: string; readonly problem: { readonly code: string } | null }[];
}

/** @returns true where no set failed, and some set cannot be asked about an identifier of that kind: another kind may be */
export function isOnlyNotIndexed({ kind, sets }: Answered): boolean {
  const unanswered = sets.filter(({ answer }) => answer === 'could-not-check');
  return (
    kind === 'could-not-check' &&
    unanswered.length > 0 &&
    unanswered.every(({ problem }) => problem?.code === 'kind-not-indexed')
  );
}

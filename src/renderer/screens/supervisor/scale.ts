/** The arithmetic of a chart: round ticks, and as many labels as fit. No React. */

/** Steps that a person counts in. */
const niceSteps = [1, 2, 5, 10];

/** @returns from 0 up to at least `max`, in equal round steps; whole numbers where `max` is small */
export function ticksUpTo(max: number, about = 4): number[] {
  const rough = Math.max(max, 1) / about;
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, (niceSteps.find((nice) => nice * magnitude >= rough) ?? 10) * magnitude);
  const ticks = [0];
  while ((ticks.at(-1) ?? 0) < max || ticks.length < 2) ticks.push(ticks.length * step);
  return ticks;
}

/** @returns every how many-th label is drawn so that none touches the next */
export function labelEvery(count: number, widthPx: number, labelPx: number): number {
  return Math.max(1, Math.ceil((count * labelPx) / Math.max(1, widthPx)));
}

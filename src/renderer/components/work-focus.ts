/**
 * Where the focus goes when the work moves: to a question, to a step, to the end of the call. Its title says it.
 */
import { moveFocus } from './layers.ts';

/**
 * Gives the focus to `title`. Only while a verdict has the focus, and nothing of the work was said after it, the verdict keeps
 * the focus: `say` then announces what the work begins with, which a screen reader reads after the verdict.
 * @param replaced whether what had the focus went off the page with all around it. Orca then takes the new focus for a repair
 *   and reads nothing: `say` comes before the focus moves, where a screen reader that reads the focus drops it
 */
export function moveWorkTo(title: HTMLElement | null, say: () => void, replaced = false): void {
  const band = document.activeElement?.closest<HTMLElement>('[data-verdict]') ?? null;
  const isFirst = band !== null && band.dataset.followed === undefined;
  if (isFirst) band.dataset.followed = 'true';
  if (isFirst || replaced) say();
  if (!isFirst) moveFocus(title);
}

/** For the verdict that has just come: what the work begins with is said after it again. */
export function beginWorkAt(verdict: HTMLElement | null): void {
  delete verdict?.closest<HTMLElement>('[data-verdict]')?.dataset.followed;
  moveFocus(verdict);
}

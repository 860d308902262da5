/**
 * What a shell runs in the unseen page to measure a sheet. One text for all shells: pages are cut by what it answers. The
 * sheet's own policy forbids every script; this one comes from the shell, which stands above the policy.
 */

/** Settles once every face of the document is decoded; rejects if one is not a font. */
export const fontsScript = 'Promise.all(Array.from(document.fonts, (face) => face.load())).then(() => true)';

/** @returns an expression whose value is the heights in CSS pixels, in the order of the document */
export function measureScript(selector: string): string {
  return `Array.from(document.querySelectorAll(${JSON.stringify(selector)}), (element) => element.getBoundingClientRect().height)`;
}

/** @returns the heights, if the page answered with nothing else; null otherwise */
export function readMeasured(answer: unknown): readonly number[] | null {
  return Array.isArray(answer) && answer.every((height) => typeof height === 'number' && height >= 0) ? answer : null;
}

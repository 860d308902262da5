/**
 * axe in every state that the pictures show, the sizes of targets among it, and every state reached without an error. Each
 * theme at a zoom of its own, since colours do not depend on the size: 100 %, 200 %, 400 %. At 200 % and 400 %, no text is cut and nothing scrolls sideways either.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PreparedDesk, prepareDesk } from '../../scripts/pictures/desk.ts';
import { stateNames, type Walker, walkDay, walkFirstRun } from '../../scripts/pictures/walk.ts';
import { walkRare } from '../../scripts/pictures/walk-rare.ts';
import { en } from '../../src/renderer/text/en.ts';
import { fr } from '../../src/renderer/text/fr.ts';
import { accessibilityFaults } from './support/accessibility.ts';
import { clippedTexts, sidewaysScroll } from './support/layout.ts';

let prepared: PreparedDesk;
beforeAll(async () => {
  prepared = await prepareDesk();
});
afterAll(() => prepared?.remove());

const standard = { width: 1280, height: 800 };
/** What 1280 × 800 leaves at 200 % (WCAG 2.2, 1.4.4 and 1.4.10). */
const doubled = { width: 640, height: 400 };
/** And at 400 %. */
const fourfold = { width: 320, height: 400 };

describe('every state of the interface', () => {
  it.each([
    ['light', 'fr', standard],
    ['contrast', 'fr', doubled],
    ['dark', 'en', fourfold],
  ] as const)(
    'passes axe in the %s theme (%s), at %o',
    async (theme, locale, viewport) => {
      const faults: Record<string, string[]> = {};
      const walker: Walker = {
        look: { locale, theme, viewport },
        words: (key) => (locale === 'fr' ? fr : en)[key as keyof typeof fr],
        visit: async (state, page) => {
          faults[state] = await accessibilityFaults(page);
          if (viewport !== standard) faults[state].push(...(await clippedTexts(page)), ...(await sidewaysScroll(page)));
        },
      };
      await walkFirstRun(prepared, walker);
      await walkDay(prepared, walker);
      await walkRare(prepared, walker);
      expect(faults).toEqual(Object.fromEntries(stateNames.map((state) => [state, []])));
    },
    600_000,
  );
});

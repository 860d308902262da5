/** axe in every state that the pictures show, in each of the three themes, and every state reached without an error. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PreparedDesk, prepareDesk } from '../../scripts/pictures/desk.ts';
import { stateNames, type Walker, walkDay, walkFirstRun } from '../../scripts/pictures/walk.ts';
import { en } from '../../src/renderer/text/en.ts';
import { fr } from '../../src/renderer/text/fr.ts';
import { accessibilityFaults } from './support/accessibility.ts';

let prepared: PreparedDesk;
beforeAll(async () => {
  prepared = await prepareDesk();
});
afterAll(() => prepared?.remove());

describe('every state of the interface', () => {
  it.each([
    ['light', 'fr'],
    ['dark', 'en'],
    ['contrast', 'fr'],
  ] as const)(
    'passes axe in the %s theme (%s)',
    async (theme, locale) => {
      const faults: Record<string, string[]> = {};
      const walker: Walker = {
        look: { locale, theme },
        words: (key) => (locale === 'fr' ? fr : en)[key as keyof typeof fr],
        visit: async (state, page) => {
          faults[state] = await accessibilityFaults(page);
        },
      };
      await walkFirstRun(prepared, walker);
      await walkDay(prepared, walker);
      expect(faults).toEqual(Object.fromEntries(stateNames.map((state) => [state, []])));
    },
    240_000,
  );
});

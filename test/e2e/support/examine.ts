/**
 * Every state that a walk meets, examined in every look: axe in each theme (with the sizes of targets), no text cut and
 * nothing that scrolls sideways from the usual window down to 400 % zoom, no text from outside the tables.
 */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { StateName, Walker } from '../../../scripts/pictures/walk.ts';
import { accessibilityFaults } from './accessibility.ts';
import { lastingFaults } from './lasting-faults.ts';
import { clippedTexts, sidewaysScroll, unreachableControls } from './layout.ts';
import { type Look, pseudoTable, showAs, usualLook } from './looks.ts';
import { auditScreen } from './screen-audit.ts';
import { untranslatedTexts } from './untranslated.ts';

/** The smallest window that the shells allow. */
const smallest = { width: 1024, height: 700 };
/** What 1280 × 800 leaves at 200 % (WCAG 2.2, 1.4.4 and 1.4.10). */
const doubled = { width: 640, height: 400 };
/** And at 400 %. */
const fourfold = { width: 320, height: 400 };

const fits = async (page: Page) => [...(await clippedTexts(page)), ...(await sidewaysScroll(page))];
const passesAxe = (page: Page) => accessibilityFaults(page);
/** Everything that a zoom may break. */
const passesAxeAndFits = async (page: Page) => [
  ...(await passesAxe(page)),
  ...(await fits(page)),
  ...(await unreachableControls(page)),
];
const isWholeAndTranslated = async (page: Page) => {
  const { clipped, texts } = await auditScreen(page);
  return [...clipped, ...(await untranslatedTexts(page, texts)).map((text) => `untranslated: ${text}`)];
};

/** Colours do not depend on the size of the window: each theme is read by axe at a zoom of its own. */
const examinations: Readonly<Record<string, Look & { readonly examine: (page: Page) => Promise<string[]> }>> = {
  'in a language two fifths longer': { ...usualLook, examine: isWholeAndTranslated },
  'in that language and the smallest window': { ...usualLook, viewport: smallest, examine: isWholeAndTranslated },
  'in French and light': { ...usualLook, language: 'fr', examine: passesAxe },
  'in the smallest window': { ...usualLook, language: 'fr', viewport: smallest, examine: fits },
  'in high contrast at 200 %': { theme: 'contrast', language: 'fr', viewport: doubled, examine: passesAxeAndFits },
  'in English and dark at 400 %': {
    theme: 'dark',
    language: 'en',
    viewport: fourfold,
    examine: passesAxeAndFits,
  },
};
export const lookNames = Object.keys(examinations);

export interface Examined {
  readonly walker: Walker;
  /** What was found in one look, by state; every state that was met has its line. */
  faultsIn(lookName: string): Readonly<Record<string, readonly string[]>>;
}

/** @returns a walker that examines whatever state it is shown, and what it found once the walk is over */
export function examineStates(): Examined {
  const found = new Map<string, Partial<Record<StateName, readonly string[]>>>();
  return {
    walker: {
      look: {
        locale: 'fr',
        theme: usualLook.theme,
        viewport: usualLook.viewport,
        onOpened: (page) => showAs(page, usualLook),
      },
      words: (key) => pseudoTable[key] ?? key,
      async visit(state, page, renew) {
        for (const [name, { examine, ...look }] of Object.entries(examinations)) {
          if (renew !== undefined) {
            await showAs(page, usualLook);
            await renew();
          }
          await showAs(page, look);
          found.set(name, { ...found.get(name), [state]: await lastingFaults(page, examine) });
          const pictures = process.env.VIGIE_LOOK_PICTURES;
          if (pictures !== undefined) {
            const { theme, language, viewport } = look;
            await page.screenshot({ path: join(pictures, `${state}-${language}-${theme}-${viewport.width}.png`) });
          }
        }
        await showAs(page, usualLook);
      },
    },
    faultsIn: (lookName) => found.get(lookName) ?? {},
  };
}

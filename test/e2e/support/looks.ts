/**
 * The ways in which one state of the interface is looked at, without leaving it: theme, language and size of the window are
 * changed under it, it is examined, and it is put back as it was. To reach a state costs seconds, to look at it tenths of one.
 */
import type { Page } from 'playwright-core';
import { fr } from '../../../src/renderer/text/fr.ts';
import { problemsFr, problemTextParts } from '../../../src/renderer/text/problems.ts';
import { typesetFrench } from '../../../src/renderer/text/typography.ts';
import { pseudo } from '../../renderer/pseudo-locale.ts';

export interface Look {
  readonly theme: 'light' | 'dark' | 'contrast';
  /** `pseudo` is the language that nobody speaks (`test/renderer/pseudo-locale.ts`), in the place of French. */
  readonly language: 'fr' | 'en' | 'pseudo';
  readonly viewport: { readonly width: number; readonly height: number };
}

/**
 * How a walk finds and leaves every state. In the pseudo-language, so that what is announced on the way, and stays as it was
 * said, is in it as well.
 */
export const usualLook = { theme: 'light', language: 'pseudo', viewport: { width: 1280, height: 800 } } as const;

/** The French table as the renderer loads it, each sentence in the pseudo-language. */
export const pseudoTable: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ...Object.entries(fr),
    ...Object.entries(problemsFr).flatMap(([code, words]) =>
      problemTextParts.map((part) => [`problem.${code}.${part}`, words[part]] as const),
    ),
  ].map(([key, sentence]) => [key, typesetFrench(pseudo(sentence))]),
);

/**
 * Runs in the page, and uses nothing outside itself. The stores and the words are those of the running application: React
 * keeps what its root was given.
 */
async function show({ theme, locale, isPseudo }: { theme: string; locale: string; isPseudo: boolean }) {
  interface Fiber {
    readonly memoizedProps: { readonly desk?: Desk; readonly i18n?: I18n } | null;
    readonly child: Fiber | null;
  }
  interface Desk {
    readonly session: { getState(): { app: object | null }; setState(change: { app: object }): void };
  }
  interface I18n {
    readonly ICU: { clearCache(): void };
    getResourceBundle(language: string, space: string): Record<string, string>;
    addResourceBundle(language: string, space: string, table: object, deep: boolean, overwrite: boolean): void;
  }
  /** Two frames: what was set is drawn, and its layout settled. */
  const drawn = () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())));
  const rootProps = () => {
    const root = document.getElementById('root') as unknown as Record<string, { stateNode: { current: Fiber } }>;
    const container = Object.keys(root).find((key) => key.startsWith('__reactContainer$'));
    let fiber: Fiber | null = root[container ?? '']?.stateNode.current ?? null;
    while (fiber !== null && fiber.memoizedProps?.desk === undefined) fiber = fiber.child;
    return fiber?.memoizedProps ?? null;
  };
  // A page that was just loaded waits for the application's first answer.
  for (let frames = 0; frames < 600 && (rootProps()?.desk?.session.getState().app ?? null) === null; frames++) {
    await drawn();
  }
  const { desk, i18n } = rootProps() ?? {};
  if (desk === undefined || i18n === undefined) throw new Error('the root of the application was not found');
  const set = async (change: object) => {
    const { app } = desk.session.getState();
    if (app === null) throw new Error('the application has not answered yet');
    desk.session.setState({ app: { ...app, ...change } });
    await drawn();
  };
  const own = window as unknown as { vigieFrench?: Record<string, string>; vigiePseudo?: Record<string, string> };
  own.vigieFrench ??= i18n.getResourceBundle('fr', 'translation');
  const wanted = isPseudo ? own.vigiePseudo : own.vigieFrench;
  if (wanted === undefined) throw new Error('the page was not given the pseudo-language');
  if (i18n.getResourceBundle('fr', 'translation')['common.close'] !== wanted['common.close']) {
    i18n.addResourceBundle('fr', 'translation', wanted, false, true);
    i18n.ICU.clearCache();
    // The sentences are taken from the table when the language changes.
    await set({ locale: 'en' });
  }
  await set({ theme, locale });
  // A transition under way has colours that nobody is meant to read.
  for (const animation of document.getAnimations()) {
    if (animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY) animation.finish();
  }
}

/** Shows the page as `look` says, whatever state it is in. */
export async function showAs(page: Page, { theme, language, viewport }: Look): Promise<void> {
  await page.setViewportSize(viewport);
  const locale = language === 'en' ? 'en' : 'fr';
  const isPseudo = language === 'pseudo';
  // A thousand sentences take a tenth of a second to hand over: once for each document.
  if (isPseudo && !(await page.evaluate('"vigiePseudo" in window'))) {
    await page.evaluate(`window.vigiePseudo = ${JSON.stringify(pseudoTable)}; undefined`);
  }
  await page.evaluate(show, { theme, locale, isPseudo });
}

/**
 * What a person who does not see the screen is told: each sentence that stands in a live region, in its order, what the
 * focus comes to, and when it falls to the page's body. Watched from inside the page, so that nothing comes and goes unseen.
 */
import type { Page } from 'playwright-core';

export interface Heard {
  readonly region: 'said' | 'said-at-once' | 'focus';
  readonly text: string;
}
type Listening = Window & { heard: Heard[]; onBody: string[] };

/** From now on, until the page is loaded anew. */
export async function listen(page: Page): Promise<void> {
  await page.evaluate(() => {
    const heard: Heard[] = [];
    // The spaces of French typography do not break.
    const plain = (text: string) => text.replace(/\s/g, ' ');
    const onBody: string[] = [];
    Object.assign(window, { heard, onBody });
    // A focus is told at once, a change of a region a moment later: what was written before the focus moved is read first.
    const catchUp: (() => void)[] = [];
    for (const region of ['said', 'said-at-once'] as const) {
      const element = document.getElementById(region);
      if (element === null) throw new Error(`no region ${region}`);
      const hear = () => {
        if (element.textContent !== '') heard.push({ region, text: plain(element.textContent) });
      };
      const observer = new MutationObserver(hear);
      observer.observe(element, { childList: true, characterData: true, subtree: true });
      catchUp.push(() => {
        if (observer.takeRecords().length > 0) hear();
      });
    }
    const look = () => {
      if (document.activeElement !== document.body && document.activeElement !== null) return;
      onBody.push([...document.querySelectorAll('h1, h2')].map((title) => title.textContent).join(' / '));
    };
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true, attributes: true });
    const everyFrame = () => {
      look();
      requestAnimationFrame(everyFrame);
    };
    everyFrame();
    document.addEventListener('focusin', ({ target }) => {
      if (!(target instanceof HTMLElement)) return;
      for (const read of catchUp) read();
      heard.push({ region: 'focus', text: plain(target.getAttribute('aria-label') ?? target.textContent) });
    });
  });
}

export function heardBy(page: Page): Promise<readonly Heard[]> {
  return page.evaluate(() => (window as unknown as Listening).heard);
}

/** Only what comes after counts. */
export async function forgetHeard(page: Page): Promise<void> {
  await page.evaluate(() => {
    (window as unknown as Listening).heard.length = 0;
  });
}

/** @returns the headings of the screen, once for each moment at which the focus was on the body */
export function focusOnBody(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => (window as unknown as Listening).onBody);
}

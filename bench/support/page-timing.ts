/**
 * Times what a person waits for in the page: from the instant that the browser stamps on a key press to the frame that
 * shows the answer. Nothing of the driver's own way to the page is in a figure.
 */
import type { Page } from 'playwright-core';

/** Longer than what the interface puts off until after an answer. */
export const settleMs = 400;
const longestAnswerMs = 60_000;

/** Milliseconds from the key press. */
export interface Answered {
  /** The main thread has painted the first frame in which the answer is. */
  readonly painted: number;
  /** That frame was on the screen, pixels and all. */
  readonly presented: number;
}

/** What is waited for: the first element of `selector` whose text holds `text`, once it says something new. */
export interface Answer {
  readonly selector: string;
  /** Absent: any text. */
  readonly text?: string;
}

/** What the measuring script leaves on the page's window. */
interface Measured {
  answered?: Promise<Answered>;
}

/** Arms the page: the next press of `key` is timed until the answer is there. */
async function armKey(page: Page, key: string, answer: Answer): Promise<void> {
  await page.evaluate(
    ([expectedKey, { selector, text = '' }]) => {
      const shown = () =>
        [...document.querySelectorAll(selector)].find((element) => element.textContent?.includes(text)) ?? null;
      const before = shown()?.textContent ?? null;
      (window as Measured).answered = new Promise((done) => {
        let pressedAt = 0;
        const painted = Promise.withResolvers<number>();
        const presented = Promise.withResolvers<number>();
        Promise.all([painted.promise, presented.promise]).then(([paintedAt, presentedAt]) =>
          done({ painted: paintedAt - pressedAt, presented: presentedAt - pressedAt }),
        );
        new PerformanceObserver((list, observer) => {
          observer.disconnect();
          for (const entry of list.getEntries()) presented.resolve((entry as { renderTime?: number }).renderTime ?? 0);
        }).observe({ type: 'element' });
        // Nothing is polled: a page that asks for every frame has less time for its work.
        const watch = new MutationObserver(() => {
          const now = shown();
          if (now === null || now.textContent === before) return;
          watch.disconnect();
          now.setAttribute('elementtiming', 'answer');
          requestAnimationFrame(() => {
            // A message is taken after the frame that this callback belongs to has been painted.
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => {
              const paintedAt = performance.now();
              painted.resolve(paintedAt);
              // An element without text of its own, or out of view, is never reported as presented.
              setTimeout(() => presented.resolve(paintedAt), 1000);
            };
            port2.postMessage(null);
          });
        });
        const onKeyDown = (event: KeyboardEvent) => {
          if (event.key !== expectedKey) return;
          window.removeEventListener('keydown', onKeyDown, true);
          pressedAt = event.timeStamp;
          watch.observe(document.body, { subtree: true, childList: true, characterData: true });
        };
        window.addEventListener('keydown', onKeyDown, true);
      });
    },
    [key, answer] as const,
  );
}

/**
 * Presses `combination`, and waits until the answer is there and the page has settled.
 * @param combination as Playwright names it: the key itself comes last
 * @param afterMs how long the driver keeps away from the page once the key is pressed
 * @throws Error if the answer does not come
 */
export async function timeKey(
  page: Page,
  combination: string,
  answer: Answer,
  afterMs: number = settleMs,
): Promise<Answered> {
  await armKey(page, combination.split('+').at(-1) ?? combination, answer);
  await page.keyboard.press(combination);
  // Asked for later, so that the asking is no part of what is timed.
  await page.waitForTimeout(afterMs);
  const answered = await page.evaluate((longest) => {
    const given = new Promise<null>((done) => setTimeout(() => done(null), longest));
    return Promise.race([(window as Measured).answered ?? null, given]);
  }, longestAnswerMs);
  if (answered === null) throw new Error(`nothing was shown for ${combination}`);
  return answered;
}

/** What does not fit: text cut off, and a page that scrolls sideways. Run in the page, on whatever state it is in. */
import type { Page } from 'playwright-core';

/**
 * Text that its own box hides. An ellipsis is no fault where the element's title says the whole.
 * @returns a line for each; empty where everything can be read
 */
export async function clippedTexts(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const nameOf = (element: Element) => `${element.tagName.toLowerCase()}.${element.className}`;
    const unread = '.only-heard, [aria-hidden="true"], iframe, svg, select';

    /** The first box around `element` that does not let its content out in this direction, if it cannot be scrolled. */
    const hidingBox = (element: HTMLElement, axis: 'overflowX' | 'overflowY'): HTMLElement | null => {
      for (let box: HTMLElement | null = element; box !== null && box !== document.body; box = box.parentElement) {
        const overflow = getComputedStyle(box)[axis];
        if (overflow !== 'visible') return overflow === 'hidden' || overflow === 'clip' ? box : null;
      }
      return null;
    };

    const faults: string[] = [];
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim() !== '');
      if (!hasText || element.closest(unread) !== null) continue;
      if (!element.checkVisibility({ visibilityProperty: true })) continue;
      // Its own text: what only a screen reader hears stands in an element of its own.
      const boxes = [...element.childNodes]
        .filter((node) => node.nodeType === 3)
        .map((node) => {
          const range = document.createRange();
          range.selectNodeContents(node);
          return range.getBoundingClientRect();
        })
        .filter(({ width }) => width > 0);
      const text = {
        left: Math.min(...boxes.map(({ left }) => left)),
        right: Math.max(...boxes.map(({ right }) => right)),
        top: Math.min(...boxes.map(({ top }) => top)),
        bottom: Math.max(...boxes.map(({ bottom }) => bottom)),
      };
      const [boxX, boxY] = [hidingBox(element, 'overflowX'), hidingBox(element, 'overflowY')];
      const [outerX, outerY] = [boxX?.getBoundingClientRect(), boxY?.getBoundingClientRect()];
      const isCutX = outerX !== undefined && (text.right > outerX.right + 1 || text.left < outerX.left - 1);
      const isCutY = outerY !== undefined && (text.bottom > outerY.bottom + 1 || text.top < outerY.top - 1);
      if ((isCutX && boxX?.title === '') || (isCutY && boxY?.title === '')) {
        const box = isCutX ? boxX : boxY;
        const words = (element.textContent ?? '').trim().slice(0, 60);
        faults.push(`${nameOf(element)} in ${box === null ? '' : nameOf(box)}: ${words}`);
      }
    }
    return faults;
  });
}

/**
 * @returns the boxes that scroll sideways, and the elements that stick out to the right where the page itself does;
 *   empty where everything is within reach up and down
 */
export async function sidewaysScroll(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const root = document.documentElement;
    const inner = [...document.querySelectorAll<HTMLElement>('body *')].filter(
      (box) =>
        // A table of data may scroll in its own frame (WCAG 2.2, 1.4.10).
        box.querySelector(':scope > table') === null &&
        /auto|scroll/.test(getComputedStyle(box).overflowX) &&
        box.scrollWidth > box.clientWidth + 1,
    );
    if (inner.length > 0) {
      return inner.map(
        (box) => `${box.tagName.toLowerCase()}.${box.className} is ${box.scrollWidth} in ${box.clientWidth}`,
      );
    }
    if (root.scrollWidth <= root.clientWidth) return [];
    const wide = [...document.querySelectorAll<HTMLElement>('body *')].filter(
      (element) => element.getBoundingClientRect().right > root.clientWidth + 1,
    );
    return [
      `the page is ${root.scrollWidth} wide in ${root.clientWidth}`,
      ...wide.slice(0, 5).map((element) => `${element.tagName.toLowerCase()}.${element.className}`),
    ];
  });
}

/**
 * Controls that a person who scrolls to them cannot click: under a bar that stays in its place, or out of the window.
 * What was scrolled is put back.
 * @returns a line for each; empty where everything that may be used can be
 */
export async function unreachableControls(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const scope = document.querySelector('[role=dialog]') ?? document.body;
    const controls = 'button, a[href], input, select, textarea, summary, [role=option]';
    const scrolled = [...document.querySelectorAll('*')]
      .filter((element) => element.scrollTop !== 0 || element.scrollLeft !== 0)
      .map((element) => ({ element, top: element.scrollTop, left: element.scrollLeft }));
    const faults: string[] = [];
    for (const control of scope.querySelectorAll<HTMLElement>(controls)) {
      if (control.matches(':disabled, [aria-disabled="true"]') || control.closest('[aria-hidden="true"], [inert]'))
        continue;
      if (!control.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      control.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
      const { left, top, width, height } = control.getBoundingClientRect();
      // A list draws other rows while it scrolls; what two pixels hold is only heard.
      if (!control.isConnected || width <= 2 || height <= 2) continue;
      const met = document.elementFromPoint(left + width / 2, top + height / 2);
      const label = met?.closest('label') ?? null;
      const isReached = met !== null && (control.contains(met) || met.contains(control) || label?.control === control);
      if (!isReached) {
        const above = met === null ? 'outside the window' : `under ${met.tagName.toLowerCase()}.${met.className}`;
        faults.push(
          `${control.tagName.toLowerCase()} “${(control.textContent ?? '').trim().slice(0, 40)}” is ${above}`,
        );
      }
    }
    for (const { element, top, left } of scrolled) element.scrollTo({ top, left, behavior: 'instant' });
    return faults;
  });
}

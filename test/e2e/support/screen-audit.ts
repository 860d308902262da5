/**
 * What a person would see cut, and what nobody translated, in the page as it is. The function runs in the page: it uses
 * nothing outside itself.
 */
import type { Page } from 'playwright-core';

export interface ScreenAudit {
  /** Text that its box or the window cuts. */
  readonly clipped: readonly string[];
  /** Text on screen, each piece as the page holds it. */
  readonly texts: readonly string[];
}

function auditInPage(): ScreenAudit {
  const clipped: string[] = [];
  const texts: string[] = [];
  const isOnlyHeard = (element: Element): boolean => {
    const { width, height } = element.getBoundingClientRect();
    return width <= 2 && height <= 2;
  };
  const name = (element: Element) => `${element.tagName.toLowerCase()}.${String(element.className).slice(0, 40)}`;
  const modal = document.querySelector('[role=dialog]');
  const walker = document.createTreeWalker(modal ?? document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const parent = node.parentElement;
    const text = node.nodeValue?.trim() ?? '';
    if (parent === null || text === '' || ['SCRIPT', 'STYLE', 'TITLE', 'OPTION'].includes(parent.tagName)) continue;
    if (!parent.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    texts.push(text);
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (box.width === 0) continue;
    let [scrollsX, scrollsY, heard] = [false, false, false];
    const shown = { left: 0, top: 0, right: window.innerWidth, bottom: window.innerHeight };
    for (let around: Element | null = parent; around !== null; around = around.parentElement) {
      if (isOnlyHeard(around)) heard = true;
      if (heard) break;
      const style = getComputedStyle(around);
      const edge = around.getBoundingClientRect();
      const scrollable = (overflow: string) => overflow === 'auto' || overflow === 'scroll';
      // A table of data may scroll in its own frame (WCAG 2.2, 1.4.10).
      const isTableFrame = around.querySelector(':scope > table') !== null;
      if (scrollable(style.overflowX) && around.scrollWidth > around.clientWidth + 1) {
        if (!isTableFrame) clipped.push(`scrolls sideways: ${name(around)}: ${text.slice(0, 60)}`);
        scrollsX = true;
      }
      if (scrollable(style.overflowY)) scrollsY = true;
      if (style.overflowX !== 'visible' || style.overflowY !== 'visible') {
        shown.left = Math.max(shown.left, edge.left);
        shown.top = Math.max(shown.top, edge.top);
        shown.right = Math.min(shown.right, edge.right);
        shown.bottom = Math.min(shown.bottom, edge.bottom);
      }
      // Letters reach a little over their line; two pixels are no cut.
      const cutX = style.overflowX !== 'visible' && (box.right > edge.right + 2 || box.left < edge.left - 2);
      const cutY = style.overflowY !== 'visible' && (box.bottom > edge.bottom + 3 || box.top < edge.top - 3);
      if ((cutX && !scrollsX) || (cutY && !scrollsY)) {
        clipped.push(`cut by ${name(around)}: ${text.slice(0, 60)}`);
        break;
      }
    }
    if (heard) continue;
    if (!scrollsX && (box.right > window.innerWidth + 1 || box.left < -1))
      clipped.push(`off screen: ${text.slice(0, 60)}`);
    // Something else lies on top: at one end of the text a click would meet another element.
    const middle = (box.top + box.bottom) / 2;
    for (const x of [box.left + 2, box.right - 2]) {
      if (x < shown.left || x > shown.right || middle < shown.top || middle > shown.bottom) continue;
      const met = document.elementFromPoint(x, middle);
      if (
        met !== null &&
        !met.contains(parent) &&
        !parent.contains(met) &&
        met.closest('button, label') !== parent.closest('button, label')
      ) {
        clipped.push(`under ${name(met)}: ${text.slice(0, 60)}`);
        break;
      }
    }
    // A button whose words are wider than itself.
    const control = parent.closest('button, [role=option], label, th, td');
    if (control !== null && !scrollsX) {
      const edge = control.getBoundingClientRect();
      if (box.right > edge.right + 2 || box.left < edge.left - 2 || (!scrollsY && box.bottom > edge.bottom + 2)) {
        clipped.push(`wider than its ${name(control)}: ${text.slice(0, 60)}`);
      }
    }
  }
  return { clipped: [...new Set(clipped)], texts: [...new Set(texts)] };
}

export async function auditScreen(page: Page): Promise<ScreenAudit> {
  await page.evaluate(() => document.fonts.ready);
  // A button at work moves its words out of itself and shows a wheel: the screen is judged once it is done.
  await page.waitForFunction(() => document.querySelector('[data-loading]') === null);
  return await page.evaluate(auditInPage);
}

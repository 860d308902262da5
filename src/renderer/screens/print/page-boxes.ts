/**
 * Where a document's pages fall, as on paper: the same rules that print it lay it out in columns of one page's height,
 * one below the other. Chromium then breaks where it breaks when it prints, `break-inside` and forced breaks included.
 */

/** Between two sheets of paper on the desk, in pixels of the document; the number of the page stands there. */
export const sheetGapPx = 44;

/** A break before a page is one before a column here. */
export function breakIntoColumns(rules: string): string {
  return rules.replace(/break-(before|after)\s*:\s*page/g, 'break-$1:column');
}

/**
 * Lays `body` out in pages. Its padding, which the sheet sets to the margins of its pages, is the space around each.
 * @returns how many there are
 */
export function layPages(body: HTMLElement, pageWidthPx: number, pageHeightPx: number): number {
  const { paddingTop, paddingBottom, paddingLeft, paddingRight } = getComputedStyle(body);
  const [top, bottom] = [Number.parseFloat(paddingTop), Number.parseFloat(paddingBottom)];
  const contentHeightPx = pageHeightPx - top - bottom;
  const contentWidthPx = pageWidthPx - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight);
  const betweenPx = bottom + sheetGapPx + top;
  body.style.cssText += `;min-height:0;column-count:1;column-width:${contentWidthPx}px;column-gap:0;column-fill:auto`;
  // Apart: a browser that does not know them keeps one long page (they came with Chromium 145).
  body.style.setProperty('column-height', `${contentHeightPx}px`);
  body.style.setProperty('column-wrap', 'wrap');
  body.style.setProperty('row-gap', `${betweenPx}px`);
  const heightPx = body.getBoundingClientRect().height - top - bottom;
  return Math.max(1, Math.round((heightPx + betweenPx) / (contentHeightPx + betweenPx)));
}

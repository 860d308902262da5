/**
 * From a sheet to the one document that is previewed, printed and saved. The browser measures the blocks, the blocks are
 * put on pages here, and the browser measures the pages again. Step `print` of the flow; the browser is a parameter.
 */
import { VigieError } from '../errors.ts';
import { cutIntoPages, type FlowHeights, readHeights } from './pages.ts';
import { countPdfPages } from './pdf-pages.ts';
import {
  measuredBlocks,
  measuredPages,
  type RenderOptions,
  renderGalley,
  renderPages,
  type Sheet,
} from './sheet-html.ts';
import { type PageFrame, pageBoxPx, pageContentPx, pxPerMm, pxPerPt } from './style.ts';

/** A document in boxes of A4: so many sheets of paper, or it is refused. */
export interface PagedHtml {
  readonly html: string;
  readonly pages: number;
}

/**
 * Heights, in CSS pixels, of the elements that match `selector`, in the order of the document, once its fonts are there.
 * @throws VigieError 'print-failed'
 */
export type MeasureHtml = (html: string, selector: string) => Promise<readonly number[]>;

/** @throws VigieError 'sheet-overflow' if a block, or a page, does not fit; 'print-failed' */
export async function layOutSheet(sheet: Sheet, options: RenderOptions, measure: MeasureHtml): Promise<PagedHtml> {
  const cut = async (frame: PageFrame) => {
    const measured = await measure(renderGalley(sheet, frame, options), measuredBlocks);
    const { mostPages } = sheet;
    const heights = readHeights(sheet.flow, measured);
    const pages = cutIntoPages(heights, { heightPx: pageContentPx(frame), mostPages });
    return { frame, pages, isGood: pages.length <= mostPages && firstActionPx(heights, frame) <= pageBoxPx / 3 };
  };
  const [largest, ...smaller] = sheet.frames;
  let { frame, pages, isGood } = await cut(largest);
  for (const next of smaller) {
    if (isGood) break;
    ({ frame, pages, isGood } = await cut(next));
  }
  return await requireFit({ html: renderPages(sheet, frame, pages, options), pages: pages.length }, measure);
}

/** Where the title of the first step ends, from the top of the first page: what to do is seen before anything is read. */
function firstActionPx({ masthead, sections }: FlowHeights, { marginMm, bodyPt }: PageFrame): number {
  const titlePx = bodyPt * pxPerPt * 1.4;
  return marginMm.top * pxPerMm + masthead + (sections[0]?.heading ?? 0) + titlePx;
}

/** Heights are measured in 1/64 of a pixel, and A4 is no whole number of them. */
const roundingPx = 0.5;

/** @throws VigieError 'sheet-overflow' if a page of the document is taller than A4; 'print-failed' */
export async function requireFit(document: PagedHtml, measure: MeasureHtml): Promise<PagedHtml> {
  const heights = await measure(document.html, measuredPages);
  const page = heights.findIndex((heightPx) => heightPx > pageBoxPx + roundingPx);
  if (page >= 0) throw new VigieError('sheet-overflow', { page: page + 1 });
  if (heights.length !== document.pages) throw new VigieError('sheet-overflow', { pages: heights.length });
  return document;
}

/**
 * @returns the file that the browser made of the document
 * @throws VigieError 'sheet-overflow' if it has more or fewer pages than the document has boxes; 'print-failed'
 */
export async function printToPdf(
  { html, pages }: PagedHtml,
  renderPdf: (html: string) => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const pdf = await renderPdf(html);
  const printed = countPdfPages(pdf);
  if (printed !== pages) throw new VigieError('sheet-overflow', { pages, printed });
  return pdf;
}

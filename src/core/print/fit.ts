/**
 * Which step of the layout a sheet is printed in: as few pages as the case needs, then the largest type that keeps to
 * them. So a usual case stands on one page, and a second one is never begun for a few lines. The answer is read from
 * what the browser really prints, not guessed from the length of the text. Step `print` of the flow; pure.
 */
import { type PdfLayout, readPdfLayout } from './pdf-layout.ts';

export interface SheetLayout {
  readonly bodyPt: number;
  /** Less air between lines and sections. */
  readonly isDense: boolean;
  /** Height of a usual sheet against that of the first layout: measured, to tell which one to try. */
  readonly height: number;
}

/**
 * From roomy to tight, for the standard and English editions. The face is drawn for low vision, and 8.5 pt of it is as
 * large to the eye as 10 pt of Times; whoever needs more asks for large print or the easy-to-read edition.
 */
export const sheetLayouts: readonly SheetLayout[] = [
  { bodyPt: 11, isDense: false, height: 1 },
  { bodyPt: 10.3, isDense: false, height: 0.9 },
  { bodyPt: 9.6, isDense: false, height: 0.79 },
  { bodyPt: 9.4, isDense: true, height: 0.71 },
  { bodyPt: 9, isDense: true, height: 0.67 },
  { bodyPt: 8.7, isDense: true, height: 0.64 },
  { bodyPt: 8.5, isDense: true, height: 0.62 },
];

/** For large print: the type stays, the air between the parts may go. */
export const largeLayouts: readonly SheetLayout[] = [
  { bodyPt: 14, isDense: false, height: 1 },
  { bodyPt: 14, isDense: true, height: 0.9 },
];

/** How much is printed: what the height of a sheet comes from. */
export interface SheetLength {
  readonly characters: number;
  readonly steps: number;
}

/** Pages in the first layout, by least squares over a hundred sheets: right to some 0.04 of a page. */
function expectedHeight({ characters, steps }: SheetLength): number {
  return 0.265 + 0.000185 * characters + 0.025 * steps;
}

/** @returns a layout for a sheet that nobody has printed yet: its place in `sheetLayouts` */
export function likelyLayout(length: SheetLength): number {
  const height = expectedHeight(length);
  const pages = sheetLayouts.map((layout) => Math.ceil(height * layout.height + likelySpareShare));
  return pages.indexOf(Math.min(...pages));
}

/** Each print costs the time of one: a fourth would change the type by a fraction of a point. */
const mostPrints = 3;
/** Of the page's height, as `renderSheet` sets the margins: 10 mm above, 14 mm below, of 297. */
const topShare = 10 / 297;
const usableShare = (297 - 24) / 297;
/** What stands below the last heading: the two or three lines of its section. */
const tailShare = 0.045;
/** A layout is tried only if its predicted height leaves this much of a page; more where nothing was printed yet. */
const spareShare = 0.01;
const likelySpareShare = 0.03;

export interface FittedSheet {
  /** Place in the layouts. */
  readonly layout: number;
  readonly html: string;
  readonly pdf: Uint8Array;
  /** Null if the PDF could not be read: the sheet is then in the first layout that was tried. */
  readonly pages: number | null;
}

interface Printed {
  readonly layout: number;
  readonly html: string;
  readonly pdf: Uint8Array;
  readonly measure: PdfLayout;
}

export interface FitOptions {
  /** `sheetLayouts` or `largeLayouts`. */
  readonly layouts: readonly SheetLayout[];
  /** Where to begin. */
  readonly first: number;
  /** The sheet in one of the layouts. */
  render(layout: number): string;
  /** What the browser prints of it; its errors are passed on. */
  print(html: string): Promise<Uint8Array>;
}

export async function fitSheet({ layouts, first, render, print }: FitOptions): Promise<FittedSheet> {
  const printed = new Map<number, Printed>();
  let next: number | null = first;
  while (next !== null && printed.size < mostPrints) {
    const html = render(next);
    const pdf = await print(html);
    const measure = readPdfLayout(pdf);
    if (measure === null) return { layout: next, html, pdf, pages: null };
    printed.set(next, { layout: next, html, pdf, measure });
    next = nextLayout(layouts, [...printed.values()]);
  }
  const { layout, html, pdf, measure } = best([...printed.values()]);
  return { layout, html, pdf, pages: measure.pages };
}

/** @returns the layout that should be printed next, or null if the one that is wanted was. */
function nextLayout(layouts: readonly SheetLayout[], printed: readonly Printed[]): number | null {
  const tightest = layouts.length - 1;
  const pages = layouts.map((_, layout) => pagesIn(layout, layouts, printed));
  const reached = Math.min(...printed.map(({ measure }) => measure.pages));
  const fewest = Math.min(reached, ...pages);
  const wanted = pages.findIndex((count) => count <= fewest);
  if (printed.some(({ layout }) => layout === wanted)) return null;
  // The last print must not miss by a line again.
  return reached > fewest && printed.length === mostPrints - 1 ? tightest : wanted;
}

/** Pages that a layout takes: as printed, or as its height and the printed layout nearest to it let expect. */
function pagesIn(layout: number, layouts: readonly SheetLayout[], printed: readonly Printed[]): number {
  const known = printed.find((one) => one.layout === layout);
  if (known !== undefined) return known.measure.pages;
  // What is roomier than a layout that needs so many pages needs as many; what is tighter, no more.
  const least = Math.max(1, ...printed.filter((one) => layout < one.layout).map(({ measure }) => measure.pages));
  const most = Math.min(...printed.filter((one) => layout > one.layout).map(({ measure }) => measure.pages));
  const nearest = printed.toSorted((a, b) => Math.abs(a.layout - layout) - Math.abs(b.layout - layout))[0];
  if (nearest === undefined) return least;
  const { pages, lastPageShare } = nearest.measure;
  const height = pages - 1 + Math.min(1, Math.max(0, lastPageShare - topShare + tailShare) / usableShare);
  const ratio = (layouts[layout]?.height ?? 1) / (layouts[nearest.layout]?.height ?? 1);
  const expected = Math.ceil(height * ratio + spareShare);
  return Math.min(most, Math.max(least, expected));
}

/** Fewest pages, then largest type. */
function best(printed: readonly Printed[]): Printed {
  return printed.reduce((chosen, one) => {
    const fewer = one.measure.pages - chosen.measure.pages || one.layout - chosen.layout;
    return fewer < 0 ? one : chosen;
  });
}

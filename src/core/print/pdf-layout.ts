/**
 * What a printed sheet came to, read from the PDF file that Chromium made: how many pages, and how far down the last one
 * it goes. Step `print` of the flow; pure. Not a PDF reader: it knows the plain objects that Skia writes for the pages
 * and for the outline of the headings, and answers null to any other file.
 */

export interface PdfLayout {
  readonly pages: number;
  /** Share of the last page's height, from its top edge down to its last heading; 0 where it has none. */
  readonly lastPageShare: number;
}

/** `5 0 obj <</Type /Page` … `/MediaBox [0 0 594.95996 841.91998]`. */
const pageObject = /(\d+) 0 obj\s*<<\s*\/Type \/Page\b(?!s)([\s\S]*?)endobj/g;
const mediaBox = /\/MediaBox \[0 0 [\d.]+ ([\d.]+)\]/;
/** `/Dest [5 0 R /XYZ 36.9 713.3 0]`: of a heading, in points from the bottom left. */
const destination = /\/Dest \[(\d+) 0 R \/XYZ [\d.]+ ([\d.]+) [\d.]+\]/g;

/** @returns null if the file is not laid out as Chromium does it: nothing can then be told from it. */
export function readPdfLayout(bytes: Uint8Array): PdfLayout | null {
  const file = new TextDecoder('latin1').decode(bytes);
  const pages = [...file.matchAll(pageObject)].map(([, id = '', body = '']) => ({
    id,
    heightPt: Number(mediaBox.exec(body)?.[1]),
  }));
  const last = pages.at(-1);
  if (last === undefined || !(last.heightPt > 0)) return null;
  const headings = [...file.matchAll(destination)];
  if (headings.length === 0) return null;
  const lowestPt = Math.min(
    last.heightPt,
    ...headings.filter(([, page]) => page === last.id).map(([, , fromBottomPt]) => Number(fromBottomPt)),
  );
  return { pages: pages.length, lastPageShare: 1 - lowestPt / last.heightPt };
}

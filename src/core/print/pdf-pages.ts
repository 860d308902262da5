/** Counts the pages of a PDF file that Chromium made. Step `print` of the flow; pure. */

/** `5 0 obj <</Type /Page`: Skia writes the objects of pages plainly, outside any compressed stream. */
const pageObject = /\d+ 0 obj\s*<<\s*\/Type \/Page\b(?!s)/g;

/** @returns 0 if the file is not written as Chromium does it: nothing can then be told from it */
export function countPdfPages(file: Uint8Array): number {
  return new TextDecoder('latin1').decode(file).match(pageObject)?.length ?? 0;
}

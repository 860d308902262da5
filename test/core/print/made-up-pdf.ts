/** What the reader of printed sheets looks at in a file of Chromium's, without the rest. */

/** The plain objects of a file of Chromium's: pages of A4, and headings by page and share of its height. */
export function pdfWith(
  pageCount: number,
  headings: readonly (readonly [page: number, share: number])[],
): Uint8Array<ArrayBuffer> {
  const pages = Array.from(
    { length: pageCount },
    (_, at) => `${at + 2} 0 obj\n<</Type /Page\n/MediaBox [0 0 594.95996 841.91998]\n/Parent 1 0 R>>\nendobj\n`,
  );
  const outline = headings.map(([page, share]) => `/Dest [${page + 1} 0 R /XYZ 36.9 ${841.92 * (1 - share)} 0]\n`);
  return new TextEncoder().encode(
    `%PDF-1.4\n${pages.join('')}1 0 obj\n<</Type /Pages\n/Count ${pageCount}>>\nendobj\n${outline.join('')}`,
  );
}

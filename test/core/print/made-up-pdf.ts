/** What the counter of pages looks at in a file of Chromium's, without the rest. */
export function pdfWith(pageCount: number): Uint8Array<ArrayBuffer> {
  const pages = Array.from({ length: pageCount }, (_, at) => {
    return `${at + 2} 0 obj\n<</Type /Page\n/MediaBox [0 0 594.95996 841.91998]\n/Parent 1 0 R>>\nendobj\n`;
  });
  return new TextEncoder().encode(
    `%PDF-1.4\n${pages.join('')}1 0 obj\n<</Type /Pages\n/Count ${pageCount}>>\nendobj\n`,
  );
}

/** The case reference as a QR code in inline SVG. It holds the reference and nothing else. Step `print`; pure. */
import qrcode from 'qrcode-generator';
import { type Markup, raw } from './html.ts';

/** Modules of white around the code (ISO/IEC 18004, 6.3.8). */
const quietModules = 4;

/** What a reference is made of: also the part of QR's alphanumeric set that needs no escaping in HTML or CSS. */
const referencePattern = /^[0-9A-Z-]{1,16}$/;

/** @returns true if `text` may be printed as a reference. */
export function isPrintableReference(text: string): boolean {
  return referencePattern.test(text);
}

/** The code as rows of booleans, true for dark; without the quiet zone. */
export function referenceModules(reference: string): boolean[][] {
  // Level Q survives a quarter of the code being smudged; version is chosen by the library.
  const code = qrcode(0, 'Q');
  code.addData(reference, 'Alphanumeric');
  code.make();
  const count = code.getModuleCount();
  return Array.from({ length: count }, (_, row) =>
    Array.from({ length: count }, (_, column) => code.isDark(row, column)),
  );
}

/** @param label what a screen reader says instead, already escaped. */
export function referenceQr(reference: string, label: Markup): Markup {
  const modules = referenceModules(reference);
  const path = modules.flatMap((row, y) => runs(row).map(([x, width]) => `M${x} ${y}h${width}v1h-${width}z`)).join('');
  const box = modules.length + 2 * quietModules;
  return raw(
    `<svg class="qr" viewBox="${-quietModules} ${-quietModules} ${box} ${box}" role="img" aria-label="${label.markup}" shape-rendering="crispEdges"><path d="${path}"/></svg>`,
  );
}

/** Dark stretches of a row as [start, length]: fewer, wider rectangles print without hairlines between them. */
function runs(row: readonly boolean[]): [number, number][] {
  const found: [number, number][] = [];
  for (const [x, dark] of row.entries()) {
    const last = found.at(-1);
    if (!dark) continue;
    if (last !== undefined && last[0] + last[1] === x) last[1]++;
    else found.push([x, 1]);
  }
  return found;
}

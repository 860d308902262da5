/**
 * The QR code of a sheet in inline SVG: the case reference, or the code that resumes the case elsewhere, which begins
 * with it. Neither is secret. Step `print`; pure.
 */
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

/** What a hand-over code is made of (FORMAT §15.3): bech32m in upper case. */
const codePattern = /^VH1[0-9A-Z]{6,450}$/;

/** @returns true if `text` may be printed as a hand-over code. */
export function isPrintableCode(text: string): boolean {
  return codePattern.test(text);
}

/** The code as rows of booleans, true for dark; without the quiet zone. */
export function qrModules(text: string): boolean[][] {
  // Level Q survives a quarter of the code being smudged, M a seventh: a long text then keeps modules that a scanner
  // tells apart (0.4 mm at 23 mm). The version is chosen by the library.
  const code = qrcode(0, isPrintableReference(text) ? 'Q' : 'M');
  code.addData(text, 'Alphanumeric');
  code.make();
  const count = code.getModuleCount();
  return Array.from({ length: count }, (_, row) =>
    Array.from({ length: count }, (_, column) => code.isDark(row, column)),
  );
}

/** @param label what a screen reader says instead, already escaped. */
export function qrImage(text: string, label: Markup): Markup {
  const modules = qrModules(text);
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

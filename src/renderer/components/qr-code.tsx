/** A QR code as SVG. Black on white in every theme: a camera reads it, not an eye. */

import qrcode from 'qrcode-generator';
import { useMemo } from 'react';

/** Modules of white around the code (ISO/IEC 18004, 6.3.8). */
const quietModules = 4;

/** @returns the outline of the dark modules, and how many modules a side has */
export function qrPath(text: string): { readonly path: string; readonly side: number } {
  // Version by the library; level M survives a seventh of the code being smudged.
  const code = qrcode(0, 'M');
  code.addData(text, 'Alphanumeric');
  code.make();
  const side = code.getModuleCount();
  let path = '';
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      if (code.isDark(y, x)) path += `M${x} ${y}h1v1h-1z`;
    }
  }
  return { path, side };
}

/** @param text of QR's alphanumeric set: upper case, digits, `$%*+-./:` and space */
export function QrCode({
  text,
  label,
  size,
}: {
  readonly text: string;
  readonly label: string;
  readonly size: number;
}) {
  const { path, side } = useMemo(() => qrPath(text), [text]);
  const whole = side + 2 * quietModules;
  return (
    <svg
      width={size}
      height={size}
      viewBox={`${-quietModules} ${-quietModules} ${whole} ${whole}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect x={-quietModules} y={-quietModules} width={whole} height={whole} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

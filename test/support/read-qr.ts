/** Reads the QR code of a sheet as a scanner does: from its dark and light squares. */
import jsQR from 'jsqr';

/** Pixels of a module, and modules of white around the code. */
const scale = 4;
const quiet = 4;

/** @param html of a sheet with its code drawn by `qrImage`. @returns what the code says; null if there is none that can be read */
export function readQrCode(html: string): string | null {
  const path = /<svg class="qr"[^>]*><path d="([^"]+)"/.exec(html)?.[1];
  if (path === undefined) return null;
  const runs = [...path.matchAll(/M(\d+) (\d+)h(\d+)/g)].map(([, x, y, width]) => ({
    x: Number(x),
    y: Number(y),
    width: Number(width),
  }));
  const modules = Math.max(...runs.map(({ x, width }) => x + width)) + 2 * quiet;
  const side = modules * scale;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const { x, y, width } of runs) {
    for (let row = (y + quiet) * scale; row < (y + quiet + 1) * scale; row++) {
      for (let column = (x + quiet) * scale; column < (x + quiet + width) * scale; column++) {
        pixels.fill(0, (row * side + column) * 4, (row * side + column) * 4 + 3);
      }
    }
  }
  return jsQR(pixels, side, side)?.data ?? null;
}

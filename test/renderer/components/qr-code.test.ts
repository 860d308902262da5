import jsQR from 'jsqr';
import { expect, it } from 'vitest';
import { qrPath } from '../../../src/renderer/components/qr-code.tsx';

it('draws a code that a scanner reads', () => {
  const text = 'VIGIE15EMT3U82X9AR5C074UPM4QTGJ5MTK78C8A974RPYAVENDVJC6SRS5EWV36';
  const { path, side } = qrPath(text);
  // The outline as a picture: 4 px a module, with the quiet zone that the component adds.
  const scale = 4;
  const width = (side + 8) * scale;
  const pixels = new Uint8ClampedArray(width * width * 4).fill(255);
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
    for (let row = 0; row < scale; row += 1) {
      for (let column = 0; column < scale; column += 1) {
        const at = (((Number(y) + 4) * scale + row) * width + (Number(x) + 4) * scale + column) * 4;
        pixels.fill(0, at, at + 3);
      }
    }
  }
  const read = typeof jsQR === 'function' ? jsQR : (jsQR as { default: typeof jsQR }).default;
  expect(read(pixels, width, width)?.data).toBe(text);
});

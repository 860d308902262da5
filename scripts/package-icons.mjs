/**
 * Draws the icons of every system from the two SVG files of `resources/icons`, in the machine's browser. The results
 * are committed: run it after changing the mark, `node scripts/package-icons.mjs`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { findBrowser, howToGetBrowser } from './find-browser.mjs';
import { projectRoot } from './lib/project.mjs';

const dir = join(projectRoot, 'resources', 'icons');
/** Below this, the drawing with thicker strokes is the one that can be read. */
const smallUpTo = 32;

/** Sizes of `vigie.ico`: what Windows asks for from 100 % to 250 %, and 256 for the large views. */
const icoSizes = [16, 20, 24, 32, 40, 48, 64, 256];
const linuxSizes = [16, 24, 32, 48, 64, 128, 256, 512];
/** Apple's types that hold PNG: https://en.wikipedia.org/wiki/Apple_Icon_Image_format */
const icnsTypes = [
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1024],
];

/** @returns PNG and RGBA bytes, top row first */
async function draw(page, pixels) {
  const svg = readFileSync(join(dir, pixels <= smallUpTo ? 'vigie-small.svg' : 'vigie.svg'), 'utf8');
  const { png, rgba } = await page.evaluate(
    async ([source, size]) => {
      const image = new Image(size, size);
      image.src = `data:image/svg+xml;base64,${btoa(source)}`;
      await image.decode();
      const canvas = new OffscreenCanvas(size, size);
      const context = canvas.getContext('2d');
      context.drawImage(image, 0, 0, size, size);
      const base64 = (bytes) => {
        let text = '';
        for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
        return btoa(text);
      };
      const blob = await canvas.convertToBlob({ type: 'image/png' });
      return {
        png: base64(new Uint8Array(await blob.arrayBuffer())),
        rgba: base64(new Uint8Array(context.getImageData(0, 0, size, size).data.buffer)),
      };
    },
    [svg, pixels],
  );
  return { pixels, png: Buffer.from(png, 'base64'), rgba: Buffer.from(rgba, 'base64') };
}

/** A bitmap as icons hold it: BITMAPINFOHEADER with doubled height, BGRA bottom row first, then an empty mask. */
function bitmap({ pixels, rgba }) {
  const header = Buffer.alloc(40);
  header.writeUInt32LE(40, 0);
  header.writeInt32LE(pixels, 4);
  header.writeInt32LE(pixels * 2, 8);
  header.writeUInt16LE(1, 12);
  header.writeUInt16LE(32, 14);
  const body = Buffer.alloc(rgba.length);
  for (let y = 0; y < pixels; y++) {
    for (let x = 0; x < pixels; x++) {
      const from = (y * pixels + x) * 4;
      const to = ((pixels - 1 - y) * pixels + x) * 4;
      body[to] = rgba[from + 2];
      body[to + 1] = rgba[from + 1];
      body[to + 2] = rgba[from];
      body[to + 3] = rgba[from + 3];
    }
  }
  const maskRowBytes = Math.ceil(pixels / 32) * 4;
  return Buffer.concat([header, body, Buffer.alloc(maskRowBytes * pixels)]);
}

/** PNG for 256 only: older readers, and the installer's compiler, take smaller ones as bitmaps alone. */
function ico(images) {
  const blobs = images.map((image) => (image.pixels >= 256 ? image.png : bitmap(image)));
  const directory = Buffer.alloc(6 + 16 * images.length);
  directory.writeUInt16LE(1, 2);
  directory.writeUInt16LE(images.length, 4);
  let offset = directory.length;
  for (const [index, { pixels }] of images.entries()) {
    const at = 6 + 16 * index;
    directory[at] = pixels % 256;
    directory[at + 1] = pixels % 256;
    directory.writeUInt16LE(1, at + 4);
    directory.writeUInt16LE(32, at + 6);
    directory.writeUInt32LE(blobs[index].length, at + 8);
    directory.writeUInt32LE(offset, at + 12);
    offset += blobs[index].length;
  }
  return Buffer.concat([directory, ...blobs]);
}

function icns(imageOf) {
  const parts = icnsTypes.map(([type, pixels]) => {
    const { png } = imageOf(pixels);
    const header = Buffer.from(`${type}\0\0\0\0`, 'latin1');
    header.writeUInt32BE(png.length + 8, 4);
    return Buffer.concat([header, png]);
  });
  const header = Buffer.from('icns\0\0\0\0', 'latin1');
  header.writeUInt32BE(8 + parts.reduce((sum, part) => sum + part.length, 0), 4);
  return Buffer.concat([header, ...parts]);
}

const executablePath = findBrowser();
if (executablePath === null) throw new Error(howToGetBrowser());
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
try {
  const page = await browser.newPage();
  const sizes = new Set([...icoSizes, ...linuxSizes, ...icnsTypes.map(([, pixels]) => pixels)]);
  const images = new Map();
  for (const pixels of sizes) images.set(pixels, await draw(page, pixels));
  for (const pixels of linuxSizes) {
    writeFileSync(join(dir, 'linux', `${pixels}x${pixels}.png`), images.get(pixels).png);
  }
  writeFileSync(join(dir, 'vigie.ico'), ico(icoSizes.map((pixels) => images.get(pixels))));
  writeFileSync(
    join(dir, 'vigie.icns'),
    icns((pixels) => images.get(pixels)),
  );
} finally {
  await browser.close();
}

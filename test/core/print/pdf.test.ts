/** The sheet on paper: printed by the real Chromium, read back by poppler. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import jsQR from 'jsqr';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { harmlessNumbers, looksLikeSecret } from '../../../src/core/guide/secrets.ts';
import { fitSheet, largeLayouts, likelyLayout, sheetLayouts } from '../../../src/core/print/fit.ts';
import { renderLetter } from '../../../src/core/print/letter.ts';
import { buildSheetModel, type SheetCase, type SheetModel, sheetSections } from '../../../src/core/print/model.ts';
import { readPdfLayout } from '../../../src/core/print/pdf-layout.ts';
import { type RenderOptions, renderSheet, sheetLength } from '../../../src/core/print/sheet-html.ts';
import { type SheetEdition, sheetEditions } from '../../../src/core/vocabulary.ts';
import { launchTestBrowser } from '../../support/browser.ts';
import { shippedGuide } from '../guide/shipped-guide.ts';
import { asked, fonts, growing, longest, partly, shortest, usual } from './sheet-cases.ts';

let browser: Browser;
let press: Page;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vigie-pdf-'));
  browser = await launchTestBrowser();
  press = await browser.newPage({ javaScriptEnabled: false });
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A printed document, and what poppler says of it. */
class Printed {
  readonly path: string;
  constructor(path: string) {
    this.path = path;
  }
  get info(): string {
    return execFileSync('pdfinfo', [this.path], { encoding: 'utf8' });
  }
  get pages(): number {
    return Number(/Pages:\s+(\d+)/.exec(this.info)?.[1]);
  }
  /** Text in the order of the file, which keeps columns whole; without its spaces. */
  text(page?: number): string {
    const range = page === undefined ? [] : ['-f', String(page), '-l', String(page)];
    const text = execFileSync('pdftotext', ['-raw', '-enc', 'UTF-8', ...range, this.path, '-'], { encoding: 'utf8' });
    return squash(text);
  }
  /** Grey or colour pixels of one page: `P5` or `P6` of netpbm. */
  pixels(page: number, dpi: number, mode: 'grey' | 'colour'): { width: number; height: number; bytes: Buffer } {
    const options = ['-r', String(dpi), '-f', String(page), '-l', String(page), ...(mode === 'grey' ? ['-gray'] : [])];
    const image = execFileSync('pdftoppm', [...options, this.path], { maxBuffer: 1 << 28 });
    const header = /^P[56]\s(\d+)\s(\d+)\s255\s/.exec(image.toString('latin1', 0, 40));
    return { width: Number(header?.[1]), height: Number(header?.[2]), bytes: image.subarray(header?.[0].length) };
  }
}

async function pdfOf(html: string): Promise<Uint8Array> {
  await press.setContent(html, { waitUntil: 'load' });
  return await press.pdf({ tagged: true, outline: true, preferCSSPageSize: true });
}

let count = 0;
function keep(pdf: Uint8Array): Printed {
  const path = join(folder, `${count++}.pdf`);
  writeFileSync(path, pdf);
  return new Printed(path);
}

async function printHtml(html: string): Promise<Printed> {
  return keep(await pdfOf(html));
}

/** Each sheet is printed once for all the tests that look at it. */
const sheets = new Map<string, Promise<Printed>>();

/** As the application does it: fitted to its pages, but for the easy-to-read edition. */
function print(sheetCase: SheetCase, edition: SheetEdition, options: Partial<RenderOptions> = {}): Promise<Printed> {
  const model = buildSheetModel(shippedGuide, sheetCase);
  const html = renderSheet(model, edition, { fonts, ...options });
  const known =
    sheets.get(html) ?? (edition === 'easy-to-read' ? printHtml(html) : printFitted(model, edition, options));
  sheets.set(html, known);
  return known;
}

async function printFitted(
  model: SheetModel,
  edition: SheetEdition,
  options: Partial<RenderOptions>,
): Promise<Printed> {
  const { largePrint = false } = options;
  const fitted = await fitSheet({
    layouts: largePrint ? largeLayouts : sheetLayouts,
    first: largePrint ? 0 : likelyLayout(sheetLength(model, edition)),
    render: (layout) => renderSheet(model, edition, { fonts, largePrint, layout }),
    print: pdfOf,
  });
  return keep(fitted.pdf);
}

/** Share of the height of a page, without its foot, down to the last ink. */
function inkShare(sheet: Printed, page: number): number {
  const { width, height, bytes } = sheet.pixels(page, 36, 'grey');
  // The foot stands in the lowest 14 mm of 297.
  const lowest = Math.floor((height * (297 - 14)) / 297);
  for (let row = lowest - 1; row >= 0; row--) {
    if (bytes.subarray(row * width, (row + 1) * width).some((value) => value < 200)) return (row + 1) / height;
  }
  return 0;
}

/** Without any space: poppler decides by width whether a thin space is one. */
function squash(text: string): string {
  return text.replace(/[\s\u00a0\u202f]+/gu, '');
}

describe('number of pages', () => {
  it.each([
    ['shortest', shortest, 1],
    ['usual', usual, 1],
    ['partly confirmed', partly, 1],
    ['asked about a rumour', asked, 1],
    ['longest', longest, 2],
  ] as const)('of the %s plan fits the standard and English editions', async (_name, sheetCase, pages) => {
    expect((await print(sheetCase, 'standard')).pages).toBe(pages);
    expect((await print(sheetCase, 'english')).pages).toBe(pages);
  });

  it('is never more than two, and a second page holds at least a third of one', async () => {
    const pages: number[] = [];
    for (const [at, sheetCase] of growing.entries()) {
      for (const edition of at % 4 === 0 ? (['standard', 'english'] as const) : (['standard'] as const)) {
        const sheet = await print(sheetCase, edition);
        expect(sheet.pages, `${edition} ${at}`).toBeLessThanOrEqual(2);
        if (sheet.pages === 2) expect(inkShare(sheet, 2), `${edition} ${at}`).toBeGreaterThan(1 / 3);
        expectNoWidowedHeading(sheet, sheetCase, edition);
        pages.push(sheet.pages);
      }
    }
    expect(new Set(pages)).toEqual(new Set([1, 2]));
  }, 60_000);

  it('is read from the file as poppler reads it, in every layout', async () => {
    for (const layout of sheetLayouts.keys()) {
      const model = buildSheetModel(shippedGuide, longest);
      const pdf = await pdfOf(renderSheet(model, 'standard', { fonts, layout }));
      const sheet = keep(pdf);
      const read = readPdfLayout(pdf);
      expect(read?.pages).toBe(sheet.pages);
      // Below the last heading there are only the lines of its section.
      const below = inkShare(sheet, sheet.pages) - (read?.lastPageShare ?? 0);
      expect(below).toBeGreaterThan(0);
      expect(below).toBeLessThan(0.09);
    }
  }, 60_000);

  it.each([...shippedGuide.letters.keys()])('of the letter %s is one', async (id) => {
    for (const locale of ['fr', 'en'] as const) {
      expect((await printHtml(renderLetter(shippedGuide, id, locale, { fonts }) ?? '')).pages).toBe(1);
    }
  });
});

describe.each(sheetEditions)('the %s edition as PDF', (edition) => {
  it('is tagged, titled, in its language, outlined, A4', async () => {
    const sheet = await print(usual, edition);
    expect(sheet.info).toMatch(/Tagged:\s+yes/);
    expect(sheet.info).toMatch(/Title:\s+.+VG-7K3M-Q2XA/);
    expect(sheet.info).toMatch(/Page size:\s+59[45].* x 84[12].*\(A4\)/);
    const file = readFileSync(sheet.path, 'latin1');
    expect(file).toContain(edition === 'english' ? '/Lang (en)' : '/Lang (fr)');
    expect(file).toContain('/Outlines');
    expect(execFileSync('pdfinfo', ['-struct', sheet.path], { encoding: 'utf8' })).toMatch(/H1[\s\S]*H2[\s\S]*H3/);
  });

  it('embeds its fonts, and needs no other', async () => {
    const list = execFileSync('pdffonts', [(await print(longest, edition)).path], { encoding: 'utf8' });
    const rows = list.trim().split('\n').slice(2);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      expect(row).toMatch(/\+AtkinsonHyperlegibleNext-(Regular|Bold)\s+CID TrueType\s+Identity-H\s+yes yes yes/);
    }
  });

  it('numbers its pages and carries the reference on each', async () => {
    const sheet = await print(longest, edition);
    const of = edition === 'english' ? 'of' : 'sur';
    for (let page = 1; page <= sheet.pages; page++) {
      expect(sheet.text(page)).toContain(`page${page}${of}${sheet.pages}VG-7K3M-Q2XA`);
    }
  });

  it('splits no step across two pages, in the longest plan', async () => {
    const sheet = await print(longest, edition);
    const pages = Array.from({ length: sheet.pages }, (_, at) => sheet.text(at + 1));
    for (const piece of printedPieces(buildSheetModel(shippedGuide, longest), edition)) {
      const whole = pages.filter((page) => piece.every((line) => page.includes(squash(line))));
      expect(whole, piece.join(' / ')).not.toHaveLength(0);
    }
  });

  it('carries nothing that looks like an identifier, a card number, an IBAN or a password', async () => {
    const text = execFileSync('pdftotext', [(await print(longest, edition)).path, '-'], { encoding: 'utf8' });
    expect(looksLikeSecret(text, harmlessNumbers(shippedGuide))).toEqual([]);
  });

  it('tells nothing by colour', async () => {
    const { bytes } = (await print(longest, edition)).pixels(1, 40, 'colour');
    let colourful = 0;
    for (let at = 0; at < bytes.length; at += 3)
      if (bytes[at] !== bytes[at + 1] || bytes[at] !== bytes[at + 2]) colourful++;
    expect(colourful).toBe(0);
  });

  it('has a QR code that a camera reads as the reference', async () => {
    const { width, height, bytes } = (await print(usual, edition)).pixels(1, 150, 'grey');
    const rgba = new Uint8ClampedArray(width * height * 4);
    for (let at = 0; at < rgba.length; at++) rgba[at] = at % 4 === 3 ? 255 : (bytes[at >> 2] ?? 0);
    expect(jsQR(rgba, width, height)?.data).toBe('VG-7K3M-Q2XA');
  });

  it('looks as it did when it was last looked at', async () => {
    expectLook(await print(usual, edition), 1, `usual-${edition}`);
  });
});

describe('the standard edition looks as it did when it was last looked at', () => {
  it.each([
    ['shortest', shortest],
    ['partly', partly],
    ['asked', asked],
    ['longest', longest],
  ] as const)('for the %s plan', async (name, sheetCase) => {
    const sheet = await print(sheetCase, 'standard');
    for (let page = 1; page <= sheet.pages; page++) expectLook(sheet, page, `${name}-standard-${page}`);
  });
});

function expectLook(sheet: Printed, page: number, name: string): void {
  const { width, height, bytes } = sheet.pixels(page, 36, 'grey');
  const reference = new URL(`./reference/${name}.grey.gz`, import.meta.url);
  if (process.env.VIGIE_UPDATE_IMAGES === '1' || !existsSync(reference)) {
    expect(process.env.VIGIE_UPDATE_IMAGES, 'reference image is missing').toBe('1');
    mkdirSync(new URL('.', reference), { recursive: true });
    writeFileSync(reference, gzipSync(bytes, { level: 9 }));
  }
  const wanted = gunzipSync(readFileSync(reference));
  expect(bytes.length).toBe(wanted.length);
  expect(meanDifference(bytes, wanted)).toBeLessThan(tolerance);
  expect(width * height).toBe(wanted.length);
}

/** Of 255. Another version of the rasteriser differs by some 1 on text; a section that moved by a line by 8 and more. */
const tolerance = 4;

function meanDifference(a: Uint8Array, b: Uint8Array): number {
  return a.reduce((total, value, at) => total + Math.abs(value - (b[at] ?? 0)), 0) / a.length;
}

/** For each section, its heading and the first step under it: no heading is left behind at the foot of a page. */
function expectNoWidowedHeading(sheet: Printed, sheetCase: SheetCase, edition: SheetEdition): void {
  const key = edition === 'english' ? 'en' : edition === 'easy-to-read' ? 'easy' : 'fr';
  const model = buildSheetModel(shippedGuide, sheetCase);
  const pages = Array.from({ length: sheet.pages }, (_, at) => sheet.text(at + 1));
  for (const section of sheetSections) {
    const [first] = model.sections[section];
    if (first === undefined) continue;
    const start = squash(model.texts.labels[section][key] + first.title[key]);
    expect(
      pages.some((page) => page.includes(start)),
      start,
    ).toBe(true);
  }
}

/** For each step, the texts that must stand on one page. */
function printedPieces(model: SheetModel, edition: SheetEdition): string[][] {
  const key = edition === 'english' ? 'en' : edition === 'easy-to-read' ? 'easy' : 'fr';
  return sheetSections.flatMap((section) =>
    model.sections[section].map((item) => {
      const lines = item.lines[key];
      return [item.title[key], ...(section === 'done' ? [] : typeof lines === 'string' ? [lines] : lines)];
    }),
  );
}

/** Chromium writes the foot of a page before its text. */
const foot = /^page\d+sur\d+VG-7K3M-Q2XA/;

/** Of every element that holds text. */
async function stylesOf(html: string): Promise<{ px: number; fontStyle: string; textAlign: string }[]> {
  const page = await browser.newPage();
  try {
    await page.setContent(html);
    return await page.evaluate(() =>
      [...document.body.querySelectorAll('*')]
        .filter((element) => element.textContent?.trim())
        .map((element) => getComputedStyle(element))
        .map(({ fontSize, fontStyle, textAlign }) => ({ px: Number.parseFloat(fontSize), fontStyle, textAlign })),
    );
  } finally {
    await page.close();
  }
}

const px14pt = (14 * 96) / 72;

describe('the easy-to-read edition', () => {
  it('has no type below 14 points, and nothing in italics', async () => {
    const styles = await stylesOf(renderSheet(buildSheetModel(shippedGuide, longest), 'easy-to-read', { fonts }));
    expect(Math.min(...styles.map((style) => style.px))).toBeGreaterThanOrEqual(px14pt);
    expect(new Set(styles.map((style) => style.fontStyle))).toEqual(new Set(['normal']));
    expect(new Set(styles.map((style) => style.textAlign))).toEqual(new Set(['left']));
  });

  it('begins a new page for each theme', async () => {
    const sheet = await print(usual, 'easy-to-read');
    const { labels } = shippedGuide.texts;
    const themes = ['done', 'today', 'week', 'watch', 'contacts', 'warnings', 'rights'] as const;
    const starts = Array.from({ length: sheet.pages }, (_, at) => sheet.text(at + 1));
    for (const theme of themes) {
      expect(
        starts.filter((page) => page.replace(foot, '').startsWith(squash(labels[theme].easy))),
        theme,
      ).toHaveLength(1);
    }
  });
});

describe('large print', () => {
  it.each([
    ['usual', usual],
    ['partly confirmed', partly],
    ['longest', longest],
  ] as const)('leaves no heading behind and no page almost empty, for the %s plan', async (_name, sheetCase) => {
    const sheet = await print(sheetCase, 'standard', { largePrint: true });
    expectNoWidowedHeading(sheet, sheetCase, 'standard');
    expect(inkShare(sheet, sheet.pages)).toBeGreaterThan(1 / 4);
  });

  it('has no type below 14 points', async () => {
    const html = renderSheet(buildSheetModel(shippedGuide, longest), 'standard', { fonts, largePrint: true });
    expect(Math.min(...(await stylesOf(html)).map((style) => style.px))).toBeGreaterThanOrEqual(px14pt - 0.01);
  });

  it('sets the standard edition in 14 points, and still says everything', async () => {
    const large = await print(usual, 'standard', { largePrint: true });
    expect(large.pages).toBeGreaterThan(1);
    for (const piece of printedPieces(buildSheetModel(shippedGuide, usual), 'standard')) {
      for (const line of piece) expect(large.text()).toContain(squash(line));
    }
  });
});

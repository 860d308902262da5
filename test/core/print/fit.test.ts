/** Which layout is chosen, against a made-up browser whose pages are as tall as the layout says. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitSheet, likelyLayout, sheetLayouts } from '../../../src/core/print/fit.ts';
import { readPdfLayout } from '../../../src/core/print/pdf-layout.ts';
import { pdfWith } from './made-up-pdf.ts';

const usable = (297 - 24) / 297;
const top = 10 / 297;

/** A sheet of `height` pages in the first layout, printed in `layout`. `error` is how far that layout strays. */
function printedAs(height: number, layout: number, error = 0): Uint8Array {
  const inPages = height * (sheetLayouts[layout]?.height ?? 1) * (1 + error);
  const pages = Math.max(1, Math.ceil(inPages));
  return pdfWith(pages, [
    [1, 0.1],
    [pages, Math.max(0, (inPages - pages + 1) * usable + top - 0.045)],
  ]);
}

async function fitted(height: number, first: number, errors: readonly number[] = []) {
  const tried: number[] = [];
  const sheet = await fitSheet({
    layouts: sheetLayouts,
    first,
    render: String,
    print: async (html) => {
      tried.push(Number(html));
      return printedAs(height, Number(html), errors[Number(html)]);
    },
  });
  return { ...sheet, tried };
}

describe('fitSheet', () => {
  it('takes the largest type where everything fits on one page', async () => {
    expect(await fitted(0.9, 0)).toMatchObject({ layout: 0, pages: 1, tried: [0] });
    expect(await fitted(0.5, 3)).toMatchObject({ layout: 0, pages: 1, tried: [3, 0] });
  });

  it('tightens a sheet that would spill a few lines onto a second page', async () => {
    const sheet = await fitted(1.45, 3);
    expect(sheet).toMatchObject({ pages: 1, tried: [3, 4] });
  });

  it('takes the largest type for two pages where one is not enough', async () => {
    expect(await fitted(1.7, 6)).toMatchObject({ layout: 0, pages: 2, tried: [6, 0] });
  });

  it('takes the tightest layout rather than miss a page by a line for the third time', async () => {
    const sheet = await fitted(1.2, 2, [0.15, 0.15, 0.15, 0.2, 0, 0, 0]);
    expect(sheet).toMatchObject({ pages: 1, layout: 6, tried: [2, 3, 6] });
  });

  it('gives back the html and the file of the layout it chose', async () => {
    const { layout, html, pdf } = await fitted(1.2, 0);
    expect(html).toBe(String(layout));
    expect(pdf).toEqual(printedAs(1.2, layout));
  });

  it('keeps to the first layout where the file cannot be read', async () => {
    const print = async () => new TextEncoder().encode('%PDF-1.4');
    const sheet = await fitSheet({ layouts: sheetLayouts, first: 4, render: String, print });
    expect(sheet).toMatchObject({ layout: 4, pages: null });
  });

  it('passes the errors of printing on', async () => {
    const jam = new Error('paper jam');
    const print = () => Promise.reject(jam);
    await expect(fitSheet({ layouts: sheetLayouts, first: 0, render: String, print })).rejects.toBe(jam);
  });

  it('prints three times at most, and never leaves a second page less than a third full', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.double({ min: 0.2, max: 2.6, noNaN: true }),
        fc.nat(sheetLayouts.length - 1),
        fc.array(fc.double({ min: -0.02, max: 0.02, noNaN: true }), {
          minLength: sheetLayouts.length,
          maxLength: sheetLayouts.length,
        }),
        async (height, first, errors) => {
          const { pages, pdf, tried } = await fitted(height, first, errors);
          expect(tried.length).toBeLessThanOrEqual(3);
          expect(new Set(tried).size).toBe(tried.length);
          if (pages === 2) expect(readPdfLayout(pdf)?.lastPageShare).toBeGreaterThan(1 / 3);
        },
      ),
    );
  });
});

describe('likelyLayout', () => {
  it('is one of the layouts, whatever the length', () => {
    fc.assert(
      fc.property(fc.nat(40_000), fc.nat(80), (characters, steps) => {
        expect(sheetLayouts[likelyLayout({ characters, steps })]).toBeDefined();
      }),
    );
  });

  it('is large for a short sheet, tight for one that just fits on a page, large again on two', () => {
    expect(likelyLayout({ characters: 1200, steps: 1 })).toBe(0);
    expect(likelyLayout({ characters: 4300, steps: 16 })).toBeGreaterThan(3);
    expect(likelyLayout({ characters: 4500, steps: 24 })).toBeLessThan(2);
  });

  it('has no body below 8.5 points', () => {
    expect(Math.min(...sheetLayouts.map((layout) => layout.bodyPt))).toBeGreaterThanOrEqual(8.5);
  });
});

describe('readPdfLayout', () => {
  it('reads pages and the lowest heading of the last one', () => {
    expect(
      readPdfLayout(
        pdfWith(2, [
          [1, 0.9],
          [2, 0.25],
          [2, 0.1],
        ]),
      ),
    ).toEqual({ pages: 2, lastPageShare: expect.closeTo(0.25) });
  });

  it('takes a last page without a heading for an empty one', () => {
    expect(readPdfLayout(pdfWith(3, [[1, 0.5]]))).toEqual({ pages: 3, lastPageShare: 0 });
  });

  it.each(['', '%PDF-1.7', '<html>'])('answers null to %j', (text) => {
    expect(readPdfLayout(new TextEncoder().encode(text))).toBeNull();
  });
});

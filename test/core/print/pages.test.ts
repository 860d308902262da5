/** Blocks on pages, from heights alone: what stays together, what shrinks, and what is refused. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutIntoPages, type FlowHeights, type SheetPage } from '../../../src/core/print/pages.ts';
import { countPdfPages } from '../../../src/core/print/pdf-pages.ts';
import { pdfWith } from './made-up-pdf.ts';

const heightPx = 100;
const block = fc.record({
  full: fc.double({ min: 1, max: 60, noNaN: true }),
  brief: fc.option(fc.double({ min: 1, max: 10, noNaN: true })),
});
const heading = fc.double({ min: 1, max: 20, noNaN: true });
const flows: fc.Arbitrary<FlowHeights> = fc.record({
  masthead: fc.double({ min: 1, max: 60, noNaN: true }),
  sections: fc.array(
    fc.record({
      heading,
      headingAgain: heading,
      isSteps: fc.boolean(),
      blocks: fc.array(block, { minLength: 1, maxLength: 12 }),
    }),
    { maxLength: 8 },
  ),
});

function heightOf({ sections, masthead }: FlowHeights, page: SheetPage, at: number): number {
  const parts = page.map(({ section, again, blocks }) => {
    const heights = sections[section];
    const written = blocks.map(({ block: index, form }) => heights?.blocks[index]?.[form] ?? Number.NaN);
    return written.reduce(
      (total, one) => total + one,
      (again ? heights?.headingAgain : heights?.heading) ?? Number.NaN,
    );
  });
  return parts.reduce((total, one) => total + one, at === 0 ? masthead : 0);
}

const placed = (pages: readonly SheetPage[]) =>
  pages.flatMap((page) => page.flatMap(({ section, blocks }) => blocks.map((one) => ({ section, ...one }))));

describe('cutIntoPages', () => {
  it('places each block once, in order, under its heading, and fills no page beyond its height', () => {
    fc.assert(
      fc.property(flows, fc.integer({ min: 1, max: 5 }), (heights, mostPages) => {
        const pages = cutIntoPages(heights, { heightPx, mostPages });
        expect(placed(pages).map(({ section, block: index }) => [section, index])).toEqual(
          heights.sections.flatMap(({ blocks }, section) => blocks.map((_, index) => [section, index])),
        );
        for (const [at, page] of pages.entries()) {
          expect(heightOf(heights, page, at)).toBeLessThanOrEqual(heightPx + 1e-9);
          for (const { again, blocks } of page) {
            expect(blocks.length).toBeGreaterThan(0);
            expect(again).toBe(blocks[0]?.block !== 0);
          }
        }
      }),
    );
  });

  it('shrinks only what may shrink, steps before the rest, each from the end, and no more than it must', () => {
    fc.assert(
      fc.property(flows, fc.integer({ min: 1, max: 3 }), (heights, mostPages) => {
        const pages = cutIntoPages(heights, { heightPx, mostPages });
        const isStep = ({ section }: { section: number }) => heights.sections[section]?.isSteps === true;
        const mayShrink = placed(pages).filter(
          (one) => heights.sections[one.section]?.blocks[one.block]?.brief !== null,
        );
        const optional = [...mayShrink.filter((one) => !isStep(one)), ...mayShrink.filter(isStep)];
        const brief = optional.filter(({ form }) => form === 'brief').length;
        expect(placed(pages).filter(({ form }) => form === 'brief')).toHaveLength(brief);
        expect(optional.slice(optional.length - brief).every(({ form }) => form === 'brief')).toBe(true);
        if (pages.length > mostPages) expect(brief).toBe(optional.length);
        const roomy = cutIntoPages(heights, { heightPx, mostPages: Number.POSITIVE_INFINITY });
        if (roomy.length <= mostPages) expect(brief).toBe(0);
      }),
    );
  });

  it.each([
    [
      'a block with its heading',
      {
        masthead: 10,
        sections: [{ heading: 41, headingAgain: 1, isSteps: true, blocks: [{ full: 60, brief: null }] }],
      },
    ],
    ['what stands at the top', { masthead: 101, sections: [] }],
  ] satisfies [string, FlowHeights][])('refuses %s that is taller than a page', (_name, heights) => {
    expect(() => cutIntoPages(heights, { heightPx, mostPages: 2 })).toThrow(
      expect.objectContaining({ code: 'sheet-overflow' }),
    );
  });
});

describe('countPdfPages', () => {
  it.each([1, 2, 11])('counts %i', (pages) => {
    expect(countPdfPages(pdfWith(pages))).toBe(pages);
  });

  it.each(['', '%PDF-1.7', '<html>'])('counts none in %j', (text) => {
    expect(countPdfPages(new TextEncoder().encode(text))).toBe(0);
  });
});

/**
 * Puts the blocks of a sheet on A4 pages, from heights that the browser measured. Pure: the same heights always give the
 * same pages. Step `print` of the flow.
 */
import { VigieError } from '../errors.ts';
import type { Block, Flow } from './blocks.ts';

/** Heights of a flow in CSS pixels (1/96 inch), each with the space around it. */
export interface FlowHeights {
  readonly masthead: number;
  readonly sections: readonly SectionHeights[];
}

export interface SectionHeights {
  readonly heading: number;
  readonly headingAgain: number;
  readonly isSteps: boolean;
  readonly blocks: readonly BlockHeights[];
}

export interface BlockHeights {
  readonly full: number;
  /** Null where the block never shrinks. */
  readonly brief: number | null;
}

/** The part of a section that stands on one page. */
export interface PagePart {
  /** Place in `Flow.sections`. */
  readonly section: number;
  /** True if the section began on an earlier page. */
  readonly again: boolean;
  readonly blocks: readonly PlacedBlock[];
}

export interface PlacedBlock {
  /** Place in `FlowSection.blocks`. */
  readonly block: number;
  readonly form: 'full' | 'brief';
}

/** One page; the first begins with the masthead. */
export type SheetPage = readonly PagePart[];

export interface PageLimits {
  /** What a page holds between its margins, in CSS pixels. */
  readonly heightPx: number;
  /** Above this many pages, optional steps shrink, then the rest that can. */
  readonly mostPages: number;
}

/**
 * Optional steps shrink one by one, the last of the plan first, then contacts and what is known of incidents, until the sheet
 * keeps to `mostPages`. What must be done never shrinks: the sheet may then be longer.
 * @throws VigieError 'sheet-overflow' if a block is taller than a page
 */
export function cutIntoPages(heights: FlowHeights, limits: PageLimits): SheetPage[] {
  const shrinkableIn = (isSteps: boolean) =>
    heights.sections.flatMap((section, at) =>
      section.blocks.flatMap(({ brief }, block) =>
        brief === null || section.isSteps !== isSteps ? [] : [key(at, block)],
      ),
    );
  const shrinkable = [...shrinkableIn(false), ...shrinkableIn(true)];
  const shrunk = new Set<string>();
  let pages = place(heights, limits.heightPx, shrunk);
  while (pages.length > limits.mostPages && shrunk.size < shrinkable.length) {
    shrunk.add(shrinkable[shrinkable.length - 1 - shrunk.size] ?? '');
    pages = place(heights, limits.heightPx, shrunk);
  }
  return pages;
}

function key(section: number, block: number): string {
  return `${section} ${block}`;
}

/** One block after the other; a heading never stands alone at the foot of a page. */
function place(heights: FlowHeights, pageHeightPx: number, shrunk: ReadonlySet<string>): SheetPage[] {
  const pages: { section: number; again: boolean; blocks: PlacedBlock[] }[][] = [[]];
  let leftPx = pageHeightPx - heights.masthead;
  if (leftPx < 0) throw new VigieError('sheet-overflow', { page: 1 });
  for (const [section, { heading, headingAgain, blocks }] of heights.sections.entries()) {
    for (const [block, { full, brief }] of blocks.entries()) {
      const form = shrunk.has(key(section, block)) ? 'brief' : 'full';
      const heightPx = form === 'brief' && brief !== null ? brief : full;
      const neededPx = heightPx + (block === 0 ? heading : 0);
      const again = block > 0;
      if (neededPx > leftPx) {
        pages.push([]);
        leftPx = pageHeightPx;
      }
      const page = pages[pages.length - 1] ?? [];
      let part = page[page.length - 1];
      if (part === undefined || part.section !== section) {
        part = { section, again, blocks: [] };
        page.push(part);
        leftPx -= again ? headingAgain : heading;
      }
      part.blocks.push({ block, form });
      leftPx -= heightPx;
      if (leftPx < 0) throw new VigieError('sheet-overflow', { page: pages.length });
    }
  }
  return pages;
}

/**
 * Heights of a galley, in the order in which `galleyBlocks` lists its elements.
 * @throws RangeError if there are more or fewer heights than elements: a mistake of the program
 */
export function readHeights(flow: Flow, measured: readonly number[]): FlowHeights {
  const heights = measured[Symbol.iterator]();
  const next = (): number => {
    const { value, done } = heights.next();
    if (done === true) throw new RangeError('a part of the sheet was not measured');
    return value;
  };
  const masthead = next();
  const sections = flow.sections.map(({ isSteps, blocks }) => {
    const heading = next();
    const headingAgain = next();
    return { heading, headingAgain, isSteps, blocks: blocks.map(({ brief }) => blockHeights(next, brief)) };
  });
  if (heights.next().done !== true) throw new RangeError('more was measured than the sheet has');
  return { masthead, sections };
}

function blockHeights(next: () => number, brief: Block['brief']): BlockHeights {
  const full = next();
  return { full, brief: brief === null ? null : next() };
}

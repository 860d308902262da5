/**
 * What a sheet is cut into: blocks that stay whole, in sections with a heading. `pages.ts` puts them on pages,
 * `sheet-html.ts` writes them. Step `print` of the flow; no code here.
 */
import type { Markup } from './html.ts';

export interface Block {
  /** Class of the element. */
  readonly look: 'item' | 'line' | 'group' | 'body';
  /** The inside of the element. */
  readonly full: Markup;
  /** What it shrinks to where the sheet would be too long: an optional step to its title and whom to call. Null: never. */
  readonly brief: Markup | null;
}

export interface FlowSection {
  /** For the heading's `id`. */
  readonly id: string;
  readonly heading: string;
  /** The heading where the section goes on on another page. */
  readonly headingAgain: string;
  /** True if the blocks are the items of a list. */
  readonly isList: boolean;
  /** True for what is to be done: it shrinks before anything else does. */
  readonly isSteps: boolean;
  readonly blocks: readonly Block[];
}

/** A sheet before it is cut into pages. */
export interface Flow {
  /** Title, reference, and the answer in a few lines: whole, on the first page. */
  readonly masthead: Markup;
  /** In the order of the paper; none is empty. */
  readonly sections: readonly FlowSection[];
}

/** Small parts that the editions of the sheet have in common. Step `print` of the flow; pure. */
import type { LabelKey } from '../guide/schema.ts';
import type { Block, FlowSection } from './blocks.ts';
import { attribute, type Markup, raw } from './html.ts';
import { type SheetModel, sheetSections } from './model.ts';
import { qrImage } from './qr.ts';
import type { Words } from './words.ts';

/** Before what the caller can do, and tick off. */
export const emptyBox = raw('<span class="mark box" aria-hidden="true"></span>');
/** Before what is done. */
export const tick = raw(
  '<svg class="mark tick" viewBox="0 0 12 12" aria-hidden="true"><path d="M2.4 6.4 5 9 9.8 3.2"/></svg>',
);
/** Before what goes on: it is never done, so there is nothing to tick off. */
export const dash = raw('<span class="mark dash" aria-hidden="true"></span>');
/** Before what must not be done. */
export const cross = raw(
  '<svg class="mark cross" viewBox="0 0 12 12" aria-hidden="true"><path d="M2 2 10 10M10 2 2 10"/></svg>',
);

export function colon(words: Words): string {
  return words.locale === 'fr' ? '\u00a0:' : ':';
}

const stepSections: ReadonlySet<LabelKey> = new Set(sheetSections);

/** A section under the label of the same name. Its blocks are a list, unless they are paragraphs of text. */
export function flowSection(id: LabelKey, words: Words, blocks: readonly Block[]): FlowSection {
  const heading = words.label(id);
  return {
    id,
    heading,
    headingAgain: words.label('section-again', { section: heading }),
    isList: blocks.every(({ look }) => look === 'item' || look === 'line'),
    isSteps: stepSections.has(id),
    blocks,
  };
}

/** The code that resumes the case elsewhere, or the reference. It is scanned; what is typed is the reference beside it. */
export function qrOf(model: SheetModel, words: Words): Markup {
  return qrImage(model.handOverCode ?? model.reference, attribute(`${words.label('reference')} ${model.reference}`));
}

/**
 * The sheet as one self-contained HTML document: no script, no style attribute, no address outside it. Its headings and
 * lists are what Chromium makes the tags and the outline of the PDF from. Step `print` of the flow; pure.
 *
 * Three documents come from one `Flow`: the galley, in which every block stands once in each of its forms to be
 * measured; the pages, which are previewed, printed and saved; and, where nothing can be measured, one long page.
 */
import type { SheetEdition } from '../vocabulary.ts';
import type { Block, Flow, FlowSection } from './blocks.ts';
import { easyFlow } from './easy-edition.ts';
import { attribute, html, type Markup, raw } from './html.ts';
import type { SheetModel } from './model.ts';
import type { PagePart, SheetPage } from './pages.ts';
import { standardFlow } from './standard-edition.ts';
import { easyStyle, type PageFrame, pageStyle, type SheetFonts, sheetStyle } from './style.ts';
import { type Words, wordsOf } from './words.ts';

export interface SheetStyle {
  readonly edition: SheetEdition;
  /** The standard and English editions in larger type; the easy-to-read edition is always large. */
  readonly largePrint: boolean;
}

export interface RenderOptions {
  readonly fonts: SheetFonts;
  /** Put on the style element, where the window that shows the document asks for one. */
  readonly styleNonce?: string;
}

/** A sheet that can be written in each of its documents. */
export interface Sheet {
  readonly flow: Flow;
  /** The largest type first; the next one only where the sheet would have more than `mostPages`, or begin its steps too low. */
  readonly frames: readonly [PageFrame, ...PageFrame[]];
  /** Above this many pages, what may shrink does. */
  readonly mostPages: number;
  readonly words: Words;
  readonly model: SheetModel;
  readonly style: string;
}

/** 12 points are the least that guides to clear print ask for (RNIB, *Clear Print*; Inclusion Europe asks for 14). */
const standardFrames = [{ bodyPt: 12, footPt: 12, marginMm: { top: 10, side: 13, bottom: 14 } }] as const;
/** RNIB, *Clear Print Guidelines*: large print begins at 16 points; 14 are what a long plan still has. */
const largeFrames = [
  { bodyPt: 16, footPt: 14, marginMm: { top: 10, side: 12, bottom: 15 } },
  { bodyPt: 14, footPt: 14, marginMm: { top: 10, side: 12, bottom: 15 } },
] as const;
/** Information for All (Inclusion Europe, 2009): at least 14 points everywhere. */
const easyFrames = [{ bodyPt: 15, footPt: 14, marginMm: { top: 12, side: 18, bottom: 15 } }] as const;

export function makeSheet(model: SheetModel, { edition, largePrint }: SheetStyle): Sheet {
  const words = wordsOf(model.texts, edition);
  const isEasy = edition === 'easy-to-read';
  return {
    flow: isEasy ? easyFlow(model, words) : standardFlow(model, words),
    frames: isEasy ? easyFrames : largePrint ? largeFrames : standardFrames,
    mostPages: isEasy || largePrint ? 4 : 2,
    words,
    model,
    style: isEasy ? easyStyle : sheetStyle,
  };
}

/** Selects, in the galley, what must be measured, in the order in which `readHeights` takes the heights. */
export const measuredBlocks = '.measured';
/** Selects the pages of a document that was cut. */
export const measuredPages = '.page';

/** @returns the document whose `measuredBlocks` tell the heights of the flow */
export function renderGalley(sheet: Sheet, frame: PageFrame, options: RenderOptions): string {
  const sections = sheet.flow.sections.map((section) => {
    const blocks = section.blocks.flatMap((block) => [
      element(section, block, block.full),
      ...(block.brief === null ? [] : [element(section, block, block.brief)]),
    ]);
    return html`<section>${heading(section)}${headingAgain(section)}${grouped(section, blocks)}</section>`;
  });
  return documentFor(sheet, frame, options, [html`${opening(sheet.flow)}${sections}`]);
}

/** @returns the document that is previewed, printed and saved: one box of A4 a page */
export function renderPages(
  sheet: Sheet,
  frame: PageFrame,
  pages: readonly SheetPage[],
  options: RenderOptions,
): string {
  const boxes = pages.map((parts, at) => {
    const sections = parts.map((part) => writtenPart(sheet.flow, part));
    return html`${at === 0 ? opening(sheet.flow) : null}${sections}${foot(sheet, at + 1, pages.length)}`;
  });
  return documentFor(sheet, frame, options, boxes);
}

/** @returns the whole sheet on one page, as long as it takes: to be read where it cannot be printed */
export function renderLong(sheet: Sheet, options: RenderOptions): string {
  const { flow, frames } = sheet;
  const sections = flow.sections.map((section, at) =>
    writtenPart(flow, {
      section: at,
      again: false,
      blocks: section.blocks.map((_, block) => ({ block, form: 'full' })),
    }),
  );
  return documentFor(sheet, frames[0], options, [html`${opening(flow)}${sections}${foot(sheet, 1, 1)}`]);
}

function documentFor(
  { style, words, model }: Sheet,
  frame: PageFrame,
  options: RenderOptions,
  pages: readonly Markup[],
): string {
  return documentOf({
    language: words.locale,
    title: `${words.label('title')} – ${model.reference}`,
    style: pageStyle(options.fonts, frame) + style,
    styleNonce: options.styleNonce,
    pages,
  });
}

function opening({ masthead }: Flow): Markup {
  return html`<div class="unit measured">${masthead}</div>`;
}

function heading({ id, heading }: FlowSection): Markup {
  return html`<h2 class="unit measured" id="${id}">${heading}</h2>`;
}

function headingAgain({ headingAgain }: FlowSection): Markup {
  return html`<p class="unit measured again">${headingAgain}</p>`;
}

function element({ isList }: FlowSection, { look }: Block, inside: Markup): Markup {
  return isList
    ? html`<li class="unit measured ${look}">${inside}</li>`
    : html`<div class="unit measured ${look}">${inside}</div>`;
}

function grouped({ isList }: FlowSection, elements: readonly Markup[]): Markup {
  return isList ? html`<ul>${elements}</ul>` : html`${elements}`;
}

function writtenPart(flow: Flow, { section: at, again, blocks }: PagePart): Markup | null {
  const section = flow.sections[at];
  if (section === undefined) return null;
  const elements = blocks.flatMap(({ block: index, form }) => {
    const block = section.blocks[index];
    return block === undefined
      ? []
      : [element(section, block, form === 'full' ? block.full : (block.brief ?? block.full))];
  });
  return again
    ? html`<section>${headingAgain(section)}${grouped(section, elements)}</section>`
    : html`<section aria-labelledby="${section.id}">${heading(section)}${grouped(section, elements)}</section>`;
}

/**
 * At the foot of each page. Read aloud it would cut sentences in two, so it is kept from the tags of the PDF; but for this,
 * that all of it is made up.
 */
function foot({ words, model }: Sheet, page: number, pages: number): Markup {
  const left = model.demonstration ? model.reference : `${model.reference} · ${words.label('title')}`;
  const right = `${words.label('page')} ${page} ${words.label('page-of')} ${pages}`;
  const madeUp = model.demonstration ? html`<b class="demonstration">${words.label('demonstration')}</b>` : null;
  return html`<div class="foot"><span aria-hidden="true">${left}</span>${madeUp}<span aria-hidden="true">${right}</span></div>`;
}

export interface PagedDocument {
  readonly language: string;
  readonly title: string;
  readonly style: string;
  readonly styleNonce: string | undefined;
  /** What stands in each box of A4. */
  readonly pages: readonly Markup[];
}

export function documentOf({ language, title, style, styleNonce, pages }: PagedDocument): string {
  const nonce = styleNonce === undefined ? null : html` nonce="${attribute(styleNonce)}"`;
  const boxes = pages.map((page) => html`<div class="page">${page}</div>`);
  return html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${attribute(title)}</title><meta name="viewport" content="width=device-width"><meta name="referrer" content="no-referrer"><style${nonce}>${raw(style)}</style></head><body><main>${boxes}</main></body></html>
`.markup;
}

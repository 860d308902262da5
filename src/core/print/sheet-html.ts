/**
 * The sheet as one self-contained HTML document: no script, no style attribute, no address outside it. Its headings,
 * lists and tables are what Chromium makes the tags and the outline of the PDF from. Step `print` of the flow; pure.
 */
import type { Contact } from '../guide/schema.ts';
import type { SheetEdition } from '../vocabulary.ts';
import { largeLayouts, likelyLayout, type SheetLength, sheetLayouts } from './fit.ts';
import { attribute, html, type Markup, raw } from './html.ts';
import { type SheetField, type SheetItem, type SheetModel, type SheetSection, sheetSections } from './model.ts';
import { groupedCode, qrImage } from './qr.ts';
import { closingSentences, contactTerms, incidentWords, itemSentences, verdictSentences } from './sections.ts';
import { easyStyle, largeStyle, pageStyle, type SheetFonts, sheetStyle } from './style.ts';
import { type Words, wordsOf } from './words.ts';

export interface RenderOptions {
  readonly fonts: SheetFonts;
  /** Put on the style element, where the window that shows the sheet asks for one. */
  readonly styleNonce?: string;
  /** The standard and English editions in 14 pt. */
  readonly largePrint?: boolean;
  /** Place in `sheetLayouts`, or in `largeLayouts`, for the standard and English editions; by length if absent. */
  readonly layout?: number;
}

/** At least 14 pt everywhere: Information for All (Inclusion Europe, 2009), rule on print size. */
const easyPt = { bodyPt: 15, footPt: 14 } as const;
/** A little smaller than the body, so that it keeps to one line. */
const largeFootPt = 12;
/** Notes and the foot of the page in the tightest layout. */
const smallestPt = 8;

/** @returns a whole HTML document. */
export function renderSheet(model: SheetModel, edition: SheetEdition, options: RenderOptions): string {
  const words = wordsOf(model.texts, edition);
  const isEasy = edition === 'easy-to-read';
  const { bodyPt, footPt, style, bodyClass } = lookOf(model, edition, options);
  const frame = pageStyle(options.fonts, {
    left: isEasy ? model.reference : `${model.reference} · ${words.label('privacy')}`,
    page: words.label('page'),
    pageOf: words.label('page-of'),
    bodyPt,
    footPt,
    marginMm: isEasy ? '18mm 20mm 22mm' : '10mm 13mm 14mm',
  });
  return documentOf({
    language: words.locale,
    title: `${words.label('title')} – ${model.reference}`,
    style: frame + style,
    styleNonce: options.styleNonce,
    bodyClass,
    body: isEasy ? easyBody(model, words) : standardBody(model, words),
  });
}

interface Look {
  readonly bodyPt: number;
  readonly footPt: number;
  readonly style: string;
  readonly bodyClass: string | null;
}

function lookOf(model: SheetModel, edition: SheetEdition, { largePrint, layout }: RenderOptions): Look {
  if (edition === 'easy-to-read') return { ...easyPt, style: easyStyle, bodyClass: null };
  const isLarge = largePrint === true;
  const layouts = isLarge ? largeLayouts : sheetLayouts;
  const fitted = layouts[layout ?? (isLarge ? 0 : likelyLayout(sheetLength(model, edition)))];
  if (fitted === undefined) throw new RangeError('no such layout');
  const { bodyPt, isDense } = fitted;
  if (isLarge) {
    const bodyClass = isDense ? 'large dense' : 'large';
    return { bodyPt, footPt: largeFootPt, style: sheetStyle + largeStyle, bodyClass };
  }
  return {
    bodyPt,
    footPt: Math.max(smallestPt, bodyPt * 0.85),
    style: sheetStyle,
    bodyClass: isDense ? 'dense' : null,
  };
}

/** How much the standard or English edition prints, to choose a layout by before anything was printed. */
export function sheetLength(model: SheetModel, edition: SheetEdition): SheetLength {
  const { markup } = standardBody(model, wordsOf(model.texts, edition));
  return {
    characters: markup.replace(/<[^>]*>/g, '').length,
    steps: sheetSections.reduce((total, name) => total + model.sections[name].length, 0),
  };
}

interface Document {
  readonly language: string;
  readonly title: string;
  readonly style: string;
  readonly styleNonce: string | undefined;
  readonly bodyClass?: string | null;
  readonly body: Markup;
}

export function documentOf({ language, title, style, styleNonce, bodyClass = null, body }: Document): string {
  const nonce = styleNonce === undefined ? null : html` nonce="${attribute(styleNonce)}"`;
  return html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${title}</title><meta name="viewport" content="width=device-width"><meta name="referrer" content="no-referrer"><style${nonce}>${raw(style)}</style></head><body${bodyClass === null ? null : html` class="${attribute(bodyClass)}"`}>${body}</body></html>
`.markup;
}

const emptyBox = raw('<span class="box" aria-hidden="true"></span>');
const tickedBox = raw('<svg class="box" viewBox="0 0 12 12" aria-hidden="true"><path d="M2.4 6.4 5 9 9.8 3.2"/></svg>');
const cross = raw('<svg class="cross" viewBox="0 0 12 12" aria-hidden="true"><path d="M2 2 10 10M10 2 2 10"/></svg>');

function masthead(model: SheetModel, words: Words): Markup {
  const reference = words.label('reference');
  const qrLabel = attribute(`${reference} ${model.reference}`);
  return html`<header><div>${model.organisation === null ? null : html`<p class="organisation">${model.organisation}</p>`}<h1>${words.label('title')}</h1><p class="subtitle">${words.label('subtitle')}</p></div><div class="case"><p>${reference} <b class="reference">${model.reference}</b>${words.label('reference-use')}</p><p>${words.label('date', { date: words.date(model.date) })}</p>${adviser(model, words)}</div>${qrImage(model.handOverCode ?? model.reference, qrLabel)}</header>${demonstration(model, words)}`;
}

function adviser(model: SheetModel, words: Words): Markup | null {
  return model.adviser === null ? null : html`<p>${words.label('adviser', { adviser: model.adviser })}</p>`;
}

function demonstration(model: SheetModel, words: Words): Markup | null {
  return model.demonstration ? html`<p class="demonstration">${words.label('demonstration')}</p>` : null;
}

function standardBody(model: SheetModel, words: Words): Markup {
  const sections = sheetSections.filter((name) => model.sections[name].length > 0);
  return html`${masthead(model, words)}<main>${[
    section('situation', words.label('situation'), standardSituation(model, words)),
    ...sections.map((name) =>
      section(
        name,
        words.label(name),
        html`<ul class="${listClass(name, model.sections[name])}">${model.sections[name].map((item) => standardItem(item, name, words))}</ul>`,
      ),
    ),
    section('contacts', words.label('contacts'), contactList(model.contacts, words)),
    section(
      'warnings',
      words.label('warnings'),
      html`<ul class="columns">${model.texts.warnings.map(({ lines }) => html`<li class="warning">${cross}<p>${words.lines(lines).join(' ')}</p></li>`)}</ul>`,
    ),
    section(
      'rights',
      words.label('rights'),
      html`<p>${model.texts.rights.map(({ lines }) => words.lines(lines).join(' ')).join(' ')}</p>${resumeCode(model, words)}`,
    ),
  ]}</main>`;
}

/** The QR code's text, for a workstation without a scanner. */
function resumeCode(model: SheetModel, words: Words): Markup | null {
  if (model.handOverCode === null) return null;
  return html`<p class="small">${words.label('hand-over-code')} ${groupedCode(model.handOverCode)}</p>`;
}

function section(id: string, heading: string, body: Markup): Markup {
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${heading}</h2><div>${body}</div></section>`;
}

function standardSituation(model: SheetModel, words: Words): Markup {
  const incidents = model.incidents.map((incident) => {
    const { status, title, when, sentences, statement, exposed, claimed } = incidentWords(model, incident, words);
    const named = (list: typeof exposed) =>
      list === null ? null : html`<p><b>${list.label}</b> ${list.names.join(', ')}.</p>`;
    return html`<li class="incident"><p><span class="status">${status}</span> <b>${title}</b>, ${when}. ${sentences.join(' ')}</p>${named(exposed)}${named(claimed)}<p class="small">${words.label('statement')} ${statement}</p></li>`;
  });
  const closing = closingSentences(model, words);
  return html`<div class="body">${verdictSentences(model, words).map((sentences) => html`<p><b>${sentences[0] ?? ''}</b> ${sentences.slice(1).join(' ')}</p>`)}${incidents.length === 0 ? null : html`<ul class="body">${incidents}</ul>`}${closing.length === 0 ? null : html`<p>${closing.join(' ')}</p>`}</div>`;
}

/** Short items stand two abreast. */
function listClass(name: SheetSection, items: readonly SheetItem[]): 'body' | 'columns' {
  const isShort = name === 'watch' || (name === 'done' && items.every((item) => item.fields.length === 0));
  return isShort && items.length > 1 ? 'columns' : 'body';
}

function standardItem(item: SheetItem, name: SheetSection, words: Words): Markup {
  const isDone = name === 'done';
  const advised = item.mandatory || isDone ? null : html` (${words.label('optional')})`;
  const text = isDone ? null : html` ${itemSentences(item, words).join(' ')}`;
  const fields = printedFields(item, name);
  return html`<li class="item">${isDone ? tickedBox : emptyBox}<div><h3>${words.text(item.title)}</h3>${advised}. ${text}${fieldLine(fields, words)}</div></li>`;
}

/** What is only to be watched has no blanks to fill in. */
function printedFields(item: SheetItem, name: SheetSection): readonly SheetField[] {
  return name === 'watch' && item.fields.every((field) => field.value === null) ? [] : item.fields;
}

/** A single date ends the sentence; more fields have a line of their own. */
function fieldLine(fields: readonly SheetField[], words: Words): Markup | null {
  if (fields.length === 0) return null;
  const parts = fields.map((field) => html`${standardField(field, words)} `);
  return fields.length === 1 && fields[0]?.kind === 'date' ? html` ${parts}` : html`<p class="fields">${parts}</p>`;
}

function colon(words: Words): string {
  return words.locale === 'fr' ? '\u00a0:' : ':';
}

function standardField(field: SheetField, words: Words): Markup {
  const value =
    field.value === null ? html`<span class="blank ${field.kind}-field"></span>` : html`<b>${words.value(field)}</b>`;
  return html`<span class="field">${words.both(field.short)}${colon(words)} ${value}</span>`;
}

/** Contacts with a number or an address, two abreast; then, in one line, those that only the caller has. */
function contactList(contacts: readonly Contact[], words: Words): Markup {
  const listed = contacts.filter((contact) => contact.address !== null);
  const own = contacts.filter((contact) => contact.address === null).map((contact) => words.both(contact.name));
  const entries = listed.map((contact) => {
    const terms = contactTerms(contact, words);
    return html`<li class="contact"><b class="number">${contact.address}</b> ${nameIfNew(contact, words)}${words.both(contact.use)}${terms.length === 0 ? '' : `. ${sentence(terms.join(', '))}`}.</li>`;
  });
  return html`<ul class="columns">${entries}</ul><p class="small">${own.length === 0 ? null : `${words.label('own-contacts')} ${own.join(' · ')}. `}${words.label('indicative')}</p>`;
}

/** The name, unless the address already says it: « 33700 », « cnil.fr ». */
function nameIfNew(contact: Contact, words: Words): string {
  const name = words.both(contact.name);
  const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\d]/gu, '');
  return plain(contact.address ?? '').includes(plain(name)) ? '' : `${name}${colon(words)} `;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function easyBody(model: SheetModel, words: Words): Markup {
  const lines = (sentences: readonly string[]) => sentences.map((sentence) => html`<p>${sentence}</p>`);
  const easySection = (id: string, heading: string, blocks: readonly Markup[]) =>
    html`<section aria-labelledby="${id}"><h2 id="${id}">${heading}</h2>${blocks}</section>`;
  const situation = [
    ...verdictSentences(model, words).map((sentences) => html`<div class="block">${lines(sentences)}</div>`),
    ...model.incidents.map((incident) => {
      const { status, title, when, sentences, exposed, claimed } = incidentWords(model, incident, words);
      const named = (list: typeof exposed) =>
        list === null ? null : html`<p>${list.label}</p><ul>${list.names.map((name) => html`<li>${name}</li>`)}</ul>`;
      return html`<div class="block"><h3>${title}</h3><p><span class="status">${status}</span></p>${lines([when, ...sentences])}${named(exposed)}${named(claimed)}</div>`;
    }),
    html`<div class="block">${lines(closingSentences(model, words))}</div>`,
  ];
  const sections = sheetSections.filter((name) => model.sections[name].length > 0);
  return html`${easyMasthead(model, words)}<main>${[
    easySection('situation', words.label('situation'), situation),
    ...sections.map((name) =>
      easySection(
        name,
        words.label(name),
        model.sections[name].map((item) => easyItem(item, name, words, lines)),
      ),
    ),
    easySection(
      'contacts',
      words.label('contacts'),
      model.contacts.map(
        (contact) =>
          html`<div class="block">${lines([...contact.easy, ...(contact.abroad === null ? [] : [words.label('abroad', { number: contact.abroad })])])}</div>`,
      ),
    ),
    easySection(
      'warnings',
      words.label('warnings'),
      model.texts.warnings.map(
        ({ lines: text }) => html`<div class="block warning">${cross}<div>${lines(words.lines(text))}</div></div>`,
      ),
    ),
    easySection('rights', words.label('rights'), [
      ...model.texts.rights.map(({ lines: text }) => html`<div class="block">${lines(words.lines(text))}</div>`),
      html`<p>${words.label('privacy')}</p>`,
    ]),
  ]}</main>`;
}

function easyMasthead(model: SheetModel, words: Words): Markup {
  const qrLabel = attribute(`${words.label('reference')} ${model.reference}`);
  return html`<header><div>${model.organisation === null ? null : html`<p>${model.organisation}</p>`}<h1>${words.label('title')}</h1><p class="subtitle">${words.label('subtitle')}</p><div class="case"><p>${words.label('reference')} <b class="reference">${model.reference}</b></p><p>${words.label('reference-use')}</p><p>${words.label('date', { date: words.date(model.date) })}</p>${adviser(model, words)}</div></div>${qrImage(model.handOverCode ?? model.reference, qrLabel)}</header>${demonstration(model, words)}`;
}

function easyItem(
  item: SheetItem,
  name: SheetSection,
  words: Words,
  lines: (sentences: readonly string[]) => readonly Markup[],
): Markup {
  const isDone = name === 'done';
  const sentences = isDone ? [] : [...itemSentences(item, words), ...(item.mandatory ? [] : [words.label('optional')])];
  const fields = printedFields(item, name);
  return html`<div class="block item">${isDone ? tickedBox : emptyBox}<div><h3>${words.text(item.title)}</h3>${lines(sentences)}${fields.map((field) => html`<p class="field">${words.both(field.label)}${colon(words)} ${field.value === null ? html`<span class="blank"></span>` : html`<b>${words.value(field)}</b>`}</p>`)}</div></div>`;
}

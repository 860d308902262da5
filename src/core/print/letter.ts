/**
 * Letters ready to sign. Every personal detail is a blank that the caller fills in by hand: no function here takes
 * one. Step `print` of the flow; pure.
 */
import type { Guide } from '../guide/schema.ts';
import type { SheetLocale } from './dates.ts';
import { html, type Markup, raw } from './html.ts';
import { documentOf, type RenderOptions } from './sheet-html.ts';
import { letterStyle, pageStyle } from './style.ts';

const letterPt = 11;
const footPt = 9;

/** Blanks (`{{label}}`) and tick boxes (`[ ]`) of a paragraph. */
const marks = /(\{\{[^}]*\}\}|\[ \])/;

/** @returns a whole HTML document of one A4 page, or null if the guide holds no letter of that id. */
export function renderLetter(guide: Guide, id: string, locale: SheetLocale, options: RenderOptions): string | null {
  const letter = guide.letters.get(id);
  if (letter === undefined) return null;
  const body = letter[locale];
  const words = guide.texts.labels;
  const key = locale === 'fr' ? 'fr' : 'en';
  const frame = {
    left: body.title,
    page: words.page[key],
    pageOf: words['page-of'][key],
    bodyPt: letterPt,
    footPt,
    marginMm: '16mm 20mm 18mm',
  };
  return documentOf({
    language: locale,
    title: body.title,
    style: pageStyle(options.fonts, frame) + letterStyle,
    styleNonce: options.styleNonce,
    body: html`<header class="note"><h1>${body.title}</h1><p>${body.note}</p></header><main><div class="parties"><div>${body.sender.map(blankLine)}</div><div class="to">${recipient(body.recipient)}</div></div><p class="place">${filled(body.place)}</p><h2 class="subject">${locale === 'fr' ? 'Objet\u00a0: ' : 'Subject: '}${body.subject}</h2><div class="text">${body.paragraphs.map((text) => html`<p>${filled(text)}</p>`)}</div><p class="signature">${body.signature}</p>${
      body.attachments.length === 0
        ? null
        : html`<div class="attachments"><p>${locale === 'fr' ? 'Pièces jointes\u00a0:' : 'Attachments:'}</p><ul>${body.attachments.map((text) => html`<li>${text}</li>`)}</ul></div>`
    }</main>`,
  });
}

function blankLine(label: string): Markup {
  return html`<p class="party"><span class="blank"></span><span class="hint">${label}</span></p>`;
}

/** A recipient of one line is known and printed; of several, it is the caller's own bank. */
function recipient(lines: readonly string[]): Markup | Markup[] {
  return lines.length === 1 ? html`<p class="given">${lines[0] ?? ''}</p>` : lines.map(blankLine);
}

function filled(text: string): Markup[] {
  const parts = text.split(marks);
  return parts.map((part, index) => {
    if (part === '[ ]') return raw('<span class="tick"></span>');
    const label = /^\{\{(.*)\}\}$/.exec(part)?.[1];
    if (label === undefined) return html`${part}`;
    // The same blank again, or once more: the answer may be long and gets whole lines.
    const isLong = parts.some((other, place) => place !== index && other === part);
    return html`<span class="${isLong ? 'fill long' : 'fill'}"><span class="hint">${label}</span></span>`;
  });
}

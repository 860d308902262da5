/**
 * Letters ready to sign, each on one page. Every personal detail is a blank that the caller fills in by hand: no function
 * here takes one. Step `print` of the flow; pure.
 */

import { lettersFor } from '../guide/letters.ts';
import type { Guide, GuideTexts, Letter } from '../guide/schema.ts';
import type { Locale, PersonKind } from '../vocabulary.ts';
import { html, type Markup, raw } from './html.ts';
import type { PagedHtml } from './lay-out.ts';
import { documentOf, type RenderOptions } from './sheet-html.ts';
import { letterStyle, pageStyle } from './style.ts';

const frame = { bodyPt: 12, footPt: 10, marginMm: { top: 13, side: 20, bottom: 15 } } as const;

/** A whole text that is one blank. */
const blank = /^\{\{(.*)\}\}$/;
/** Blanks (`{{label}}`) and tick boxes (`[ ]`) of a paragraph. */
const marks = /(\{\{[^}]*\}\}|\[ \])/;

/** In which language, and for whom it is signed: somebody's representative says so, and by what right. */
export interface LetterFor {
  readonly locale: Locale;
  readonly who: PersonKind;
}

/** @returns a document of one page, or null if the guide holds no such letter for such a person; `requireFit` tells whether it fits */
export function renderLetter(
  guide: Guide,
  id: string,
  { locale, who }: LetterFor,
  options: RenderOptions,
): PagedHtml | null {
  const letter = lettersFor(guide, who).find((one) => one.id === id);
  if (letter === undefined) return null;
  const body = bodyFor(letter[locale], guide.texts, { locale, who });
  const isFrench = locale === 'fr';
  const attachments =
    body.attachments.length === 0
      ? null
      : html`<div class="attachments"><p>${isFrench ? 'Pièces jointes\u00a0:' : 'Attachments:'}</p><ul>${body.attachments.map((text) => html`<li>${text}</li>`)}</ul></div>`;
  const page = html`<div class="note"><h1>${body.title}</h1><p>${body.note}</p></div><div class="parties"><div>${body.sender.map(blankLine)}</div><div class="to">${body.recipient.map(recipientLine)}</div></div><p class="place">${filled(body.place)}</p><h2 class="subject">${isFrench ? 'Objet\u00a0: ' : 'Subject: '}${body.subject}</h2><div class="text">${body.paragraphs.map((text) => html`<p>${filled(text)}</p>`)}</div><p class="signature">${body.signature}</p>${attachments}`;
  const document = documentOf({
    language: locale,
    title: body.title,
    style: pageStyle(options.fonts, frame) + letterStyle,
    styleNonce: options.styleNonce,
    pages: [page],
  });
  return { html: document, pages: 1 };
}

function bodyFor(
  body: Letter['fr'],
  { forOthers: { letterSender, letterOpening, letterAttachment } }: GuideTexts,
  { locale, who }: LetterFor,
): Letter['fr'] {
  if (who === 'caller') return body;
  const [salutation = ''] = body.paragraphs;
  return {
    ...body,
    note: body.noteForOthers ?? body.note,
    sender: [...body.sender, letterSender[who][locale]],
    paragraphs: [salutation, letterOpening[who][locale], ...body.forOthers],
    attachments: [...body.attachments, letterAttachment[who][locale]],
  };
}

function blankLine(label: string): Markup {
  return html`<p class="party"><span class="blank"></span><span class="hint">${label}</span></p>`;
}

/** `{{label}}`: the caller knows it, « your own bank »; anything else is printed as it is. */
function recipientLine(line: string): Markup {
  const label = blank.exec(line)?.[1];
  return label === undefined ? html`<p class="given">${line}</p>` : blankLine(label);
}

function filled(text: string): Markup[] {
  const parts = text.split(marks);
  return parts.map((part, index) => {
    if (part === '[ ]') return raw('<span class="tick"></span>');
    const label = blank.exec(part)?.[1];
    if (label === undefined) return html`${part}`;
    // The same blank again, or once more: the answer may be long and gets whole lines.
    const isLong = parts.some((other, place) => place !== index && other === part);
    return html`<span class="${isLong ? 'fill long' : 'fill'}"><span class="hint">${label}</span></span>`;
  });
}

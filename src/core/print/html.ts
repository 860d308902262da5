/** HTML by hand: every text is escaped, and nothing but this file writes a tag. Step `print` of the flow; pure. */
import { drawable } from './glyphs.ts';

/** Markup that is already safe. Only `html` and `raw` make it. */
export interface Markup {
  readonly markup: string;
}

/** A thin space is drawn as a hair: a phone number needs wider gaps between its groups to be read. */
const thinSpaceInNumber = /(?<=\d)\u202f(?=\d)/g;
const spacedGroup = '<span class="gap">\u202f</span>';

type Part = Markup | string | number | null | readonly Part[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** Markup from a constant of this program (style sheet, SVG path). Never for a text of a person or of a file. */
export function raw(markup: string): Markup {
  return { markup };
}

/** Text as it stands in an attribute. */
export function attribute(text: string): Markup {
  return raw(escapeHtml(text));
}

/**
 * Template tag for texts between tags: strings are put into characters that the fonts draw, and escaped; markup stays;
 * lists are joined; null is nothing.
 */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return { markup: strings.map((text, index) => text + write(parts[index] ?? null)).join('') };
}

function write(part: Part): string {
  if (part === null) return '';
  if (typeof part === 'string') return escapeHtml(drawable(part)).replace(thinSpaceInNumber, spacedGroup);
  if (typeof part === 'number') return String(part);
  return 'markup' in part ? part.markup : part.map(write).join('');
}

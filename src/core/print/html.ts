/** HTML by hand: every text is escaped, and nothing but this file writes a tag. Step `print` of the flow; pure. */
import { drawable } from './glyphs.ts';

/** Markup that is already safe. Only `html` and `raw` make it. */
export interface Markup {
  readonly markup: string;
}

/**
 * The fonts have no narrow no-break space (U+202F). Chromium would make one up, and write it into the PDF so that readers of
 * its tags lose the words behind it. It is therefore a no-break space that the style sheet narrows; between the groups of
 * a number it keeps its width, for a number has to be read.
 */
const narrowSpaceInNumber = /(?<=\d)\u202f(?=\d)/g;
const narrowSpace = /\u202f/g;
const narrowed = '<span class="thin">\u00a0</span>';

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
  if (typeof part === 'string') return writeText(part);
  if (typeof part === 'number') return String(part);
  return 'markup' in part ? part.markup : part.map(write).join('');
}

function writeText(text: string): string {
  return escapeHtml(drawable(text)).replace(narrowSpaceInNumber, '\u00a0').replace(narrowSpace, narrowed);
}

/**
 * Escapes that a cell still holds once its shape undid its own: a URL in a table, JSON in a column of SQL, HTML in a comment. They are undone
 * before addresses are looked for, since the rest of an escape reads as the beginning of an address.
 */

import { plainText } from './plain-writing.ts';

/** What an address, an escape or a hidden sign has one of. */
const marks = new Uint8Array(128);
for (const mark of '@%\\&)]+') marks[mark.charCodeAt(0)] = 1;

/** One look for all of them: most cells are a name, a street, a date. */
export function holdsMark(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (marks[text.charCodeAt(i)] === 1) return true;
  return false;
}

/** True if `undoNotation` may change something. */
export function mayHoldNotation(text: string): boolean {
  return text.includes('%') || text.includes('\\') || text.includes('&') || mayHoldHiddenSign(text);
}

const hiddenSigns = / ?[[(]at[\])] ?|\+AEA-/g;
/** Whoever hides the sign hides dots as well. */
const hiddenDots = / ?[[(](?:dot|point)[\])] ?/g;

/** True if the sign `@` may be written as UTF-7 does, or by hand so that no programme finds it: `a [at] b.fr`. */
export function mayHoldHiddenSign(text: string): boolean {
  return text.length >= 9 && (text.includes('at]') || text.includes('at)') || text.includes('+AEA-'));
}

/** @returns the content of a cell that is one string of Python or SQL: `u'…'`, `b"…"`, `N'…'`; else the cell */
export function withoutLiteral(cell: string): string {
  return /^\s*(?:[ub]r?|r[bu]?|[eExXNUB])(['"])(.*)\1[\s,;]*$/s.exec(cell)?.[2] ?? cell;
}

/** Escapes of escapes: a URL inside a URL, JSON in JSON in a column. */
const mostLayers = 3;
const urlEscapes = /(?:%[\da-f]{2})+/gi;
// From the first of a run of backslashes alone: from each of them, a long run would take a time of its square.
const codeEscapes = /(?<!\\)\\+(?:u([\da-f]{4})|x([\da-f]{2}))/gi;
const entities =
  /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(lt|gt|amp|quot|apos|commat|period|nbsp|ensp|emsp|thinsp|shy|zwnj|zwj));/gi;
const named: Readonly<Record<string, string>> = {
  ...{ lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", commat: '@', period: '.', nbsp: ' ' },
  ...{ ensp: ' ', emsp: ' ', thinsp: ' ', shy: '', zwnj: '', zwj: '' },
};

/** @returns `text` with the escapes of URLs, JavaScript, JSON and HTML undone */
export function undoNotation(text: string): string {
  let undone = text;
  for (let layer = 0; layer < mostLayers && mayHoldNotation(undone); layer++) {
    const before = undone;
    if (undone.includes('%')) undone = undone.replace(urlEscapes, urlText);
    if (undone.includes('\\'))
      undone = undone.replace(codeEscapes, (_all, four?: string, two?: string) =>
        String.fromCharCode(Number.parseInt(four ?? two ?? '', 16)),
      );
    if (undone.includes('&')) undone = undone.replace(entities, entityText);
    if (mayHoldHiddenSign(undone)) undone = undone.replace(hiddenSigns, '@').replace(hiddenDots, '.');
    if (undone === before) break;
  }
  // An escape may stand for a character that nobody sees.
  return undone === text || !beyondAscii.test(undone) ? undone : plainText(undone);
}
const beyondAscii = /[^\0-\x7f]/;

function urlText(escapes: string): string {
  try {
    return decodeURIComponent(escapes);
  } catch {
    // Not UTF-8: what was written before it was.
    return escapes.replace(/%(..)/g, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  }
}

function entityText(all: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return named[name.toLowerCase()] ?? all;
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : all;
}

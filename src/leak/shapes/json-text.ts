/** Where values of JSON end, found without parsing them: in text of any length, and in time and memory that grow with it and no faster. */
import { type ByteText, isEscaped } from '../text/block.ts';

/** How far the brackets of a value were followed. */
export interface Matching {
  at: number;
  depth: number;
}

/**
 * Follows brackets to the end of the value that begins at `matching.at`.
 * @param topLevel true if a line that begins with `{` is another value, since nothing was entered
 * @returns the offset behind it; null if the text ends first, with `matching` at a place to go on from; `broken` if a line ends inside a
 *   string, which JSON does not allow, or if another value begins before this one has ended
 */
export function follow(text: ByteText, matching: Matching, topLevel: boolean): number | 'broken' | null {
  let { at, depth } = matching;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === 34) {
      const close = endOfString(text, at + 1);
      if (close === 'broken') return 'broken';
      if (close === null) break;
      at = close;
      continue;
    }
    if (code === 123 || code === 91) depth++;
    else if (code === 125 || code === 93) {
      if (--depth === 0) return at + 1;
    } else if (code === 10 && topLevel && depth > 0 && text.charCodeAt(at + 1) === 123 && !mayContinue(text, at))
      return 'broken';
    at++;
  }
  matching.at = at;
  matching.depth = depth;
  return null;
}

/** @returns the offset behind the closing quote; null if the text ends first; `broken` if the line does */
function endOfString(text: ByteText, from: number): number | 'broken' | null {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 34) return at + 1;
    if (code === 92) at++;
    else if (code === 10) return 'broken';
  }
  return null;
}

/**
 * Patterns such as `"(?:[^"\\\\]|\\\\.)*"` remember each character of the string, and of a string of megabytes too many: hence by hand.
 *
 * @returns the offset of the quote that closes the string, which may span lines; -1 if the text ends first
 */
export function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 1)) {
    if (!isEscaped(text, at, from)) return at;
  }
  return -1;
}

/** @returns the offset behind a string, number or word; null if none begins at `at`, or none ends */
export function endOfScalar(text: ByteText, at: number): number | null {
  if (text.charCodeAt(at) === 34) {
    const close = closingQuote(text, at + 1);
    return close < 0 ? null : close + 1;
  }
  const word = /[^\s,}\]"]+/y;
  word.lastIndex = at;
  return word.test(text) ? word.lastIndex : null;
}

/** The same where it may be rubbish: no string spans lines, and brackets end a word. @returns `more` if the text ends inside a string */
export function endOfStray(text: ByteText, at: number): number | 'more' | null {
  if (text.charCodeAt(at) === 34) {
    const end = endOfString(text, at + 1);
    return end === 'broken' ? null : (end ?? 'more');
  }
  const word = /[^\s,{}[\]"]+/y;
  word.lastIndex = at;
  return word.test(text) ? word.lastIndex : null;
}

/** A line that begins with `{` goes on with the value before it only after one of `, : [ {`. */
function mayContinue(text: ByteText, lineEnd: number): boolean {
  let at = lineEnd - 1;
  while (at >= 0 && text.charCodeAt(at) <= 32) at--;
  return ',:[{'.includes(text.charAt(at));
}

/** Text of one value into what JavaScript makes of it, numbers with the digits that the file wrote, so that a rounded one is seen to be rounded. */
import { closingQuote } from './json-text.ts';

/** MongoDB's shell writes values as calls; JSON cannot hold them. */
const shellCalls =
  /\b(?:ObjectId|ISODate|NumberLong|NumberInt|NumberDecimal|Timestamp|UUID|Date)\(\s*("[^"]*"|[^()"]*)\s*\)/g;
/** A number with an exponent, or of more digits than a JavaScript number holds. */
const fragileNumbers = /-?\d+(?:\.\d+)?[eE][+-]?\d+|-?\d{16,}(?![.\d])/g;
/** The same, told by what stands before a number: what is in quotes is nearly always passed over at its first character. */
const mayBeFragile = /(?:^|[:,[\s])-?\d(?:\d{15}|[\d.]*[eE])/;

/** @returns undefined if it is no JSON */
export function parseUnit(text: string): unknown {
  const exact = mayBeFragile.test(text) ? withoutFragileNumbers(text) : text;
  try {
    return JSON.parse(exact) as unknown;
  } catch {
    if (hexEscape.test(exact))
      return parseUnit(exact.replace(anyEscape, (all, code?: string) => (code ? `\\u00${code}` : all)));
    return text.includes('(') ? parseShell(exact) : undefined;
  }
}

/** As nginx writes what JSON forbids: `\\x22`. */
const hexEscape = /(?<!\\)(?:\\\\)*\\x[\da-f]{2}/i;
const anyEscape = /\\(?:x([\da-f]{2})|.)/gis;

/** Numbers that would lose digits, as strings. What stands in quotes already is passed over. */
function withoutFragileNumbers(text: string): string {
  const parts: string[] = [];
  let done = 0;
  for (let at = 0; at < text.length; ) {
    const open = text.indexOf('"', at);
    const between = text.slice(at, open < 0 ? text.length : open);
    // Nearly always a comma or a colon.
    if (between.length > 2 && mayBeFragile.test(between)) {
      parts.push(text.slice(done, at), between.replace(fragileNumbers, '"$&"'));
      done = at + between.length;
    }
    const close = open < 0 ? -1 : closingQuote(text, open + 1);
    if (close < 0) break;
    at = close + 1;
  }
  return parts.join('') + text.slice(done);
}

function parseShell(text: string): unknown {
  const plain = text.replace(shellCalls, (_all, value: string) =>
    value.startsWith('"') ? value : `"${value.trim()}"`,
  );
  try {
    return JSON.parse(plain) as unknown;
  } catch {
    return undefined;
  }
}

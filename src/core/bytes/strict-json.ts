/**
 * The JSON profile of signed texts (FORMAT §4.5). RFC 8259 leaves open what a repeated member, an unpaired surrogate or a
 * long number means, so that two readers may take one signed text for two things; here each of them is refused.
 */

import { isMisleadingText } from './misleading.ts';

/** Deeper than any text of the format nests. */
const deepest = 16;

/** Whole, from 0 to 2^53 − 1, in the one way of writing it. */
const plainNumber = /^(?:0|[1-9][0-9]{0,15})$/;

const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+/gu;

export type JsonFault = 'json' | 'repeated' | 'text' | 'number' | 'depth';
export type StrictJson = { readonly value: unknown } | { readonly fault: JsonFault };

/**
 * @param profile `signed` for what people read on the word of a signature; `travelling` for what was written by a program for
 *   another, whose notes have several lines and whose numbers may be fractions
 */
export function parseStrictJson(text: string, profile: 'signed' | 'travelling' = 'signed'): StrictJson {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Without its message: it quotes what was read.
    return { fault: 'json' };
  }
  const fault = findFault(text, profile);
  return fault === null ? { value } : { fault };
}

/** @param text well-formed JSON: its tokens follow one another as they must */
function findFault(text: string, profile: 'signed' | 'travelling'): JsonFault | null {
  /** For each open object the names that it has so far; null for an array. */
  const open: (Set<string> | null)[] = [];
  let expectsName = false;
  for (const [piece] of text.matchAll(token)) {
    const names = open.at(-1) ?? null;
    if (piece === '{' || piece === '[') {
      open.push(piece === '{' ? new Set() : null);
      if (open.length > deepest) return 'depth';
      expectsName = piece === '{';
    } else if (piece === '}' || piece === ']') {
      open.pop();
      expectsName = false;
    } else if (piece === ',') {
      expectsName = names !== null;
    } else if (piece.startsWith('"')) {
      const string = JSON.parse(piece) as string;
      if (profile === 'signed' ? isMisleadingText(string) : !string.isWellFormed()) return 'text';
      if (expectsName && names !== null) {
        if (names.has(string)) return 'repeated';
        names.add(string);
        expectsName = false;
      }
    } else if (profile === 'signed' && /^[-0-9]/.test(piece)) {
      if (!plainNumber.test(piece) || Number(piece) > Number.MAX_SAFE_INTEGER) return 'number';
    }
  }
  return null;
}

/**
 * What the caller may have meant: the numbers one typing slip away from a keyed NIR that does not hold, whose own key is
 * right. About one or two a number. They are offered to be read back, never chosen.
 */
import type { Slip } from '../kind-spec.ts';

/** Characters of a NIR without and with its key. */
const nirCharacters = 13;
const keyedNirCharacters = 15;

export interface Suggestion {
  /** 15 bare characters. */
  readonly bare: string;
  readonly slip: Slip;
}

/** More than this is not help. */
const mostSuggestions = 5;

/** Keys that touch on a numeric pad: the likeliest wrong key. */
const padNeighbours: Readonly<Record<string, string>> = {
  '0': '12',
  '1': '0245',
  '2': '013456',
  '3': '256',
  '4': '12578',
  '5': '12346789',
  '6': '23589',
  '7': '458',
  '8': '45679',
  '9': '568',
};

/**
 * @param bare 15 characters without separators that are not a NIR · @param isNir whether 15 characters are one
 * @returns likeliest first: swapped neighbours, then a key that touches the right one, then any other character; empty if
 * `bare` has another length. Never holds `bare` itself.
 */
export function suggestNirs(bare: string, isNir: (bare: string) => boolean): Suggestion[] {
  if (bare.length !== keyedNirCharacters) return [];
  const swapped: Suggestion[] = [];
  const near: Suggestion[] = [];
  const far: Suggestion[] = [];
  for (let i = 0; i < bare.length; i++) {
    const typed = bare.charAt(i);
    const next = bare.charAt(i + 1);
    if (next !== '' && next !== typed) {
      const candidate = `${bare.slice(0, i)}${next}${typed}${bare.slice(i + 2)}`;
      if (isNir(candidate)) swapped.push({ bare: candidate, slip: 'swapped-neighbours' });
    }
    for (const other of i === 6 ? '0123456789AB' : '0123456789') {
      if (other === typed) continue;
      const candidate = `${bare.slice(0, i)}${other}${bare.slice(i + 1)}`;
      if (!isNir(candidate)) continue;
      const touches = padNeighbours[typed]?.includes(other) || (typed + other).match(/AB|BA/) !== null;
      (touches ? near : far).push({ bare: candidate, slip: 'one-character' });
    }
  }
  // A slip in the body is likelier than one in the key, which is a seventh of the number.
  return [...swapped, ...bodyFirst(bare, near), ...bodyFirst(bare, far)].slice(0, mostSuggestions);
}

function bodyFirst(typed: string, suggestions: readonly Suggestion[]): Suggestion[] {
  const inBody = (suggestion: Suggestion) =>
    suggestion.bare.slice(0, nirCharacters) !== typed.slice(0, nirCharacters) ? 0 : 1;
  return suggestions.toSorted((a, b) => inBody(a) - inBody(b));
}

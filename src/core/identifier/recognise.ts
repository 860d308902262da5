/**
 * Which kind a text is, where nobody said (FORMAT §10.5): for what is typed in the one field, and for `vigie check`. First step of
 * the flow; pure. It never guesses: where two kinds fit, both are named. (Leaks say their kinds by headers and cells: src/leak/meaning.)
 */
import type { IdentifierKind } from '../vocabulary.ts';
import { rppsDigits } from './kinds/rpps.ts';
import { bareNumberCharacters, hasLuhnDigit } from './number-text.ts';
import { longestIdentifierText } from './types.ts';
import { visibleText } from './unicode.ts';

export interface OpenChoice {
  /** Likeliest first; at least one, and each accepts the text. */
  readonly choices: readonly IdentifierKind[];
  /** As what it is shown until the choice is made. */
  readonly shownAs: IdentifierKind;
}

/** @returns the kind as which `text`, complete or not, is to be read; `empty` if it holds separators only. */
export function recogniseKind(text: string): IdentifierKind | OpenChoice | 'empty' | 'unknown' {
  if (text.length > longestIdentifierText) return 'unknown';
  const visible = visibleText(text);
  if (visible.includes('@')) return 'email';
  if (/^tel:/i.test(visible)) return 'phone';
  if (/^[\s<"']*\p{L}/u.test(visible)) return 'email';
  const bare = bareNumberCharacters(text);
  if (bare.length === 0) return 'empty';
  if (/^[+0]/.test(bare)) return 'phone';
  if (!/^\d/.test(bare)) return 'unknown';
  if (!/^\d+$/.test(bare) || bare.length !== rppsDigits) return 'nir';
  // 33 6 12 34 56 78 without its +, or the number of a professional.
  if (bare.startsWith('33')) return { choices: ['phone', 'rpps'], shownAs: 'phone' };
  // A NIR of which two digits are missing is likelier than a professional whose check digit does not hold.
  return hasLuhnDigit(bare) ? 'rpps' : { choices: ['rpps'], shownAs: 'nir' };
}

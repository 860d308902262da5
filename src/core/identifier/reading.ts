/**
 * What the identifier field recognises at each keystroke: kind, read-back groups, how they are said, key, problems,
 * suggestions. Structurally equal to `identifierReading` of the contract. Keeps nothing of what it reads.
 */
import type { IdentifierKind } from '../vocabulary.ts';
import { type KindReading, nothingRead } from './kind-spec.ts';
import { kindSpecs } from './kinds.ts';
import { withDigitsForLetters } from './letters-for-digits.ts';
import { recogniseKind } from './recognise.ts';
import { longestIdentifierText } from './types.ts';

export interface IdentifierReading extends KindReading {
  readonly kind: 'empty' | 'unknown' | IdentifierKind;
  /** How each group is said in French; as many as `groups`. */
  readonly spoken: string[];
  /** Kinds of which the text may be one, where more than one fits: whoever types is asked, and `complete` is false. */
  readonly choices: IdentifierKind[];
}

/**
 * Reads what is typed so far. Never throws.
 * @param as the kind, where it was asked and told; null: it is recognised
 */
export function readTyped(text: string, as: IdentifierKind | null = null): IdentifierReading {
  const meant = text.length > longestIdentifierText ? null : withDigitsForLetters(text);
  if (meant === null) return readAs(text, as);
  const reading = readAs(meant, as);
  const isNumber = reading.complete || reading.choices.length > 0 || reading.key === 'wrong';
  // Not yet a whole number, or none: it may become an address.
  if (!isNumber || reading.kind === 'email') return readAs(text, as);
  const groups = [text.trim()];
  const suggestions = [{ text: reading.groups.join(' '), slip: 'letter-for-digit' as const }];
  return { ...nothingRead, kind: 'unknown', choices: [], groups, spoken: groups, problems: [], suggestions };
}

function readAs(text: string, as: IdentifierKind | null): IdentifierReading {
  const found = as ?? recogniseKind(text);
  if (found === 'empty') return { ...nothingRead, kind: 'empty', choices: [], spoken: [] };
  if (found === 'unknown') {
    const tooLong = text.length > longestIdentifierText;
    const groups = tooLong ? [] : [text.trim()];
    return {
      ...nothingRead,
      kind: 'unknown',
      choices: [],
      groups,
      spoken: groups,
      problems: [tooLong ? 'nir-length' : 'nir-character'],
    };
  }
  if (typeof found === 'object') {
    // While a choice is open, the text is shown as the beginning of what it most often is.
    const reading = readAndSay(text, found.shownAs);
    return { ...reading, kind: found.shownAs, choices: [...found.choices], complete: false, problems: [] };
  }
  const reading = readAndSay(text, found);
  // A digit, then a letter: a slip in a number, or an e-mail address whose @ is still to come.
  if (as === null && found !== 'email' && reading.problems.some((problem) => problem.endsWith('-character'))) {
    return { ...reading, form: null, kind: 'unknown', choices: [] };
  }
  // Eleven digits are also a NIR of which two are still to be spoken: the adviser is told so before Enter is pressed.
  const problems =
    as === null && found === 'rpps' && reading.complete
      ? [...reading.problems, 'rpps-or-nir' as const]
      : reading.problems;
  return { ...reading, kind: found, choices: [], problems };
}

function readAndSay(text: string, kind: IdentifierKind): KindReading & Pick<IdentifierReading, 'spoken'> {
  const reading = kindSpecs[kind].read(text);
  return { ...reading, spoken: reading.groups.map(kindSpecs[kind].say) };
}

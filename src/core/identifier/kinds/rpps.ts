/**
 * The RPPS number of a health professional (FORMAT §10.4): 11 digits. First step of the flow; does no I/O.
 *
 * Its last digit is a check digit by Luhn's rule in the register's documentation; samples that were published by the same
 * register disagree, so that a wrong one is a warning and refuses nothing.
 */
import { type InText, type KindReading, type KindSpec, nothingRead } from '../kind-spec.ts';
import { bareNumberCharacters, hasLuhnDigit, isScientific, luhnDigit } from '../number-text.ts';
import { sayDigitGroup } from '../spoken.ts';
import { longestIdentifierText, type ParsedIdentifier } from '../types.ts';
import { hasLaterCharacters } from '../unicode.ts';

export const rppsDigits = 11;

/** Reads an RPPS number. Never throws. */
export function parseRpps(text: string): ParsedIdentifier {
  if (text.length > longestIdentifierText) return { kind: 'invalid', problems: ['rpps-length'] };
  if (hasLaterCharacters(text)) return { kind: 'invalid', problems: ['rpps-character'] };
  if (isScientific(text)) return { kind: 'invalid', problems: ['rpps-scientific'] };
  const bare = bareRpps(text);
  if (bare.length === 0) return { kind: 'invalid', problems: ['empty'] };
  if (!/^\d+$/.test(bare)) return { kind: 'invalid', problems: ['rpps-character'] };
  if (bare.length !== rppsDigits) return { kind: 'invalid', problems: ['rpps-length'] };
  const checked = hasLuhnDigit(bare);
  return {
    kind: 'ok',
    identifier: { kind: 'rpps', form: 'rpps', canonical: bare, keyState: checked ? 'valid' : 'absent' },
    warnings: checked ? [] : ['rpps-luhn'],
  };
}

function bareRpps(text: string): string {
  return bareNumberCharacters(text, [rppsDigits]);
}

/** @returns as `parseRpps` decides; undefined where `text` is not eleven digits and spaces alone. */
export function quickRpps(text: string): string | null | undefined {
  if (text.length > longestIdentifierText) return null;
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 48 && code <= 57) count++;
    else if (code !== 32) return undefined;
  }
  if (count !== rppsDigits) return undefined;
  return text.length === rppsDigits ? text : text.replaceAll(' ', '');
}

/** `10 003 456 789`: no official grouping; short enough to be said and heard. */
function groupRpps(bare: string): string[] {
  return [bare.slice(0, 2), ...(bare.slice(2).match(/.{1,3}/gu) ?? [])].filter((group) => group !== '');
}

function readRpps(text: string): KindReading {
  const parsed = parseRpps(text);
  const bare = bareRpps(text);
  const groups = groupRpps(bare);
  const reading = { ...nothingRead, groups };
  if (parsed.kind === 'ok') {
    const { form, keyState } = parsed.identifier;
    return {
      ...reading,
      form,
      complete: true,
      key: keyState === 'valid' ? keyState : null,
      problems: [...parsed.warnings],
    };
  }
  const begun = bare.length < rppsDigits;
  return { ...reading, problems: parsed.problems.filter((problem) => !(problem === 'rpps-length' && begun)) };
}

/** Groups in which the number is read back (`groupRpps`). */
const readBackWidths = '2-3-3-3';

/** The word that people write before the number. */
const namedRpps =
  /\brpps\b[^\p{L}\p{N}]{0,5}(?:(?:n|no|num|numero|numéro|number)\b[^\p{L}\p{N}]{0,5})?(?:\d[ ./_-]{0,2}){10}\d(?!\d)/iu;

/**
 * Eleven digits may be the reference of an order or of a complaint as well. With the right last digit, or the word beside them,
 * they are taken for an RPPS number; without, a note asks, and a field for references takes them.
 */
const rppsInText: InText = {
  written: (_text, typed) => (namedRpps.test(typed) ? 'sure' : null),
  joined: (number, groups) => {
    if (!isElevenDigits(number)) return null;
    if (hasLuhnDigit(number)) return 'sure';
    return groups === 1 ? 'doubtful' : null;
  },
  cut: (number, { widths }) => {
    if (!isElevenDigits(number) || widths !== readBackWidths) return null;
    return hasLuhnDigit(number) ? 'sure' : 'doubtful';
  },
};

function isElevenDigits(number: string): boolean {
  return number.length === rppsDigits && /^\d+$/.test(number);
}

export const rppsKind: KindSpec<'rpps'> = {
  kind: 'rpps',
  parse: parseRpps,
  quickLook: quickRpps,
  read: readRpps,
  say: sayDigitGroup,
  mask: (canonical) => `${canonical.slice(0, 2)} ••• ••• •${canonical.slice(-2)}`,
  forgottenMask: '•• ••• ••• •••',
  // Counted through from the end; the last digit only follows from the ten before it.
  neighbourParts: (canonical) => [canonical.slice(0, 8), `${canonical.slice(0, 5)}|${canonical.slice(8, 10)}`],
  neighbourPartCount: 2,
  holderMayChange: false,
  // The register's own exports call it « Identifiant PP », and « Identification nationale PP » where an 8 stands before it.
  columnNames: {
    words:
      /\b(?:rpps\w*|(?:num|no|n|id|code|ps)rpps|repertoire partage (?:des )?(?:professionnels|ps)|identif\w* (?:national\w*|nationaux) (?:du |des |de |d )?(?:ps|pp|professionnels?)|identif\w* (?:ps|pp)|id ?nat(?:ional)? ?(?:ps|pp))\b/,
    glued: /rpps|idnatp[sp]|identifiantp[sp]$/,
  },
  inText: rppsInText,
  // The register counts from 1 on, and none that was given out begins with 0.
  canary: (two, isOdd) => `${isOdd ? '00000000' : '0000 0000 '}${two}${luhnDigit(`00000000${two}`)}`,
};

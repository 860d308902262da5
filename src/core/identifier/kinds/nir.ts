/**
 * The NIR (numéro de sécurité sociale): reading, canonical form, key. First step of the flow; does no I/O.
 *
 * Layout: sex 1 · year 2 · month 2 · department 2 (2A, 2B) · commune 3 · order 3 · key 2.
 * What is checked is only what is certain, because a false refusal leaves a caller without an answer:
 *  - first digit 1–8 (0 and 9 are in use nowhere);
 *  - for 1 and 2: month 01–12 or 20–99 (unknown month), department not 00;
 *  - a key, where 15 characters are given, whatever the form: a typing slip must never end in "not listed".
 * Not checked: commune and order 000, department against year, second digit of a provisional number (a warning).
 */
import type { IdentifierProblem, IdentifierWarning, identifierCodes } from '../../vocabulary.ts';
import { type Cut, type InText, type KindReading, type KindSpec, neverSeen, nothingRead } from '../kind-spec.ts';
import { bareNumberCharacters, hasLuhnDigit, isScientific } from '../number-text.ts';
import { sayDigitGroup } from '../spoken.ts';
import { longestIdentifierText, type ParsedIdentifier } from '../types.ts';
import { hasLaterCharacters } from '../unicode.ts';
import { suggestNirs } from './nir-suggestions.ts';

type NirForm = (typeof identifierCodes)['nir']['forms'][number];

/** Characters of a NIR without and with its key. */
export const nirCharacters = 13;
export const keyedNirCharacters = 15;

// INSEE: key = 97 − (n mod 97), with 2A read as 19 and 2B as 18, that is 20 less 1 or 2 at this place value.
const keyModulus = 97;
const departmentPlace = 1e6;

const wellFormed = /^\d{5}(?:\d\d|2[AB])\d{6}(?:\d\d)?$/;

/** @returns the two digits of the key (`01`–`97`), or null if `canonical` is not 13 characters of a NIR. */
export function nirKey(canonical: string): string | null {
  if (canonical.length !== nirCharacters || !wellFormed.test(canonical)) return null;
  return String(keyOf(canonical)).padStart(2, '0');
}

/** Form told by the first digit, null where no number starts so. */
export function nirFormOf(firstCharacter: string): NirForm | null {
  switch (firstCharacter) {
    case '1':
    case '2':
      return 'nir';
    case '3':
    case '4':
      return 'unknown-sex';
    case '5':
    case '6':
      return 'mig';
    case '7':
    case '8':
      return 'nnp';
    default:
      return null;
  }
}

/** Reads a NIR in any writing. Never throws; `problems` is never empty. */
export function parseNir(text: string): ParsedIdentifier {
  if (text.length > longestIdentifierText) return { kind: 'invalid', problems: ['nir-length'] };
  if (hasLaterCharacters(text)) return { kind: 'invalid', problems: ['nir-character'] };
  if (isScientific(text)) return { kind: 'invalid', problems: ['nir-scientific'] };
  const bare = bareNir(text);
  const problems = nirProblems(bare);
  const form = nirFormOf(bare.charAt(0));
  if (problems.length > 0 || form === null) return { kind: 'invalid', problems };
  const warnings: IdentifierWarning[] = [];
  if (form === 'unknown-sex') warnings.push('nir-sex-unknown');
  // [78][12], 0 before 2012; but waiting numbers in the layout of a NIR are said to exist: warn, do not refuse.
  if ((form === 'nnp' || form === 'mig') && bare.charAt(1) > '2') warnings.push('nir-provisional-shape');
  const keyState = bare.length === keyedNirCharacters ? 'valid' : 'absent';
  return { kind: 'ok', identifier: { kind: 'nir', form, canonical: bare.slice(0, nirCharacters), keyState }, warnings };
}

/** `text` without separators; `2840588321025.0` is a number that a data frame saved as a decimal. */
function bareNir(text: string): string {
  return bareNumberCharacters(text, [nirCharacters, keyedNirCharacters]);
}

/** Problems of bare characters (see `bareNir`) taken as a whole number. Empty if it is a NIR. */
export function nirProblems(bare: string): IdentifierProblem[] {
  if (bare.length === 0) return ['empty'];
  if (!hasNirCharactersOnly(bare)) return ['nir-character'];
  if (bare.length !== nirCharacters && bare.length !== keyedNirCharacters) return ['nir-length'];
  const problems = nirFieldProblems(bare);
  if (bare.length === keyedNirCharacters && Number(bare.slice(nirCharacters)) !== keyOf(bare.slice(0, nirCharacters))) {
    problems.push('nir-key-wrong');
  }
  return problems;
}

/** True if every character is one that a NIR may hold at that place: digits, and A or B after the 2 of Corsica. */
export function hasNirCharactersOnly(bare: string): boolean {
  for (let i = 0; i < bare.length; i++) {
    const character = bare.charAt(i);
    if (character >= '0' && character <= '9') continue;
    if (i === 6 && bare.charAt(5) === '2' && (character === 'A' || character === 'B')) continue;
    return false;
  }
  return true;
}

/** Problems of the fields that are complete in `bare`, which may be the beginning of a number. */
export function nirFieldProblems(bare: string): IdentifierProblem[] {
  const form = nirFormOf(bare.charAt(0));
  if (bare.length > 0 && form === null) return ['nir-sex'];
  if (form !== 'nir') return [];
  const problems: IdentifierProblem[] = [];
  if (bare.length >= 5 && !isMonth(Number(bare.slice(3, 5)))) problems.push('nir-month');
  if (bare.length >= 7 && bare.slice(5, 7) === '00') problems.push('nir-department');
  return problems;
}

function isMonth(month: number): boolean {
  return (month >= 1 && month <= 12) || month >= 20;
}

/** Key of 13 well-formed characters, as a number from 1 to 97. */
function keyOf(canonical: string): number {
  const letter = canonical.charAt(6);
  const digits = letter === 'A' || letter === 'B' ? `${canonical.slice(0, 6)}0${canonical.slice(7)}` : canonical;
  return keyOfNumber(Number(digits), letter === 'A' ? 1 : letter === 'B' ? 2 : 0);
}

/** @param number the 13 digits, 2A and 2B written 20 (exact: below 2^53) · @param corsica 1 for A, 2 for B, else 0 */
function keyOfNumber(number: number, corsica: number): number {
  return keyModulus - ((number - corsica * departmentPlace) % keyModulus);
}

/**
 * @returns as `parseNir` decides; undefined where `text` is out of the ordinary, so that `parseNir` must decide.
 *
 * Two whole numbers below 2^31 stand for the 13 digits, since arithmetic on larger ones, and their `%` above all, costs
 * more than reading the rest of the row: `head` is sex, year, month and department, `tail` commune and order.
 */
export function quickNir(text: string): string | null | undefined {
  const length = text.length;
  if (length > longestIdentifierText) return null;
  let count = 0;
  let head = 0;
  let tail = 0;
  let key = 0;
  let corsica = 0;
  let lowerCase = false;
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 48 && code <= 57) {
      if (count < 7) head = head * 10 + (code - 48);
      else if (count < nirCharacters) tail = tail * 10 + (code - 48);
      else if (count < keyedNirCharacters) key = key * 10 + (code - 48);
      else return undefined;
      count++;
    } else if (code === 32 || (code >= 45 && code <= 47) || code === 39 || code === 0xa0 || code === 0x202f) {
      // space - . / ' and the no-break spaces
    } else if (count === 6 && head % 10 === 2 && isCorsicanLetter(code)) {
      corsica = (code | 32) - 96;
      lowerCase = code >= 97;
      head *= 10;
      count++;
    } else return undefined;
  }
  const keyed = count === keyedNirCharacters;
  if (!keyed && count !== nirCharacters) return undefined;
  if (head < 1_000_000 || head >= 9_000_000) return null;
  if (head < 3_000_000) {
    if (!isMonth(((head / 100) | 0) % 100)) return null;
    if (corsica === 0 && head % 100 === 0) return null;
  }
  // 2A and 2B count as 19 and 18, and are 20 in `head`.
  const remainder = (((head - corsica) % keyModulus) * (departmentPlace % keyModulus) + tail) % keyModulus;
  if (keyed && key !== keyModulus - remainder) return null;
  if (count === length && !lowerCase) return keyed ? text.slice(0, nirCharacters) : text;
  const first = corsica === 0 ? String(head) : `${String(head).slice(0, 6)}${corsica === 1 ? 'A' : 'B'}`;
  return first + String(departmentPlace + tail).slice(1);
}

function isCorsicanLetter(code: number): boolean {
  const lower = code | 32;
  return lower === 97 || lower === 98;
}

/** Cuts bare characters into the groups in which a NIR is read: `2 55 08 14 168 025 38`. */
export function groupNir(bare: string): string[] {
  const groups: string[] = [];
  let at = 0;
  for (const width of [1, 2, 2, 2, 3, 3, 2]) {
    if (at >= bare.length) return groups;
    groups.push(bare.slice(at, at + width));
    at += width;
  }
  if (at < bare.length) groups.push(bare.slice(at));
  return groups;
}

function readNir(text: string): KindReading {
  const bare = bareNir(text);
  const parsed = parseNir(text);
  const groups = groupNir(bare);
  const reading = { ...nothingRead, groups, problems: [] };
  if (isScientific(text)) return { ...nothingRead, problems: ['nir-scientific'] };
  // A digit first, then a letter: a slip in a number, or an e-mail address whose @ is still to come.
  if (parsed.kind === 'invalid' && !hasNirCharactersOnly(bare)) return { ...reading, problems: ['nir-character'] };
  const known = { ...reading, form: nirFormOf(bare.charAt(0)), key: 'absent' } as const;
  if (parsed.kind === 'ok') {
    return { ...known, complete: true, key: parsed.identifier.keyState, problems: [...parsed.warnings] };
  }
  if (bare.length === keyedNirCharacters) {
    const wrong = parsed.problems.includes('nir-key-wrong');
    const suggestions = suggestNirs(bare, isNir).map(({ bare: meant, slip }) => ({
      text: groupNir(meant).join(' '),
      slip,
    }));
    return { ...known, key: wrong ? 'wrong' : 'valid', problems: [...parsed.problems], suggestions };
  }
  // Shorter than a number, or between the number and its key: only what is typed is judged.
  const begun = bare.length < nirCharacters || bare.length === nirCharacters + 1;
  return { ...known, problems: begun ? nirFieldProblems(bare) : [...parsed.problems] };
}

function isNir(bare: string): boolean {
  return nirProblems(bare).length === 0;
}

/** Half-open ranges of the 13 characters that are left out: two numbers alike in all the rest are neighbours. */
const countedParts = [
  [1, 3], // year
  [3, 5], // month
  [5, 10], // department and commune
  [10, 13], // order
] as const;

/** Where a NIR is cut: after its sex, year, month, department, commune, order; or on either side of a Corsican letter. */
const nirCuts = new Set([1, 3, 5, 7, 10, 13]);

function isWholeNir(number: string): boolean {
  const quick = quickNir(number);
  return quick === undefined ? parseNir(number).kind === 'ok' : quick !== null;
}

/** A NIR, with or without key; also one whose key is mistyped, for it still tells who the person is. */
function isNirLike(number: string): boolean {
  if (number.length !== nirCharacters && number.length !== keyedNirCharacters) return false;
  if (isWholeNir(number)) return true;
  // A card number of 15 digits is not taken for a mistyped NIR.
  if (number.length !== keyedNirCharacters || hasLuhnDigit(number)) return false;
  const parsed = parseNir(number);
  return parsed.kind === 'invalid' && parsed.problems.every((problem) => problem === 'nir-key-wrong');
}

function isCutLikeNir(number: string, { at, gaps }: Cut): boolean {
  const corsica = /[AB]/.test(number);
  if (at.every((cut) => nirCuts.has(cut) || (corsica && cut === 6))) return true;
  // A number that is only cut by line ends may be cut anywhere.
  return /^[12]/.test(number) && [...gaps].every((gap) => /^ ?[\r\n\u2028\u2029]+ ?$/.test(gap));
}

const nirInText: InText = {
  written: neverSeen,
  joined: (number) => (isNirLike(number) ? 'sure' : null),
  cut: (number, cut) => (isNirLike(number) && isCutLikeNir(number, cut) ? 'sure' : null),
  keyed: (number) => number.length === keyedNirCharacters && isWholeNir(number),
};

export const nirKind: KindSpec<'nir'> = {
  kind: 'nir',
  parse: parseNir,
  quickLook: quickNir,
  read: readNir,
  say: sayDigitGroup,
  // Sex, year and month: `2 55 08 •• ••• •••`.
  mask: (canonical) => `${canonical.slice(0, 1)} ${canonical.slice(1, 3)} ${canonical.slice(3, 5)} •• ••• •••`,
  forgottenMask: '• •• •• •• ••• •••',
  neighbourParts: (canonical) => countedParts.map(([from, to]) => `${canonical.slice(0, from)}|${canonical.slice(to)}`),
  neighbourPartCount: countedParts.length,
  holderMayChange: false,
  columnNames: {
    words:
      /\b(?:nir\d*|matricule (?:ins|nir|assur\w*|secu\w*)|ins (?:nir|nia)|nia|nnp|nss|ssn|numss|num ?secu\w*|no ?secu\w*|nosecu|secu|securite sociale|social security)\b|\b(?:numero|num|nr|no|n|number)\b.*\b(?:ss|insee|assure|assuree|assur\w* (?:social\w*|maladie))\b|\binsurance (?:number|no|id)\b/,
    glued: /securitesociale|numerosecu|numsecu|nosecu|socialsecurity|numeross/,
  },
  inText: nirInText,
  // Nobody is born with order number 000: civil registers count from 001.
  canary: (two, isOdd) => (isOdd ? `1 ${two} 01 99 100 000 ${nirKey(`1${two}0199100000`)}` : `2 ${two} 01 2a 001 000`),
};

/**
 * Identifiers that are there and that no look for an `@` or for thirteen digits sees: the sign spelt as a word or as a rare escape, letters in the
 * place of digits, base64 and hexadecimal in the middle of a text. They are rewritten plainly before identifiers are looked for. Few files
 * hold any, so that one look at each block decides whether its cells are looked at.
 */
import { canonicaliseNir } from '../../core/identifier/identifier.ts';
import type { ByteText } from '../text/block.ts';
import { decodeCell } from './encoded-cell.ts';
import { plainCell } from './plain-writing.ts';

/** A byte of a name: a letter beyond ASCII is two of them. */
const word = String.raw`[\w\x80-\xff]`;
const wordSign = `(?:[Aa][Tt]|[Aa]rr?obase?|ARR?OBASE?)`;
/** `jean (at) x.fr`, `jean<at>x.fr`, `jean AT x.fr`, `jean arobase x.fr`; a small « at » between blanks is English. */
const spelt = String.raw` ?[[({<] ?${wordSign} ?[\])}>] ?|[[({]a[\])}]| +(?:AT|[Aa]rr?obase?|ARR?OBASE?) +`;
/** Octal in C and awk, quoted-printable, JavaScript and Rust, Python and YAML, and what `escape()` wrote. */
const escaped = String.raw`\\{1,8}100|=40|\\{1,8}u\{0*40\}|\\{1,8}U00000040|%u0040`;
const label = String.raw`${word}(?:[\w\x80-\xff-]*${word})?`;
const speltDot = String.raw`(?: ?[[({<] ?(?:[Dd][Oo][Tt]|[Pp]oint|POINT|\.) ?[\])}>] ?| (?:[Dd]ot|DOT|[Pp]oint|POINT) )`;
const plainDomain = String.raw`${label}(?:\.${label})*\.[A-Za-z]{2,24}(?![\w@]|[.-]\w)`;
const speltDomain = String.raw`${label}(?:${speltDot}${label}){0,3}${speltDot}[A-Za-z]{2,12}(?!\w)`;
/** Bounded, as every pattern here: RFC 5321 allows 64 characters before the sign. */
const local = String.raw`[\w.+'\x80-\xff-]{1,64}`;
const hiddenSign = new RegExp(
  String.raw`(?<![\w.+'\x80-\xff-])((?:${local}${speltDot}){0,3}${local}?${word})(${spelt}|${escaped})(?:(${plainDomain})|(${speltDomain}))`,
  'g',
);
const speltDots = new RegExp(speltDot, 'g');

/** What each writing of the sign has: a character that few texts hold is looked for first, since a search for one is as fast as memory. */
const hiddenMarks: readonly (readonly [mark: string, wholes: readonly string[]])[] = [
  ['\\', ['\\100', '\\u{', '\\U0000']],
  ['=', ['=40']],
  ['%', ['%u00']],
  ['(', ['(a)']],
  ['[', ['[a]']],
  ['{', ['{a}']],
];
const brackets = ['(', '[', '{', '<'];
const bracketed = /[[({<] ?[Aa][Tt] ?[\])}>]/;
const signWord = /robas|ROBAS/;

// What each of the patterns below needs, written so that V8 skips over most text: a tenth of the time of the pattern itself.
const letterAmongDigits = [/\d[ ./-]?[oOiIlL]{1,4}[ ./-]?\d/, /[iIlL]\d{7}/, /\d\d\d\d\d\d\d[oOiIlL]/];
const threeOfBase64 = /[A-Za-f][\w+/-]{3}[A-Za-f][\w+/-]{3}[A-Za-f][\w+/-]{3}/;
/** A dot between letters, or a NIR, in hexadecimal. */
const hexText = [
  /[67][\da-fA-F]2[eE][67][\da-fA-F][67][\da-fA-F]/,
  /3[1-8]3\d3\d3\d3\d(?:3\d3\d|324[12])3\d3\d3\d3\d3\d3\d/,
];
/** Fewest characters of a word of base64 in which an identifier can be. */
const shortestEncoded = 12;

/** The same of digits alone, which are no base64. */
const shortestNumber = 18;

/** True for the characters of base64, in either alphabet, and of hexadecimal. */
function isEncodedCode(code: number): boolean {
  const lower = code | 32;
  return (
    (lower >= 97 && lower <= 122) ||
    (code >= 48 && code <= 57) ||
    code === 43 ||
    code === 45 ||
    code === 47 ||
    code === 95
  );
}

/** @returns words long enough to be base64 or hexadecimal, each once; a word of so many characters has one at each twelfth place */
function* longWords(text: ByteText): Generator<ByteText> {
  for (let at = shortestEncoded - 1; at < text.length; at += shortestEncoded) {
    if (!isEncodedCode(text.charCodeAt(at))) continue;
    let first = at;
    let holdsLetter = text.charCodeAt(at) > 57;
    for (; first > 0 && isEncodedCode(text.charCodeAt(first - 1)); first--)
      holdsLetter ||= text.charCodeAt(first - 1) > 57;
    for (; isEncodedCode(text.charCodeAt(at + 1)); at++) holdsLetter ||= text.charCodeAt(at + 1) > 57;
    if (at + 1 - first >= (holdsLetter ? shortestEncoded : shortestNumber)) yield text.slice(first, at + 1);
  }
}

/** `l85O578OO6O8491`: of 15 characters, one at least a letter that looks like a digit. */
const lettersInNumber =
  /(?<![\dA-Za-z])[1-8iIlL](?=[\d ./ABab-]{0,20}[oOiIlL]|(?<=[iIlL]))(?:[ ./-]?[\doOiIlLABab]){14}(?![\dA-Za-z])/g;
const fewestDigits = 8;

/** Base64 of text: the first of four characters stands for the upper bits of a byte below 128, as the first nine are. */
const base64Run = /(?:[A-Za-f][\w+/-]{3}){3}[\w+/-]*={0,2}/g;
const hexRun = /(?<![\dA-Za-z])(?:[2-7][\da-fA-F]){9,200}(?![\dA-Za-z])/g;
const identifierInside = /[\w.+\x80-\xff-]@[\w\x80-\xff-]+\.[A-Za-z]|(?<!\d)[1-8]\d{4}(?:\d\d|2[ABab])\d{6}/;

/** True if something in the block may be changed by `plainlyWritten`. */
export function mayHide(text: ByteText): boolean {
  if (mayHideSign(text) || holds(text, numberWithLetters)) return true;
  for (const word of longWords(text)) if (holds(word, base64) || holds(word, hex)) return true;
  return false;
}

function mayHideSign(text: ByteText): boolean {
  for (const [mark, wholes] of hiddenMarks)
    if (text.includes(mark) && wholes.some((whole) => text.includes(whole))) return true;
  if (brackets.some((bracket) => text.includes(bracket)) && bracketed.test(text)) return true;
  return holdsSpeltSign(text) || signWord.test(text);
}

/** True for ` AT `: capitals are fewer than blanks. */
function holdsSpeltSign(text: ByteText): boolean {
  for (let at = text.indexOf('AT '); at >= 0; at = text.indexOf('AT ', at + 3))
    if (text.charCodeAt(at - 1) === 32) return true;
  return false;
}

/** A writing that is told by a pattern and by what it reads as. */
interface Writing {
  readonly needs: readonly RegExp[];
  readonly pattern: RegExp;
  /** @returns null if the characters that were found hide nothing */
  readonly read: (found: string) => string | null;
}
const numberWithLetters: Writing = { needs: letterAmongDigits, pattern: lettersInNumber, read: digitsOf };
const base64: Writing = { needs: [threeOfBase64], pattern: base64Run, read: decodedBase64 };
const hex: Writing = { needs: hexText, pattern: hexRun, read: decodedHex };

function holds(text: ByteText, { needs, pattern, read }: Writing): boolean {
  if (!needs.some((one) => one.test(text))) return false;
  for (const [found] of text.matchAll(pattern)) if (read(found) !== null) return true;
  return false;
}

/** @returns the cell with what is hidden in it written plainly; itself where nothing is */
export function plainlyWritten(cell: ByteText): ByteText {
  if (cell.length < shortest) return cell;
  let plain = mayHideSign(cell) ? cell.replace(hiddenSign, addressOf) : cell;
  for (const { needs, pattern, read } of [numberWithLetters, base64, hex])
    if (needs.some((one) => one.test(plain))) plain = plain.replace(pattern, (found) => read(found) ?? found);
  return plain;
}

const shortest = 9;

/** @returns the same in plain characters: what was encoded may hold others */
export function unhidden(cell: ByteText): ByteText {
  const plain = plainlyWritten(cell);
  return plain === cell ? cell : plainCell(plain);
}

function addressOf(all: string, before: string, sign: string, plain?: string, dotted?: string): string {
  // « LOGIN FAILED AT ASSURE.EXEMPLE.FR » is a sentence.
  if (/^ +AT +$/.test(sign) && !/[a-z]/.test(before)) return all;
  // Dots are spelt on both sides or on none: « voir au point jean arobase x.fr » names jean alone.
  const name = dotted === undefined ? /\S+$/.exec(before)?.[0] : before.replace(speltDots, '.');
  const lead = dotted === undefined ? before.slice(0, before.length - (name?.length ?? 0)) : '';
  return `${lead}${name}@${plain ?? dotted?.replace(speltDots, '.')}`;
}

/** @returns the digits that the letters stand for, where the key says so */
function digitsOf(found: string): string | null {
  if (found.replace(/\D/g, '').length < fewestDigits) return null;
  const digits = found
    .replace(/[ ./-]/g, '')
    .replace(/[oO]/g, '0')
    .replace(/[iIlL]/g, '1');
  return canonicaliseNir(digits) === null ? null : digits;
}

function decodedBase64(found: string): string | null {
  const decoded = decodeCell(found);
  return decoded !== null && identifierInside.test(decoded) ? decoded : null;
}

function decodedHex(found: string): string | null {
  const decoded = Buffer.from(found, 'hex').toString('latin1');
  return identifierInside.test(decoded) ? decoded : null;
}

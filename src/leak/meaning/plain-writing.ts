/**
 * Cells whose characters are not the plain ones: full-width and other digits, `＠`, characters that nobody sees, typographic blanks and
 * dashes between digits. `core/identifier` folds them in a cell that is nothing but an identifier; here they are folded in any cell, before
 * identifiers are looked for inside it.
 */
import { isAscii } from 'node:buffer';
import { visibleText } from '../../core/identifier/identifier.ts';
import { type ByteText, readByteText, type TextBlock, toByteText } from '../text/block.ts';

/**
 * Characters that are folded, by their first byte in UTF-8. Those that nobody sees, other digits, full-width and small forms are folded wherever they
 * stand; blanks, dashes and dots of print between digits alone.
 */
const unusualBytes: readonly (readonly [first: number, characters: RegExp])[] = [
  [0xc2, /\xc2(?:\xad|(?<=[\dABab]\xc2)\xb7\d)/],
  [0xcd, /\xcd\x8f/],
  [0xd8, /\xd8\x9c/],
  [0xd9, /\xd9[\xa0-\xa9]/],
  [0xdb, /\xdb[\xb0-\xb9]/],
  [0xe1, /\xe1(?:\x85[\x9f\xa0]|\x9e[\xb4\xb5]|\xa0[\x8b-\x8f])/],
  [
    0xe2,
    /\xe2(?:\x80[\x8b-\x8f\xaa-\xae]|\x81[\xa0-\xaf]|(?<=[\dABab]\xe2)(?:\x80[\x80-\x8a\x90-\x95\xa2]|\x81\x9f|\x88\x92)\d)/,
  ],
  [0xe3, /\xe3(?:\x85\xa4|(?<=[\dABab]\xe3)\x80\x80\d)/],
  [0xef, /\xef(?:\xb8[\x80-\x8f]|\xb9|\xbb\xbf|\xbc|\xbd|\xbe\xa0)/],
  [0xf0, /\xf0\x9d\x9f/],
  [0xf3, /\xf3\xa0/],
];
const unusual = new RegExp(unusualBytes.map(([, { source }]) => source).join('|'));
/** The sign `@` as people hide it, but for the writings of `notation.ts`. */
const hiddenSign = / ?\{at\} ?/g;
/** Escapes that may stand for such a character, or for a blank between the groups of a number. */
const escapes = [
  ...[
    '\\u00a',
    '\\u00A',
    '\\u00b7',
    '\\u00B7',
    '\\u2',
    '\\u3',
    '\\u06',
    '\\uf',
    '\\uF',
    '\\ud835',
    '\\uD835',
    '\\xa0',
    '\\xA0',
  ],
  ...['&#', '&nbsp;', '&ensp;', '&emsp;', '&thinsp;', '%20', '%C2', '%c2', '%E2', '%e2', '{at}'],
];

/** True if some cell of the block may be changed by `plainCell`. A look for single bytes: a block of plain text costs nearly nothing. */
export function mayBeUnusual({ bytes, text }: TextBlock): boolean {
  if (!isAscii(bytes) && unusualBytes.some(([first, characters]) => bytes.includes(first) && characters.test(text)))
    return true;
  const marks = ['\\', '&', '%', '{'].filter((mark) => text.includes(mark));
  return escapes.some((one) => marks.includes(one.charAt(0)) && text.includes(one));
}

const digitsBeyondAscii = /[\u0660-\u0669\u06f0-\u06f9]/g;
const dashBetweenDigits = /(?<=[\dABab])[\p{Pd}\u2212](?=\d)/gu;
const blankBetweenDigits = /(?<=[\dABab])\p{Z}(?=\d)/gu;
/** Of printed groups: before `30806dupont` it parts fields. */
const dotBetweenDigits = /(?<=[\dABab])[·•](?=(?:\d{2,3}|2[AB])(?![\p{L}\d]))/giu;

/** @returns the cell in plain characters; itself where it is made of no others */
export function plainCell(cell: ByteText): ByteText {
  const plain = unusual.test(cell) ? toByteText(plainText(readByteText(cell))) : cell;
  return plain.includes('{at}') ? plain.replaceAll(hiddenSign, '@') : plain;
}

/** @returns text in plain characters */
export function plainText(text: string): string {
  return visibleText(text)
    .replace(digitsBeyondAscii, (digit) => String((digit.codePointAt(0) ?? 0) & 15))
    .replace(dashBetweenDigits, '-')
    .replace(blankBetweenDigits, ' ')
    .replace(dotBetweenDigits, '.');
}

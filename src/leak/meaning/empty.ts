/** What counts as an empty cell of a leaked row: nothing was exposed there. */
import { type ByteText, readByteText } from '../text/block.ts';

const emptyWords = new Set([
  '',
  'null',
  '(null)',
  '\\n', // how MySQL and PostgreSQL dump a null, in lower case
  'nil',
  'none',
  'nan',
  'undefined',
  'n/a',
  '#n/a',
  'na',
  '-',
  '--',
  '.',
]);

/** By first character (a byte): 1 where a cell may be empty, which nearly none is that begins so. */
const mayBeEmpty = new Uint8Array(256);
for (let code = 0; code < 256; code++)
  mayBeEmpty[code] = /[0-9a-mo-tv-zA-MO-TV-Z]/.test(String.fromCharCode(code)) ? 0 : 1;

/** True if `cell` holds nothing but quotes, blanks or a word for "none". */
export function isEmptyCell(cell: string): boolean {
  if (cell.length === 0) return true;
  if (mayBeEmpty[cell.charCodeAt(0)] === 0) return false;
  return emptyWords.has(cell.replace(/^[\s"'“”«»]+|[\s"'“”«»]+$/gu, '').toLowerCase());
}

/** The same for a cell that was not yet made characters. */
export function isEmptyByteCell(cell: ByteText): boolean {
  if (cell.length === 0) return true;
  if (mayBeEmpty[cell.charCodeAt(0)] === 0) return false;
  return isEmptyCell(readByteText(cell));
}

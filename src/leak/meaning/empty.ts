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

/** By first and by last character (a byte): 1 where a cell may be empty. Nearly none begins and ends so, names with N among them. */
const mayBegin = new Uint8Array(256).fill(1);
const mayEnd = new Uint8Array(256).fill(1);
const words = [...emptyWords];
for (let code = 0; code < 128; code++) {
  const character = String.fromCharCode(code).toLowerCase();
  if (!/[a-z0-9]/.test(character)) continue;
  if (!words.some((word) => word.startsWith(character))) mayBegin[code] = 0;
  if (!words.some((word) => word.endsWith(character))) mayEnd[code] = 0;
}

/** True if `cell` holds nothing but quotes, blanks or a word for "none". */
export function isEmptyCell(cell: string): boolean {
  if (cell === '') return true;
  return mayBeEmpty(cell) && emptyWords.has(cell.replace(/^[\s"'“”«»]+|[\s"'“”«»]+$/gu, '').toLowerCase());
}

/** The same for a cell that was not yet made characters. */
export function isEmptyByteCell(cell: ByteText): boolean {
  return cell === '' || (mayBeEmpty(cell) && isEmptyCell(readByteText(cell)));
}

function mayBeEmpty(cell: string): boolean {
  return mayBegin[cell.charCodeAt(0)] !== 0 && mayEnd[cell.charCodeAt(cell.length - 1)] !== 0;
}

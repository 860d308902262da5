/** What counts as an empty cell of a leaked row: nothing was exposed there. */

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

/** True if `cell` holds nothing but quotes, blanks or a word for "none". */
export function isEmptyCell(cell: string): boolean {
  if (cell.length === 0) return true;
  // Nearly every cell is told by its first character: digits, and letters that begin none of the words above.
  const first = cell.charCodeAt(0);
  if (first >= 48 && first <= 57) return false;
  const letter = first | 32;
  if (letter >= 97 && letter <= 122 && letter !== 110 && letter !== 117) return false;
  return emptyWords.has(cell.replace(/^[\s"'“”«»]+|[\s"'“”«»]+$/gu, '').toLowerCase());
}

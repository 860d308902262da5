/**
 * Rows with another number of cells than there are columns: a separator inside a name, empty cells left off at the end, a line break
 * inside a cell. Columns before the surplus are counted from the left, those after it from the right; the place of the surplus is
 * the one that puts most identifiers into columns of identifiers.
 */
import { quickEmail, quickNir } from '../../core/identifier/identifier.ts';
import type { ByteText } from '../text/block.ts';
import type { ColumnMeaning } from './decide.ts';

/** @returns the column of each cell; -1 for one that belongs to no column for sure */
export function alignCells(cells: readonly ByteText[], meanings: readonly ColumnMeaning[]): number[] {
  const surplus = cells.length - meanings.length;
  let best: number[] = [];
  let bestScore = Number.NEGATIVE_INFINITY;
  // From the right, so that among equals the surplus is in the last column: passwords hold separators.
  for (let split = Math.min(cells.length, meanings.length) - 1; split >= 0; split--) {
    const at = cells.map((_, i) =>
      surplus > 0 ? (i <= split ? i : i <= split + surplus ? split : i - surplus) : i <= split ? i : i - surplus,
    );
    const score = at.reduce((sum, column, i) => sum + fitOf(cells[i] ?? '', meanings[column]), 0);
    if (score > bestScore) {
      best = at;
      bestScore = score;
    }
    if (surplus < 0 && split === 0) break;
  }
  return best;
}

function fitOf(cell: ByteText, meaning: ColumnMeaning | undefined): number {
  switch (meaning?.role) {
    case 'nir':
      return typeof quickNir(cell) === 'string' ? 2 : 0;
    case 'email':
      return typeof quickEmail(cell) === 'string' ? 2 : 0;
    case 'identifier':
      return typeof quickNir(cell) === 'string' || typeof quickEmail(cell) === 'string' ? 1 : 0;
    default:
      // An identifier that would stand in another column is the sign of a wrong place.
      return cell.includes('@') && typeof quickEmail(cell) === 'string' ? -1 : 0;
  }
}

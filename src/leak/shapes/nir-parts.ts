/**
 * A NIR that fills seven columns of a table, one for each of its printed groups: sex, year, month, department, commune, order, key. Told by the
 * rows alone: by chance one in a hundred has a right key.
 */
import { canonicaliseNir } from '../../core/identifier/identifier.ts';
import { type ByteText, readByteText } from '../text/block.ts';

/** INSEE's groups, with the key; zeroes in front are lost where columns hold numbers. */
const widths = [1, 2, 2, 2, 3, 3, 2];
/** Rows below which chance could have made the keys right. */
const fewestRows = 2;
const mostly = 0.8;

/** @returns the first of the seven columns; null if no row holds a NIR so, or hardly any does */
export function findNirParts(rows: readonly (readonly ByteText[])[], columnCount: number): number | null {
  if (columnCount < widths.length) return null;
  const sound = rows.filter((cells) => cells.length === columnCount);
  if (sound.length < fewestRows) return null;
  for (let first = 0; first + widths.length <= columnCount; first++) {
    // Nearly every table is told from one by its first row.
    if (sound.every((cells) => joinedNir(cells, first) === null)) continue;
    if (sound.filter((cells) => joinedNir(cells, first) !== null).length >= sound.length * mostly) return first;
  }
  return null;
}

function joinedNir(cells: readonly ByteText[], first: number): string | null {
  let joined = '';
  for (const [i, width] of widths.entries()) {
    const cell = readByteText(cells[first + i] ?? '').trim();
    if (cell.length === 0 || cell.length > width || !/^\d+$|^2[AB]$/i.test(cell)) return null;
    joined += cell.padStart(width, '0');
  }
  return canonicaliseNir(joined);
}

/** The row with its seven cells as the one that they are. A row that has none keeps what stands in them. */
export function joinNirParts(cells: readonly ByteText[], first: number): ByteText[] {
  const parts = cells.slice(first, first + widths.length).map((cell, i) => cell.trim().padStart(widths[i] ?? 0, '0'));
  const isEmpty = cells.slice(first, first + widths.length).every((cell) => cell.trim() === '');
  return [...cells.slice(0, first), isEmpty ? '' : parts.join(' '), ...cells.slice(first + widths.length)];
}

/** Names of the columns, with one for the seven. */
export function joinNirHeader(columns: readonly string[], first: number): string[] {
  return [...columns.slice(0, first), 'nir', ...columns.slice(first + widths.length)];
}

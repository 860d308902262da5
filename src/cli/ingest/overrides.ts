/** Columns named by hand: `--columns nir=…,email=…`. A column is named by its header or by its position from 1. */
import { VigieError } from '../../core/errors.ts';
import { dataClasses } from '../../core/vocabulary.ts';
import { type ColumnRole, headerWords } from './columns.ts';

export interface ColumnOverride {
  readonly role: ColumnRole;
  /** A header, or a position from 1 written in digits. */
  readonly column: string;
}

/**
 * Reads `nir=Numéro,email=3,password=mdp`. Targets: `nir`, `email`, `identifier` (either kind), `password`, data classes.
 * @throws VigieError 'usage' with the position of the part that cannot be read
 */
export function parseColumnOverrides(text: string): ColumnOverride[] {
  return text.split(',').map((part, index) => {
    const at = part.indexOf('=');
    const target = part.slice(0, Math.max(0, at)).trim().toLowerCase();
    const role: ColumnRole | undefined =
      target === 'password' ? 'ameli-login' : [...dataClasses, 'identifier' as const].find((name) => name === target);
    const column = part.slice(at + 1).trim();
    if (at < 0 || role === undefined || column === '')
      throw new VigieError('usage', { reason: 'bad-value', option: '--columns', part: index + 1 });
    return { role, column };
  });
}

/** True if every override is a position, which needs no header. */
export function areAllPositions(overrides: readonly ColumnOverride[]): boolean {
  return overrides.length > 0 && overrides.every(({ column }) => /^\d+$/.test(column));
}

/**
 * Puts the overrides over what was recognised. A role that is named by hand is taken from the named columns only.
 * @param headers the header cells, empty where there is no header
 * @throws VigieError 'input-column-unknown' with the position of the override in its list and the number of columns
 */
export function applyOverrides(
  roles: readonly (ColumnRole | null)[],
  overrides: readonly ColumnOverride[],
  headers: readonly string[],
): (ColumnRole | null)[] {
  const named = new Set(overrides.map(({ role }) => role));
  const result = roles.map((role) => (role !== null && named.has(role) ? null : role));
  overrides.forEach(({ role, column }, index) => {
    const at = findColumn(column, headers, roles.length);
    if (at < 0) {
      throw new VigieError('input-column-unknown', { override: index + 1, target: role, columnCount: roles.length });
    }
    result[at] = role;
  });
  return result;
}

function findColumn(column: string, headers: readonly string[], columnCount: number): number {
  const exact = headers.findIndex((header) => header.trim() === column);
  if (exact >= 0) return exact;
  const words = headerWords(column);
  const alike = headers.findIndex((header) => words !== '' && headerWords(header) === words);
  if (alike >= 0) return alike;
  const position = /^\d+$/.test(column) ? Number(column) : 0;
  return position >= 1 && position <= columnCount ? position - 1 : -1;
}

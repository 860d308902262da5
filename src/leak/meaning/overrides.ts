/** Columns named by hand: `--columns nir=…,email=…`. A column is named by its header or by its position from 1. */
import { VigieError } from '../../core/errors.ts';
import { type ColumnRole, columnRoles } from './headers.ts';

export interface ColumnOverride {
  /** Null: the column is nothing that matters. */
  readonly role: ColumnRole | null;
  /** Whether identifiers in other text of it are taken, or counted as left out. */
  readonly searched: 'searched' | 'excluded';
  /** A header, or a position from 1 written in digits. */
  readonly column: string;
}

/** A hash is told by its cells; nobody can look it up, whatever its column is called. */
const targets = columnRoles.filter((role) => role !== 'hash');

/**
 * Reads `nir=Numéro,email=3,password=mdp,none=7`. Targets: the kinds of identifiers, `identifier` (NIR or address), `password`,
 * `nir-key`, data classes, `text` (other text, in which identifiers are looked for and numbers without a key are none), `none` (left out).
 * @throws VigieError 'usage' with the position of the part that cannot be read
 */
export function parseColumnOverrides(text: string): ColumnOverride[] {
  return text.split(',').map((part, index) => {
    const at = part.indexOf('=');
    const target = part.slice(0, Math.max(0, at)).trim().toLowerCase();
    const role =
      target === 'none' || target === 'text'
        ? null
        : target === 'password'
          ? 'ameli-login'
          : targets.find((name) => name === target);
    const column = part.slice(at + 1).trim();
    if (at < 0 || role === undefined || column === '')
      throw new VigieError('usage', { reason: 'bad-value', option: '--columns', part: index + 1 });
    return { role, searched: target === 'none' ? 'excluded' : 'searched', column };
  });
}

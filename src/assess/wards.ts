/**
 * Where births are registered in number. A maternity ward may stand in a village (Trévenans, 1 300 people, registers the births of the
 * Territoire de Belfort), and no list says where. The file itself does: a commune that gave birth to one row in fifty has a ward, or
 * the file is of its region. Whoever draws communes from a list meets none so often.
 */
import { departmentCount } from './communes.ts';
import type { Row } from './row.ts';

const leastShare = 0.02;
/** Below it, one in fifty is chance. */
const leastRows = 5;

/** @param count rows of the commune, of `of` rows whose commune exists */
export function isWard(count: number, of: number): boolean {
  return count >= leastRows && count >= leastShare * of;
}

const cells = departmentCount * 1000;

/** A count a commune, in constant memory. */
export class CountByCommune {
  readonly #counts = new Uint32Array(cells);

  add({ department, commune }: Pick<Row, 'department' | 'commune'>): void {
    const index = department * 1000 + commune;
    this.#counts[index] = (this.#counts[index] ?? 0) + 1;
  }

  /** Sum over the communes for which `isCounted` holds. */
  sum(isCounted: (index: number) => boolean): number {
    let sum = 0;
    for (let index = 0; index < cells; index++) {
      const count = this.#counts[index] ?? 0;
      if (count > 0 && isCounted(index)) sum += count;
    }
    return sum;
  }

  at(index: number): number {
    return this.#counts[index] ?? 0;
  }
}

/** More births than any commune of the metropolis below 200 000 people registers in a month. */
export const highestInWard = 600;

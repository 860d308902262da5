/** Whether what stands where NIRs should is one: length, month, department, and the key, which one number in 97 has by chance. */
import { type Finding, named, type Observer } from '../finding.ts';
import type { Row } from '../row.ts';
import { shareOf } from '../statistics/intervals.ts';
import { madeUpByExcess } from '../statistics/mixture.ts';
import { exactBinomial } from '../statistics/tests.ts';

const states = ['keyed', 'keyless', 'wrong-key', 'malformed'] as const;
/** Typing slips and cells of another column: one in ten is more than any export is known to have. */
const mostReal = 0.1;
const keyByChance = 1 / 97;

export class NirValidity implements Observer {
  readonly #counts = { none: 0, keyed: 0, keyless: 0, 'wrong-key': 0, malformed: 0 };

  observe(row: Row): void {
    this.#counts[row.nirState]++;
  }

  conclude(error: number): Finding {
    const counts = this.#counts;
    const rows = states.reduce((sum, state) => sum + counts[state], 0);
    const withKey = counts.keyed + counts['wrong-key'];
    const wrong = counts['wrong-key'] + counts.malformed;
    return {
      name: 'nir-validity',
      rows,
      shares: [named('right-key', shareOf(counts.keyed, withKey)), named('no-nir', shareOf(wrong, rows))],
      counts: [],
      tests: withKey === 0 ? [] : [exactBinomial('key-by-chance', counts.keyed, withKey, keyByChance)],
      bounds:
        rows === 0
          ? []
          : [
              {
                kind: 'impossible',
                trait: 'no-nir',
                atLeast: madeUpByExcess(wrong, rows, mostReal, error),
                allowed: mostReal,
              },
            ],
      chart: {
        name: 'nir-states',
        bars: states.map((label) => ({ label, count: counts[label], expected: null })),
      },
    };
  }
}

/** Opening a pack for the first time in a process, and the memory that it and a thousand checks add. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { atMost, type Figure, median, reported } from '../measure.ts';

const rounds = 7;
const child = join(import.meta.dirname, '../support/opening-child.ts');

interface Opening {
  readonly openingMs: number;
  readonly tableReadMs: number;
  readonly tableBytes: number;
  readonly addedBytes: number;
}

/** @param path of a pack at the cheapest stretch, whose slot is of any cost; @param memory also measures memory */
export function measureOpening(path: string, label: string): Figure[] {
  const runs = Array.from(
    { length: rounds },
    () => JSON.parse(execFileSync(process.execPath, [child, path], { encoding: 'utf8' })) as Opening,
  );
  const of = (pick: (run: Opening) => number) => median(runs.map(pick));
  const addedMB = of((run) => run.addedBytes - run.tableBytes) / 1_000_000;
  return [
    atMost(
      `opening ${label} (slot apart), beyond reading the table`,
      of((r) => r.openingMs - r.tableReadMs),
      50,
      'ms',
    ),
    atMost(`memory added by opening ${label} and 1000 checks, beyond the table`, addedMB, 16, 'MB'),
    reported(`bucket table ${label}`, of((run) => run.tableBytes) / 1_000_000, 'MB'),
  ];
}

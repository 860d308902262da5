/** Reading beside the plainest way to cut the same bytes up, taking turns, each in a process of its own. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { median, takeTurns } from '../measure.ts';

const child = join(import.meta.dirname, 'reading-turns-child.ts');
/** By then both sides are compiled: a leak of a million rows is read so but for its first part. */
const warmUps = 3;

export type Plainly = 'papaparse' | 'split' | 'JSON.parse';

/** @param records that both have to find. @returns medians in milliseconds */
export async function readInTurns(
  path: string,
  plainly: Plainly,
  records: number,
  rounds: number,
): Promise<{ readonly ours: number; readonly plainly: number }> {
  const sides = {
    ours: fork(child, [path, 'ours', `${records}`]),
    plainly: fork(child, [path, plainly, `${records}`]),
  };
  try {
    const turns = { ours: () => takeTurn(sides.ours), plainly: () => takeTurn(sides.plainly) };
    const taken = await takeTurns(rounds, turns, warmUps);
    return { ours: median(taken.ours), plainly: median(taken.plainly) };
  } finally {
    for (const side of Object.values(sides)) side.kill();
  }
}

/** @throws if the child ended: it said why on standard error */
async function takeTurn(side: ChildProcess): Promise<void> {
  const over = new AbortController();
  try {
    const answer = Promise.race([
      once(side, 'message', { signal: over.signal }),
      once(side, 'exit', { signal: over.signal }).then(([code]) =>
        Promise.reject(new Error(`reading ended with ${code}`)),
      ),
    ]);
    side.send('read');
    await answer;
  } finally {
    over.abort();
  }
}

/**
 * A build's memory follows the number of people and not the width of their rows: 64 bytes an entry and 200 MB at most. What
 * is counted is what the process made (RssAnon), not the program's text, which is mapped, shared and can be dropped at any
 * time; nor the 256 MiB that the slot's own Argon2id takes for half a second at the end. Linux only: the kernel tells it.
 */

import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { numbers, openWorkshop, startVigie, type Workshop } from '../support/run-vigie.ts';

const entryCount = 200_000;
/** Each worker thread is a JavaScript engine of its own: with more cores than two, each takes this much more. */
const workerBytes = 50 * 1000 * 1000;
const boundBytes = entryCount * 64 + 200 * 1000 * 1000 + Math.max(0, availableParallelism() - 2) * workerBytes;
let shop: Workshop;

beforeAll(() => {
  shop = openWorkshop();
  const people = numbers(entryCount);
  shop.write('seed', Buffer.alloc(32, 7));
  shop.write('narrow.csv', `nir\n${people.join('\n')}\n`);
  // 100 MB: half the bound, were any of it kept.
  const wide = 'é'.repeat(240);
  shop.write('wide.csv', `nir,note\n${people.map((nir) => `${nir},${wide}`).join('\n')}\n`);
});
afterAll(() => shop.remove());

/** Builds one shard of one input, which is a build without the slot's key derivation. @returns peak anonymous resident bytes */
async function peakOfBuild(input: string): Promise<number> {
  const running = startVigie(
    [
      ...['build', '--in', input, '--incident', 'claimed.json', '--out', `${input}.shard`, '--stretch', '64,1,1'],
      ...['--shard', '1/2', '--seed', 'seed'],
    ],
    // A heap as small as this would end a build that keeps its rows.
    { cwd: shop.dir, node: ['--max-old-space-size=64'] },
  );
  let peak = 0;
  const watch = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${running.child.pid}/status`, 'utf8');
      peak = Math.max(peak, Number(/^RssAnon:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024);
    } catch {
      // Gone between two looks.
    }
  }, 20);
  const ran = await running.done;
  clearInterval(watch);
  expect(ran.said).toBe('');
  expect(ran.code).toBe(0);
  return peak;
}

describe.skipIf(process.platform !== 'linux')('the memory of a build', () => {
  it('stays within its bound, for narrow rows and for wide ones', async () => {
    const narrow = await peakOfBuild('narrow.csv');
    const wide = await peakOfBuild('wide.csv');
    expect(narrow).toBeGreaterThan(30_000_000);
    expect(narrow).toBeLessThan(boundBytes);
    expect(wide).toBeLessThan(boundBytes);
  });
});

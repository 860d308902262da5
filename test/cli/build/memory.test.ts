/**
 * A build's memory follows the number of people and not the width of their rows: 64 bytes an entry and 200 MB at most. What
 * is counted is what the process made (RssAnon), not the program's text, which is mapped, shared and can be dropped at any
 * time; nor the 256 MiB that a
 * passphrase's own Argon2id takes for half a second before anything is read. Linux only: the kernel tells it.
 */

import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newX25519Pair } from '../../../src/core/crypto/x25519.ts';
import { encodeRecipient } from '../../../src/core/pack/recipients.ts';
import { numbers, openWorkshop, startVigie, type Workshop } from '../support/run-vigie.ts';

const fewer = 20_000;
const more = 140_000;
/** Each worker thread is a JavaScript engine of its own: with more cores than two, each takes this much more. */
const workerBytes = 50 * 1000 * 1000;
const fixedBytes = 200 * 1000 * 1000 + Math.max(0, availableParallelism() - 2) * workerBytes;
const entryBytes = 64;
/** Two runs of one build differ by this much, by the moments at which V8 collects. */
const noiseBytes = 20 * 1000 * 1000;
let shop: Workshop;

beforeAll(() => {
  shop = openWorkshop();
  const people = numbers(more);
  shop.write('branch.vigie-recipient', `${encodeRecipient(newX25519Pair().publicKey)}\n`);
  shop.write('fewer.csv', `nir\n${people.slice(0, fewer).join('\n')}\n`);
  shop.write('more.csv', `nir\n${people.join('\n')}\n`);
  // 100 MB: half the bound, were any of it kept.
  const wide = 'é'.repeat(2500);
  const rows = people.slice(0, fewer).map((nir) => `${nir},${wide}`);
  shop.write('wide.csv', `nir,note\n${rows.join('\n')}\n`);
});
afterAll(() => shop.remove());

/** A whole build for a workstation's key, which is one without a passphrase's derivation. @returns peak anonymous resident bytes */
async function peakOfBuild(input: string): Promise<number> {
  const running = startVigie(
    [
      ...['build', '--in', input, '--incident', 'claimed.json', '--out', `${input}.vigie`, '--stretch', '64,1,1'],
      ...['--recipient', 'branch.vigie-recipient', '--signer', 'signer.pem', '--issuer', 'Essai'],
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
  expect(ran.code).toBe(0);
  return peak;
}

describe.skipIf(process.platform !== 'linux')('the memory of a build', () => {
  it('stays within its bound, for narrow rows and for wide ones', async () => {
    const few = await peakOfBuild('fewer.csv');
    const many = await peakOfBuild('more.csv');
    const wide = await peakOfBuild('wide.csv');
    expect(few).toBeGreaterThan(30_000_000);
    expect(many).toBeLessThan(more * entryBytes + fixedBytes);
    expect(wide).toBeLessThan(fewer * entryBytes + fixedBytes);
    // Whatever a row or a stretch leaves behind shows here, however little: once it was 300 bytes an entry.
    expect(many - few).toBeLessThan((more - fewer) * entryBytes + noiseBytes);
    // Some 180 000 stretches in three builds: a quarter of a minute, and on a busy machine several.
  }, 300_000);
});

/** A build that is killed goes on where it was, one that is interrupted leaves nothing, and neither leaves an identifier. */
import { existsSync, rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toHex } from '../../../src/core/bytes/bytes.ts';
import { readSealedPack } from '../../../src/core/pack/reader.ts';
import { openSlots } from '../../../src/core/pack/slots.ts';
import { openFileSource } from '../../../src/files/file-source.ts';
import {
  check,
  deliveryPassphrase,
  numbers,
  openWorkshop,
  signedBuild,
  startVigie,
  usualBuild,
  type Workshop,
} from '../support/run-vigie.ts';

/** Partial results are written each 32 768 entries, or after five seconds: a kill right after the first is in the middle. */
const entryCount = 60_000;
const people = numbers(entryCount);
let shop: Workshop;

beforeAll(() => {
  shop = openWorkshop();
  shop.write('leak.csv', `nir,mot de passe\n${people.map((nir) => `${nir},Hunter2-secret`).join('\n')}\n`);
  shop.write('short.csv', `nir\n${people.slice(0, 2000).join('\n')}\n`);
});
afterAll(() => shop.remove());

/** A cost that is given in `more` takes the place of the usual one: no option is taken twice. */
const buildWords = (out: string, ...more: string[]) => buildOf('leak.csv', out, ...more);
const buildOf = (leak: string, out: string, ...more: string[]) => {
  const usual = more.includes('--stretch') ? signedBuild : usualBuild;
  return ['build', '--in', leak, '--incident', 'claimed.json', '--out', out, ...usual, ...more];
};

/** A key that was wiped too early is all zeroes, and opens everything it sealed. */
async function requireRealKey(path: string): Promise<void> {
  const source = await openFileSource(path);
  try {
    const { manifest } = await readSealedPack(source, 'any');
    expect(toHex(await openSlots(manifest, deliveryPassphrase))).not.toBe('00'.repeat(32));
  } finally {
    await source.close();
  }
}

async function until(condition: () => boolean): Promise<void> {
  for (let waited = 0; !condition(); waited += 2) {
    if (waited > 120_000) throw new RangeError('nothing happened');
    await pause(2);
  }
}

describe('a build that is killed', () => {
  it('keeps what it paid for, continues, and ends in a pack that finds everyone', async () => {
    const killed = startVigie(buildWords('resumed.vigie', '--work', 'work'), { cwd: shop.dir });
    await until(() => existsSync(shop.path('work/part-000001.sealed')));
    killed.child.kill('SIGKILL');
    expect((await killed.done).signal).toBe('SIGKILL');
    expect(shop.list()).not.toContain('resumed.vigie');

    const left = shop.list('work');
    expect(left).toContain('keys.sealed');
    expect(left.filter((name) => name.startsWith('part-')).length).toBeGreaterThan(0);
    for (const name of left) {
      const bytes = shop.read(`work/${name}`);
      // The passphrase and the first, middle and last people, in every writing they could have slipped out in.
      for (const value of ['Hunter2-secret', people[0], people[16_384], people[32_767]].map(String)) {
        for (const writing of [value, Buffer.from(value).toString('hex'), Buffer.from(value).toString('base64')]) {
          expect(bytes.includes(Buffer.from(writing, 'utf8')), name).toBe(false);
          expect(bytes.includes(Buffer.from(writing, 'utf16le')), name).toBe(false);
        }
      }
    }

    const again = await shop.run(buildWords('resumed.vigie', '--work', 'work'));
    expect(again.code).toBe(0);
    const restored = Number(/^Continuing: ([\d,]+) identifiers/m.exec(again.stderr)?.[1]?.replaceAll(',', ''));
    expect(restored).toBeGreaterThan(0);
    expect(restored).toBeLessThan(entryCount);
    // Nothing is left to continue.
    expect(shop.list('work')).toEqual([]);
    expect((await shop.run(['verify', 'resumed.vigie', '--trust', 'signer.pub.pem'])).code).toBe(0);
    await requireRealKey(shop.path('resumed.vigie'));
    const inspected = JSON.parse((await shop.run(['inspect', 'resumed.vigie', '--json'])).stdout);
    expect(inspected).toMatchObject({ entryCount, canaryCount: 16 });
    const asked = [...people.slice(0, 500), ...people.slice(29_750, 30_250), ...people.slice(-500)];
    const answers = await check(shop, 'resumed.vigie', [...asked, ...numbers(200, entryCount)]);
    expect(answers.slice(0, 1500).every(({ kind }) => kind === 'listed')).toBe(true);
    expect(answers.slice(1500).every(({ kind }) => kind === 'not-listed')).toBe(true);
  });
});

describe('partial results of another build', () => {
  let partial: Workshop;
  const words = (...more: string[]) => [
    ...[
      'build',
      '--in',
      'leak.csv',
      '--incident',
      'claimed.json',
      '--out',
      'pack.out',
      '--work',
      'work',
      ...usualBuild,
    ],
    ...more,
  ];

  beforeAll(async () => {
    partial = openWorkshop();
    partial.write('leak.csv', `nir\n${numbers(40_000).join('\n')}\n`);
    const killed = startVigie(words(), { cwd: partial.dir });
    await until(() => existsSync(partial.path('work/part-000001.sealed')));
    killed.child.kill('SIGKILL');
    await killed.done;
  });
  afterAll(() => partial.remove());

  it.each([
    ['another cost', ['--stretch', '65,1,1']],
    ['another signer', ['--signer', 'stranger.pem']],
    [
      'another incident',
      ['--incident', 'confirmed.json', '--in', 'leak.csv@essai-confirme', '--in', 'leak.csv@essai-pretendu'],
    ],
  ])('are refused with %s', async (_what, more) => {
    const replaced = (word: string) => word.startsWith('--') && word !== '--incident' && more.includes(word);
    // What is given anew takes the place of what was given: no option but those that may be repeated is taken twice.
    const base = words().filter((word, i, all) => !replaced(word) && !replaced(all[i - 1] ?? ''));
    const ran = await partial.run([...base, ...more]);
    expect(ran.stderr).toContain('error: these partial results belong to another build, or are incomplete');
    expect(ran.code).toBe(2);
    expect(partial.list()).not.toContain('pack.out');
  });

  it('are refused with other rows, cut, altered, and without their keys', async () => {
    const refused = async () => {
      const ran = await partial.run(words());
      expect(ran.stderr).toContain('error: these partial results belong to another build, or are incomplete');
      expect(ran.code).toBe(2);
    };
    const leak = partial.read('leak.csv');
    partial.write('leak.csv', `nir\n${numbers(40_000, 1).join('\n')}\n`);
    await refused();
    partial.write('leak.csv', leak);

    const part = partial.read('work/part-000001.sealed');
    partial.write('work/part-000001.sealed', part.subarray(0, part.length - 1));
    await refused();
    const altered = Buffer.from(part);
    altered[part.length >> 1] = (altered[part.length >> 1] ?? 0) ^ 1;
    partial.write('work/part-000001.sealed', altered);
    await refused();
    partial.write('work/part-000001.sealed', partial.read('work/keys.sealed'));
    await refused();

    partial.write('work/part-000001.sealed', part);
    const ran = await partial.run(words());
    expect(ran.stderr).toContain('Continuing: ');
    expect(ran.code).toBe(0);
  });
});

describe('a work directory', () => {
  const slow = (out: string) => buildOf('short.csv', out, '--work', 'held', '--stretch', 'strong');

  it('is one build’s at a time, and no build goes on that cannot keep what it pays for', async () => {
    // It would take minutes.
    const first = startVigie(slow('first.vigie'), { cwd: shop.dir });
    await until(() => existsSync(shop.path('held/keys.sealed')));
    const second = await shop.run(slow('second.vigie'));
    expect(second.stderr).toContain('another build is using the directory of --work');
    expect(second.code).toBe(1);
    expect(shop.list('held')).toContain('keys.sealed');
    await pause(2000);

    rmSync(shop.path('held'), { recursive: true });
    const ran = await first.done;
    expect(ran.said).toMatch(/error: file not found held(\/part-\d{6}\.sealed)?\n/);
    expect(ran.code).toBe(3);
    expect(shop.list()).not.toContain('first.vigie');
  });

  it('begun with another seed is refused, and so is what cannot be read twice', async () => {
    shop.write('seed', Buffer.alloc(32, 7));
    shop.write('few.csv', `nir\n${people.slice(0, 100).join('\n')}\n`);
    const few = (...more: string[]) => buildOf('few.csv', 'few.vigie', '--work', 'seeded', ...more);
    const begun = startVigie(few('--stretch', 'strong'), { cwd: shop.dir });
    await until(() => existsSync(shop.path('seeded/keys.sealed')));
    begun.child.kill('SIGKILL');
    await begun.done;
    const reseeded = await shop.run(few('--stretch', 'strong', '--seed', 'seed'));
    expect(reseeded.stderr).toContain('error: these partial results belong to another build, or are incomplete');
    expect(reseeded.code).toBe(2);

    const piped = await shop.run(
      few().map((word) => (word === 'few.csv' ? '/dev/stdin' : word)),
      { input: `nir\n${people[0]}\n` },
    );
    expect(piped.stderr).toContain('the inputs must be regular files, which can be read twice, for --work');
    expect(piped.code).toBe(1);
  });
});

describe('Ctrl+C', () => {
  it('stops at once, says so, and leaves no partial file', async () => {
    const before = shop.list();
    // A stretch that would take minutes.
    const running = startVigie(buildOf('short.csv', 'cancelled.vigie', '--stretch', 'strong'), { cwd: shop.dir });
    // Not sooner: until it is at work, Ctrl+C ends it as it ends any program.
    let said = '';
    running.child.stderr?.on('data', (text: string) => {
      said += text;
    });
    // The account of what was read, after which it stretches: the first line about that comes half a minute later.
    await until(() => said.includes('0 lost'));
    await pause(500);
    const askedAt = performance.now();
    running.child.kill('SIGINT');
    const ran = await running.done;
    expect(performance.now() - askedAt).toBeLessThan(60_000);
    expect(ran).toMatchObject({ code: 130, signal: null });
    expect(ran.stderr).toContain('error: cancelled\nhint: nothing was left half written\n');
    expect(shop.list()).toEqual(before);
  });

  it('while the pack is being written leaves no partial file either', async () => {
    const before = shop.list();
    const running = startVigie(buildOf('short.csv', 'late.vigie'), { cwd: shop.dir });
    await until(() => shop.list().some((name) => name.endsWith('.partial')));
    running.child.kill('SIGINT');
    const ran = await running.done;
    // It may have been too late to stop: then the whole pack is there, and nothing beside it.
    expect([0, 130]).toContain(ran.code);
    expect(shop.list()).toEqual(ran.code === 0 ? [...before, 'late.vigie'].sort() : before);
  });
});

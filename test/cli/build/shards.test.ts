/** Shards built apart and merged are the pack that one machine would have built, byte for byte; anything less is refused. */
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ContentKey, type StretchedIdentifier, toHex } from '../../../src/core/bytes/bytes.ts';
import { tagOf } from '../../../src/core/pack/family.ts';
import { deriveTagKey } from '../../../src/core/pack/keys.ts';
import { OpenPack } from '../../../src/core/pack/open-pack.ts';
import { readSealedPack } from '../../../src/core/pack/reader.ts';
import { openSlots } from '../../../src/core/pack/slots.ts';
import { memorySource } from '../../core/pack/memory-pack.ts';
import { deliveryPassphrase } from '../../vectors/pack/material.ts';
import {
  check,
  numbers,
  openWorkshop,
  type Ran,
  signedBuild,
  unencryptedKeyWarning,
  usualBuild,
  type Workshop,
} from '../support/run-vigie.ts';

const people = numbers(2500);
const shards = [1, 2, 3];
// The instant of a build is part of its pack: docs/sharding.md says to fix it.
const env = { SOURCE_DATE_EPOCH: '1767323045' };
let shop: Workshop;

const inputs = ['--in', 'a.csv@essai-confirme', '--in', 'b.txt@essai-pretendu'];
const incidents = ['--incident', 'confirmed.json', '--incident', 'claimed.json'];

function shard(i: number, seed = 'seed', ...more: string[]): Promise<Ran> {
  const out = `${seed}-${i}.shard`;
  const words = ['build', ...inputs, ...incidents, '--out', out, '--shard', `${i}/3`, '--seed', seed];
  return shop.run([...words, '--stretch', '64,1,1', ...more], { env });
}
const merge = (out: string, names: readonly string[], seed = 'seed') =>
  shop.run(['merge', ...names, '--out', out, '--seed', seed, ...signedBuild], { env });

beforeAll(async () => {
  shop = openWorkshop();
  // People in both files meet in one shard, wherever they are in the files.
  shop.write('a.csv', `nir,email\n${people.map((nir, i) => `${nir},p${i}@exemple.fr`).join('\n')}\n`);
  shop.write('b.txt', `${people.slice(1000).toReversed().join(':x\n')}:x\n`);
  shop.write('seed', Buffer.alloc(32, 7));
  shop.write('other-seed', Buffer.alloc(32, 8));
  for (const i of shards) {
    const ran = await shard(i);
    expect(ran.remarks).toBe('');
    expect(ran.stdout).toMatch(new RegExp(`^Shard ${i}/3 written: seed-${i}\\.shard \\([\\d,]+ identifiers\\)\\.\\n$`));
  }
});
afterAll(() => shop.remove());

describe('shards', () => {
  it('merge into the unsharded pack, byte for byte, in whatever order', async () => {
    const swapped = ['--incident', 'claimed.json', '--incident', 'confirmed.json'];
    const words = ['build', ...inputs, ...swapped, '--out', 'whole.vigie', '--seed', 'seed', ...usualBuild];
    const whole = await shop.run(words, { env });
    expect(whole.remarks).toBe(`${unencryptedKeyWarning}Stretch: demonstration cost, below the production minimum\n`);
    const merged = await merge('merged.vigie', ['seed-3.shard', 'seed-1.shard', 'seed-2.shard']);
    expect(merged.code).toBe(0);
    expect(shop.read('merged.vigie').equals(shop.read('whole.vigie'))).toBe(true);
    const answers = await check(shop, 'merged.vigie', [...people.slice(990, 1010), 'p2499@exemple.fr', '184017599999']);
    expect(answers.slice(0, 21).every(({ kind }) => kind === 'listed')).toBe(true);
    expect(answers[0]?.exposures).toHaveLength(1);
    expect(answers[19]?.exposures).toHaveLength(2);
  });

  it('hold no identifier', () => {
    for (const i of shards) {
      const bytes = shop.read(`seed-${i}.shard`);
      for (const value of [people[0] ?? '', people[2499] ?? '', 'p0@exemple.fr', 'essai-confirme']) {
        expect(bytes.includes(Buffer.from(value)), value).toBe(false);
        expect(bytes.includes(Buffer.from(value, 'utf16le')), value).toBe(false);
      }
    }
  });

  it.each([
    ['a missing one', 'shard 3 of 3 is missing', ['seed-1.shard', 'seed-2.shard']],
    ['two missing ones', 'shard 1, 3 of 3 is missing', ['seed-2.shard']],
    ['one given twice', 'shard 2 is given twice seed-2.shard', ['seed-1.shard', 'seed-2.shard', 'seed-2.shard']],
    [
      'one given twice beside all',
      'shard 3 is given twice seed-3.shard',
      ['seed-1.shard', 'seed-2.shard', 'seed-3.shard', 'seed-3.shard'],
    ],
  ])('are refused with %s, which is named', async (_what, error, names) => {
    const ran = await merge('refused.vigie', names);
    expect(ran.stderr).toContain(`error: ${error}`);
    expect(ran.code).toBe(2);
    expect(shop.list().filter((name) => name.includes('refused'))).toEqual([]);
  });

  it('of another seed, another cost, or damaged are refused', async () => {
    const refused = async (names: string[], seed = 'seed') => {
      const ran = await merge('refused.vigie', names, seed);
      expect(ran.stderr).toContain('error: these partial results belong to another build, or are incomplete');
      expect(ran.code).toBe(2);
      expect(shop.list().filter((name) => name.includes('refused'))).toEqual([]);
    };
    await shard(3, 'other-seed');
    await refused(['seed-1.shard', 'seed-2.shard', 'other-seed-3.shard']);
    await refused(['seed-1.shard', 'seed-2.shard', 'seed-3.shard'], 'other-seed');
    const third = shop.read('seed-3.shard');
    shop.write('cut.shard', third.subarray(0, third.length - 1));
    await refused(['seed-1.shard', 'seed-2.shard', 'cut.shard']);
    shop.write('empty.shard', '');
    await refused(['seed-1.shard', 'seed-2.shard', 'empty.shard']);
    await refused(['seed-1.shard', 'seed-2.shard', 'pack.vigie']);
    const costlier = await shop.run(
      [
        'build',
        ...inputs,
        ...incidents,
        '--out',
        'costlier.shard',
        '--shard',
        '3/3',
        '--seed',
        'seed',
        '--stretch',
        '65,1,1',
      ],
      { env },
    );
    expect(costlier.code).toBe(0);
    await refused(['seed-1.shard', 'seed-2.shard', 'costlier.shard']);
  });

  it('of other rows, or of columns read otherwise, are refused: the people of the others would be missing', async () => {
    const refused = async (...more: string[]) => {
      const out = 'unlike.shard';
      const words = ['build', ...incidents, '--out', out, '--shard', '3/3', '--seed', 'seed', '--stretch', '64,1,1'];
      expect((await shop.run([...words, ...more], { env })).code).toBe(0);
      const ran = await merge('refused.vigie', ['seed-1.shard', 'seed-2.shard', out]);
      expect(ran.stderr).toContain('error: these partial results belong to another build, or are incomplete');
      expect(ran.code).toBe(2);
      rmSync(shop.path(out));
    };
    shop.write('older.csv', shop.read('a.csv').subarray(0, -30));
    await refused('--in', 'older.csv@essai-confirme', '--in', 'b.txt@essai-pretendu');
    await refused('--in', 'a.csv@essai-pretendu', '--in', 'b.txt@essai-confirme');
    await refused(...inputs, '--in', 'older.csv@essai-confirme');
    // Where the files lie, and in which order they were named, is nothing.
    shop.write('elsewhere/c.csv', shop.read('a.csv'));
    const moved = ['--in', 'b.txt@essai-pretendu', '--in', 'elsewhere/c.csv@essai-confirme'];
    const words = ['build', ...incidents, ...moved, '--out', 'moved.shard', '--shard', '3/3', '--seed', 'seed'];
    expect((await shop.run([...words, '--stretch', '64,1,1'], { env })).code).toBe(0);
    expect((await merge('moved.vigie', ['seed-1.shard', 'seed-2.shard', 'moved.shard'])).code).toBe(0);
    expect(shop.read('moved.vigie').equals(shop.read('merged.vigie'))).toBe(true);
  });

  it('refuse what only the merge uses, rather than ignore it', async () => {
    for (const option of ['--series', '--sequence', '--slot', '--issuer', '--signer', '--valid-until', '--recipient']) {
      const ran = await shard(1, 'seed', option, '1');
      expect(ran.stderr, option).toContain(`a shard would ignore it: give to "vigie merge" ${option}`);
      expect(ran.code).toBe(1);
    }
  });

  it('keep a work directory without the signer’s key: it is sealed under the seed', async () => {
    const ran = await shop.run(
      [
        ...['build', ...inputs, ...incidents, '--out', 'worked.shard', '--shard', '1/3', '--seed', 'seed'],
        ...['--work', 'work', '--stretch', '64,1,1'],
      ],
      { env },
    );
    expect(ran.code).toBe(0);
    expect((await merge('worked.vigie', ['worked.shard', 'seed-2.shard', 'seed-3.shard'])).code).toBe(0);
    expect(shop.read('worked.vigie').equals(shop.read('merged.vigie'))).toBe(true);
  });

  it('need a seed of 32 bytes or more', async () => {
    const none = await shop.run(['build', ...inputs, ...incidents, '--out', 'x.shard', '--shard', '1/3']);
    expect(none.stderr).toContain('missing option --seed');
    expect(none.code).toBe(1);
    shop.write('short-seed', Buffer.alloc(31, 1));
    const short = await shard(1, 'short-seed');
    expect(short.stderr).toContain('seed of fewer than 32 bytes');
    for (const bad of ['0/3', '4/3', '1', 'a/b', '1/0']) {
      const ran = await shop.run([
        'build',
        ...inputs,
        ...incidents,
        '--out',
        'x.shard',
        '--shard',
        bad,
        '--seed',
        'seed',
      ]);
      expect(ran.stderr, bad).toContain('unacceptable value --shard');
    }
  });
});

describe('one seed for two sequences', () => {
  const merged = async (out: string, ...more: string[]) => {
    const names = shards.map((i) => `seed-${i}.shard`);
    const words = ['merge', ...names, '--out', out, '--seed', 'seed', ...signedBuild, ...more];
    expect((await shop.run(words, { env })).code).toBe(0);
    const sealed = await readSealedPack(memorySource(new Uint8Array(shop.read(out))), 'any');
    return { sealed, contentKey: await openSlots(sealed.manifest, deliveryPassphrase) };
  };

  it('gives each a content key of its own, so that whoever left after the first opens nothing of the second', async () => {
    const first = await merged('first.vigie', '--sequence', '1');
    const second = await merged('second.vigie', '--sequence', '2');
    const other = await merged('other.vigie', '--series', 'autre');
    const again = await merged('again.vigie', '--sequence', '1');
    const keys = [first, second, other].map(({ contentKey }) => toHex(contentKey));
    expect(new Set(keys).size).toBe(3);
    expect(toHex(again.contentKey)).toBe(keys[0]);
    expect(() => new OpenPack(second.sealed, first.contentKey.slice() as ContentKey)).toThrow('commitment-mismatch');
    // They are of one family, and nobody's record is alike in both.
    expect(second.sealed.manifest.stretch).toEqual(first.sealed.manifest.stretch);
    const open = [first, second].map(({ sealed, contentKey }) => new OpenPack(sealed, contentKey));
    expect(await open[1]?.lookUp('nir', people[0] ?? '')).not.toBeNull();
    expect(tagOf(deriveTagKey(first.contentKey, bytes16), stretched)).not.toEqual(
      tagOf(deriveTagKey(second.contentKey, bytes16), stretched),
    );
  });
});

const bytes16 = new Uint8Array(16);
const stretched = new Uint8Array(32) as StretchedIdentifier;

/** Packs of one family: one stretch serves them all, the next build stretches only who is new, and what is kept can be erased. */
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkIdentifier, type Lookup } from '../../../src/core/check/check.ts';
import { canaryOf } from '../../../src/core/pack/canaries.ts';
import { OpenPack } from '../../../src/core/pack/open-pack.ts';
import { readSealedPack } from '../../../src/core/pack/reader.ts';
import { openSlots } from '../../../src/core/pack/slots.ts';
import { memorySource } from '../../core/pack/memory-pack.ts';
import { deliveryPassphrase } from '../../vectors/pack/material.ts';
import { numbers, openWorkshop, type Workshop } from '../support/run-vigie.ts';

const people = numbers(40);
let shop: Workshop;

const family = ['--family', 'csirt.vigie-family', '--family-passphrase-file', 'family.txt'];
const keep = ['--keep', 'kept', '--keep-passphrase-file', 'keep.txt'];
const build = (out: string, leak: string, sequence: number, ...more: string[]) =>
  shop.run([
    ...['build', '--in', leak, '--incident', 'claimed.json', '--out', out, '--sequence', String(sequence)],
    ...[
      '--signer',
      'signer.pem',
      '--issuer',
      'Essai',
      '--slot',
      'essai',
      '--slot-passphrase-file',
      'delivery.txt',
      ...more,
    ],
  ]);

async function openPack(name: string): Promise<OpenPack> {
  const sealed = await readSealedPack(memorySource(new Uint8Array(shop.read(name))), 'any');
  return new OpenPack(sealed, await openSlots(sealed.manifest, deliveryPassphrase));
}

/** A pack that counts its stretches. */
function counted(pack: OpenPack, count: () => void): Lookup {
  return {
    family: pack.family,
    requireKind: (kind) => pack.requireKind(kind),
    stretch: (kind, canonical) => {
      count();
      return pack.stretch(kind, canonical);
    },
    lookUpStretched: (stretched, signal) => pack.lookUpStretched(stretched, signal),
  };
}

beforeAll(async () => {
  shop = openWorkshop();
  shop.write('family.txt', 'une phrase pour la famille\n');
  shop.write('keep.txt', 'une phrase pour ce qui est gardé\n');
  shop.write('first.csv', `nir\n${people.slice(0, 30).join('\n')}\n`);
  shop.write('second.csv', `nir\n${people.slice(5).join('\n')}\n${canaryOf('nir', 1)}\n`);
  const made = await shop.run([
    ...['family', 'new', '--out', 'csirt.vigie-family', '--stretch', '64,1,1', '--passphrase-file', 'family.txt'],
  ]);
  expect([made.code, made.stdout]).toEqual([0, 'Family written: csirt.vigie-family\n']);
  expect(shop.read('csirt.vigie-family')).toHaveLength(196);
});
afterAll(() => shop.remove());

describe('two builds of one family', () => {
  it('stretch only who is new, and say that what is kept equals the leak', async () => {
    const first = await build('first.vigie', 'first.csv', 1, ...family, ...keep);
    expect(first.code).toBe(0);
    expect(first.stderr).toContain('0 stretches taken from --keep, 30 made.');
    const second = await build('second.vigie', 'second.csv', 2, ...family, ...keep);
    expect(second.code).toBe(0);
    expect(second.stderr).toContain('30 stretches taken from --keep, 10 made.');
    expect(second.stderr).toContain('warning: what --keep holds equals the leak');
    const pack = await openPack('second.vigie');
    await pack.requireCanaries();
    // Who was only in the first is kept for a later build, and is not in the second pack.
    for (const [i, nir] of people.entries()) expect((await pack.lookUp('nir', nir)) !== null, nir).toBe(i >= 5);
    expect(pack.sealed.manifest.entryCount).toBe(35);
    // The canary in the file is nobody's: counted, and in its own place.
    expect(pack.sealed.manifest.coverage).toMatchObject([{ explained: [{ reason: 'reserved', count: 1 }] }]);
  });

  it('are asked with one stretch, and packs of another family with one of their own', async () => {
    expect((await build('apart.vigie', 'first.csv', 1, '--stretch', '64,1,1')).code).toBe(0);
    const packs = await Promise.all(['first.vigie', 'second.vigie', 'apart.vigie'].map(openPack));
    let stretches = 0;
    const consulted = packs.map((pack) => ({ set: null, lookup: counted(pack, () => stretches++) }));
    const verdict = await checkIdentifier(consulted, 'nir', people[2] ?? '');
    expect(verdict.sets.map(({ answer }) => answer.kind)).toEqual(['listed', 'not-listed', 'listed']);
    expect(stretches).toBe(2);
    // A pack that is locked while it stretches for others leaves them without an answer, not with a wrong one.
    const [first, second] = packs;
    if (first === undefined || second === undefined) throw new RangeError('packs');
    const asked = checkIdentifier(consulted.slice(0, 2), 'nir', people[8] ?? '');
    first.close();
    expect((await asked).kind).toBe('could-not-check');
    expect((await checkIdentifier([{ set: null, lookup: second }], 'nir', people[8] ?? '')).kind).toBe('listed');
  });

  it('keep nothing that the family file opens, and nothing once the slot is destroyed', async () => {
    shop.write('wrong.txt', 'une autre phrase assez longue\n');
    const wrong = ['--keep', 'kept', '--keep-passphrase-file', 'family.txt'];
    expect((await build('no.vigie', 'second.csv', 3, ...family, ...wrong)).stderr).toContain('opens no key slot');
    expect((await shop.run(['keep', 'destroy', 'kept'])).stdout).toBe('Erased: kept\n');
    expect([existsSync(shop.path('kept')), existsSync(shop.path('kept.slot'))]).toEqual([false, false]);
    expect((await shop.run(['keep', 'destroy', 'kept'])).code).toBe(3);
    const again = await build('third.vigie', 'second.csv', 3, ...family, ...keep);
    expect(again.stderr).toContain('0 stretches taken from --keep, 35 made.');
    expect(existsSync(shop.path('no.vigie'))).toBe(false);
  });

  it('are refused what a family does not go with', async () => {
    const refused = async (words: string[], reason: string) => {
      const ran = await build('no.vigie', 'first.csv', 4, ...words);
      expect(ran.stderr).toContain(reason);
      expect(ran.code).toBe(1);
    };
    await refused([...family, '--stretch', 'light'], 'a family fixes its cost: leave out --stretch');
    await refused([...keep, '--stretch', '64,1,1'], '--family is needed for --keep');
    const otherPhrase = ['--family', 'csirt.vigie-family', '--family-passphrase-file', 'keep.txt'];
    expect((await build('no.vigie', 'first.csv', 4, ...otherPhrase)).stderr).toContain('opens no key slot');
    const altered = Buffer.from(shop.read('csirt.vigie-family'));
    altered[21] = (altered[21] ?? 0) ^ 1;
    shop.write('altered.vigie-family', altered);
    const other = ['--family', 'altered.vigie-family', '--family-passphrase-file', 'family.txt'];
    expect((await build('no.vigie', 'first.csv', 4, ...other)).stderr).toContain('opens no key slot');
    shop.write('short.vigie-family', altered.subarray(0, 195));
    const short = ['--family', 'short.vigie-family', '--family-passphrase-file', 'family.txt'];
    expect((await build('no.vigie', 'first.csv', 4, ...short)).stderr).toContain('no file of a stretch family');
  });
});

/** One seed, two contents, or two passphrases: no key ever seals two things under one nonce. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readSealedPack } from '../../../src/core/pack/reader.ts';
import { memorySource } from '../../core/pack/memory-pack.ts';
import { check, numbers, openWorkshop, usualBuild, type Workshop } from '../support/run-vigie.ts';

const env = { SOURCE_DATE_EPOCH: '1767323045' };
let shop: Workshop;
beforeAll(() => {
  shop = openWorkshop();
  shop.write('seed', Buffer.alloc(32, 7));
  shop.write('other.txt', 'une autre phrase de livraison\n');
  shop.write('one.csv', `nir\n${numbers(1)[0]}\n`);
  shop.write('two.csv', `nir\n${numbers(2).join('\n')}\n`);
});
afterAll(() => shop.remove());

async function manifestOf(input: string, passphrases: string) {
  const out = `${input}-${passphrases}.vigie`;
  const words = ['build', '--in', input, '--incident', 'claimed.json', '--out', out, '--seed', 'seed'];
  const signed = usualBuild.map((word) => (word === 'delivery.txt' ? passphrases : word));
  const ran = await shop.run([...words, ...signed], { env });
  expect([ran.code, ran.remarks.includes('error')]).toEqual([0, false]);
  const { manifest } = await readSealedPack(memorySource(new Uint8Array(shop.read(out))), 'any');
  return { ...manifest, slot: manifest.slots[0] as { salt: string; nonce: string; sealedKey: string } };
}

it('another content has another pack id and nonce; another passphrase has another slot key', async () => {
  const one = await manifestOf('one.csv', 'delivery.txt');
  const two = await manifestOf('two.csv', 'delivery.txt');
  const other = await manifestOf('one.csv', 'other.txt');
  expect(two.packId).not.toBe(one.packId);
  expect(two.commitment).not.toBe(one.commitment);
  // The same slot key: then never the same nonce.
  expect(two.slot.salt).toBe(one.slot.salt);
  expect(two.slot.nonce).not.toBe(one.slot.nonce);
  // The same nonce: then never the same slot key, and the same content key in it.
  expect(other.packId).toBe(one.packId);
  expect(other.slot.nonce).toBe(one.slot.nonce);
  expect(other.slot.sealedKey).not.toBe(one.slot.sealedKey);
  expect((await check(shop, 'two.csv-delivery.txt.vigie', numbers(2))).map(({ kind }) => kind)).toEqual([
    'listed',
    'listed',
  ]);
});

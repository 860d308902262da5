import { describe, expect, it } from 'vitest';
import { utf8 } from '../../../src/core/bytes/bytes.ts';
import { sha256 } from '../../../src/core/crypto/symmetric.ts';
import { EntryTable } from '../../../src/core/pack/entry-table.ts';

const digestOf = (person: number) => sha256(utf8(`person ${person}`));
const kept = 1;
const dropped = 2;

describe('the table of entries', () => {
  // Around the places at which its index grows, and past the first one by far.
  it.each([0, 1, 3071, 3072, 3073, 6144, 6145, 12_289, 30_000])(
    'finds and takes entries after dropping some of %i',
    (people) => {
      const table = new EntryTable();
      for (let person = 0; person < people; person++) table.add(digestOf(person), person % 3 === 0 ? dropped : kept);
      table.retain((exposureSet) => exposureSet === kept);
      // More than any step of growth.
      for (let person = people; person < people + 7000; person++) {
        if (table.find(digestOf(person)) < 0) table.add(digestOf(person), kept);
      }
      const found = Array.from({ length: people + 7000 }, (_, person) => table.find(digestOf(person)) >= 0);
      expect(found).toEqual(found.map((_, person) => person >= people || person % 3 !== 0));
      expect(table.count).toBe(found.filter(Boolean).length);
    },
  );
});

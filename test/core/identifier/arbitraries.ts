/** Random valid numbers and addresses, and random ways of writing them. */
import fc from 'fast-check';
import { nirKey } from '../../../src/core/identifier/identifier.ts';

const digits = (count: number) =>
  fc.integer({ min: 0, max: 10 ** count - 1 }).map((value) => String(value).padStart(count, '0'));

const months = fc
  .oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 20, max: 99 }))
  .map((month) => String(month).padStart(2, '0'));

const departments = fc.oneof(
  fc.integer({ min: 1, max: 99 }).map((department) => String(department).padStart(2, '0')),
  fc.constantFrom('2A', '2B'),
);

/** 13 canonical characters of an ordinary NIR. */
export const ordinaryNir = fc
  .tuple(fc.constantFrom('1', '2'), digits(2), months, departments, digits(3), digits(3))
  .map((parts) => parts.join(''));

/** 13 canonical characters of any form. */
export const anyNir = fc.oneof(
  ordinaryNir,
  fc.tuple(fc.constantFrom('3', '4', '5', '6', '7', '8'), digits(12)).map((parts) => parts.join('')),
);

export const keyed = (canonical: string): string => canonical + nirKey(canonical);

const separator = fc.constantFrom(
  '',
  ' ',
  '\u00a0',
  '\u202f',
  '\u2007',
  '\u2009',
  '.',
  '-',
  '–',
  '/',
  "'",
  '’',
  '\u200b',
);
const alphabets = fc.constantFrom('0123456789', '０１２３４５６７８９', '٠١٢٣٤٥٦٧٨٩', '۰۱۲۳۴۵۶۷۸۹');

/** Any writing of `bare`: separators anywhere, one digit alphabet, either case. */
export const writingOf = (bare: string): fc.Arbitrary<string> =>
  fc
    .tuple(fc.array(separator, { minLength: bare.length + 1, maxLength: bare.length + 1 }), alphabets, fc.boolean())
    .map(([between, alphabet, lower]) => {
      const characters = [...(lower ? bare.toLowerCase() : bare)];
      const written = characters.map((character, i) => {
        const digit = /\d/.test(character) ? [...alphabet][Number(character)] : character;
        return `${between[i]}${digit}`;
      });
      return written.join('') + between[bare.length];
    })
    // 13 characters and `.0` is a decimal number, not the beginning of a key.
    .filter((text) => !/[.,][0０]$/.test(text));

export const address = fc
  .tuple(
    fc.stringMatching(/^[A-Za-z0-9._+'-]{1,20}$/).filter((local) => !local.startsWith("'")),
    fc.stringMatching(/^[A-Za-z0-9]{1,10}$/),
    fc.constantFrom('fr', 'ORG', 'example', 'co.example'),
  )
  .map(([local, domain, ending]) => `${local}@${domain}.${ending}`);

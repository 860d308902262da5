import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newCaseReference, readCaseReference, readReferencePart } from '../../../src/core/journal/case-reference.ts';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const bodyOf = (reference: string) => reference.slice(3).replace('-', '');

/** Builds references whose eight characters we choose, through the reader alone: the last one is searched for. */
function referenceFrom(seven: string): string {
  for (const check of alphabet) {
    const read = readCaseReference(seven + check);
    if (read !== null) return read;
  }
  throw new Error('no check character fits');
}

describe('case references', () => {
  it('are read as they are written', () => {
    for (let round = 0; round < 500; round++) {
      const reference = newCaseReference();
      expect(reference).toMatch(/^VG-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
      expect(readCaseReference(reference)).toBe(reference);
    }
  });

  it('are read as they are said: lower case, o for zero, i and l for one, spaces, without VG', () => {
    const reference = referenceFrom('01A0B10');
    const body = bodyOf(reference);
    const sloppy = body.toLowerCase().replace(/0/g, 'o').replace(/1/g, 'l');
    for (const typed of [
      `vg ${sloppy}`,
      ` ${sloppy.slice(0, 2)} ${sloppy.slice(2)} `,
      `VG–${body}`,
      `Vg.${body.replace(/1/g, 'i')}`,
    ]) {
      expect(readCaseReference(typed), typed).toBe(reference);
    }
  });

  it('have exactly one check character for each of the rest', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9A-HJKMNP-TV-Z]{7}$/), (seven) => {
        const fitting = [...alphabet].filter((check) => readCaseReference(seven + check) !== null);
        expect(fitting).toHaveLength(1);
      }),
      { numRuns: 300 },
    );
  });

  it('detect every typo of one character and every swap of two characters, neighbours or not', () => {
    // The check is linear over GF(32): what holds for every pair of positions and every pair of values around one
    // reference holds around all of them. A few dozen random ones are tried in full all the same.
    for (let round = 0; round < 30; round++) {
      const body = bodyOf(newCaseReference());
      for (let at = 0; at < body.length; at++) {
        for (const other of alphabet) {
          const typo = body.slice(0, at) + other + body.slice(at + 1);
          expect(readCaseReference(typo) !== null, typo).toBe(typo === body);
        }
        for (let with_ = at + 1; with_ < body.length; with_++) {
          const swapped = [...body];
          [swapped[at], swapped[with_]] = [body.charAt(with_), body.charAt(at)];
          const typo = swapped.join('');
          expect(readCaseReference(typo) !== null, typo).toBe(typo === body);
        }
      }
    }
  });

  it('detect every pair of values at every neighbouring pair of positions', () => {
    for (let at = 0; at < 6; at++) {
      for (const left of alphabet) {
        for (const right of alphabet) {
          const seven = `${'0'.repeat(at)}${left}${right}${'0'.repeat(5 - at)}`;
          const body = bodyOf(referenceFrom(seven));
          const swapped = body.slice(0, at) + right + left + body.slice(at + 2);
          expect(readCaseReference(swapped) !== null).toBe(left === right);
        }
      }
    }
  });

  it('never throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        const read = readCaseReference(text);
        expect(read === null || readCaseReference(read) === read).toBe(true);
      }),
    );
    expect(readCaseReference('VG-UUUU-UUUU')).toBeNull();
    expect(readCaseReference('')).toBeNull();
  });

  it('are searched by the part that is typed, which never holds a wildcard', () => {
    expect(readReferencePart('vg-7k3')).toBe('7K3');
    expect(readReferencePart('7K3M-Q2')).toBe('7K3MQ2');
    expect(readReferencePart('%')).toBe('');
    expect(readReferencePart('_')).toBe('');
    expect(readReferencePart('Amina Benali')).toBe('');
  });
});

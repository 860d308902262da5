import { describe, expect, it } from 'vitest';
import { countNeighbour, neighbourCountBytes, newNeighbourCounts } from '../../../src/core/check/neighbour-counts.ts';
import { randomBelow, randomBytes } from '../../../src/core/crypto/symmetric.ts';

const nir = (canonical: string) => ({ kind: 'nir' as const, canonical });
const two = (value: number) => String(value).padStart(2, '0');
const three = (value: number) => String(value).padStart(3, '0');

function stranger(): string {
  const place = `${two(1 + randomBelow(95))}${three(1 + randomBelow(900))}`;
  return `${1 + randomBelow(2)}${two(randomBelow(100))}${two(1 + randomBelow(12))}${place}${three(1 + randomBelow(998))}`;
}

describe('the neighbours’ counts', () => {
  it.each([
    ['orders', (i: number) => nir(`2550814168${three(i + 1)}`)],
    ['months', (i: number) => nir(`255${two((i % 12) + 1)}14168025`)],
    ['years', (i: number) => nir(`2${two(i)}0814168025`)],
    ['communes', (i: number) => nir(`25508${String(14_168 + i)}025`)],
    ['addresses', (i: number) => ({ kind: 'email' as const, canonical: `jean.dupont${i}@exemple.example` })],
  ])('see %s counted through, after six at most', (_, nth) => {
    const counts = newNeighbourCounts();
    const key = randomBytes(32);
    const seen = Array.from({ length: 12 }, (_, i) => countNeighbour(counts, key, 'a', nth(i)));
    // The padding can make it one or two later or earlier: the cell of a whole may be taken, or that of the part.
    expect(seen.indexOf(true)).toBeGreaterThanOrEqual(0);
    expect(seen.slice(10).every(Boolean)).toBe(true);
  });

  it('do not take the same caller again for a neighbour', () => {
    const counts = newNeighbourCounts();
    const key = randomBytes(32);
    const seen = Array.from({ length: 40 }, () => countNeighbour(counts, key, 'a', nir('2550814168025')));
    expect(seen.filter(Boolean)).toHaveLength(0);
  });

  it('let strangers through, at the most checks that can be set for a day', () => {
    let suspicious = 0;
    for (let day = 0; day < 20; day++) {
      const counts = newNeighbourCounts();
      const key = randomBytes(32);
      for (let check = 0; check < 480; check++) suspicious += Number(countNeighbour(counts, key, 'a', nir(stranger())));
    }
    // About 0.3 a day; six in one are what blocks.
    expect(suspicious / 20).toBeLessThan(1.5);
  });

  it('leave people whom nobody looked up with all their cells taken, several in a thousand', () => {
    const key = randomBytes(32);
    const counts = newNeighbourCounts();
    const empty = (of: Uint8Array) => of.reduce((zeros, count) => zeros + Number(count === 0), 0);
    const before = empty(counts);
    // 0.3 of the cells of each row, five rows a NIR.
    expect(1 - before / neighbourCountBytes).toBeGreaterThan(0.27);
    let taken = 0;
    const tries = 4_000;
    for (let i = 0; i < tries; i++) {
      const probe = new Uint8Array(counts);
      countNeighbour(probe, key, 'a', nir(stranger()));
      taken += Number(empty(probe) === before);
    }
    // Of some seventy million insured people that is more than thirty thousand who match by chance.
    expect(taken / tries).toBeGreaterThan(1 / 2_000);
  });

  it('choose other cells for another adviser or another window', () => {
    const key = randomBytes(32);
    const cellsOf = (salt: string) => {
      const counts = new Uint8Array(neighbourCountBytes);
      countNeighbour(counts, key, salt, nir('2550814168025'));
      return [...counts.entries()].flatMap(([at, count]) => (count === 0 ? [] : [at])).join(' ');
    };
    expect(cellsOf('a')).toBe(cellsOf('a'));
    expect(cellsOf('a')).not.toBe(cellsOf('b'));
  });
});

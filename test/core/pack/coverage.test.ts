/** Coverage adds up or is refused: what a second reading saw is taken, explained or lost, and nothing else. */
import { describe, expect, it } from 'vitest';
import { coverageSchema, lostCount } from '../../../src/core/pack/coverage.ts';

const nir = { kind: 'nir', seen: 10, indexed: 6, lost: 1, explained: [{ reason: 'excluded-column', count: 3 }] };
const accepts = (value: unknown) => coverageSchema.safeParse(value).success;

describe('coverage', () => {
  it('takes what adds up, and sums what was lost', () => {
    expect(accepts([])).toBe(true);
    expect(accepts([nir, { kind: 'email', seen: 0, indexed: 0, lost: 0, explained: [] }])).toBe(true);
    expect(lostCount(coverageSchema.parse([nir]))).toBe(1);
  });

  it.each([
    ['one more was seen than is told of', [{ ...nir, seen: 11 }]],
    ['one less', [{ ...nir, seen: 9 }]],
    ['a kind twice', [nir, nir]],
    ['a reason twice', [{ ...nir, seen: 13, explained: [...nir.explained, ...nir.explained] }]],
    ['a reason that the format does not know', [{ ...nir, explained: [{ reason: 'tired', count: 3 }] }]],
    ['a reason for nobody', [{ ...nir, seen: 7, explained: [{ reason: 'rounded', count: 0 }] }]],
    ['a negative loss', [{ ...nir, indexed: 8, lost: -1 }]],
    ['a fraction', [{ ...nir, seen: 10.5, lost: 1.5 }]],
    ['a member of another version', [{ ...nir, extra: 1 }]],
  ])('refuses %s', (_what, value) => {
    expect(accepts(value)).toBe(false);
  });
});

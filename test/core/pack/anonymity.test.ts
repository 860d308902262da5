/** What the operator of a server learns of one check: packs of a family reveal one prefix, families add up. */
import { describe, expect, it } from 'vitest';
import { insuredPerCheck, insuredPerPrefix, leastInsuredPerCheck } from '../../../src/core/pack/stretch-costs.ts';

const pack = (commitment: string, prefixBits: number) => ({ stretch: { commitment }, prefixBits });

describe('the people behind one check', () => {
  it('are as many as behind the longest prefix of a family, whatever the number of its packs', () => {
    expect(insuredPerCheck([pack('a', 13)])).toBe(insuredPerPrefix(13));
    expect(insuredPerCheck([pack('a', 10), pack('a', 13), pack('a', 13)])).toBe(insuredPerPrefix(13));
  });

  it('are one or so behind two families of thirteen bits each', () => {
    const left = insuredPerCheck([pack('a', 13), pack('b', 13)]);
    expect(left).toBe(1);
    expect(left).toBeLessThan(leastInsuredPerCheck);
    expect(insuredPerCheck([pack('a', 13), pack('a', 8), pack('b', 3)])).toBe(insuredPerPrefix(16));
  });

  it('are everybody where nothing is served', () => {
    expect(insuredPerCheck([])).toBe(insuredPerPrefix(0));
  });
});

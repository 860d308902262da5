import { describe, expect, it } from 'vitest';
import { createSequenceWatch } from '../../../src/core/check/sequence-watch.ts';

const nir = (canonical: string) => ({ kind: 'nir' as const, canonical });

describe('the sequence watch', () => {
  it('sees orders counted through, and birth months and years tried one after the other', () => {
    for (const [first, second] of [
      ['2550814168025', '2550814168026'],
      ['2550814168025', '2550914168025'],
      ['2550814168025', '2560814168025'],
      ['284052A321025', '284052B321025'],
    ] as const) {
      const watch = createSequenceWatch();
      expect(watch.observe(nir(first))).toBe(false);
      expect(watch.observe(nir(second))).toBe(true);
    }
  });

  it('counts neither the same caller again nor strangers', () => {
    const watch = createSequenceWatch();
    for (const canonical of ['2550814168025', '2840788321026', '284052A321025', '2951099126111']) {
      expect(watch.observe(nir(canonical))).toBe(false);
      expect(watch.observe(nir(canonical))).toBe(false);
    }
  });

  it('sees numbered addresses, and not two people of one family', () => {
    const watch = createSequenceWatch();
    const email = (canonical: string) => ({ kind: 'email' as const, canonical });
    expect(watch.observe(email('jean.dupont1@exemple.example'))).toBe(false);
    expect(watch.observe(email('jean.dupont2@exemple.example'))).toBe(true);
    expect(watch.observe(email('jean.dupont@exemple.example'))).toBe(false);
    expect(watch.observe(email('marie.dupont@exemple.example'))).toBe(false);
  });

  it('forgets', () => {
    const watch = createSequenceWatch();
    watch.observe(nir('2550814168025'));
    for (let i = 0; i < 64; i++) watch.observe(nir(`1${String(i * 1_370_031_007 + 13).padStart(12, '0')}`));
    expect(watch.observe(nir('2550814168026'))).toBe(false);
    watch.clear();
    expect(watch.observe(nir('2550814168027'))).toBe(false);
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Claim, noClaim } from '../../src/assess/claim.ts';
import { fewestRows, judge } from '../../src/assess/verdict.ts';
import { Dice, type Kind, kinds, madeUpShare, makeCsv } from './kinds.ts';
import { type MeasuredFile, measureText } from './measure.ts';
import { measureRows } from './measure-rows.ts';

let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'vigie-assess-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

const files = new Map<string, MeasuredFile>();
async function measured(kind: Kind, rows: number, seed = 1): Promise<MeasuredFile['measured']> {
  const name = `${kind} ${rows} ${seed}`;
  const held = files.get(name) ?? (await measureText(dir, makeCsv(kind, rows, seed)));
  files.set(name, held);
  return held.measured;
}

describe('the small matrix', () => {
  it.each(kinds)('%s: never supported, bounded rightly, contradicted only where it is made up', async (kind) => {
    for (const seed of [1, 2]) {
      const { level, madeUp } = judge(await measured(kind, 2_000, seed), noClaim);
      const truth = madeUpShare(kind);
      expect(level).not.toBe('supported');
      expect(level).not.toBe('partly-supported');
      // The share that was drawn is within two hundredths of the share asked for.
      expect(madeUp.atLeast).toBeLessThanOrEqual(truth + 0.02);
      expect(madeUp.atMost).toBeGreaterThanOrEqual(truth);
      if (truth === 1) expect([kind, level]).toEqual([kind, 'contradicted']);
      if (truth < 0.5) expect([kind, level]).toEqual([kind, 'cannot-tell']);
    }
  });
});

const claimed = (more: Partial<Claim>): Claim => ({ ...noClaim, ...more });
const insured = 60_000_000;
const reference = (found: number, chance = 0, entries = insured) => [
  { role: 'reference' as const, entries, asked: 400, found, counterparts: { asked: 400, found: chance } },
];

describe('a reference', () => {
  it('supports a file whose people are known, and nothing that was made up', async () => {
    const { measured: real } = await measureText(dir, makeCsv('realistic', 2_000, 9), reference(390));
    expect(judge(real, claimed({ people: 1_990, classes: ['nir', 'email'] }))).toMatchObject({
      level: 'supported',
      claims: [
        { claim: 'real', verdict: 'supported' },
        { claim: 'people', verdict: 'supported' },
        { claim: 'classes', verdict: 'supported' },
      ],
    });
    const { measured: half } = await measureText(dir, makeCsv('realistic', 2_000, 9), reference(200));
    expect(judge(half, noClaim)).toMatchObject({
      level: 'partly-supported',
      madeUp: { atMost: expect.closeTo(0.61, 1) },
    });
    const { measured: made } = await measureText(dir, makeCsv('keyed-even', 2_000, 9), reference(3));
    expect(judge(made, noClaim).level).toBe('contradicted');
  });

  it('supports no more than the identifiers of a file whose columns were shuffled', async () => {
    const { measured: shuffled } = await measureText(dir, makeCsv('shuffled-columns', 2_000, 9), reference(390));
    const { level, claims, madeUp } = judge(shuffled, noClaim);
    expect([level, claims[0]?.verdict, madeUp.atMost]).toEqual(['partly-supported', 'cannot-tell', 1]);
  });

  it('contradicts what looks real and is nobody', async () => {
    const { measured: forged } = await measureText(dir, makeCsv('realistic', 2_000, 9), reference(2));
    expect(judge(forged, noClaim)).toMatchObject({ level: 'contradicted', madeUp: { trait: 'not-in-reference' } });
  });
});

describe('claims', () => {
  it('of a number: contradicted by fewer people, never supported by the file alone', async () => {
    const real = await measured('realistic', 2_000);
    const verdictOn = (claim: Partial<Claim>) => judge(real, claimed(claim)).claims[1];
    expect(verdictOn({ people: 1_000_000 })).toMatchObject({ verdict: 'contradicted', reason: 'fewer-people' });
    expect(verdictOn({ people: 1_900 })).toMatchObject({ verdict: 'cannot-tell', reason: 'as-many-numbers' });
    expect(verdictOn({ people: 1_000_000, isSample: true })).toMatchObject({ verdict: 'cannot-tell' });
  });

  it('of freshness, classes, place', async () => {
    const real = await measured('realistic', 2_000);
    const verdictOn = (claim: Partial<Claim>) => judge(real, claimed(claim)).claims[1];
    expect(verdictOn({ asOfYear: 2026 })).toMatchObject({ verdict: 'contradicted', reason: 'stamps-older' });
    expect(verdictOn({ asOfYear: 2022 })).toMatchObject({ verdict: 'cannot-tell' });
    expect(verdictOn({ classes: ['nir', 'iban'] })).toMatchObject({
      verdict: 'contradicted',
      reason: 'classes-missing',
    });
    expect(verdictOn({ classes: ['nir', 'phone', 'ameli-login'] })).toMatchObject({ verdict: 'cannot-tell' });
    expect(verdictOn({ departments: ['48'] })).toMatchObject({ verdict: 'contradicted', reason: 'live-elsewhere' });
  });

  it('of freshness: a few recent rows of many old ones are recent rows', () => {
    const dice = new Dice(11);
    const rows = Array.from({ length: 3_000 }, (_, i) => {
      const year = i % 200 === 0 ? 2026 : 1995 + dice.below(20);
      return [`a${i}@free.fr`, `${year}-03-12`];
    });
    const fresh = (some: string[][]) =>
      judge(measureRows([['email', 'date_inscription'], ...some]), claimed({ asOfYear: 2026 })).claims[1];
    expect(fresh(rows)).toMatchObject({ verdict: 'cannot-tell', reason: 'stamps-agree' });
    const old = rows.filter(([, date]) => !date?.startsWith('2026'));
    expect(fresh(old)).toMatchObject({ verdict: 'contradicted', reason: 'stamps-older' });
    expect(fresh([...old, ['b@free.fr', '2026-01-01']])).toMatchObject({ verdict: 'contradicted' });
    expect(fresh(old.slice(0, 400))).toMatchObject({ verdict: 'cannot-tell' });
  });

  it('of never having been seen', async () => {
    const compared = (found: number) => [
      { role: 'compare' as const, entries: 1_000_000, asked: 400, found, counterparts: null },
    ];
    const csv = makeCsv('realistic', 2_000, 9);
    const verdictOn = async (found: number) =>
      judge((await measureText(dir, csv, compared(found))).measured, claimed({ neverSeen: true })).claims[1];
    expect(await verdictOn(380)).toMatchObject({ verdict: 'contradicted', reason: 'recycled' });
    expect(await verdictOn(3)).toMatchObject({ verdict: 'cannot-tell', reason: 'not-met-earlier' });
    const both = (await measureText(dir, csv, [...compared(3), ...reference(395)])).measured;
    expect(judge(both, claimed({ neverSeen: true })).claims[1]).toMatchObject({ verdict: 'supported' });
  });
});

describe('a file too small', () => {
  it('says so, and how many rows it takes', async () => {
    for (const kind of ['realistic', 'keyed-even'] as const) {
      const few = judge(await measured(kind, fewestRows - 1), noClaim);
      expect(few).toMatchObject({ level: 'cannot-tell', rowsNeeded: fewestRows });
    }
    expect(judge(await measured('keyed-even', 4 * fewestRows), noClaim)).toMatchObject({
      rowsNeeded: null,
      level: 'contradicted',
    });
  });
});

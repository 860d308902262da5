/** What a report tells and leaves out: numbers of fewer than twenty people, how each claim was tested, and how often it errs. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../scripts/lib/project.mjs';
import { errorOfAll } from '../../src/assess/assessment.ts';
import { calibration } from '../../src/assess/calibration.ts';
import { type Claim, noClaim } from '../../src/assess/claim.ts';
import type { PackOverlap } from '../../src/assess/findings/overlap.ts';
import { makeReport } from '../../src/assess/report/make-report.ts';
import { isLevelFounded, parseReport } from '../../src/assess/report/schema.ts';
import { suppressDistinct } from '../../src/assess/report/suppress.ts';
import { fewestTold } from '../../src/assess/statistics/told.ts';
import { type Kind, kinds, makeRows } from './kinds.ts';
import { measureRows } from './measure-rows.ts';

const context = { inputs: [], members: [], createdOn: '2026-11-30', interrupted: false };
const everyClaim: Claim = {
  ...noClaim,
  people: 1_000_000,
  asOfYear: 2026,
  classes: ['nir', 'email', 'iban'],
  departments: ['48'],
  neverSeen: true,
};

function reportOn(kind: Kind, rows: number, extra: readonly (readonly string[])[] = []) {
  return makeReport(measureRows([...makeRows(kind, rows, 5), ...extra]), { ...context, claim: everyClaim });
}

describe('numbers of fewer than twenty people', () => {
  it('are not told as totals: of a small file neither its rows nor its people, in no sentence either', () => {
    const report = reportOn('realistic', 13);
    expect([report.rows, report.people.count]).toEqual([null, null]);
    expect(JSON.stringify({ ...report, createdOn: '' })).not.toMatch(/(?<![\d.,])1[1-4](?![\d.,%])/);
    expect(report.madeUp.byMaking).toEqual([]);
    expect(report.claims[1]).toMatchObject({ verdict: 'contradicted', figures: { low: 0, high: fewestTold - 1 } });
    expect(parseReport(JSON.stringify(report))).toEqual(report);
  });

  it('are not told by what remains of a total: people who are in seven rows more than once', () => {
    const rows = makeRows('realistic', 300, 5);
    const report = reportOn('realistic', 300, rows.slice(1, 8));
    expect(report.rows).toBe(307);
    expect(report.people.count).toBeNull();
    const found = report.findings.find(({ name }) => name === 'rows');
    const told = [...(found?.counts ?? []), ...(found?.chart?.bars ?? [])].flatMap(({ count }) => count ?? []);
    expect(told.filter((count) => count !== 307)).toEqual([]);
    expect(report.people).toMatchObject({ low: 307 - fewestTold + 1, high: 307 });
  });

  it('whatever they are: nothing that is told is small, or lacks little, and the interval holds the truth', () => {
    fc.assert(
      fc.property(fc.nat(400), fc.nat(400), (a, b) => {
        const [count, total] = [Math.min(a, b), Math.max(a, b)];
        const shown = suppressDistinct({ count, low: count, high: count, exact: true }, total);
        const isTold = (value: number) => value === 0 || value >= fewestTold;
        expect(shown.count === null || (isTold(shown.count) && isTold(total - shown.count))).toBe(true);
        expect(shown.low <= count && count <= shown.high).toBe(true);
        // Two of the same answer: the truth is one of twenty at least, or told.
        expect(shown.count !== null || shown.high - shown.low >= fewestTold - 1).toBe(true);
      }),
    );
  });
});

describe('what is said of numbers of fewer than twenty', () => {
  // Neither interval, bound nor test tells how many there were.
  it.each([
    ['wrong keys', 0, (cell: string) => `${cell.slice(0, 13)}${cell.endsWith('11') ? '12' : '11'}`],
    ['addresses that nobody can have', 3, (_: string, i: number) => `essai${i}@example.org`],
  ] as const)('is the same, whatever they are: %s', (_, column, alter) => {
    const rows = makeRows('realistic', 400, 8).filter((cells, i) => i === 0 || /^[12]\d{14}$/.test(cells[0] ?? ''));
    const clean = rows.map((cells) =>
      cells[3] === '' || !cells[3]?.includes('@') ? cells.with(3, 'a.b@free.fr') : cells,
    );
    const reports = [1, 2, 7, 15].map((many) => {
      const altered = clean.map((cells, i) =>
        i > 0 && i <= many ? cells.with(column, alter(cells[column] ?? '', i)) : cells,
      );
      const made = makeReport(measureRows(altered), { ...context, claim: everyClaim });
      const name = column === 0 ? 'nir-validity' : 'addresses';
      const { shares, bounds, tests } = made.findings.find((one) => one.name === name) ?? {};
      return {
        shares: shares?.filter(({ count }) => count === null),
        bounds,
        tests: tests?.map(({ hypothesis }) => hypothesis),
      };
    });
    expect(reports[0]?.shares?.length).toBeGreaterThan(0);
    for (const report of reports) expect(report).toEqual(reports[0]);
  });
});

describe('a level', () => {
  const pack = (role: 'reference' | 'compare', found: number, chance: number | null = null): PackOverlap => ({
    ...{ role, entries: 60_000_000, asked: 400, found },
    counterparts: chance === null ? null : { asked: 400, found: chance },
  });
  const cases: [Kind, number, PackOverlap[]][] = [
    ...kinds.map((kind): [Kind, number, PackOverlap[]] => [kind, 300, []]),
    ...[2, 250, 392].flatMap((found): [Kind, number, PackOverlap[]][] => [
      ['realistic', 300, [pack('reference', found, 0)]],
      ['realistic', 40, [pack('reference', found, 0)]],
      ['shuffled-columns', 300, [pack('reference', found, 1)]],
      ['realistic', 300, [pack('reference', found, 0), pack('compare', 300)]],
    ]),
    ['keyed-even', 40, []],
  ];

  it.each(cases)(
    'is founded in the figures beside it, and one that was written over is not: %s, %i rows',
    (kind, rows, packs) => {
      const measured = measureRows(makeRows(kind, rows, 5), packs);
      for (const claim of [noClaim, everyClaim]) {
        const report = makeReport(measured, { ...context, claim });
        expect([report.level, isLevelFounded(report)]).toEqual([report.level, true]);
        // Of too few rows, a reference may say a part.
        if (report.rowsNeeded !== null) continue;
        for (const level of ['contradicted', 'cannot-tell', 'supported'] as const)
          if (level !== report.level) expect([level, isLevelFounded({ ...report, level })]).toEqual([level, false]);
      }
    },
  );
});

describe('each claim', () => {
  it.each(['realistic', 'keyed-even', 'mixture-70'] as const)(
    'says how it was tested and how often that errs, %s',
    (kind) => {
      const { claims } = reportOn(kind, 1_000);
      expect(claims).toHaveLength(6);
      for (const { claim, verdict, basis } of claims) {
        if (verdict === 'cannot-tell') expect([claim, basis]).toEqual([claim, { test: 'none', wrongAtMost: null }]);
        else expect([claim, basis.test]).not.toEqual([claim, 'none']);
        expect(basis.wrongAtMost ?? 0).toBeLessThanOrEqual(errorOfAll + 0.025);
      }
      expect(claims.some(({ verdict }) => verdict === 'contradicted')).toBe(true);
    },
  );

  it('of classes: one that hardly a row has is missing only where the file is large enough to say so', () => {
    const rows = makeRows('realistic', 200, 5);
    const verdictOf = (ibans: number) => {
      const [header = [], ...body] = rows;
      const with_ = body.map((cells, i) => [...cells, i < ibans ? 'FR7630006000011234567890189' : '']);
      const report = makeReport(measureRows([[...header, 'IBAN'], ...with_]), { ...context, claim: everyClaim });
      return report.claims.find(({ claim }) => claim === 'classes');
    };
    expect(verdictOf(0)).toMatchObject({ verdict: 'contradicted', reason: 'classes-missing' });
    expect(verdictOf(1)?.reason).not.toBe('classes-missing');
  });
});

it('the error rates that a report states are those of the published table', () => {
  const table = readFileSync(join(projectRoot, 'docs', 'assess.md'), 'utf8');
  const sums = { madeUp: 0, realistic: 0, mixtures: 0, wrong: 0 };
  for (const line of table.split('\n')) {
    const [, kind = '', rows, seeds, contradicted, , supported, outside] = line.split('|').map((cell) => cell.trim());
    if (Number(rows) !== calibration.rows) continue;
    const group = kind === 'realistic' ? 'realistic' : kind.startsWith('mixture') ? 'mixtures' : 'madeUp';
    sums[group] += Number(seeds);
    if (group === 'madeUp') sums.wrong += supported === '0.0 %' ? 0 : 1;
    if (group === 'realistic') sums.wrong += contradicted === '0.0 %' ? 0 : 1;
    if (group === 'mixtures') sums.wrong += outside?.startsWith('0 ') === true ? 0 : 1;
  }
  const { madeUp, realistic, mixtures } = calibration;
  expect(sums).toEqual({ madeUp: madeUp.files, realistic: realistic.files, mixtures: mixtures.files, wrong: 0 });
  expect([madeUp.supported, realistic.contradicted, mixtures.outside]).toEqual([0, 0, 0]);
});

/**
 * The calibration of `vigie assess`: every kind of file × number of rows × seeds → verdicts, and how often they are wrong. Prints the
 * table of docs/assess.md. `npm run calibrate`, or `npm run calibrate -- --rows 1000,100000 --seeds 400,40`.
 */
import { parseArgs } from 'node:util';
import { noClaim } from '../src/assess/claim.ts';
import { shareOf } from '../src/assess/statistics/intervals.ts';
import { judge } from '../src/assess/verdict.ts';
import { kinds, madeUpShare, makeRows } from '../test/assess/kinds.ts';
import { assessRows } from '../test/assess/measure-rows.ts';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000,100000,1000000' },
    seeds: { type: 'string', default: '400,400,50' },
    kinds: { type: 'string', default: kinds.join(',') },
  },
});
const sizes = values.rows.split(',').map(Number);
const seeds = values.seeds.split(',').map(Number);
const wanted = kinds.filter((kind) => values.kinds.split(',').includes(kind));
const asked = 400;
/**
 * What a reference of all insured people would know of a file: 97 of 100 of the real part; of made-up numbers, none in the first seed's
 * file, and up to 45 of 100 in others, as where orders are drawn low in large towns. As many of their counterparts exist.
 */
const answers = (kind, seed) => {
  const made = kind === 'shuffled-columns' ? 0 : madeUpShare(kind);
  const byChance = made * 0.0045 * ((seed - 1) % 101);
  return {
    found: Math.round(asked * ((1 - made) * 0.97 + byChance)),
    counterparts: { asked, found: Math.round(asked * byChance) },
  };
};

const percent = (share) => `${(100 * share).toFixed(1)} %`;
const interval = (count, of) => {
  const { low, high } = shareOf(count, of);
  return `${percent(low)}–${percent(high)}`;
};

console.log(
  '| File | Rows | Seeds | contradicted | cannot tell | supported (in part) | truth outside the bounds | with a reference |',
);
console.log('|---|---|---|---|---|---|---|---|');
const sum = { generated: 0, falseSupport: 0, real: 0, falseContradiction: 0, mixtures: 0, uncovered: 0 };
for (const [i, rows] of sizes.entries()) {
  for (const kind of wanted) {
    const many = seeds[i] ?? seeds[0] ?? 1;
    const levels = { contradicted: 0, 'cannot-tell': 0, 'partly-supported': 0, supported: 0 };
    const known = { contradicted: 0, 'cannot-tell': 0, 'partly-supported': 0, supported: 0 };
    let outside = 0;
    for (let seed = 1; seed <= many; seed++) {
      const assessment = assessRows(makeRows(kind, rows, seed));
      const packs = [{ role: 'reference', entries: 60_000_000, asked, ...answers(kind, seed) }];
      const { level, madeUp } = judge(assessment.conclude(), noClaim);
      const truth = madeUpShare(kind);
      // The share that was drawn is not the share asked for: three standard deviations.
      const drawn = truth === 0 || truth === 1 ? 0 : 3 * Math.sqrt((truth * (1 - truth)) / rows);
      if (madeUp.atLeast > truth + drawn || madeUp.atMost < truth - drawn) outside++;
      levels[level]++;
      if (rows <= 10_000) known[judge(assessment.conclude(packs), noClaim).level]++;
    }
    const support = levels.supported + levels['partly-supported'];
    if (madeUpShare(kind) === 1) {
      sum.generated += many;
      sum.falseSupport += support;
    } else if (kind === 'realistic') {
      sum.real += many;
      sum.falseContradiction += levels.contradicted;
    } else {
      sum.mixtures += many;
      sum.uncovered += outside;
    }
    const withReference =
      rows > 10_000
        ? '–'
        : Object.entries(known)
            .filter(([, count]) => count > 0)
            .map(([level, count]) => `${level} ${percent(count / many)}`)
            .join(', ');
    console.log(
      `| ${kind} | ${rows} | ${many} | ${percent(levels.contradicted / many)} | ${percent(levels['cannot-tell'] / many)} | ${percent(support / many)} | ${outside} (${interval(outside, many)}) | ${withReference} |`,
    );
  }
}
console.log(
  `\nFalse support on generated files: ${sum.falseSupport} of ${sum.generated} (${interval(sum.falseSupport, sum.generated)}).`,
);
console.log(
  `False contradiction of real-like files: ${sum.falseContradiction} of ${sum.real} (${interval(sum.falseContradiction, sum.real)}).`,
);
console.log(
  `Mixtures whose bounds miss the truth: ${sum.uncovered} of ${sum.mixtures} (${interval(sum.uncovered, sum.mixtures)}).`,
);

/** Every code that a report may hold has words in both languages, and French ones have their no-break spaces. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../scripts/lib/project.mjs';
import { reportJsonSchema } from '../../src/assess/report/schema.ts';
import { slots } from '../../src/assess/row.ts';
import { assessEn } from '../../src/assess/text/en.ts';
import { assessFr } from '../../src/assess/text/fr.ts';

const folder = join(projectRoot, 'src', 'assess');
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.startsWith('text'))
  .map((name) => readFileSync(join(folder, name), 'utf8'))
  .join('\n');
const codesOf = (pattern: RegExp) => [...new Set([...sources.matchAll(pattern)].flatMap(([, code]) => code ?? []))];

function everyText(of: object, where = ''): [string, string][] {
  return Object.entries(of).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${where}${key}`, value] as [string, string]] : everyText(value, `${where}${key}.`),
  );
}

describe.each([assessFr, assessEn])('words of the report, $locale', (text) => {
  it('exist for every code that the sources give', () => {
    const wanted = [
      [text.reasons, codesOf(/reason: '([a-z-]+)'/g)],
      [text.tests, codesOf(/test: '([a-z-]+)', wrongAtMost/g)],
      [
        text.testNames,
        [
          'exact binomial',
          'Pearson chi-squared',
          ...codesOf(/twoShares\('([^']+)'/g),
          ...codesOf(/measure: ["']([^"']+(?:'[^"]+)?)["'], value/g),
        ],
      ],
      [text.settledBy, codesOf(/settledBy: '([a-z-]+)'/g)],
      [text.traits, codesOf(/trait: '([a-z-]+)'/g)],
      [text.shares, codesOf(/named\('([a-z0-9-]+)'/g)],
      [text.hypotheses, codesOf(/(?:exactBinomial|goodnessOfFit|permutation)\(\s*'([a-z-]+)'/g)],
      [text.shares, slots.map((slot) => `filled-${slot}`)],
      [text.labels, slots.map((slot) => `filled-${slot}`)],
      [text.page, codesOf(/word\('([a-zA-Z]+)'\)/g)],
    ] as const;
    for (const [table, codes] of wanted) {
      expect(codes.length).toBeGreaterThan(4);
      expect(codes.filter((code) => !Object.hasOwn(table, code))).toEqual([]);
    }
  });

  it('never say that a file is authentic', () => {
    for (const [where, words] of everyText(text)) expect(words, where).not.toMatch(/authenti/i);
  });
});

it('are the same codes in both languages', () => {
  expect(
    everyText(assessFr)
      .map(([where]) => where)
      .sort(),
  ).toEqual(
    everyText(assessEn)
      .map(([where]) => where)
      .sort(),
  );
  const holes = (text: object) =>
    everyText(text).map(([where, words]) => [where, [...words.matchAll(/\{\w+\}/g)].map(String).sort()]);
  expect(Object.fromEntries(holes(assessFr))).toEqual(Object.fromEntries(holes(assessEn)));
});

it('have the no-break spaces of French', () => {
  for (const [where, words] of everyText(assessFr)) {
    expect(words, where).not.toMatch(/[^\u202f][;!?]/u);
    expect(words, where).not.toMatch(/ :|\p{L}:(?=\s|$)/u);
    expect(words, where).not.toMatch(/«[^\u00a0]|[^\u00a0]»/u);
  }
});

it('the published schema is the one that reports are read by', () => {
  const published = JSON.parse(readFileSync(join(projectRoot, 'docs', 'assessment.schema.json'), 'utf8'));
  expect(published, 'run scripts/assessment-schema.mjs').toEqual(JSON.parse(JSON.stringify(reportJsonSchema())));
});

import { expect, it } from 'vitest';
import { readText } from './read-text.ts';

const [first, long, last] = ['paul@exemple.fr', 'jeanne@exemple.fr', 'luc@exemple.fr'] as const;
/** Larger than what a pattern that remembers each character can hold, smaller than the longest record that is read. */
const run = 'x'.repeat(9_000_000);
const records: readonly (readonly [shape: string, text: string])[] = [
  ['table', `email;note\n${first};a\n${long};"${run}"\n${last};b\n`],
  ['list', `${first}:a\n${long}:${run}\n${last}:b\n`],
  ['json', `[{"email":"${first}"},{"email":"${long}","note":"${run}"},{"email":"${last}"}]`],
  ['json', `{"note":"${run}","people":[{"email":"${first}"},{"email":"${long}"},{"email":"${last}"}]}`],
  ['sql', `INSERT INTO t (email, note) VALUES ('${first}','a'),('${long}','${run}'),('${last}','b');\n`],
  ['sql', `COPY t (email, note) FROM stdin;\n${first}\ta\n${long}\t${run}\n${last}\tb\n\\.\n`],
  ['xml', `<l><p><m>${first}</m></p><p><m>${long}</m><n>${run}</n></p><p><m>${last}</m></p></l>`],
];

it.each(records)('a record of nine megabytes is read, and those around it: %s', async (shape, text) => {
  const { found, members } = await readText(text);
  expect(members[0]?.shape.shape).toBe(shape);
  expect([...found.keys()].sort()).toEqual([long, last, first]);
  expect(members[0]?.account.lostTally()).toEqual({ nir: 0, email: 0 });
});

/** A line that is longer than the longest record. */
const people = 40_000;
const street = 'rue '.repeat(100);
const address = (i: number) => `personne${i}@exemple${i % 90}.fr`;
const joined = (row: (i: number) => string) => Array.from({ length: people }, (_, i) => row(i)).join(',');
const lines: readonly (readonly [shape: string, text: () => string])[] = [
  ['sql', () => `INSERT INTO t (email, nom) VALUES ${joined((i) => `('${address(i)}','${street}${i}')`)};\n`],
  ['json', () => `[${joined((i) => `{"email":"${address(i)}","nom":"${street}${i}"}`)}]`],
  ['json', () => `{"emails":[${joined((i) => `"${address(i)} (${street}${i})"`)}]}`],
];

it.each(lines)('a line of many records is no record, whatever its length: %s', async (shape, text) => {
  const written = text();
  expect(written.length).toBeGreaterThan(16 * 1024 * 1024);
  const { found, members } = await readText(written);
  expect(members[0]?.shape.shape).toBe(shape);
  expect(found.size).toBe(people);
  expect(members[0]?.badByReason.size).toBe(0);
});

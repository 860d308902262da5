import { describe, expect, it } from 'vitest';
import { fixedWidth } from '../../../src/leak/shapes/fixed-width.ts';
import { readText } from '../read-text.ts';
import { expectSameWhereverCut } from '../records-of.ts';

const nirs = ['255081416802538', '284058832102532', '284052A32102552', '295109912611193'];
const emails = nirs.map((_nir, i) => `personne${i}@exemple.fr`);
const everyone = [...nirs.map((nir) => nir.slice(0, 13)), ...emails].sort();
const names = ['Élodie', 'Jean Paul', 'Zoé', 'Li'];
const line = (cells: readonly string[], widths: readonly number[]) =>
  cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('');
const bytesLine = (cells: readonly string[], widths: readonly number[]) =>
  cells.map((cell, i) => cell + ' '.repeat(Math.max(0, (widths[i] ?? 0) - Buffer.byteLength(cell)))).join('');
const rows = nirs.map((nir, i) => [nir, names[i] ?? '', emails[i] ?? '']);
const printed = nirs.map((nir) => nir.replace(/^(.)(..)(..)(..)(...)(...)(..)$/, '$1 $2 $3 $4 $5 $6 $7'));

const writings: [name: string, text: string][] = [
  ['glued under a header', ['NIR', 'NOM', 'EMAIL'], rows, [15, 10, 30]],
  ['with blanks between', ['nir', 'nom', 'email'], rows, [18, 14, 24]],
  ['without a header', null, rows, [18, 14, 24]],
  [
    'NIRs in groups, without a header',
    null,
    rows.map((row, i) => [printed[i] ?? '', row[1] ?? '', row[2] ?? '']),
    [24, 14, 24],
  ],
  ['the address first', ['email', 'numero secu'], rows.map(([nir, , email]) => [email ?? '', nir ?? '']), [28, 15]],
].map(([name, header, lines, widths]) => {
  const all = header === null ? (lines as string[][]) : [header as string[], ...(lines as string[][])];
  return [name as string, `${all.map((one) => line(one, widths as number[])).join('\n')}\n`];
});
writings.push([
  'counted in bytes',
  `${[['NIR', 'NOM', 'EMAIL'], ...rows].map((one) => bytesLine(one, [15, 10, 30])).join('\n')}\n`,
]);

describe('people in fixed width', () => {
  it.each(writings)('%s', async (_name, text) => {
    const { found, refused, shape, members } = await readText(text);
    expect(refused).toBeNull();
    expect(shape).toBe('fixed-width');
    expect([...found.keys()].sort()).toEqual(everyone);
    expect(members[0]?.people.counts).toMatchObject({ records: 4, badRecords: 0 });
    expect(members[0]?.account.lostTally()).toEqual({ nir: 0, email: 0 });
  });

  it.each(writings)('%s: the same records wherever the text is cut', (_name, text) => {
    expectSameWhereverCut(fixedWidth, text, 5);
  });
});

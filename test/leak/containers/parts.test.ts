import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { groupParts } from '../../../src/leak/containers/parts.ts';
import { readFiles, soldDirectory } from '../read-sold.ts';

const directory = mkdtempSync(join(tmpdir(), 'vigie-parts-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function write(name: string, content: string | Uint8Array): string {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
}

const nirs = ['255081416802538', '284058832102532', '284052A32102552', '295109912611193'];
const people = nirs.map((nir, i) => `${nir};personne${i}@exemple.fr`);
const table = `nir;email\n${people.join('\n')}\n`;
const everyone = [...nirs.map((nir) => nir.slice(0, 13)), ...nirs.map((_nir, i) => `personne${i}@exemple.fr`)].sort();

/** Writes `content` cut into as many pieces as there are names. */
function cut(content: string | Uint8Array, names: readonly string[]): string[] {
  const bytes = Buffer.from(content);
  const length = Math.ceil(bytes.length / names.length);
  return names.map((name, i) => write(name, bytes.subarray(i * length, (i + 1) * length)));
}

describe('pieces of one file', () => {
  it.each([
    ['letters', ['a-aa.csv', 'a-ab.csv', 'a-ac.csv']],
    ['letters of split', ['xaa', 'xab', 'xac']],
    ['numbers at the end', ['b.csv.001', 'b.csv.002', 'b.csv.003']],
    ['part … of …', ['c.part1of3', 'c.part2of3', 'c.part3of3']],
    ['part with an ending', ['d.part01.csv', 'd.part02.csv', 'd.part03.csv']],
    ['from zero', ['e.part0.csv', 'e.part1.csv', 'e.part2.csv']],
  ])('%s: read as one, in order, however they are given', async (_name, names) => {
    const paths = cut(table, names);
    const groups = await groupParts([...paths].reverse());
    expect(groups).toEqual([paths]);
    const { found, refused, members } = await readFiles([paths[0] ?? ''], { paths });
    expect(refused).toBeNull();
    expect([...found.keys()].sort()).toEqual(everyone);
    expect(members[0]?.account.lostTally()).toEqual({ nir: 0, email: 0 });
  });

  it('reads an archive that was cut', async () => {
    const whole = readFileSync(join(import.meta.dirname, 'vectors/files.zip'));
    const paths = cut(whole, ['f.zip.001', 'f.zip.002']);
    expect(await groupParts(paths)).toEqual([paths]);
    const read = await readFiles([paths[0] ?? ''], { paths });
    const direct = await readFiles([write('whole.zip', whole)]);
    expect(read.refused).toBeNull();
    expect([...read.found.keys()]).toEqual([...direct.found.keys()]);
  });

  it('joins the file that is sold in two', async () => {
    const paths = ['split-parts-aa.csv', 'split-parts-ab.csv'].map((name) => join(soldDirectory, name));
    const [group = []] = await groupParts(paths);
    expect(group.map((path) => basename(path))).toEqual(['split-parts-aa.csv', 'split-parts-ab.csv']);
    const { found } = await readFiles([group[0] ?? ''], { paths: group });
    expect(found.has('1300226904281')).toBe(true);
    expect(found.has('koffi.nguyen3@exemple-d.fr')).toBe(true);
  });

  it('leaves apart what begins by itself, and names that only look alike', async () => {
    const headed = ['g-aa.csv', 'g-ab.csv'].map((name, i) => write(name, `nir;email\n${people[i]}\n`));
    expect(await groupParts(headed)).toEqual(headed.map((path) => [path]));
    const others = ['two-layouts-a.csv', 'export.2021.csv', 'export.2022.csv', 'assures-be.csv'].map((name) =>
      write(name, table),
    );
    expect(await groupParts(others)).toEqual(others.map((path) => [path]));
    expect(await groupParts(['-'])).toEqual([['-']]);
  });

  it('names the piece that is missing', async () => {
    const paths = cut(table, ['h.csv.001', 'h.csv.002', 'h.csv.003']);
    const gap = [paths[0] ?? '', paths[2] ?? ''];
    await expect(groupParts(gap)).rejects.toMatchObject({
      code: 'input-malformed',
      details: { reason: 'part-missing', missing: 'h.csv.002' },
    });
    const [first = ''] = cut(table, ['i.part1of2', 'i.part2of2']);
    await expect(groupParts([first])).rejects.toMatchObject({ details: { missing: 'i.part2of2' } });
  });
});

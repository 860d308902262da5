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

describe('what stands between two pieces', () => {
  const list = people.map((line) => line.split(';')[1] ?? '');
  const texts: [name: string, lines: readonly string[]][] = [
    ['a table', [...people, ...people]],
    ['a list', [...list, ...list.map((one) => `b${one}`)]],
    ['lines of JSON', people.map((line) => JSON.stringify({ nir: line.split(';')[0], email: line.split(';')[1] }))],
    ['statements', people.map((line) => `INSERT INTO t (nir, email) VALUES ('${line.replace(';', "','")}');`)],
    ['letters of several bytes', [...people, ...people].map((line) => `${line};Élodie Lefèvre-Noël`)],
  ];

  const listed = async (paths: readonly string[]) => {
    const [group = []] = await groupParts(paths);
    expect(group).toHaveLength(paths.length);
    const { found, refused, members } = await readFiles([group[0] ?? ''], { paths: group });
    const lost = members.reduce((sum, { account }) => sum + account.lostTally().nir + account.lostTally().email, 0);
    return { found: [...found.keys()].sort(), stops: refused !== null || lost > 0 };
  };

  it.each(texts)('%s, each piece without its last line end: no row is made of two', async (name, lines) => {
    const whole = await readFiles([write(`whole-${name}`, `${lines.join('\n')}\n`)]);
    const half = lines.length >> 1;
    const paths = [lines.slice(0, half), lines.slice(half)].map((one, i) =>
      write(`${name}-part${i + 1}.txt`, one.join('\n')),
    );
    expect((await listed(paths)).found).toEqual([...whole.found.keys()].sort());
    const wide = paths.map((path, i) =>
      write(`${name}-wide-part${i + 1}.txt`, Buffer.from(readFileSync(path, 'utf8'), 'utf16le')),
    );
    expect((await listed(wide)).found).toEqual([...whole.found.keys()].sort());
  });

  it.each(texts)('%s, cut at any byte: everyone is listed, or the file is refused', async (name, lines) => {
    const bytes = Buffer.from(`${lines.join('\n')}\n`);
    const whole = [...(await readFiles([write(`all-${name}`, bytes)])).found.keys()].sort();
    let refused = 0;
    let cuts = 0;
    for (let at = bytes.length >> 2; at < bytes.length - 1; at += 5) {
      cuts++;
      const paths = [bytes.subarray(0, at), bytes.subarray(at)].map((one, i) => write(`${name}-${at}.00${i + 1}`, one));
      const read = await listed(paths);
      if (read.stops) refused++;
      else expect({ at, found: read.found }).toEqual({ at, found: whole });
    }
    expect(refused).toBeLessThan(cuts / 2);
  });

  it('reads three pieces of other lengths, each without its last line end', async () => {
    const paths = [people.slice(0, 1), people.slice(1, 2), people.slice(2)].map((one, i) =>
      write(`t.00${i + 1}`, (i === 0 ? ['nir;email', ...one] : one).join('\n')),
    );
    expect((await listed(paths)).found).toEqual(everyone);
  });
});

/** Several hundred files, directories, patterns, pieces of one file, what is said of one file alone, and recipes. */
import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { check, numbers, openWorkshop, signedBuild, usualBuild, type Workshop } from '../support/run-vigie.ts';

let shop: Workshop;
beforeAll(() => {
  shop = openWorkshop();
  shop.write('seed', Buffer.alloc(32, 9));
});
afterAll(() => shop.remove());

const build = (out: string, ...words: string[]) =>
  shop.run(['build', '--incident', 'claimed.json', '--out', out, ...words, ...usualBuild]);

interface Look {
  readonly files: {
    readonly path: string;
    readonly members: { readonly shape: string; readonly separator: string | null; readonly encodings: string[] }[];
    readonly skipped: { readonly code: string } | null;
  }[];
  readonly coverage: {
    readonly kind: string;
    readonly seen: number;
    readonly indexed: number;
    readonly lost: number;
  }[];
}
const look = async (...words: string[]): Promise<{ code: number | null; look: Look; said: string }> => {
  const ran = await shop.run(['look', ...words, '--json']);
  const json = JSON.parse(ran.stdout || '{}');
  return { code: ran.code, look: json, said: ran.said };
};

describe('files', () => {
  const people = numbers(300, 1000);

  beforeAll(() => {
    people.forEach((nir, i) => {
      shop.write(`dump/${i % 7}/part ${i}.csv`, `nir;mail\n${nir};p${i}@exemple.fr\n`);
    });
    mkdirSync(shop.path('dump/empty'));
  });

  it('by the hundred, from a directory: everybody of each is listed', async () => {
    const ran = await build('dump.vigie', '--in', 'dump');
    expect([ran.code, ran.stderr.includes('error')]).toEqual([0, false]);
    expect(ran.stdout).toMatch(/^Rows read +300$/m);
    const answers = await check(shop, 'dump.vigie', [...people, 'p0@exemple.fr', 'p299@exemple.fr', '1840588321999']);
    expect(answers.map(({ kind }) => kind)).toEqual([...Array(302).fill('listed'), 'not-listed']);
  });

  it('by a pattern that the shell did not expand', async () => {
    const { look: found } = await look('dump/3/*.csv');
    expect(found.files).toHaveLength(43);
    expect(found.coverage).toMatchObject([
      { kind: 'nir', seen: 43, indexed: 43, lost: 0 },
      { kind: 'email', seen: 43, indexed: 43, lost: 0 },
    ]);
  });

  it('of which one is bad: it is named, and left out only on demand', async () => {
    shop.write('mixed/good.csv', `nir\n${people[0]}\n`);
    shop.write('mixed/bad.csv', 'couleur;taille\nrouge;3\n');
    shop.write('mixed/zero.csv', '');
    const refused = await build('mixed.vigie', '--in', 'mixed');
    expect([refused.code, refused.said]).toEqual([2, expect.stringMatching(/error: .*mixed\/bad\.csv/)]);
    const built = await build('mixed.vigie', '--in', 'mixed', '--skip-bad-files');
    expect(built.code).toBe(0);
    expect(built.said).toContain('mixed/bad.csv: left out');
    expect(built.said).toContain('mixed/zero.csv: left out');
    expect((await check(shop, 'mixed.vigie', [people[0] ?? '']))[0]?.kind).toBe('listed');
  });

  it('that are not there are named', async () => {
    for (const named of ['nowhere.csv', 'dump/empty', 'dump/*.xml']) {
      const ran = await shop.run(['look', named]);
      expect([ran.code, ran.stderr], named).toEqual([3, expect.stringContaining(named)]);
    }
  });

  it('come through a pipe as well', async () => {
    const ran = await shop.run(['look', '-', '--json'], { input: `nir\n${people[4]}\n` });
    expect(JSON.parse(ran.stdout).coverage).toMatchObject([{ kind: 'nir', indexed: 1, lost: 0 }]);
    const words = ['build', '--in', '-', '--incident', 'claimed.json', '--out', 'pipe.vigie', ...usualBuild];
    expect((await shop.run(words, { input: `nir\n${people[4]}\n` })).code).toBe(0);
    expect((await check(shop, 'pipe.vigie', [people[4] ?? '']))[0]?.kind).toBe('listed');
  });
});

describe('pieces of one file', () => {
  const people = numbers(60, 5000);
  const whole = Buffer.from(`nir;nom\n${people.map((nir) => `${nir};N`).join('\n')}\n`);
  // In the middle of a row.
  const cuts = [0, 341, 700, whole.length];

  it('are read as that file, whatever their order, and sealed under its digest', async () => {
    cuts.slice(0, -1).forEach((from, i) => {
      shop.write(`cut/dump-a${'abc'[i]}.csv`, whole.subarray(from, cuts[i + 1]));
    });
    const inputs = ['ac', 'aa', 'ab'].flatMap((mark) => ['--in', `cut/dump-${mark}.csv`]);
    shop.write('whole.csv', whole);
    const env = { SOURCE_DATE_EPOCH: '1795000000' };
    for (const [out, from] of [
      ['cut.vigie', inputs],
      ['whole.vigie', ['--in', 'whole.csv']],
    ] as const) {
      const words = ['build', ...from, '--incident', 'claimed.json', '--seed', 'seed', '--out', out, ...usualBuild];
      expect((await shop.run(words, { env })).code).toBe(0);
    }
    expect(new Set((await check(shop, 'cut.vigie', people)).map(({ kind }) => kind))).toEqual(new Set(['listed']));
    expect(shop.read('cut.vigie').equals(shop.read('whole.vigie'))).toBe(true);
  });

  it('of which one is missing are refused by the name of that one', async () => {
    const ran = await shop.run(['look', 'cut/dump-aa.csv', 'cut/dump-ac.csv']);
    expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining('a piece of it is missing: dump-ab.csv')]);
  });
});

describe('what is said of one file alone', () => {
  const [one = '', two = '', three = ''] = numbers(3, 9000);

  it('is not said of the others', async () => {
    shop.write('own/a.txt', `Liste du 3 mars\nrien ici\n${one}§x§y\n${two}§x§y\n`);
    shop.write('own/b.csv', Buffer.from(`Nom;Secu;Autre\nH\u008al\u008ane;${three};9\n`, 'latin1'));
    const { look: found, code } = await look(
      ...['own', '--delimiter', '§@a.txt', '--skip-lines', '2@a.txt', '--no-header', 'a.txt'],
      ...['--encoding', 'cp850@b.csv', '--columns', 'nir=Secu,none=Autre@b.csv', '--columns', 'nir=1@a.txt'],
    );
    expect(code).toBe(0);
    expect(found.files.map(({ members }) => members[0])).toMatchObject([
      { shape: 'table', separator: '§', headerLine: null },
      { shape: 'table', separator: ';', encodings: ['cp850'] },
    ]);
    expect(found.coverage).toMatchObject([{ kind: 'nir', indexed: 3, lost: 0 }]);
  });

  it('must name one of them', async () => {
    const ran = await shop.run(['look', 'own', '--no-header', 'c.txt']);
    expect([ran.code, ran.stderr]).toEqual([1, expect.stringContaining('--no-header')]);
  });
});

describe('a recipe', () => {
  const people = numbers(40, 20_000);
  const others = numbers(40, 30_000);

  it('that was corrected is repeated exactly', async () => {
    const rows = people.map((nir, i) => `${nir};${others[i]};p${i}@exemple.fr`);
    shop.write('leak.csv', `Matricule;Ancien;Courriel\n${rows.join('\n')}\n`);
    const first = await shop.run(['look', 'leak.csv', '--write-recipe', 'recipe.json', '--columns', 'nir=1,nir=2']);
    expect([first.code, first.said]).toEqual([0, '']);
    const recipe = JSON.parse(shop.read('recipe.json').toString());
    const columns = recipe.files[0].members[0].tables[0].columns;
    expect(columns.map(({ holds }: { holds: string }) => holds)).toEqual(['nir', 'nir', 'email']);
    // The analyst knows better: the second number is nobody's of this leak.
    Object.assign(columns[1], { holds: null, searched: false });
    shop.write('corrected.json', JSON.stringify(recipe));
    const built = await build('recipe.vigie', '--in', 'leak.csv', '--recipe', 'corrected.json');
    expect([built.code, built.said.includes('error')]).toEqual([0, false]);
    const answers = await check(shop, 'recipe.vigie', [people[3] ?? '', others[3] ?? '', 'p3@exemple.fr']);
    expect(answers.map(({ kind }) => kind)).toEqual(['listed', 'not-listed', 'listed']);
    // Written again from a reading by the recipe, it is the same.
    expect(
      (await shop.run(['look', 'leak.csv', '--recipe', 'corrected.json', '--write-recipe', 'again.json'])).code,
    ).toBe(0);
    expect(JSON.parse(shop.read('again.json').toString())).toEqual(recipe);
  });

  it('that is wrong is refused by the name of its field', async () => {
    shop.write('wrong.json', '{"vigieRecipe":1,"files":[{"name":"leak.csv"}]}');
    const ran = await shop.run(['look', 'leak.csv', '--recipe', 'wrong.json']);
    expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining('files.0.hosts')]);
  });
});

describe('shards of two readings', () => {
  it('are not merged: they would count other people', async () => {
    const [a = '', b = ''] = numbers(2, 40_000);
    shop.write('same.csv', `nir;autre\n${a};${b}\n`);
    const part = (i: number, ...more: string[]) =>
      shop.run([
        ...['build', '--in', 'same.csv', '--incident', 'claimed.json', '--out', `part-${i}.shard`],
        ...['--shard', `${i}/2`, '--seed', 'seed', '--stretch', '64,1,1', ...more],
      ]);
    expect((await part(1, '--columns', 'nir=1,nir=2')).code).toBe(0);
    expect((await part(2, '--columns', 'nir=1,none=2')).code).toBe(0);
    const merged = await shop.run([
      ...['merge', 'part-1.shard', 'part-2.shard', '--seed', 'seed', '--out', 'merged.vigie'],
      ...signedBuild,
    ]);
    expect([merged.code, merged.stderr]).toEqual([2, expect.stringContaining('part-2.shard')]);
  });
});

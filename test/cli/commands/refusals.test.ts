/** What a build refuses to make a pack of: columns that nobody decided, people who would be lost; and how the analyst goes on. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nirOf } from '../../leak/leak-maker.ts';
import { check, openWorkshop, usualBuild, type Workshop } from '../support/run-vigie.ts';

let shop: Workshop;
const people = Array.from({ length: 12 }, (_, i) => nirOf(7001 + i * 53));
const nirs = people.map(({ bare }) => bare);
const keyed = people.map(({ bare, key }) => bare + key);
const emails = people.map((_, i) => `p${i}@exemple.fr`);
const lines = (line: (i: number) => string, from = 0, to = people.length) =>
  Array.from({ length: to - from }, (_, i) => `${line(from + i)}\n`).join('');

beforeAll(() => {
  shop = openWorkshop();
  shop.write('undecided.csv', `nom;N° compte;email\n${lines((i) => `X;${nirs[i]};${emails[i]}`)}`);
  // Five people of a list stand above the table of the others.
  shop.write(
    'loses.csv',
    `${lines((i) => `${emails[i]}:secret`, 0, 5)}nir;nom;email;ville\n${lines((i) => `${keyed[i]};X;${emails[i]};Y`, 5)}`,
  );
});
afterAll(() => shop.remove());

const build = (out: string, ...words: string[]) =>
  shop.run(['build', '--incident', 'claimed.json', '--out', out, ...words, ...usualBuild]);
const said = async (pack: string, wanted: readonly string[]) =>
  (await check(shop, pack, wanted)).map(({ kind }) => kind);
const coverageOf = async (pack: string) => {
  const ran = await shop.run(['inspect', pack, '--json']);
  return JSON.parse(ran.stdout).coverage;
};

describe('a column that is not decided', () => {
  it('is named with the options that settle it, and no pack is made', async () => {
    const ran = await build('undecided.vigie', '--in', 'undecided.csv');
    expect(ran.code).toBe(2);
    expect(ran.remarks).toMatch(/undecided\.csv.*column 2.*13 digits/);
    expect(ran.remarks).toContain('--columns nir=2');
    expect(ran.said).toContain('column 2: 12 numbers of 13 digits look like NIRs and are not taken');
    for (const nir of nirs) expect(ran.stdout + ran.stderr).not.toContain(nir);
    expect(shop.list()).not.toContain('undecided.vigie');
  });

  it('stops a build that reads a pipe, too', async () => {
    const words = ['build', '--in', '-', '--incident', 'claimed.json', '--out', 'pipe.vigie', ...usualBuild];
    const ran = await shop.run(words, { input: shop.read('undecided.csv').toString() });
    expect([ran.code, ran.remarks]).toEqual([2, expect.stringContaining('column 2')]);
    expect(shop.list()).not.toContain('pipe.vigie');
  });

  it.each([
    ['taken', 'nir=N° compte', 'listed', []],
    ['kept as what it says', 'iban=2', 'not-listed', []],
    ['left out', 'none=2', 'not-listed', [{ reason: 'excluded-column', count: 12 }]],
  ])('goes on once it is %s', async (_case, option, kind, explained) => {
    const out = `${option.slice(0, 3)}.vigie`;
    const ran = await build(out, '--in', 'undecided.csv', '--columns', option);
    expect([ran.code, ran.said.includes('error')]).toEqual([0, false]);
    // A pack that indexes no NIR answers nobody by it.
    const asked = await said(out, [nirs[3] ?? '', emails[3] ?? '']);
    expect(asked).toEqual([kind === 'listed' ? kind : 'could-not-check', 'listed']);
    const nir = (await coverageOf(out)).find((one: { kind: string }) => one.kind === 'nir');
    expect(nir?.explained ?? []).toEqual(explained);
  });

  it('is still undecided in a recipe that was written with it, until somebody decides', async () => {
    expect((await shop.run(['look', 'undecided.csv', '--write-recipe', 'open.json'])).code).toBe(0);
    const open = await build('open.vigie', '--in', 'undecided.csv', '--recipe', 'open.json');
    expect([open.code, open.remarks]).toEqual([2, expect.stringContaining('column 2')]);
    const recipe = JSON.parse(shop.read('open.json').toString());
    recipe.files[0].members[0].tables[0].columns[1].holds = 'nir';
    shop.write('decided.json', JSON.stringify(recipe));
    expect((await build('decided.vigie', '--in', 'undecided.csv', '--recipe', 'decided.json')).code).toBe(0);
    expect(await said('decided.vigie', [nirs[3] ?? ''])).toEqual(['listed']);
  });
});

describe('people who would be lost', () => {
  it('are refused by number, kind and line, and no pack is made', async () => {
    const ran = await build('loses.vigie', '--in', 'loses.csv');
    expect(ran.code).toBe(2);
    expect(ran.remarks).toMatch(/would be lost: email=5/);
    expect(ran.remarks).toContain('--accept-lost email=5');
    for (const email of emails) expect(ran.stdout + ran.stderr).not.toContain(email);
    expect(shop.list()).not.toContain('loses.vigie');
  });

  it.each(['email=4', 'email=6', 'nir=5', 'email=5,nir=1', 'nir=0'])('are not accepted as %s', async (accepted) => {
    const ran = await build('other.vigie', '--in', 'loses.csv', '--accept-lost', accepted);
    expect([ran.code, ran.remarks]).toEqual([2, expect.stringContaining('email=5')]);
  });

  it('are accepted by their exact number, and the pack says so', async () => {
    const ran = await build('accepted.vigie', '--in', 'loses.csv', '--accept-lost', 'email=5,nir=0');
    expect([ran.code, ran.said.includes('error')]).toEqual([0, false]);
    expect(await coverageOf('accepted.vigie')).toEqual([
      { kind: 'nir', seen: 7, indexed: 7, lost: 0, explained: [] },
      { kind: 'email', seen: 12, indexed: 7, lost: 5, explained: [] },
    ]);
    expect(await said('accepted.vigie', [emails[7] ?? '', emails[1] ?? ''])).toEqual(['listed', 'not-listed']);
  });

  it('must be lost: a number for nobody is refused', async () => {
    const ran = await build('nobody.vigie', '--in', 'undecided.csv', '--columns', 'nir=2', '--accept-lost', 'email=1');
    expect(ran.code).toBe(2);
  });

  it('are a banner’s where the analyst skips their lines', async () => {
    const ran = await build('skipped.vigie', '--in', 'loses.csv', '--skip-lines', '5');
    expect([ran.code, ran.said.includes('error')]).toEqual([0, false]);
    const [, email] = await coverageOf('skipped.vigie');
    expect(email).toMatchObject({ lost: 0, explained: [{ reason: 'outside-records', count: 5 }] });
  });
});

describe('numbers of Corsica written as numbers', () => {
  const corsican = '1850519032145';
  const letter = corsican.replace('0519', '052A');

  it('are read so under --numeric-corsica alone, and a recipe keeps it', async () => {
    shop.write('corse.csv', `nir;email\n${corsican};p@exemple.fr\n`);
    await build('corse.vigie', '--in', 'corse.csv');
    await build('both.vigie', '--in', 'corse.csv', '--numeric-corsica');
    await shop.run(['look', 'corse.csv', '--numeric-corsica', '--write-recipe', 'corse.json']);
    await build('kept.vigie', '--in', 'corse.csv', '--recipe', 'corse.json');
    expect(await said('corse.vigie', [corsican, letter])).toEqual(['listed', 'not-listed']);
    for (const pack of ['both.vigie', 'kept.vigie'])
      expect(await said(pack, [corsican, letter]), pack).toEqual(['listed', 'listed']);
  });
});

describe('a recipe', () => {
  it('keeps that a file has no header', async () => {
    shop.write('plain.csv', `nir;email;nom;ville;cp\n${lines((i) => `${keyed[i]};${emails[i]};X;Y;75000`)}`);
    await shop.run(['look', 'plain.csv', '--no-header', 'plain.csv', '--write-recipe', 'plain.json']);
    const again = await shop.run(['look', 'plain.csv', '--recipe', 'plain.json', '--json']);
    expect(JSON.parse(again.stdout).files[0].members[0]).toMatchObject({ headerLine: null, records: 13 });
  });

  it('tells files of one name apart by their directories', async () => {
    shop.write('a/x.csv', `matricule;email\n${lines((i) => `${nirs[i]};${emails[i]}`, 0, 6)}`);
    shop.write('b/x.csv', `matricule;email\n${lines((i) => `${nirs[i]};${emails[i]}`, 6)}`);
    const columns = ['--columns', 'nir=1@a/x.csv', '--columns', 'none=1@b/x.csv'];
    await shop.run(['look', 'a/x.csv', 'b/x.csv', ...columns, '--write-recipe', 'x.json']);
    const ran = await build('x.vigie', '--in', 'a/x.csv', '--in', 'b/x.csv', '--recipe', 'x.json');
    expect([ran.code, ran.said.includes('error')]).toEqual([0, false]);
    expect(await said('x.vigie', [nirs[2] ?? '', nirs[8] ?? ''])).toEqual(['listed', 'not-listed']);
    // Of one file alone, it says nothing of another of that name.
    await shop.run(['look', 'a/x.csv', '--columns', 'nir=1', '--write-recipe', 'one.json']);
    const both = await build('y.vigie', '--in', 'a/x.csv', '--in', 'b/x.csv', '--recipe', 'one.json');
    expect([both.code, both.remarks]).toEqual([1, expect.stringContaining('two files are of one part of the recipe')]);
  });

  it('tells tables of one name apart by their headers, and columns of one header by their places', async () => {
    const first = `id;nir;nir;email\n${lines((i) => `${i};${nirs[i]};${nirs[(i + 1) % 12]};${emails[i]}`, 0, 6)}`;
    const second = `email;nir;nom\n${lines((i) => `${emails[i]};${nirs[i]};X`, 6)}`;
    shop.write('two.csv', first + second);
    await shop.run(['look', 'two.csv', '--write-recipe', 'two.json']);
    const recipe = JSON.parse(shop.read('two.json').toString());
    const [one, other] = recipe.files[0].members[0].tables;
    Object.assign(one.columns[2], { holds: null, searched: false });
    Object.assign(other.columns[1], { holds: null, searched: false });
    shop.write('two-corrected.json', JSON.stringify(recipe));
    const looked = await shop.run(['look', 'two.csv', '--recipe', 'two-corrected.json', '--json']);
    const { tables } = JSON.parse(looked.stdout).files[0].members[0];
    const searched = tables.map((table: { columns: { searched: string }[] }) => table.columns.map((c) => c.searched));
    expect(searched).toEqual([
      ['searched', 'searched', 'excluded', 'searched'],
      ['searched', 'excluded', 'searched'],
    ]);
  });
});

/**
 * Nobody is lost without a word: numbers of 13 characters that look like NIRs are taken, or stop the build where they stand in columns
 * of another kind, or are lost and counted where they stand in none. Each file here was once read without a word of them.
 */
import { describe, expect, it } from 'vitest';
import { parseColumnOverrides } from '../../src/leak/meaning/overrides.ts';
import type { LeakOptions } from '../../src/leak/read-leak.ts';
import { coverageOf, lookAt } from '../../src/leak/report.ts';
import { nirOf } from './leak-maker.ts';
import { readText } from './read-text.ts';

const people = Array.from({ length: 40 }, (_, i) => nirOf(3001 + i * 37));
const nirs = people.map(({ bare }) => bare);
const keyed = people.map(({ bare, key }) => bare + key);
const emails = people.map((_, i) => `p${i}@exemple-${'abc'[i % 3]}.fr`);
const rows = (row: (i: number) => string, count = 20) =>
  Array.from({ length: count }, (_, i) => `${row(i)}\n`).join('');

interface Judged {
  /** How many of `wanted` were taken. */
  readonly taken: number;
  /** Positions and doubts of columns that stop a build. */
  readonly stops: string[];
  /** NIRs and addresses that are lost. */
  readonly lost: number;
  readonly look: ReturnType<typeof lookAt>[];
  readonly coverage: ReturnType<typeof coverageOf>;
}

async function judge(text: string, wanted: readonly string[], options: Partial<LeakOptions> = {}): Promise<Judged> {
  const { found, members, refused } = await readText(text, options);
  expect(refused).toBeNull();
  const look = members.map(lookAt);
  const columns = look.flatMap(({ tables }) => tables.flatMap((table) => table.columns));
  return {
    taken: wanted.filter((one) => found.has(one)).length,
    stops: columns.filter(({ stops }) => stops).map(({ position, doubt }) => `${position} ${doubt}`),
    lost: members.reduce((sum, { account }) => sum + account.lostTally().nir + account.lostTally().email, 0),
    look,
    coverage: coverageOf(members),
  };
}

const columns = (text: string) => ({ columns: parseColumnOverrides(text) });

describe('a column of numbers without a key', () => {
  const late = (filler: string) =>
    `id;matricule;email\n${rows((i) => `${i};${filler};u${i}@exemple.fr`, 40_000)}${rows((i) => `${i};${nirs[i]};${emails[i]}`)}`;

  it.each([
    ['that is empty in the first megabyte', late('')],
    ['that holds other numbers in the first megabyte', late('100000')],
    [
      'that holds them in every second row',
      `matricule;email\n${rows((i) => `${i % 2 ? nirs[i] : `E${i}`};${emails[i]}`)}`,
    ],
    ['of NIRs among hashes', `nir;email\n${rows((i) => `${i % 4 ? 'ab'.repeat(16) : nirs[i]};${emails[i]}`)}`],
    [
      'among time stamps',
      `note;email\n${rows((i) => `${i % 4 ? 1_609_459_200_000 + i * 1e9 : nirs[i]};${emails[i]}`, 40)}`,
    ],
    ['in other text', `commentaire;email\n${rows((i) => `appel de ${nirs[i]} le ${i} mai;${emails[i]}`)}`],
    ['in the printed groups', `commentaire;email\n${rows((i) => `vu ${grouped(nirs[i] ?? '')} hier;${emails[i]}`)}`],
    ['behind letters', `ref;email\n${rows((i) => `${'AEX'[i % 3]}${nirs[i]};${emails[i]}`)}`],
    ['behind a word that ends as that for time does', rows((i) => `patients: ${nirs[i]}, resultat=${emails[i]} vu`)],
    [
      'in groups of other widths',
      `note;email\n${rows((i) => `vu ${nirs[i]?.replace(/^(.{3})(....)(...)/, '$1 $2 $3 ')};${emails[i]}`)}`,
    ],
    ['beside addresses in one column', `courriel;nom\n${rows((i) => `${i % 3 ? emails[i] : nirs[i]};X`)}`],
    ['in a path of JSON', rows((i) => JSON.stringify({ numero_compte: nirs[i], email: emails[i] }))],
    [
      'of SQL',
      `INSERT INTO t (numero_compte, email) VALUES\n${rows((i) => `('${nirs[i]}','${emails[i]}')${i < 19 ? ',' : ';'}`)}`,
    ],
    ['of COPY', `COPY t (numero_carte, email) FROM stdin;\n${rows((i) => `${nirs[i]}\t${emails[i]}`)}\\.\n`],
    ['of passwords', `email;password\n${rows((i) => `${emails[i]};${nirs[i]}`)}`],
    ['in a log', rows((i) => `2024-01-02T03:04:05 INFO user=${nirs[i]} mail=${emails[i]} ok`)],
    [
      'in a shell of MongoDB',
      rows((i) => `{ _id: ObjectId("65a0"), matricule: NumberLong(${nirs[i]}), email: '${emails[i]}' }`),
    ],
    [
      'in columns of their own',
      rows((i) => JSON.stringify({ [`tel${i}`]: `appel de ${nirs[i]} ok`, email: emails[i] })),
    ],
    [
      'in columns of their own, whole',
      rows((i) => JSON.stringify({ [`ref_${'abc'[i % 3]}${i}`]: nirs[i], email: emails[i] })),
    ],
    ['in arrays of PostgreSQL', `id,numeros,email\n${rows((i) => `${i},"{${nirs[i]},${nirs[i + 20]}}",${emails[i]}`)}`],
  ])('%s stops', async (_case, text) => {
    const { stops, look } = await judge(text, []);
    expect(stops).not.toEqual([]);
    // How many is said, too.
    const unkeyed = look.flatMap(({ tables }) => tables.flatMap((table) => table.columns.map((one) => one.unkeyed)));
    expect(unkeyed.reduce((sum, one) => sum + one, 0)).toBeGreaterThanOrEqual(5);
  });

  it.each([
    ['by a key of each', JSON.stringify(Object.fromEntries(nirs.slice(0, 20).map((nir, i) => [`k${i}`, nir])))],
    ['by a key of each, one a line', rows((i) => JSON.stringify({ [`k${i}`]: nirs[i] }))],
    [
      'by the name of each',
      JSON.stringify({ v: 1, u: Object.fromEntries(nirs.slice(0, 20).map((nir, i) => [`J${i}x`, nir])) }),
    ],
    ['by the address of each', rows((i) => JSON.stringify({ [emails[i] ?? '']: nirs[i] }))],
    ['in a list of JSON', rows((i) => JSON.stringify({ ids: [nirs[i], nirs[i + 20]], email: emails[i] }))],
    [
      'of fixed width',
      `${'numero'.padEnd(16)}${'email'.padEnd(30)}\n${rows((i) => `${nirs[i]?.padEnd(16)}${emails[i]?.padEnd(30)}`)}`,
    ],
    ['of XML', `<t>${rows((i) => `<r><compte>${nirs[i]}</compte><email>${emails[i]}</email></r>`)}</t>`],
    ['in lines of keys and values', rows((i) => `ip=10.0.0.${i} mail=${emails[i]} login=${nirs[i]}`)],
    ['in YAML', rows((i) => `- id: ${i}\n  matricule: ${nirs[i]}\n  email: ${emails[i]}`)],
  ])('%s is taken, men and women of many years under no known word', async (_case, text) => {
    const { taken, stops } = await judge(text, nirs.slice(0, 20));
    expect([taken, stops]).toEqual([20, []]);
  });

  it.each([
    ['in a log', rows((i) => `INFO ts=${1_700_100_000_000 + i * 3e8} nir=${nirs[i]} mail=${emails[i]}`)],
    ['in a URL', rows((i) => `GET /c?mail=${emails[i]}&nir=${nirs[i]}&t=${1_700_100_000_000 + i * 3e8} 200`, 3)],
    ['in a sentence', rows((i) => `${emails[i]}, n° de sécurité sociale : ${grouped(nirs[i] ?? '')}, a appelé.`, 3)],
    ['in a structure', rows((i) => `{'num_secu': '${nirs[i]}', 'mail': u'${emails[i]}'}`, 3)],
    ['in a page', `<html><body>${rows((i) => `<p>NIR&nbsp;: ${nirs[i]}<br>Mail : ${emails[i]}</p>`, 3)}</body></html>`],
    ['under a word for something else', `note;email\n${rows((i) => `NIR:${nirs[i]};${emails[i]}`)}`],
  ])('is taken behind its name %s', async (_case, text) => {
    const wanted = nirs.filter((_nir, i) => text.includes(emails[i] ?? ' '));
    const read = await judge(text, wanted);
    expect([read.taken, read.stops, read.lost]).toEqual([wanted.length, [], 0]);
    expect(read.look.reduce((sum, { takenOf }) => sum + takenOf.nir, 0)).toBe(wanted.length);
  });

  it('stops beside times, by its place in the line', async () => {
    const few = rows((i) => `t ${1_700_100_000_000 + i * 3e9} u ${nirs[2 * i]};${emails[i]}`, 4);
    const text = `note;email\n${few}`;
    expect((await judge(text, [])).stops).toEqual(['1 thirteen-digits']);
  });

  it('stops where it stands alone beside NIRs with a key', async () => {
    const cell = (i: number) => (i % 3 === 0 ? `vu ${i === 6 ? nirs[i] : keyed[i]} ok` : 'rien');
    const text = `note;email\n${rows((i) => `${cell(i)};${emails[i]}`)}`;
    expect((await judge(text, [])).stops).toEqual(['1 thirteen-digits']);
  });

  it('is taken as a login where most log in by their address', async () => {
    const text = rows(
      (i) => `https://assure.ameli.fr/x|${i % 5 === 0 ? `${nirs[i]}${i % 2 ? '.0' : ''}` : emails[i]}|secret${i}`,
    );
    const wanted = [0, 5, 10, 15].map((i) => nirs[i] ?? '');
    expect(await judge(text, wanted)).toMatchObject({ taken: 4, stops: [], lost: 0 });
  });

  it('is nobody where it is a time in a line of a log that was cut by its colons', async () => {
    const stamp = (i: number) => 1_601_212_000_000 + i * 40_000;
    const who = (i: number) => (i % 3 === 0 ? '' : grouped(nirs[i] ?? '') + (keyed[i] ?? '').slice(13));
    const text = rows(
      (i) =>
        `10.0.0.1 - - [12/Mar/2023:10:00:00 +0100] "GET /c?mail=${emails[i]}&nir=${who(i)}&t=${stamp(i)} HTTP/1.1" 200 12`,
    );
    const { look } = await judge(text, []);
    const taken = look.reduce((sum, { takenOf }) => sum + takenOf.nir, 0);
    expect(taken).toBe(Array.from({ length: 20 }, (_, i) => who(i)).filter((one) => one !== '').length);
  });

  it('stops where each row has a cell more than the header', async () => {
    const text = `login;ville;x1\n${rows((i) => `${emails[i]};PARIS;${nirs[i]} clé ;${keyed[i]?.slice(13)}`)}`;
    expect((await judge(text, [])).stops).not.toEqual([]);
  });

  it('is taken above a table, behind its name, and in a list of URLs parted by a hyphen', async () => {
    const table = rows((i) => `${emails[i + 10]};mot ${i};x`, 10);
    const above = await judge(`nir=${nirs[0]}\nemail;mdp;x\n${table}`, [nirs[0] ?? '', ...emails.slice(10, 20)]);
    expect([above.taken, above.lost, above.stops]).toEqual([11, 0, []]);
    const urls = rows((i) => `https://assure.ameli.fr/x - ${i === 1 ? nirs[i] : emails[i]} - secret`, 4);
    expect((await judge(urls, [nirs[1] ?? ''])).taken).toBe(1);
  });

  it('is a fault of its row where two rows stand on one line, whatever sign else could cut that', async () => {
    const lines = Array.from({ length: 20 }, (_, i) => `${nirs[i]},${keyed[i]?.slice(13)},p${i}&commat;exemple.fr,R&D`);
    lines.splice(3, 2, `${lines[3]}  ${lines[4]}`);
    const { look, lost } = await judge(`nir,cle,mail,mdp\n${lines.join('\n')}\n`, []);
    expect([look[0]?.bad['row-fields'], lost]).toEqual([{ count: 1, lines: [5] }, 0]);
  });

  it('is a fault of its row where the row is cut wrongly', async () => {
    const plain = Array.from({ length: 20 }, (_, i) => `${nirs[i]};X;${emails[i]}`);
    const cut = Array.from({ length: 20 }, (_, i) => `${grouped(nirs[i] ?? '').replaceAll(' ', ';')};${emails[i]};X`);
    for (const lines of [
      ['nir;nom;email', ...plain],
      ['sexe;annee;mois;dept;commune;ordre;email;nom', ...cut],
    ]) {
      const joined = [...lines.slice(0, 10), `${lines[10]}  ${lines[11]}`, ...lines.slice(12)];
      const { look } = await judge(`${joined.join('\n')}\n`, []);
      expect(look[0]?.bad['row-fields']).toEqual({ count: 1, lines: [11] });
    }
  });

  it.each([
    ['taken by name', 'nir=matricule', 20, 0],
    ['taken inside other text by name', 'nir=note', 20, 0],
    ['kept as text', 'text=matricule,text=note', 0, 0],
    ['left out and counted', 'none=matricule,none=note', 0, 40],
  ])('is %s', async (_case, option, taken, excluded) => {
    const text = `matricule;note;email\n${rows((i) => `M${i} ${i % 2 ? nirs[i] : ''};vu ${nirs[i]};${emails[i]}`)}`;
    const both = option.startsWith('nir') ? `${option},text=${option.endsWith('note') ? 'matricule' : 'note'}` : option;
    const read = await judge(text, nirs.slice(0, 20), columns(both));
    expect(read.stops).toEqual([]);
    expect(read.taken).toBe(option === 'nir=matricule' ? 10 : taken);
    const left = read.coverage.find(({ kind }) => kind === 'nir')?.explained ?? [];
    expect(left).toEqual(excluded === 0 ? [] : [{ reason: 'excluded-column', count: 30 }]);
  });

  it('is no doubt where the record gives the same people elsewhere', async () => {
    const read = await judge(
      `nir;login2;email\n${rows((i) => `${keyed[i]};x${nirs[i]} ;${emails[i]}`)}`,
      nirs.slice(0, 20),
    );
    expect([read.taken, read.stops]).toEqual([20, []]);
  });

  it.each([
    ['time stamps of years', (i: number) => `${1_609_459_200_000 + i * 3.7e9}`, 'valeur'],
    [
      'time stamps of a day under a header that says so',
      (i: number) => `${1_700_100_000_000 + i * 60_000}`,
      'created_at',
    ],
    ['SIRET', (i: number) => `${80_295_478_500_028 + i}`, 'siret'],
    ['IBAN', (i: number) => `FR76300060000112${34_567_890 + i}189`, 'iban'],
    ['EAN', (i: number) => `30${17_620_422_003 + i * 7919}`, 'count'],
    ['sums', (i: number) => `${i * 17},50`, 'montant'],
    ['coordinates', (i: number) => `48.18505${78_006_084 + i}`, 'lat'],
    ['codes', (i: number) => `550e8400-e29b-41d4-a716-44665544${1000 + i}`, 'uuid'],
    ['hashes', (i: number) => `${i}`.padStart(2, '0') + '1850578006084'.padStart(30, 'a'), 'jeton'],
    ['time stamps in text', (i: number) => `{"ts":${1_700_100_000_000 + i * 60_000}}`, 'payload'],
  ])('is none: %s', async (_case, cell, header) => {
    const read = await judge(`${header};email\n${rows((i) => `${cell(i)};${emails[i]}`)}`, emails.slice(0, 20));
    expect(read).toMatchObject({ taken: 20, stops: [], lost: 0 });
  });
});

function grouped(nir: string): string {
  return nir.replace(/^(.)(..)(..)(..)(...)(...)$/, '$1 $2 $3 $4 $5 $6');
}

describe('time stamps in a list of addresses', () => {
  it('stop, rather than list strangers', async () => {
    const text = rows((i) => `${emails[i]}:${1_700_512_000_000 + i * 60_000}`);
    expect((await judge(text, [])).stops).toEqual(['2 thirteen-digits']);
    expect((await judge(text, [], columns('none=nir'))).stops).toEqual([]);
  });
});

describe('the login of a URL list', () => {
  const site = 'https://assure.ameli.fr/PortailAS/connexion';
  it.each([
    ['beside passwords with semicolons', (i: number) => `${site}:${nirs[i]}:pa;ss${i}`],
    ['beside passwords with commas, bars and blanks', (i: number) => `${site}:${nirs[i]}:pa${',| '[i % 3]}ss${i}`],
    ['behind a session in the URL', (i: number) => `${site};jsessionid=A${i}:${nirs[i]}:secret`],
    ['behind a URL in the URL', (i: number) => `${site}?service=https://assure.ameli.fr:443/x:${nirs[i]}:secret`],
    ['before the URL', (i: number) => `${nirs[i]}:pa;ss${i}:${site}`],
  ])('is taken %s', async (_case, line) => {
    const read = await judge(rows(line), nirs.slice(0, 20), { wish: { hosts: ['ameli.fr'] } });
    expect([read.taken, read.stops]).toEqual([20, []]);
  });
});

describe('numbers by chance', () => {
  const chance = (i: number) => `${100_000_000_000_000 + i * 7_310_917_003}`;

  it('explain no address beside them', async () => {
    const text = `compte;nom\n${rows((i) => `${chance(i)};X`, 200)}${rows((i) => `${emails[i]};X`, 40)}`;
    const read = await judge(text, emails);
    expect(read).toMatchObject({ taken: 40, stops: [], lost: 0 });
    expect(read.look[0]?.tables[0]?.columns[0]?.doubt).toBe('chance-numbers');
  });

  it('explain no people who come later', async () => {
    const text = `compte;nom\n${rows((i) => `${chance(i)};X`, 70_000)}${rows((i) => `${keyed[i]};X`, 40)}`;
    expect((await judge(text, [])).stops).toEqual(['1 more-than-chance']);
  });
});

describe('identifiers outside of records', () => {
  const table = `nir;nom;email;ville\n${rows((i) => `${keyed[i]};X;${emails[i]};Y`)}`;

  it('are a banner’s while they are few', async () => {
    const read = await judge(`Vendu par roi@exemple.net\nroi@exemple.net\n\n${table}`, emails.slice(0, 20));
    expect(read).toMatchObject({ taken: 20, lost: 0 });
    expect(read.coverage[1]?.explained).toEqual([{ reason: 'outside-records', count: 2 }]);
  });

  it.each([
    ['addresses above a header', rows((i) => `${emails[i + 20]}:secret`)],
    ['numbers without a key above a header', rows((i) => `${nirs[i + 20]}:secret`)],
  ])('are people where they are many, and lost: %s', async (_case, above) => {
    const read = await judge(`${above}${table}`, []);
    expect(read.lost).toBe(20);
    // The analyst's word makes a banner of them.
    const skipped = await judge(`${above}${table}`, emails.slice(0, 20), { wish: { skipLines: 20 } });
    expect(skipped).toMatchObject({ taken: 20, lost: 0 });
  });

  it('are rows where they stand in columns', async () => {
    const people = rows((i) => `${keyed[i + 20]?.padEnd(17)}${'X'.padEnd(8)}${emails[i + 20]?.padEnd(24)}`, 8);
    const header = `${'nir'.padEnd(17)}${'nom'.padEnd(8)}${'email'.padEnd(24)}\n`;
    const below = rows((i) => `${keyed[i]?.padEnd(17)}${'X'.padEnd(8)}${emails[i]?.padEnd(24)}`);
    const read = await judge(`${people}${header}${below}`, [...emails.slice(0, 28), ...nirs.slice(0, 28)]);
    expect(read).toMatchObject({ taken: 56, lost: 0 });
  });

  it('are taken where they fill columns of their own, group by group, and are men and women of many years; else lost', async () => {
    const table = (of: (i: number) => number) =>
      `sexe;annee;mois;dept;commune;ordre;email\n${rows((i) => `${grouped(nirs[of(i)] ?? '').replaceAll(' ', ';')};${emails[i]}`)}`;
    const wanted = [...emails.slice(0, 20), ...nirs.slice(0, 20)];
    expect(
      await judge(
        table((i) => i),
        wanted,
      ),
    ).toMatchObject({ taken: 40, lost: 0 });
    expect(
      await judge(
        table(() => 0),
        emails.slice(0, 20),
      ),
    ).toMatchObject({ taken: 20, lost: 20 });
  });

  it('are lost in comments, without a key', async () => {
    const insert = (i: number) => `INSERT INTO t (nir, email) VALUES ('${keyed[i]}', '${emails[i]}');`;
    const read = await judge(`${rows(insert)}${rows((i) => `-- appel de ${nirs[i + 20]}`)}`, emails.slice(0, 20));
    expect(read).toMatchObject({ taken: 20, lost: 20 });
  });
});

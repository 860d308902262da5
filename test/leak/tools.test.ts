/** What programs write of which no other test knows: each person is read, with the classes of their own record alone. */
import { describe, expect, it } from 'vitest';
import { canonicaliseNir } from '../../src/core/identifier/identifier.ts';
import { readText } from './read-text.ts';

const people = Array.from({ length: 12 }, (_, i) => {
  const number = `${1 + (i % 2)}${50 + i}${String(1 + i).padStart(2, '0')}75${String(100 + i)}${String(201 + i)}`;
  const key = String(97 - Number(BigInt(number) % 97n)).padStart(2, '0');
  return { number, key, nir: number + key, email: `personne${i}@exemple.fr`, i };
});
type Person = (typeof people)[number];
const each = (write: (person: Person) => string, glue = '') => people.map(write).join(glue);
const everyone = people.flatMap(({ number, email }) => [number, email]).sort();
const object = ({ nir, email }: Person) => JSON.stringify({ nir, email, cree: 1 });

const read: [name: string, text: string][] = [
  [
    'Perl',
    `$VAR1 = [\n${each(({ nir, email }) => `  { 'nir' => '${nir}', 'mail' => '${email.replace('@', '\\@')}' },\n`)}];\n`,
  ],
  [
    'a calendar',
    `BEGIN:VCALENDAR\n${each(({ nir, email }) => `BEGIN:VEVENT\nSUMMARY:RDV ${nir}\nATTENDEE;RSVP=TRUE:mailto:${email.slice(0, 8)}\n ${email.slice(8)}\nEND:VEVENT\n`)}END:VCALENDAR\n`,
  ],
  [
    'a page that was saved, numbers in attributes',
    `<html><body>${each(({ nir, email }) => `<div data-nir="${nir}"><a href="mailto:${email}?subject=x">écrire</a></div>`)}</body></html>`,
  ],
  ['Firebase', `{"users":{${each((one) => `"-Mx${one.i}abcdefghijklmnop":${object(one)}`, ',')}}}`],
  ['objects by their number', `{${each((one) => `"${1000 + one.i}":${object(one)}`, ',')}}`],
  [
    'objects by their name',
    `{"base":{${each((one) => `"nom ${String.fromCharCode(97 + one.i)}":${object(one)}`, ',')}}}`,
  ],
  [
    'SQL Server',
    `USE [base]\nGO\n/****** Object:  Table [dbo].[A] ******/\n${each(({ nir, email }) => `INSERT [dbo].[A] ([NIR], [Mail]) VALUES (N'${nir}', N'${email}')\nGO\n`)}`,
  ],
  [
    'Access',
    `"ID","NumSecu","Courriel"\n${each(({ nir, email, i }) => `${i},"${nir}","${email}#mailto:${email}#"\n`)}`,
  ],
  [
    'XML with entities of its own type, and names that every object has',
    `<!DOCTYPE l [\n<!ENTITY at "@">\n<!ENTITY site '&at;exemple.fr'>\n]>\n<l>${each(({ nir, email, i }) => `<a m="${email.split('@')[0]}${i % 2 ? '&site;' : '&at;exemple.fr'}"><nir>${nir}</nir>&constructor;</a>\n`)}</l>`,
  ],
  [
    'MySQL that joins strings',
    each(
      ({ nir, email, i }) =>
        `INSERT INTO t VALUES (${i}, CONCAT('${email.split('@')[0]}', '@', '${email.split('@')[1]}'), '${nir}');\n`,
    ),
  ],
  [
    'Oracle that joins strings',
    each(
      ({ nir, email, i }) =>
        `Insert into T values (${i}, '${email.split('@')[0]}' || CHR(64) || '${email.split('@')[1]}', '${nir}');\n`,
    ),
  ],
  [
    'a page of fields side by side',
    `<html><body>${each(({ nir, email }) => `<div><span>Roux</span><span>${nir}</span><span>${email}</span></div>`)}</body></html>`,
  ],
  [
    'a page of terms',
    `<html><body><dl>${each(({ nir, email }) => `<dt>NIR<dd>${nir}<dt>Mail<dd>${email}`)}</dl></body></html>`,
  ],
  [
    'a page whose words are marked in the middle',
    `<html><body>${each(({ nir, email }) => `<p>${nir.slice(0, 4)}<b>${nir.slice(4)}</b> ${email.replace('@', '<i>@</i>')}</p>`)}</body></html>`,
  ],
  ['a page around a list', `<html><body><pre>\n${each(({ nir, email }) => `${email}:${nir}\n`)}</pre></body></html>`],
  [
    'nginx, which escapes quotes as JSON forbids',
    each(({ nir, email }) => `{"body":"{\\x22nir\\x22:\\x22${nir}\\x22,\\x22email\\x22:\\x22${email}\\x22}"}\n`),
  ],
  [
    'a log whose lines begin as lists of JSON do',
    each(
      ({ nir, email }) =>
        `[+] ameli\n  -> login : ${nir}\n  -> pass : abc\n[+] ameli\n  -> login : ${email}\n  -> pass : abc\n`,
    ),
  ],
  [
    'a queue of payloads in base64',
    `id;nir;payload\n${each(({ nir, email, i }) => `${i};${nir};${Buffer.from(JSON.stringify({ mail: email, n: i })).toString('base64')}\n`)}`,
  ],
  [
    'a table of tokens',
    `mail;session\n${each(({ nir, email, i }) => `${email};eyJhbGciOiJIUzI1NiJ9.${Buffer.from(JSON.stringify({ sub: nir, iat: i })).toString('base64url')}.c2ln\n`)}`,
  ],
  ['LaTeX', `\\begin{tabular}{ll}\n${each(({ nir, email }) => `${nir}~ & \\texttt{${email}} \\\\\n`)}\\end{tabular}\n`],
];

describe('people in the files of other tools', () => {
  it('have sound numbers', () => {
    expect(people.map(({ nir }) => canonicaliseNir(nir))).toEqual(people.map(({ number }) => number));
  });

  it.each(read)('%s', async (_name, text) => {
    const { found, refused, members } = await readText(text);
    expect(refused).toBeNull();
    expect([...found.keys()].sort()).toEqual(everyone);
    expect(members[0]?.account.lostTally()).toEqual({ nir: 0, email: 0 });
  });

  it('objects by keys that a program made are people of their own, and name no columns', async () => {
    const many = 20_000;
    const member = (i: number) =>
      `"-Mx${String(i).padStart(18, 'z')}":{"email":"p${i}@exemple.fr","cree":1,"etat":2${i === 0 ? ',"password":"x"' : ''}}`;
    for (const count of [50, many]) {
      const { found, members } = await readText(
        `{"users":{${Array.from({ length: count }, (_, i) => member(i)).join(',\n')}}}`,
      );
      expect(found.size).toBe(count);
      expect(found.get('p0@exemple.fr')).toContain('ameli-login');
      expect(found.get('p1@exemple.fr')).toEqual(['email']);
      expect(members[0]?.book.layouts.flatMap(({ columns }) => columns).length).toBeLessThan(10);
    }
  });

  it.each<[string, (list: string) => string]>([
    ['above', (list) => `### BASE AMELI ###\nContact: vendeur@boutique.to\n\n${list}`],
    ['below', (list) => `${list}\n*** more on telegram or at vendeur@boutique.to ***\n`],
  ])('the seller’s own address %s a list is nobody’s, and told', async (_where, write) => {
    const { found, members } = await readText(write(each(({ email, i }) => `${email}:soleil${i}\n`)));
    expect([...found.keys()].sort()).toEqual(people.map(({ email }) => email).sort());
    const { explained } = members[0]?.account ?? {};
    expect((explained?.get('banner')?.email ?? 0) + (explained?.get('footer')?.email ?? 0)).toBe(1);
    expect(members[0]?.account.lostTally()).toEqual({ nir: 0, email: 0 });
  });

  it('in the middle of a list such a line is lost and counted, and never a login of « Contact »', async () => {
    const list = people.map(({ email, i }) => `${i === 6 ? 'contact: un@autre.fr\n' : ''}${email}:soleil${i}\n`);
    const { found, members } = await readText(list.join(''));
    expect(found.has('un@autre.fr')).toBe(false);
    expect(members[0]?.account.lostTally()).toEqual({ nir: 0, email: 1 });
  });

  it('NIRs without a key between other digits are counted as lost where all stand in one place', async () => {
    const glued = (middle: (person: Person) => string) =>
      readText(each((one) => `${middle(one)}75011ROUX     ${one.email}\n`));
    const { members } = await glued(({ number, i }) => `${number}1980010${i % 10}`);
    expect(members[0]?.account.lostTally().nir).toBe(people.length);
    for (const other of [
      ({ i }: Person) => `2024110${1 + (i % 9)}1530${String(i * 7919).padStart(9, '0')}`,
      ({ i }: Person) =>
        String(BigInt(i + 3) ** 23n * 982_451_653n)
          .slice(0, 21)
          .padEnd(21, '7'),
    ])
      expect((await glued(other)).members[0]?.account.lostTally().nir).toBe(0);
  });

  it('a few NIRs in a list of other numbers of 15 digits are counted, and told, as what chance makes', async () => {
    const numbers = Array.from(
      { length: 300 },
      (_, i) => `${100_000_000_000_000n + ((BigInt(i + 1) ** 5n * 7_919_000_017n) % 800_000_000_000_000n)};a\n`,
    );
    const some = people.slice(0, 3);
    const { found, members } = await readText(numbers.join('') + some.map(({ nir }) => `${nir};a\n`).join(''));
    const { account } = members[0] ?? {};
    expect([found.size, account?.lostTally().nir]).toEqual([0, 0]);
    expect(account?.explained.get('chance-column')?.nir).toBe(account?.seen.nir);
    expect(account?.seen.nir).toBeGreaterThanOrEqual(some.length);
  });

  it('a list of phones alone is read', async () => {
    const { found, refused } = await readText(
      people.map(({ i }) => `06 4${i % 10} 20 3${i % 7} 1${i % 10}\n`).join(''),
    );
    expect(refused).toBeNull();
    expect([...found.keys()].every((one) => /^33\d{9}$/.test(one))).toBe(true);
    expect(found.size).toBe(people.length);
  });

  it('people in a statement that is not carried out are read as those above a table, and never as nobody', async () => {
    const rows = people.map(({ nir, email }) => `('${nir}','${email}')`).join(',\n');
    const { found } = await readText(`MERGE INTO a USING (VALUES\n${rows}\n) AS s(nir,mail) ON a.nir=s.nir;\n`);
    expect([...found.keys()].sort()).toEqual(everyone);
  });

  it('lines of a page are records: nobody has the classes of the next', async () => {
    const list = people.map(({ nir, email, i }) => (i % 2 ? nir : email)).join('\n');
    const { classes } = await readText(`<html><body><pre>${list}</pre></body></html>`);
    expect(people.map(({ number, email, i }) => classes[i % 2 ? number : email])).toEqual(
      people.map(({ i }) => [i % 2 ? 'nir' : 'email']),
    );
  });

  it('EDIFACT is refused by its name: its signs may stand in addresses', async () => {
    const text = `UNB+UNOC:3+A+B'${each(({ nir, email }) => `NAD+AB+${nir}::91'COM+${email}:EM'`)}UNZ+1+1'`;
    expect((await readText(text)).refused).toBe('input-malformed');
  });
});

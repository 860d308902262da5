/** Text that a shape passes over, or that an unclosed mark swallows: whoever stands in it is listed, or the file is refused. */
import { describe, expect, it } from 'vitest';
import { readText } from './read-text.ts';

const nirs = ['255081416802538', '284058832102532', '284052A32102552', '295109912611193', '185057800608491'];
const people = Array.from({ length: 12 }, (_, i) => ({
  nir: nirs[i % nirs.length] ?? '',
  email: `personne${i}@exemple.fr`,
}));
const emails = people.map(({ email }) => email);
const insert = ({ nir, email }: (typeof people)[number]) => `INSERT INTO t (nir,mail) VALUES ('${nir}','${email}');\n`;
const inserts = people.map(insert);
const element = ({ nir, email }: (typeof people)[number]) => `<p><nir>${nir}</nir><mail>${email}</mail></p>\n`;
const row = ({ nir, email }: (typeof people)[number]) => `<tr><td>${nir}</td><td>${email}</td></tr>\n`;
const half = (lines: readonly string[], between: string) =>
  `${lines.slice(0, 6).join('')}${between}${lines.slice(6).join('')}`;
const list = emails.map((email, i) => `${email}:Soleil${i}\n`);

/** Files in which every address of `people` stands, each of which is read. */
const read: [name: string, text: string][] = [
  ['a block comment of SQL that is never closed', half(inserts, '/* fin de la partie 1\n')],
  ['one that the end of a later comment closes', `${half(inserts, '/* fin de la partie 1\n')}/* fin */\n`],
  ['statements in a block comment', `${inserts.slice(0, 6).join('')}/* ${inserts.slice(6).join('')} */\n`],
  ['statements in line comments', half(inserts, '').replace(/^(?=.*personne(?:7|8|9))/gm, '-- ')],
  [
    'addresses in comments between statements',
    inserts.slice(0, 9).join('') +
      emails
        .slice(9)
        .map((one) => `-- ${one}\n`)
        .join('') +
      inserts[0],
  ],
  [
    'COMMENT ON',
    half(inserts, '').replace(/INSERT.*(personne(?:7|8|9)@exemple.fr).*/g, "COMMENT ON TABLE t IS '$1';") + inserts[0],
  ],
  [
    'another delimiter',
    `${inserts.slice(0, 2).join('')}DELIMITER //\n${inserts.slice(2).join('').replaceAll(';\n', '//\n')}DELIMITER ;\n`,
  ],
  [
    'a procedure under another delimiter',
    `${inserts[0]}DELIMITER $$\nCREATE PROCEDURE f() BEGIN\n${inserts.slice(1).join('')}END$$\nDELIMITER ;\n`,
  ],
  ['a delimiter that is never set back', `${inserts[0]}DELIMITER //\n${inserts.slice(1).join('')}`],
  [
    'a quote in a definition that nobody escaped',
    `CREATE TABLE t (nir text COMMENT 'numero de l'assure', mail text COMMENT 'l'adresse');\n${inserts.join('')}`,
  ],
  ['a comment of XML that is never closed', `<l>${half(people.map(element), '<!-- a ')}</l>`],
  ['one that a later comment closes', `<l>${half(people.map(element), '<!-- a ')}<!-- fin --></l>`],
  [
    'elements in a comment',
    `<l>${people.slice(0, 6).map(element).join('')}<!-- ${people.slice(6).map(element).join('')} --></l>`,
  ],
  [
    'addresses in comments of XML',
    `<l>${people.slice(0, 6).map(element).join('')}${emails
      .slice(6)
      .map((one) => `<!-- ${one} -->`)
      .join('')}</l>`,
  ],
  [
    'a comment inside an element',
    `<l>${people.map(({ nir, email }) => `<p><nir>${nir}</nir><!-- ${email} --></p>`).join('')}</l>`,
  ],
  ['CDATA that is never closed', `<l>${half(people.map(element), '<p><nir>2</nir><mail><![CDATA[</mail></p>')}</l>`],
  ['an instruction that is never closed', `<l>${half(people.map(element), '<?php echo ')}</l>`],
  [
    'a document type that is never closed',
    `<?xml version="1.0"?><!DOCTYPE l [\n<l>${people.map(element).join('')}</l>]>`,
  ],
  [
    'a comment of HTML that is never closed',
    `<html><table><tr><th>NIR</th><th>Email</th></tr>${half(people.map(row), '<!-- a ')}</table></html>`,
  ],
  [
    'a comment in a cell',
    `<html><table><tr><th>NIR</th><th>Email</th></tr>${people.map(({ nir, email }) => `<tr><td>${nir}</td><td>?<!-- ${email} --></td></tr>`).join('')}</table></html>`,
  ],
  [
    'lines of a list that were taken out',
    list.map((line, i) => (i % 3 === 0 ? `#${line}` : i % 3 === 1 ? `-- ${line}` : line)).join(''),
  ],
  [
    'a list whose comments name people',
    `${list.slice(0, 9).join('')}${emails
      .slice(9)
      .map((one) => `# voir ${one} absent\n`)
      .join('')}${list[0]}`,
  ],
  [
    'rules that name people',
    emails
      .map((one, i) =>
        i % 2 === 0 && i > 0 ? `=== ${one} ===\n` : `URL: https://a.fr/\nUsername: ${one}\nPassword: x${i}\n`,
      )
      .join(''),
  ],
  [
    'comments of LDIF',
    people.map(({ email }, i) => (i % 2 === 0 ? `dn: cn=p${i}\nmail: ${email}\n\n` : `# ${email}\n\n`)).join(''),
  ],
  [
    'prompts of a client',
    `+-----------------+\n| mail            |\n+-----------------+\n${emails
      .slice(0, 9)
      .map((one) => `| ${one} |\n`)
      .join('')}+-----------------+\n9 rows in set\n${emails
      .slice(9)
      .map((one) => `mysql> select '${one}';\nEmpty set\n`)
      .join('')}`,
  ],
];

describe('nobody is passed over', () => {
  it.each(read)('%s', async (_name, text) => {
    const { found, refused, members } = await readText(text);
    expect(refused).toBeNull();
    expect(emails.filter((one) => !found.has(one))).toEqual([]);
    expect(members[0]?.account.lostTally()).toEqual({ nir: 0, email: 0 });
  });

  const table = `nir;email\n${people.map(({ nir, email }) => `${nir};${email}\n`).join('')}`;
  it('explains a few addresses above the records or below them, and no NIR', async () => {
    const sql = (above: string, below: string) => `${above}${inserts.join('')}${below}`;
    const lost = async (text: string) => (await readText(text)).members[0]?.account.lostTally();
    const comments = (many: number) => Array.from({ length: many }, (_, i) => `-- autre${i}@exemple.fr\n`).join('');
    expect(await lost(sql(comments(3), ''))).toEqual({ nir: 0, email: 0 });
    expect(await lost(sql(comments(4), ''))).toEqual({ nir: 0, email: 4 });
    expect(await lost(sql(comments(3).repeat(2), ''))).toEqual({ nir: 0, email: 0 });
    expect(await lost(sql(comments(9), ''))).toEqual({ nir: 0, email: 9 });
    expect(await lost(sql(`-- ${nirs[4]}\n`, ''))).toEqual({ nir: 1, email: 0 });
    expect(await lost(table)).toEqual({ nir: 0, email: 0 });
  });
});

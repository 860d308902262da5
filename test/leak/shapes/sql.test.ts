import { describe, expect, it } from 'vitest';
import { sql } from '../../../src/leak/shapes/sql.ts';
import { readText } from '../read-text.ts';
import { expectSameWhereverCut, recordsOf } from '../records-of.ts';

const nirs = ['255081416802538', '284058832102532', '284052A32102552', '295109912611193'];
const emails = nirs.map((_nir, i) => `personne${i}@exemple.fr`);
const everyone = [...nirs.map((nir) => nir.slice(0, 13)), ...emails].sort();
const rows = nirs.map((nir, i) => [`${i}`, nir, emails[i] ?? '', 'mot; de (passe)'] as const);

const mysqlTuple = ([id, nir, email, secret]: (typeof rows)[number]) =>
  `(${id},'${nir}','${email}','l\\'eau \\\\ ''x'', ${secret}',NULL,0x00ff,_binary 'ab\\0')`;
const mysqlTable = `-- MySQL dump 10.13
-- Host: localhost
/*!40101 SET NAMES utf8mb4 */;
DROP TABLE IF EXISTS \`assures\`;
CREATE TABLE \`assures\` (
  \`id\` int(11) NOT NULL AUTO_INCREMENT COMMENT 'l''id, le premier',
  \`nir\` char(15) DEFAULT NULL,
  \`email\` varchar(190) DEFAULT 'a,b',
  \`mdp\` enum('a','b)') DEFAULT NULL,
  \`x\` decimal(10,2), \`y\` blob, \`z\` blob,
  PRIMARY KEY (\`id\`), KEY \`k\` (\`nir\`,\`email\`)
) ENGINE=InnoDB;
LOCK TABLES \`assures\` WRITE;
/*!40000 ALTER TABLE \`assures\` DISABLE KEYS */;
`;
const list = '(id, nir, email, mdp)';
const plain = ([id, nir, email, secret]: (typeof rows)[number]) => `(${id},'${nir}','${email}','${secret}')`;
const copyLines = rows.map(([id, nir, email]) => `${id}\t${nir}\t${email}\ta\\tb\\\\c\t\\N`).join('\n');

const writings: [name: string, text: string][] = [
  [
    'mysqldump, all rows on a line',
    `${mysqlTable}INSERT INTO \`assures\` VALUES ${rows.map(mysqlTuple).join(',')};\nUNLOCK TABLES;\n`,
  ],
  ['mysqldump, a row a line', `${mysqlTable}INSERT INTO \`assures\` VALUES\n${rows.map(mysqlTuple).join(',\n')};\n`],
  ['an INSERT for each row', rows.map((row) => `INSERT INTO assures ${list} VALUES ${plain(row)};`).join('\n')],
  ['several INSERTs a line', rows.map((row) => `INSERT INTO assures ${list} VALUES ${plain(row)}`).join('; ')],
  ['REPLACE', `REPLACE INTO \`base\`.\`assures\` ${list} VALUES ${rows.map(plain).join(', ')};`],
  [
    'INSERT IGNORE with ON DUPLICATE',
    `INSERT /*!32312 IGNORE */ INTO assures ${list} VALUES ${rows.map(plain).join(',')} ON DUPLICATE KEY UPDATE mdp=VALUES(mdp);`,
  ],
  [
    'INSERT … SET',
    rows.map(([id, nir, email]) => `INSERT INTO assures SET id=${id}, nir='${nir}', email='${email}';`).join('\n'),
  ],
  [
    'UPDATE',
    rows
      .map(([id, nir, email]) => `UPDATE assures SET nir = '${nir}', email = '${email}' WHERE id = ${id};`)
      .join('\n'),
  ],
  [
    'PostgreSQL COPY',
    `--\n-- PostgreSQL database dump\n--\nSET client_encoding = 'UTF8';\n\nCOPY public.assures (id, nir, email, mdp, x) FROM stdin;\n${copyLines}\n\\.\n\n\n--\n-- PostgreSQL database dump complete\n--\n`,
  ],
  [
    'COPY whose columns CREATE TABLE names',
    `CREATE TABLE public.assures (\n  id integer NOT NULL,\n  nir character varying(15),\n  email text DEFAULT 'x'::text,\n  mdp text, x numeric(4,2)\n);\nCOPY public.assures FROM stdin;\n${copyLines}\n\\.\n`,
  ],
  [
    'COPY as CSV',
    `COPY assures (id, nir, email) FROM stdin WITH (FORMAT csv);\n${rows.map(([id, nir, email]) => `${id},"${nir}",${email}`).join('\n')}\n\\.\n`,
  ],
  [
    'PostgreSQL INSERTs',
    `SET standard_conforming_strings = on;\n${rows.map(([id, nir, email]) => `INSERT INTO public."assures" VALUES (${id}, E'${nir}', '${email}'::character varying(90), $$l'eau$$, $t$a$$b$t$, ARRAY['a','b'], 'C:\\');`).join('\n')}`,
  ],
  [
    'SQL Server',
    `USE [base]\nGO\nSET IDENTITY_INSERT [dbo].[assures] ON\n${rows.map(([id, nir, email]) => `INSERT [dbo].[assures] ([id], [nir], [email], [le chemin]) VALUES (${id}, N'${nir}', CAST(N'${email}' AS NVarChar(90)), N'C:\\l''eau\\')`).join('\nGO\n')}\nGO\n`,
  ],
  [
    'SQLite',
    `PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nCREATE TABLE assures(id INTEGER PRIMARY KEY, nir TEXT, email TEXT);\n${rows.map(([id, nir, email]) => `INSERT INTO assures VALUES(${id},'${nir}','${email}');`).join('\n')}\nCOMMIT;\n`,
  ],
  [
    'Oracle INSERT ALL',
    `INSERT ALL\n${rows.map(([id, nir, email]) => `  INTO assures (id, nir, email, ne) VALUES (${id}, '${nir}', '${email}', to_date('1970-01-02', 'YYYY-MM-DD'))`).join('\n')}\nSELECT * FROM dual;\n`,
  ],
  [
    'comments between rows, windows line ends',
    `# base de personne@exemple.org\r\nINSERT INTO assures ${list} VALUES\r\n-- les premiers\r\n${rows.map(plain).join(' /* suite */,\r\n')};\r\n`,
  ],
  ['rows as ROW(…)', `INSERT INTO assures ${list} VALUES ${rows.map((row) => `ROW${plain(row)}`).join(', ')};`],
  [
    'hexadecimal text',
    `INSERT INTO assures (id, nir, email) VALUES ${rows.map(([id, nir, email]) => `(${id},'${nir}',0x${Buffer.from(email).toString('hex')})`).join(',')};`,
  ],
  ['rows alone, out of the middle of a dump', `${rows.map(plain).join(',\n')};\n`],
  [
    'an advertisement above',
    `Leaked by nobody, 2022\nhttps://exemple.org\n\nINSERT INTO assures ${list} VALUES ${rows.map(plain).join(',')};\n`,
  ],
];

describe('people in SQL', () => {
  it.each(writings)('%s', async (_name, text) => {
    const { found, refused, shape, members } = await readText(text);
    expect(refused).toBeNull();
    expect(shape).toBe('sql');
    expect([...found.keys()].sort()).toEqual(everyone);
    expect(members[0]?.people.counts).toMatchObject({ records: 4, badRecords: 0 });
    expect(members[0]?.account.lostTally()).toEqual({ nir: 0, email: 0 });
  });

  it.each(writings)('%s: the same records wherever the text is cut', (_name, text) => {
    expectSameWhereverCut(sql, text.replaceAll('\r\n', '\n'), 3);
  });

  it('gives each table its own columns, and each person their own classes', async () => {
    const text = `INSERT INTO \`medecins\` (\`id\`, \`email\`, \`iban\`) VALUES (1,'docteur@exemple.fr','FR7630006000011234567890189');
INSERT INTO \`assures\` (\`email\`, \`nir\`, \`mot_de_passe\`) VALUES ('${emails[0]}','${nirs[0]}','x'),('${emails[1]}','${nirs[1]}',NULL);
INSERT INTO \`medecins\` (\`id\`, \`email\`, \`iban\`) VALUES (2,'docteur2@exemple.fr',NULL);`;
    const { classes, members } = await readText(text);
    expect(members[0]?.book.layouts.map(({ layout }) => layout.name)).toEqual(['medecins', 'assures']);
    for (const one of Object.values(classes)) one.sort();
    expect(classes).toEqual({
      'docteur@exemple.fr': ['email', 'iban'],
      'docteur2@exemple.fr': ['email'],
      [emails[0] ?? '']: expect.arrayContaining(['nir', 'email', 'ameli-login']),
      [nirs[0]?.slice(0, 13) ?? '']: expect.arrayContaining(['nir', 'email', 'ameli-login']),
      [emails[1] ?? '']: ['email', 'nir'],
      [nirs[1]?.slice(0, 13) ?? '']: ['email', 'nir'],
    });
  });

  it('undoes escapes, and gives each row the place of its parenthesis', () => {
    const text = `INSERT INTO t (a,b) VALUES (1,'l\\'eau\\n\\\\'),\n(2,'l''eau');`;
    const { records } = recordsOf(sql, [`/*!40101 x */;\n${text}`]);
    const shift = 15;
    expect(records.map(({ cells, line }) => [line, ...cells])).toEqual([
      [2, '1', "l'eau\n\\"],
      [3, '2', "l'eau"],
    ]);
    expect(records.map(({ start, end }) => text.slice(start - shift, end - shift))).toEqual([
      `(1,'l\\'eau\\n\\\\')`,
      "(2,'l''eau')",
    ]);
  });

  it('counts identifiers of comments as such, and none of INSERT … SELECT as read', async () => {
    const text = `-- de admin@exemple.org\n# et de autre@exemple.org\n/* et tiers@exemple.org */
INSERT INTO a (nir, email) VALUES ('${nirs[0]}','${emails[0]}');
INSERT INTO a SELECT '${nirs[1]}', 'perdu@exemple.fr';
INSERT INTO a (nir, email) VALUES ('${nirs[3]}','${emails[3]}');\n`;
    const { found, members } = await readText(text);
    expect(found.size).toBe(4);
    const account = members[0]?.account;
    expect(account?.explained.get('comment')).toEqual({ nir: 0, email: 3 });
    expect(account?.lostTally()).toEqual({ nir: 1, email: 1 });
    expect(members[0]?.badByReason.get('record-malformed')?.count).toBe(1);
  });

  const damaged: [name: string, row: string][] = [
    ['a quote that nobody escaped', `(9,'${nirs[2]}','${emails[2]}','l'eau, l'air')`],
    ['a backslash at the end of a string', `(9,'${nirs[2]}','${emails[2]}','C:\\')`],
    ['a string that is not closed', `(9,'${nirs[2]}','${emails[2]}','abc)`],
    ['too few cells', `(9,'${nirs[2]}')`],
    ['a row cut short', `(9,'${nirs[2]}','pers`],
  ];
  it.each(damaged)('goes on after %s: the others are read, the piece is read or counted', async (_name, row) => {
    for (const glue of [',', ',\n']) {
      const others = [0, 1, 3].map((i) => plain(rows[i] ?? (rows[0] as (typeof rows)[number])));
      const text = `${mysqlTable}INSERT INTO a ${list} VALUES ${[others[0], row, others[1]].join(glue)};\nINSERT INTO a ${list} VALUES ${others[2]};\n`;
      const { found, members } = await readText(text);
      for (const i of [0, 1, 3]) expect(found.has(emails[i] ?? '')).toBe(true);
      const lost = members[0]?.account.lostTally() ?? { nir: 0, email: 0 };
      expect(found.has(nirs[2]?.slice(0, 13) ?? '') || lost.nir === 1).toBe(true);
      expectSameWhereverCut(sql, text, 7);
    }
  });

  it('reads a line of several megabytes row by row', () => {
    const many = Array.from({ length: 40_000 }, (_, i) => `(${i},'${'x'.repeat(60)}','p${i}@exemple.fr')`).join(',');
    const text = `INSERT INTO \`a\` VALUES ${many};\n`;
    const blocks = text.match(/[\s\S]{1,262144}/g) ?? [];
    expect(recordsOf(sql, blocks).records).toHaveLength(40_000);
  });
});

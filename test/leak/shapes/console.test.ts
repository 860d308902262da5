import { describe, expect, it } from 'vitest';
import { console as consoleShape } from '../../../src/leak/shapes/console.ts';
import { readText } from '../read-text.ts';
import { expectSameWhereverCut } from '../records-of.ts';

const nirs = ['255081416802538', '284058832102532', '284052A32102552', '295109912611193'];
const emails = nirs.map((_nir, i) => `personne${i}@exemple.fr`);
const everyone = [...nirs.map((nir) => nir.slice(0, 13)), ...emails].sort();
const words = ['id', 'nir', 'nom', 'email'];
const rows = nirs.map((nir, i) => [`${i}`, nir, ['Élodie', 'A|B', 'NULL', ''][i] ?? '', emails[i] ?? '']);
const widths = [4, 15, 8, 24];
const padded = (cells: readonly string[]) => cells.map((cell, i) => cell.padEnd(widths[i] ?? 0));

const boxRule = `+${widths.map((width) => '-'.repeat(width + 2)).join('+')}+`;
const boxLine = (cells: readonly string[]) => `| ${padded(cells).join(' | ')} |`;
const dashes = widths.map((width) => '-'.repeat(width)).join(' ');

const writings: [name: string, text: string][] = [
  [
    'a box of mysql',
    [boxRule, boxLine(words), boxRule, ...rows.map(boxLine), boxRule, '4 rows in set (0.00 sec)'].join('\n'),
  ],
  ['a box without a header', [boxRule, ...rows.map(boxLine), boxRule].join('\n')],
  [
    'a session',
    [
      'mysql> select * from assures',
      '    -> limit 4;',
      boxRule,
      boxLine(words),
      boxRule,
      ...rows.map(boxLine),
      boxRule,
      '4 rows in set (0.00 sec)',
      '',
      'mysql> quit',
    ].join('\n'),
  ],
  [
    'psql, aligned',
    [
      ` ${padded(words).join(' | ')} `,
      widths.map((width) => '-'.repeat(width + 2)).join('+'),
      ...rows.map((row) => ` ${padded(row).join(' | ')} `),
      '(4 rows)',
      '',
    ].join('\n'),
  ],
  [
    'psql, expanded',
    [
      ...rows.map((row, i) =>
        [
          `-[ RECORD ${i + 1} ]${'-'.repeat(9)}`,
          ...row.map((cell, k) => `${(words[k] ?? '').padEnd(6)}| ${cell}`),
        ].join('\n'),
      ),
      '',
    ].join('\n'),
  ],
  [
    'mysql, vertical',
    rows
      .map((row, i) =>
        [
          `${'*'.repeat(27)} ${i + 1}. row ${'*'.repeat(27)}`,
          ...row.map((cell, k) => `${(words[k] ?? '').padStart(8)}: ${cell}`),
        ].join('\n'),
      )
      .join('\n'),
  ],
  [
    'sqlcmd',
    [padded(words).join(' '), dashes, ...rows.map((row) => padded(row).join(' ')), '', '(4 rows affected)'].join('\n'),
  ],
  [
    'SQL*Plus, its header on every page',
    [
      padded(words).join(' '),
      dashes,
      ...rows.slice(0, 2).map((row) => padded(row).join(' ')),
      '',
      padded(words).join(' '),
      dashes,
      ...rows.slice(2).map((row) => padded(row).join(' ')),
      '',
      '4 rows selected.',
    ].join('\n'),
  ],
  [
    'Markdown',
    [
      '# Base',
      '',
      `| ${words.join(' | ')} |`,
      '|---|:--:|---|---:|',
      ...rows.map((row) => `| ${row.join(' | ').replace('A|B', 'AB')} |`),
    ].join('\n'),
  ],
];

describe('people in what database clients print', () => {
  it.each(writings)('%s', async (_name, text) => {
    const { found, refused, shape, members } = await readText(text);
    expect(refused).toBeNull();
    expect(shape).toBe('console');
    expect([...found.keys()].sort()).toEqual(everyone);
    expect(members[0]?.people.counts).toMatchObject({ records: 4, badRecords: 0 });
    expect(members[0]?.account.lostTally()).toEqual({ nir: 0, email: 0 });
  });

  it.each(writings)('%s: the same records wherever the text is cut', (_name, text) => {
    expectSameWhereverCut(consoleShape, text, 3);
  });

  it('keeps the people of two tables apart', async () => {
    const first = [boxRule, boxLine(words), boxRule, boxLine(rows[0] ?? []), boxRule];
    const second = [
      '+---------------------+------+',
      '| email_medecin       | iban |',
      '+---------------------+------+',
      '| docteur@exemple.fr  | FR76 |',
      '+---------------------+------+',
    ];
    const { classes, members } = await readText([...first, '1 row in set', '', ...second].join('\n'));
    expect(classes['docteur@exemple.fr']).toEqual(['email', 'iban']);
    expect(classes[emails[0] ?? '']).not.toContain('iban');
    expect(members[0]?.book.layouts).toHaveLength(2);
  });
});

/**
 * One law for every writing of an identifier and every place that it may stand in: a column of its own, one under a word that nobody knows, a
 * sentence. It is taken, and nobody else is.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalise } from '../../src/core/identifier/identifier.ts';
import type { MemberReport } from '../../src/leak/read-leak.ts';
import { lookAt } from '../../src/leak/report.ts';
import { Scanner } from '../../src/leak/scan/scan.ts';
import type { ScanHit } from '../../src/leak/scan/scanned.ts';
import { nirOf } from './leak-maker.ts';
import { readText } from './read-text.ts';

const groupsOf = (nir: string) => [0, 1, 3, 5, 7, 10, 13].map((from, i, all) => nir.slice(from, all[i + 1] ?? 15));
const partedBy = (gap: string) => (nir: string) => groupsOf(nir).join(gap);
const digitsFrom = (zero: number) => (nir: string) =>
  nir.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));
const inside = (what: string) => (text: string) => text.slice(0, 5) + what + text.slice(5);

/** Blanks, dashes and dots of every kind, and what stands for a blank in forms, pages and code. */
const gaps = [
  ...[' ', '.', '-', '/', '_', '+', '  ', ' - ', '\u00a0', '\u2002', '\u2003', '\u2007', '\u2009', '\u200a', '\u202f'],
  ...['\u205f', '\u3000', '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2212', '·', '•'],
  ...['%20', '%C2%A0', '&nbsp;', '&#160;', '&#xa0;', '\\u00a0', '\\u202f', '\\xa0'],
];
/** Characters that nobody sees. */
const invisible = ['\u00ad', '\u034f', '\u200b', '\u200c', '\u200d', '\u200e', '\u202a', '\u2060', '\ufe0f', '\ufeff'];
/** Zeroes of full-width digits, Arabic ones, Persian ones, and those styled for mathematics. */
const zeroes = [0xff10, 0x660, 0x6f0, 0x1d7ce, 0x1d7f6];

const nirWritings: [string, (nir: string) => string][] = [
  ...gaps.map((gap): [string, (nir: string) => string] => [`parted by ${JSON.stringify(gap)}`, partedBy(gap)]),
  ...invisible.map((what): [string, (nir: string) => string] => [`with ${JSON.stringify(what)}`, inside(what)]),
  ...zeroes.map((zero): [string, (nir: string) => string] => [
    `in digits from U+${zero.toString(16)}`,
    digitsFrom(zero),
  ]),
];

const fullWidth = (text: string) => text.replace(/[!-~]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0));
const hexOf = (text: string) => Buffer.from(text).toString('hex');
const base64Of = (text: string) => Buffer.from(text).toString('base64');
nirWritings.push(
  ['with letters for digits', (nir) => nir.replaceAll('0', 'O').replace(/^1/, 'l')],
  ['parted, with letters for digits', (nir) => partedBy(' ')(nir.replaceAll('0', 'o').replace('1', 'I'))],
  ['in base64', base64Of],
  ['in base64, with words', (nir) => base64Of(`{"nir":"${nir}"}`)],
  ['in hexadecimal', hexOf],
);
nirWritings.push(['behind its name', (nir) => `NIR : ${partedBy(' ')(nir)}`]);

const emailWritings: [string, (email: string) => string][] = [
  ...invisible.map((what): [string, (email: string) => string] => [`with ${JSON.stringify(what)}`, inside(what)]),
  ['in full width', fullWidth],
  ...['＠', '﹫', '[at]', ' [at] ', '(at)', '{at}', ' {at} ', ' @ ', '@@', '%40', '&#64;', '\\u0040', '\\x40'].map(
    (sign): [string, (email: string) => string] => [
      `with ${JSON.stringify(sign)}`,
      (email) => email.replace('@', sign),
    ],
  ),
  ...[
    ' AT ',
    ' arobase ',
    '(arobase)',
    ' [AT] ',
    '<at>',
    '(a)',
    '\\100',
    '=40',
    '\\u{40}',
    '\\U00000040',
    '%u0040',
  ].map((sign): [string, (email: string) => string] => [`with ${sign}`, (email) => email.replace('@', sign)]),
  ['read aloud', (email) => email.replace('@', ' arobase ').replaceAll('.', ' point ')],
  ['in base64', base64Of],
  ['in base64, with words', (email) => base64Of(`{"login":"${email}"}`)],
  ['in hexadecimal', hexOf],
  ['with its dots hidden', (email) => email.replace('@', ' [at] ').replaceAll('.', ' [dot] ')],
];

async function readPlaces(cells: readonly string[]) {
  const sentence = (cell: string, i: number) => `Le ${i + 1} mars, ${cell} a rappelé pour le dossier.`;
  const read = async (head: string, write: (cell: string, i: number) => string) => {
    const { found, members } = await readText(head + cells.map((cell, i) => `${i}\t${write(cell, i)}\tX\n`).join(''), {
      wish: { shape: 'table', separator: '\t' },
    });
    return { found: [...found.keys()].sort(), lost: members[0]?.account.lostTally() };
  };
  return {
    own: (head: string) => read(`n\t${head}\tx\n`, (cell) => cell),
    unknown: () => read('n\trefext\tx\n', (cell) => cell),
    sentence: () => read('n\trefext\tx\n', sentence),
  };
}

const seeds = [101, 2002, 30_003, 400_004];
const nothingLost = { nir: 0, email: 0 };

describe('a NIR', () => {
  const nirs = seeds.map(nirOf);
  const found = nirs.map(({ bare }) => bare).sort();
  it.each(nirWritings)('%s', async (_what, write) => {
    const places = await readPlaces(nirs.map(({ bare, key }) => write(bare + key)));
    const wanted = { found, lost: nothingLost };
    expect({
      own: await places.own('nir'),
      unknown: await places.unknown(),
      sentence: await places.sentence(),
    }).toEqual({ own: wanted, unknown: wanted, sentence: wanted });
  });
});

describe('an address', () => {
  const emails = seeds.map((seed) => `jeanne.roy${seed}@exemple.fr`);
  it.each(emailWritings)('%s', async (_what, write) => {
    const places = await readPlaces(emails.map(write));
    const wanted = { found: emails.toSorted(), lost: nothingLost };
    expect({
      own: await places.own('email'),
      unknown: await places.unknown(),
      sentence: await places.sentence(),
    }).toEqual({ own: wanted, unknown: wanted, sentence: wanted });
  });

  it.each(['je***e@exemple.fr', 'j•••n@exemple.fr', '****@exemple.fr'])('%s is nobody’s', async (cell) => {
    const places = await readPlaces(seeds.map((seed) => `${cell}\t${nirOf(seed).bare}${nirOf(seed).key}`));
    const found = seeds.map((seed) => nirOf(seed).bare).sort();
    expect([await places.own('email\tnir'), await places.sentence()]).toEqual([
      { found, lost: nothingLost },
      { found, lost: nothingLost },
    ]);
  });

  it('glued to columns of digits, a NIR’s among them, is found, and so is the NIR where its key is', async () => {
    const lines = seeds.map((seed) => `${nirOf(seed).bare}${nirOf(seed).key}jeanne.roy${seed}@exemple.fr`);
    const { found } = await readText(lines.map((line) => `${line}   \n`).join(''));
    expect([...found.keys()].filter((one) => one.includes('@')).sort()).toEqual(emails.toSorted());
  });
});

it('a NIR between any other single sign, the same between all its groups, is found as well', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 900_000 }), fc.constantFrom(...'!#$*:=?|~'), async (seed, sign) => {
      const { bare, key } = nirOf(seed);
      const { found } = await readText(`voir 1${sign} ${partedBy(sign)(bare + key)} merci, x@exemple.fr\n`, {
        wish: { shape: 'lines' },
      });
      expect(found.has(bare)).toBe(true);
    }),
    { numRuns: 20 },
  );
});

describe('a number of another kind, in a column of its own', () => {
  const nirs = seeds.map(nirOf);
  const read = async (header: string, cells: readonly string[]) => {
    const lines = cells.map((cell, i) => `${nirs[i]?.bare}${nirs[i]?.key};${cell}\n`);
    const { found } = await readText(`nir;${header}\n${lines.join('')}`, { wish: { separator: ';' } });
    return [...found.keys()].filter((one) => !nirs.some(({ bare }) => bare === one)).sort();
  };
  const phone = (i: number) => `06399800${10 + i}`;
  const rpps = ['10000000016', '10003456785', '10100000005', '10999999993'];

  it.each<[string, (number: string) => string]>([
    ['alone', (number) => number],
    ['before a word', (number) => `${number} (domicile)`],
    ['behind a word', (number) => `Tél. : ${number.replace(/(..)(?=.)/g, '$1 ')}`],
    ['without its zero, as a spreadsheet leaves it', (number) => number.slice(1)],
    ['without its zero, as a decimal', (number) => `${number.slice(1)}.0`],
    ['in full width', fullWidth],
  ])('a phone %s', async (_what, write) => {
    const cells = seeds.map((_seed, i) => write(phone(i)));
    expect(await read('telephone', cells)).toEqual(seeds.map((_seed, i) => canonicalise('phone', phone(i))));
  });

  it.each([' / ', '/', ' ou ', ', ', ' - '])('two phones with %j between them', async (between) => {
    const cells = seeds.map((_seed, i) => `${phone(i)}${between}01990012${10 + i}`);
    const wanted = seeds.flatMap((_seed, i) => [
      canonicalise('phone', phone(i)),
      canonicalise('phone', `01990012${10 + i}`),
    ]);
    expect(await read('telephone', cells)).toEqual(wanted.sort());
  });

  it.each<[string, (number: string) => string]>([
    ['alone', (number) => number],
    ['behind the 8 of its type', (number) => `8${number}`],
    ['in groups', (number) => number.replace(/^(..)(...)(...)(...)$/, '$1 $2 $3 $4')],
    ['as a decimal', (number) => `${number}.0`],
  ])('an RPPS number %s', async (_what, write) => {
    const checked = rpps.map((number) => number.slice(0, 10) + luhnOf(number.slice(0, 10)));
    expect(await read('rpps', checked.map(write))).toEqual(checked.toSorted());
    const { members } = await readText(`nom;num\n${checked.map((number) => `X;${write(number)}\n`).join('')}`);
    const doubts = lookAt(members[0] as MemberReport).tables[0]?.columns.map(({ doubt }) => doubt);
    expect(doubts).toContain('rpps-numbers');
  });
});

/** The check digit of ISO/IEC 7812-1, annex B. */
function luhnOf(digits: string): number {
  const sum = [...digits].reverse().reduce((total, digit, i) => {
    const value = Number(digit) * (i % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return (10 - (sum % 10)) % 10;
}

it('a NIR behind zeroes that fill up a width is taken, and a number that a spreadsheet rounded is not', async () => {
  const nirs = seeds.map(nirOf);
  const padded = await readText(`nom;nir\n${nirs.map(({ bare, key }) => `X;000${bare}${key}\n`).join('')}`);
  expect([...padded.found.keys()].sort()).toEqual(nirs.map(({ bare }) => bare).sort());
  const rounded = nirs.map(({ bare }) => `X;${bare.replace(/[AB]/, '0').slice(0, 10)}00000;x@exemple.fr\n`);
  expect([...(await readText(`nom;nir;mail\n${rounded.join('')}`)).found.keys()]).toEqual(['x@exemple.fr']);
});

it('two hyphens part an address from what stands on either side', async () => {
  const line = ({ bare, key }: ReturnType<typeof nirOf>, i: number) => `p${i}@exemple.co.uk--${bare}${key}--Ab.c${i}\n`;
  const nirs = seeds.map(nirOf);
  for (const wish of [{}, { shape: 'lines' }]) {
    const { found, members } = await readText(nirs.map(line).join(''), { wish });
    expect([...found.keys()].sort()).toEqual(
      [...nirs.map(({ bare }) => bare), ...nirs.map((_nir, i) => `p${i}@exemple.co.uk`)].sort(),
    );
    expect(members[0]?.account.lostTally()).toEqual(nothingLost);
  }
});

it('two hyphens part a secret from the address behind it, where nearly all lines have them', async () => {
  const wanted = seeds.map((_seed, i) => `p${i}@exemple.co.uk`);
  const { found, members } = await readText(wanted.map((one, i) => `soleil${i}--${one}\n`).join(''));
  expect([...found.keys()]).toEqual(wanted);
  expect(members[0]?.account.lostTally()).toEqual(nothingLost);
  const names = ['anne--marie@exemple.fr', ...wanted];
  expect([...(await readText(`${names.join('\n')}\n`)).found.keys()]).toEqual(names);
});

it('a NIR cut anywhere into columns side by side is one, whatever the shape', async () => {
  const nirs = [41, 82, ...seeds].map(nirOf);
  const shapes: readonly ((rows: readonly (readonly string[])[]) => string)[] = [
    (rows) => rows.map((row) => `${row.join(';')}\n`).join(''),
    (rows) => `${rows[0]?.map((_, i) => `colonne${i}`).join(',')}\n${rows.map((row) => `${row.join(',')}\n`).join('')}`,
    (rows) => rows.map((row) => `INSERT INTO t VALUES (${row.map((cell) => `'${cell}'`).join(', ')});\n`).join(''),
    (rows) =>
      rows.map((row) => `${JSON.stringify(Object.fromEntries(row.map((cell, i) => [`c${i}`, cell])))}\n`).join(''),
  ];
  const cuts = fc.uniqueArray(fc.integer({ min: 3, max: 12 }), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(cuts, fc.constantFrom(13, 15), fc.constantFrom(...shapes), async (places, length, write) => {
      const ends = [...places.toSorted((a, b) => a - b), length];
      const rows = nirs.map(({ bare, key }, i) => [
        ...[`${i + 1}`, 'Roy'],
        ...ends.map((end, j) => (bare + key).slice(ends[j - 1] ?? 0, end)),
        `p${i}@exemple.fr`,
      ]);
      const { found, members } = await readText(write(rows));
      expect([...found.keys()].filter((one) => !one.includes('@'))).toEqual(nirs.map(({ bare }) => bare));
      expect(found.get('p0@exemple.fr')?.includes('nir')).toBe(true);
      expect(members[0]?.account.lostTally()).toEqual(nothingLost);
    }),
    { numRuns: 60 },
  );
});

it('a cell that spans lines is one, whatever kind of identifier stands in it, on every row or on one', async () => {
  const kinds = {
    nir: (i: number) => nirOf(700 + i).bare + nirOf(700 + i).key,
    email: (i: number) => `q${i}@exemple.fr`,
    telephone: (i: number) => `06399800${10 + i}`,
    rpps: (i: number) => `1000000${100 + i}${luhnOf(`1000000${100 + i}`)}`,
    remarque: (i: number) => `vu q${i}@exemple.fr`,
  };
  const kindOf = fc.constantFrom(...(Object.keys(kinds) as (keyof typeof kinds)[]));
  const place = fc.record({
    kind: kindOf,
    lines: fc.integer({ min: 2, max: 4 }),
    last: fc.boolean(),
    every: fc.integer({ min: 1, max: 4 }),
  });
  await fc.assert(
    fc.asyncProperty(place, async ({ kind, lines, last, every }) => {
      const wanted = new Set<string>();
      const rows = [0, 1, 2, 3, 4, 5, 6, 7].map((i) => {
        const own = Array.from({ length: i % every === 0 ? lines : 1 }, (_, j) => kinds[kind](i * 4 + j));
        for (const one of own)
          wanted.add(
            kind === 'remarque' ? one.slice(3) : (canonicalise(kind === 'telephone' ? 'phone' : kind, one) ?? ''),
          );
        wanted.add(`p${i}@exemple.org`);
        const cells = [`p${i}@exemple.org`, own.length > 1 ? `"${own.join('\n')}"` : own[0]];
        return ['Roy', ...(last ? cells : cells.reverse()), ...(last ? [] : ['X'])].join(';');
      });
      const words = last ? ['mail', kind] : [kind, 'mail', 'ville'];
      const { found, members } = await readText(`${['nom', ...words].join(';')}\n${rows.join('\n')}\n`);
      expect([...found.keys()].sort()).toEqual([...wanted].sort());
      expect(members[0]?.account.lostTally()).toEqual(nothingLost);
      expect(members[0]?.people.counts.records).toBe(8);
    }),
    { numRuns: 60 },
  );
});

it.each(['&nbsp;', '&#160;', '&#xa0;', '&ensp;'])('the semicolon of %s parts no cells', async (gap) => {
  const nirs = seeds.map(nirOf);
  const rows = nirs
    .map(({ bare, key }, i) => `R&D;L&eacute;o;${partedBy(gap)(bare + key)};p${i}&#64;exemple.fr;x\n`)
    .join('');
  for (const header of ['service;nom;nir;mail;note\n', '']) {
    for (const text of [rows, rows.replaceAll(';x\n', ';"x;y"\n')]) {
      const { found, members } = await readText(header + text);
      const wanted = nirs.flatMap(({ bare }, i) => [bare, `p${i}@exemple.fr`]);
      expect([...found.keys()].sort()).toEqual(wanted.sort());
      expect(members[0]?.account.lostTally()).toEqual(nothingLost);
      if (header !== '') expect(found.get('p0@exemple.fr')).toContain('nir');
    }
  }
});

it.each(['&nbsp', 'R&eacute', '&amp', '&#64'])(
  '%s at the end of a password is no entity where its row would lack a cell',
  async (end) => {
    const nirs = seeds.map(nirOf);
    for (const quote of ['', '"']) {
      for (const order of [
        ['nom', 'mail', 'mdp', 'nir', 'x'],
        ['mdp', 'x', 'nom', 'mail', 'nir'],
        ['mdp', 'nir', 'mail', 'nom', 'x'],
      ]) {
        const rows = nirs.map(({ bare }, i) => {
          const cells: Record<string, string> = {
            nom: i % 3 === 0 ? 'L&eacute;o' : 'Durand',
            mail: `p${i}@exemple.fr`,
            mdp: i % 2 === 0 ? `soleil${end}` : 'azerty',
            nir: bare,
            x: `${quote}z;y${quote}`.replace(quote === '' ? ';' : '', ''),
          };
          return `${order.map((column) => cells[column]).join(';')}\n`;
        });
        const { found, members } = await readText(`${order.join(';')}\n${rows.join('')}`);
        const wanted = nirs.flatMap(({ bare }, i) => [bare, `p${i}@exemple.fr`]);
        expect([...found.keys()].sort()).toEqual(wanted.sort());
        expect(members[0]?.people.counts.badRecords).toBe(0);
      }
    }
  },
);

describe('what a shape makes of a line is no reason to lose whom it holds', () => {
  const nirs = seeds.map(nirOf);
  const signs = [' @ ', ' AT ', ' arobase ', '＠', '{at}', '=40', '&#64;', '\\u0040', '@'];
  const lines: [string, (nir: ReturnType<typeof nirOf>, email: string) => string][] = [
    ['a NIR before an address', ({ bare, key }, email) => `${bare}${key} ${email}`],
    ['a NIR and a colon before an address', ({ bare, key }, email) => `${bare}${key}:${email}`],
    ['an address before a NIR', ({ bare, key }, email) => `${email}|${bare}${key}`],
    ['a NIR in brackets', ({ bare, key }, email) => `[${bare}${key}] ${email}`],
    ['a NIR in columns', ({ bare, key }, email) => [...groupsOf(bare + key), email, 'Durand'].join(';')],
  ];
  it.each(lines)('%s, whatever its sign', async (_case, line) => {
    for (const sign of signs) {
      const text = nirs.map((nir, i) => `${line(nir, `jean.p${i}@exemple.fr`.replace('@', sign))}\n`).join('');
      const { found, members } = await readText(text);
      const missing = nirs.flatMap(({ bare }, i) => [bare, `jean.p${i}@exemple.fr`]).filter((one) => !found.has(one));
      const lost = members.reduce((sum, { account }) => sum + account.lostTally().nir + account.lostTally().email, 0);
      expect(lost, `${sign} ${missing.length}`).toBeGreaterThanOrEqual(missing.length);
    }
  });

  it('the scan sees through characters that nobody sees, wherever the text is cut', () => {
    const text = nirs
      .map(({ bare, key }, i) => `${inside('\u200b')(`${bare}${key}`)} jean.${inside('\u00ad')(`p${i}@exemple.fr`)}\n`)
      .join('');
    const bytes = Buffer.from(text.repeat(3));
    const wanted = nirs.flatMap(({ bare }, i) => [bare, `jean.p${i}@exemple.fr`]).sort();
    for (const step of [bytes.length, 97]) {
      const hits: ScanHit[] = [];
      const scanner = new Scanner(null, (hit) => hits.push(hit));
      for (let at = 0; at < bytes.length; at += step) {
        const piece = bytes.subarray(at, at + step);
        scanner.push({ bytes: piece, text: piece.toString('latin1'), offset: at });
      }
      scanner.finish();
      const whole = hits.filter(({ text: found }) => wanted.includes(found));
      expect(whole.map(({ text: found }) => found).sort()).toEqual([...wanted, ...wanted, ...wanted].sort());
      for (const { start, end } of whole)
        expect(bytes.toString('utf8', start, end)).toMatch(/^[\d\u200b]+$|^jean.*fr$/);
    }
  });

  it('two hyphens part a NIR from an address that fills the rest of its line', async () => {
    const text = nirs.map(({ bare, key }, i) => `${bare}${key}--${i}jean@exemple.fr\nx${i}\n`).join('');
    const { found, members } = await readText(text);
    expect([...found.keys()].sort()).toEqual(nirs.flatMap(({ bare }, i) => [bare, `${i}jean@exemple.fr`]).sort());
    expect(members[0]?.account.lostTally()).toEqual(nothingLost);
  });

  it('base64 holds characters that nobody sees, too', async () => {
    const text = nirs.map(
      ({ bare, key }, i) =>
        `u ${base64Of(`nom=jean;mail=jean.${inside('\u200b')(`p${i}@exemple.fr`)};${bare}${key}`)}\n`,
    );
    const { found } = await readText(text.join(''));
    expect([...found.keys()].sort()).toEqual(nirs.flatMap(({ bare }, i) => [bare, `jean.p${i}@exemple.fr`]).sort());
  });

  it.each(['*', '•', '·'])('%s alone parts fields and hides nothing', async (mark) => {
    const text = nirs.map(({ bare, key }, i) => `${bare}${key}${mark}${i}0jean@exemple.fr${mark}soleil\n`).join('');
    const { found } = await readText(text);
    expect([...found.keys()].sort()).toEqual(nirs.flatMap(({ bare }, i) => [bare, `${i}0jean@exemple.fr`]).sort());
  });
});

describe('a NIR of Corsica, its letter small or not, has the fate of any other', () => {
  type Frame = (nir: ReturnType<typeof nirOf>, index: number) => string;
  const frames: [string, Frame][] = [
    ['behind a word', ({ bare, key }) => `NIR${bare}${key}`],
    ['behind a letter', ({ bare, key }) => `A${bare}${key}`],
    ['before a word', ({ bare, key }) => `${bare}${key}Dupont`],
    ['in a path', ({ bare, key }) => `/home/${bare}${key}.pdf`],
    ['before an address', ({ bare, key }, i) => `${bare}${key}jean${i}@exemple.fr`],
    ['between other digits, before an address', ({ bare, key }, i) => `12345${bare}${key}jean${i}@exemple.fr`],
    ['between other digits', ({ bare, key }, i) => `1234${i}${bare}${key}1980011${i}`],
    ['between other digits, without a key', ({ bare }, i) => `${bare}1980011${i}`],
    ['in groups of other widths', ({ bare, key }) => `${bare.slice(0, 7)} ${bare.slice(7)} ${key}`],
    ['parted before its letter', ({ bare, key }) => `${bare.slice(0, 6)} ${bare.slice(6)}${key}`],
  ];
  const places: [string, (text: string, index: number) => string][] = [
    ['', (text, i) => `${i} mai; ${text} vu par p${i}@exemple.org ok\n`],
    ['id\tnote\tmail\n', (text, i) => `${i}\t${text}\tp${i}@exemple.org\n`],
    ['id\tnir\tmail\n', (text, i) => `${i}\t${text}\tp${i}@exemple.org\n`],
  ];
  const corsicans = [41, 82, 123, 164].map(nirOf);
  const small = corsicans.map(({ bare, key }) => ({ bare: bare.toLowerCase(), key }));
  it.each(frames)('%s', async (_what, frame) => {
    for (const [head, line] of places) {
      const fateOf = async (nirs: readonly ReturnType<typeof nirOf>[]) => {
        const { found, members } = await readText(head + nirs.map((nir, i) => line(frame(nir, i), i)).join(''));
        const listed = nirs.filter(({ bare }) => found.has(bare.toUpperCase())).length;
        return { listed, lost: members[0]?.account.lostTally().nir, bad: members[0]?.people.counts.badRecords };
      };
      const fate = await fateOf(seeds.map(nirOf));
      expect(fate.listed + (fate.lost ?? 0)).toBe(seeds.length);
      expect([await fateOf(corsicans), await fateOf(small)]).toEqual([fate, fate]);
    }
  });
});

it.each(['/', '=', '--', '+', '&', '#', '~'])(
  'an address that holds %s is whole where lines that begin with theirs are parted by it',
  async (sign) => {
    const wanted = seeds.map((_seed, i) => (i === 1 ? `jeanne${sign}roy@exemple.fr` : `p${i}@exemple.fr`));
    const { found, members } = await readText(wanted.map((one, i) => `${one}${sign}Soleil${i}\n`).join(''));
    expect(wanted.filter((one) => !found.has(one))).toEqual([]);
    expect(members[0]?.account.lostTally()).toEqual(nothingLost);
  },
);

describe('whoever stands in', () => {
  const nirs = seeds.map(nirOf);
  const wanted = nirs.flatMap(({ bare }, i) => [bare, `p${i}@exemple.fr`]).sort();
  it.each<[string, (nir: string, email: string) => string]>([
    ['a chat with times in brackets', (nir, email) => `[2023-04-05 10:00] Jean: mon numéro ${nir} et ${email} merci`],
    ['a chat with names in brackets', (nir, email) => `<jean> ${email} / ${nir}`],
    [
      'columns that nothing parts, a day before the address',
      (nir, email) => `${nir}roy         19${nir.slice(1, 3)}0521${email.padEnd(24)}75001`,
    ],
    [
      'a page, with characters that nobody sees',
      (nir, email) => `<html><li>Roy, ${nir.slice(0, 5)}\u200b${nir.slice(5)}<br>${email}</li></html>`,
    ],
    [
      'a page, with signs that are spelt',
      (nir, email) => `<html><li>Roy</li><li>${email.replace('@', ' arobase ')}</li><p>${nir}</p></html>`,
    ],
  ])('%s is listed, and nobody else', async (_what, line) => {
    const { found, members } = await readText(
      nirs.map(({ bare, key }, i) => `${line(bare + key, `p${i}@exemple.fr`)}\n`).join(''),
    );
    expect([...found.keys()].sort()).toEqual(wanted);
    expect(members[0]?.account.lostTally()).toEqual(nothingLost);
  });
});

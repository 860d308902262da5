/** Each format, delimiter, encoding and compression gives the same rows. */
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { parseColumnOverrides } from '../../src/leak/meaning/overrides.ts';
import { readLeak } from './leak-files.ts';

const table = [
  ['NIR', 'Courriel', 'Mot de passe', 'Prénom', 'Téléphone'],
  ['2 84 05 88 321 025 32', 'Élise@Example.org', 'été', 'Élise', '06 39 98 00 01'],
  ['284052A321025', '', 'N/A', 'Noël', ''],
  ['', 'paul@example.org', '', '', '-'],
];
const rows = [
  '2840588321025|élise@example.org|ameli-login email phone nir civil-status',
  '284052A321025||nir civil-status',
  '|paul@example.org|email',
];
const csv = (delimiter: string, newline = '\n', quoted = false) =>
  table.map((cells) => cells.map((cell) => (quoted ? `"${cell}"` : cell)).join(delimiter) + newline).join('');

describe('delimited files', () => {
  it.each([';', ',', '\t', '|'])('delimiter %j, quoted or not', async (delimiter) => {
    for (const quoted of [false, true]) {
      const read = await readLeak(csv(delimiter, '\n', quoted));
      expect(read.lines).toEqual(rows);
      expect(read.format).toBe(`table ${delimiter}`.trim());
      expect(read.summary).toEqual({ rows: 3, bad: 0, lost: 0, reasons: {} });
    }
  });

  it.each(['\n', '\r\n', '\r'])('line ends %j, with or without the last one', async (newline) => {
    const content = csv(';', newline);
    expect((await readLeak(content)).lines).toEqual(rows);
    expect((await readLeak(content.slice(0, -newline.length))).lines).toEqual(rows);
  });

  it('UTF-8 with a byte order mark', async () => {
    expect((await readLeak(`\ufeff${csv(';')}`)).lines).toEqual(rows);
  });

  it.each(['utf16le', 'utf16be'])('%s with a byte order mark', async (encoding) => {
    const bytes = Buffer.from(`\ufeff${csv('\t')}`, 'utf16le');
    const read = await readLeak(encoding === 'utf16be' ? bytes.swap16() : bytes);
    expect(read.lines).toEqual(rows);
    expect(read.encodings).toEqual([encoding === 'utf16be' ? 'utf-16be' : 'utf-16le']);
  });

  it('Latin-1 as Windows writes it', async () => {
    const read = await readLeak(Buffer.from(csv(';'), 'latin1'));
    expect(read.lines).toEqual(rows);
    expect(read.encodings).toEqual(['windows-1252']);
  });

  it('dumps of both encodings joined into one file, line by line', async () => {
    const [header = '', ...lines] = csv(';').split('\n');
    const latin1 = Buffer.from(`${lines.join('\n')}`, 'latin1');
    const read = await readLeak(Buffer.concat([Buffer.from(`${header}\n${lines.join('\n')}`), latin1]));
    expect(read.lines).toEqual([...rows, ...rows]);
    expect(read.encodings).toEqual(['utf-8', 'windows-1252']);
  });

  it('Latin-1 that begins far beyond the first chunk', async () => {
    const ascii = `nir;mail\n${'2840588321025;paul@example.org\n'.repeat(20_000)}`;
    const read = await readLeak(Buffer.concat([Buffer.from(ascii), Buffer.from(';élise@example.org\n', 'latin1')]));
    expect(read.lines.at(-1)).toBe('|élise@example.org|email');
    expect(read.rows).toHaveLength(20_001);
  });

  it('gzip by its magic bytes, in several members', async () => {
    const content = csv(';');
    const half = content.indexOf('\n', 80) + 1;
    expect((await readLeak(gzipSync(content))).lines).toEqual(rows);
    const members = Buffer.concat([gzipSync(content.slice(0, half)), gzipSync(content.slice(half))]);
    expect((await readLeak(members)).lines).toEqual(rows);
  });

  it('a header after blank lines and a declared delimiter; line numbers count them', async () => {
    const read = await readLeak('\n\nsep=;\nnir;mail\nx;\n');
    expect(read.summary.reasons).toEqual({ 'nir-character': [5] });
  });

  it('a header with a line break in its quotes', async () => {
    const read = await readLeak('"numéro de\nsécurité sociale";mail\n2840588321025;x\n');
    expect(read.lines).toEqual(['2840588321025||email nir']);
    expect(read.summary.reasons).toEqual({ 'email-at': [3] });
  });

  it('a table without a header, columns named by position', async () => {
    const headless = csv(',').split('\n').slice(1).join('\n');
    const read = await readLeak(headless, {
      columns: parseColumnOverrides('nir=1,email=2,password=3,civil-status=4,phone=5'),
    });
    expect(read.lines).toEqual(rows);
  });

  it('columns named by their headers, one of them unknown to the reader', async () => {
    const read = await readLeak('ref;matricule;contact\n7;2840588321025;paul@example.org\n', {
      columns: parseColumnOverrides('nir=Matricule,email=contact'),
    });
    expect(read.lines).toEqual(['2840588321025|paul@example.org|email nir']);
  });

  it('several columns of one kind: a row under each identifier', async () => {
    const read = await readLeak('nir;mail perso;mail pro\n2840588321025;a@example.org;b@example.org\n');
    expect(read.lines).toEqual(['2840588321025|a@example.org|email nir', '|b@example.org|email nir']);
    expect(read.summary.rows).toBe(1);
  });

  it('a login that is either kind, or neither', async () => {
    const read = await readLeak('login,password\n284058832102532,a\nPaul@Example.org,b\njdupont,c\n');
    expect(read.lines).toEqual(['2840588321025||ameli-login nir', '|paul@example.org|ameli-login email']);
    expect(read.summary).toMatchObject({ rows: 3, bad: 1, lost: 1, reasons: { 'no-identifier': [4] } });
  });
});

describe('identifier:password lists', () => {
  it.each([':', ';', '\t'])('separator %j: only the first one counts', async (separator) => {
    const lines = ['Paul@example.org', '2 84 05 88 321 025 32', 'élise@example.org'];
    const read = await readLeak(
      lines.map((line, i) => `${line}${separator}pa${i === 0 ? separator : ''}ss "w\n`).join(''),
    );
    expect(read.format).toBe(`list ${separator}`.trim());
    expect(read.lines).toEqual([
      '|paul@example.org|ameli-login email',
      '2840588321025||ameli-login nir',
      '|élise@example.org|ameli-login email',
    ]);
  });

  it('without passwords, with a header, with bad lines', async () => {
    expect((await readLeak('a@example.org\n\nb@example.org\n')).lines).toEqual([
      '|a@example.org|email',
      '|b@example.org|email',
    ]);
    expect((await readLeak('email:password\na@example.org:x\n')).lines).toEqual(['|a@example.org|ameli-login email']);
    const read = await readLeak(
      '# dump\na@example.org:x\nb@example.org:\nc@example:z\n184058832102533:z\nd@example.org:y\n',
    );
    expect(read.lines).toEqual([
      '|a@example.org|ameli-login email',
      '|b@example.org|email',
      '|d@example.org|ameli-login email',
    ]);
    expect(read.summary.reasons).toEqual({ 'email-domain': [4], 'nir-key-wrong': [5] });
  });
});

describe('JSON Lines', () => {
  it('keys like headers, numbers, nulls, inner objects and lists', async () => {
    const read = await readLeak(
      [
        '{"nir":284058832102532,"email":"Paul@Example.org","password":null,"adresse":{"ville":"Rennes"}}',
        '{"user":{"email":["a@example.org","b@example.org"],"ald":false},"tel":"0639980001"}',
        '',
        '{"nir":',
        '[1]',
        '{"nir":"2840588321025","mot de passe":"x"}',
      ].join('\n'),
    );
    expect(read.format).toBe('json');
    expect(read.lines).toEqual([
      '2840588321025|paul@example.org|email postal-address nir',
      '|a@example.org|email phone',
      '|b@example.org|email phone',
      '2840588321025||ameli-login nir',
    ]);
    expect(read.summary).toEqual({
      rows: 5,
      bad: 2,
      lost: 2,
      reasons: { 'json-malformed': [4], 'no-identifier': [5] },
    });
  });

  it('keys named by hand', async () => {
    const read = await readLeak('{"x":"2840588321025","nir":"1"}\n', { columns: parseColumnOverrides('nir=x') });
    expect(read.lines).toEqual(['2840588321025||nir']);
  });
});

it('tells progress in bytes of the file', async () => {
  const seen: number[] = [];
  const content = gzipSync(csv(';'));
  await readLeak(content, { onProgress: (bytesRead) => seen.push(bytesRead) });
  expect(seen.at(-1)).toBe(content.length);
});

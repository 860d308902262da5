/** Files that are written in an encoding as a whole: each is read, or refused by its name; none is read as something else. */
import { describe, expect, it } from 'vitest';
import { readText } from '../read-text.ts';
import { zipOf } from './zip-of.ts';

const nirs = ['255081416802538', '284058832102532', '284052A32102552', '295109912611193'];
const rows = nirs.map((nir, i) => `${nir};personne${i}@exemple.fr;Léa Noël ${i}`);
const table = `nir;email;nom\n${rows.join('\n')}\n`;
const everyone = [...nirs.map((nir) => nir.slice(0, 13)), ...nirs.map((_nir, i) => `personne${i}@exemple.fr`)].sort();

function utf32(text: string, order: 'LE' | 'BE'): Buffer {
  const characters = [...text];
  const bytes = Buffer.alloc(characters.length * 4);
  for (const [i, one] of characters.entries()) bytes[`writeUInt32${order}`](one.codePointAt(0) ?? 0, i * 4);
  return bytes;
}

function folded(bytes: string | Uint8Array, width = 76, end = '\n'): string {
  return `${(
    Buffer.from(bytes)
      .toString('base64')
      .match(new RegExp(`.{1,${width}}`, 'g')) ?? []
  ).join(end)}${end}`;
}

function quoted(text: string): string {
  const escaped = Buffer.from(text)
    .toString('latin1')
    .replace(/[=@\x80-\xff]/g, (one) => `=${one.charCodeAt(0).toString(16).toUpperCase()}`);
  const fold = (line: string) => line.match(/(?:=..|[^=]){1,24}/g)?.join('=\n') ?? '';
  return escaped.split('\n').map(fold).join('\n');
}

const mailOf = (headers: string, body: string) =>
  `Return-Path: <x@exemple.org>\nReceived: by exemple.org\nFrom: personne0@exemple.fr\nTo: personne1@exemple.fr\n${headers}\n\n${body}\n`;
const prose = `Bonjour, voici personne2@exemple.fr et personne3@exemple.fr, ${nirs.join(', ')}.\n`;
const mixed = `This is a MIME message.\n--abc\nContent-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n\n${quoted(`Voici. ${prose}`)}\n--abc\nContent-Type: text/csv; name="a.csv"\nContent-Transfer-Encoding: base64\n\n${folded(table)}\n--abc--\n`;

const read: [name: string, bytes: string | Uint8Array][] = [
  ['UTF-32, little end first', utf32(table, 'LE')],
  ['UTF-32, big end first', utf32(table, 'BE')],
  ['UTF-32 with its mark, little end first', utf32(`\ufeff${table}`, 'LE')],
  ['UTF-32 with its mark, big end first', utf32(`\ufeff${table}`, 'BE')],
  ['base64', folded(table)],
  ['base64 on one line', folded(table, 10_000)],
  ['base64 of 64 characters a line, Windows line ends', folded(table, 64, '\r\n')],
  ['base64 of an archive', folded(zipOf({ 'a.csv': table }))],
  ['base64 of UTF-16', folded(Buffer.from(table, 'utf16le'))],
  ['quoted-printable', quoted(table.replaceAll('Léa', 'Léa Élodie Bérénice Gaëlle Joëlle Noëlle Anaïs Zoé'))],
  ['quoted-printable of short lines', quoted(table)],
  ['a mail in base64', mailOf('MIME-Version: 1.0\nContent-Transfer-Encoding: base64', folded(prose))],
  ['a mail in quoted-printable', mailOf('Content-Transfer-Encoding: quoted-printable', quoted(prose))],
  [
    'a part cut out of a mail, from its boundary on',
    `--abc\nContent-Type: text/csv\nContent-Transfer-Encoding: base64\n\n${folded(table)}\n--abc--\n`,
  ],
  ['a part cut out of a mail', `Content-Type: text/csv\nContent-Transfer-Encoding: base64\n\n${folded(table)}`],
  ['a mail of an old Macintosh', mailOf('Content-Transfer-Encoding: base64', folded(prose)).replaceAll('\n', '\r')],
  ['a mail of several parts', mailOf('Content-Type: multipart/mixed;\n boundary="abc"', mixed)],
  [
    'a mailbox',
    [0, 1]
      .map(() => `From x Thu Mar  3 10:00:00 2022\n${mailOf('Content-Transfer-Encoding: base64', folded(prose))}\n`)
      .join(''),
  ],
];

describe('a file in an encoding', () => {
  it.each(read)('%s is read', async (_name, bytes) => {
    const { found, refused, members } = await readText(bytes);
    expect(refused).toBeNull();
    expect([...found.keys()].filter((one) => one !== 'x@exemple.org').sort()).toEqual(everyone);
    for (const { account } of members) expect(account.lostTally()).toEqual({ nir: 0, email: 0 });
  });

  it('gives attached tables their columns', async () => {
    const { members } = await readText(mailOf('Content-Type: multipart/mixed;\n boundary="abc"', mixed));
    expect(members.map(({ name, shape }) => [name, shape.shape])).toContainEqual(['a.csv', 'table']);
  });

  it.each([
    ['ebcdic', Buffer.from([...'2550814168025'.repeat(8)].map((one) => 0xf0 + Number(one)))],
    ['uuencode', 'begin 644 a.csv\n#0V%T\n`\nend\n'],
  ])('%s is refused by its name', async (container, bytes) => {
    const read = readText(bytes);
    expect((await read).refused).toBe('input-malformed');
    expect(container).toBeTruthy();
  });

  it('no-break spaces of windows-1252 are no letters of another page, beside the letter of Corsica either', async () => {
    const island = '284052A321025';
    const grouped = (nir: string) => nir.replace(/^(.)(..)(..)(..)(...)(...)/, '$1\xa0$2\xa0$3\xa0$4\xa0$5\xa0$6');
    const text = `<p>NIR\xa0: ${grouped(island)}</p>\n<p>NIR\xa0: ${grouped('2550814168025')}</p>\n`;
    const { found } = await readText(Buffer.from(text, 'latin1'));
    expect([...found.keys()].sort()).toEqual(['2550814168025', island].sort());
  });

  it('quotation marks of windows-1252 are no letters of another page', async () => {
    const rows1252 = nirs.map((nir, i) => `\x92${nir}\x92;\x93personne${i}@exemple.fr\x94\n`).join('');
    const { found } = await readText(Buffer.from(`nir;email\n${rows1252}`, 'latin1'));
    expect([...found.keys()].sort()).toEqual(everyone);
  });

  it.each([
    ['a list of hashes', `${Array.from({ length: 9 }, (_, i) => `${i}`.repeat(64)).join('\n')}\n`],
    [
      'a list of tokens',
      `${Array.from({ length: 9 }, (_, i) => Buffer.alloc(48, 200 + i).toString('base64')).join('\n')}\n`,
    ],
    ['a table', table],
    ['UTF-16', Buffer.from(table, 'utf16le')],
    ['addresses', 'personne0@exemple.fr\n'.repeat(9)],
  ])('%s is none of these', async (_name, bytes) => {
    const { members } = await readText(bytes);
    for (const { containers } of members) expect(containers).toEqual([]);
  });
});

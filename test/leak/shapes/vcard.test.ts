import { describe, expect, it } from 'vitest';
import { ldif } from '../../../src/leak/shapes/ldif.ts';
import { vcard } from '../../../src/leak/shapes/vcard.ts';
import { readText } from '../read-text.ts';
import { expectSameWhereverCut } from '../records-of.ts';

const nirs = ['255081416802538', '284058832102532', '284052A32102552', '295109912611193'];
const emails = nirs.map((_nir, i) => `personne${i}@exemple.fr`);
const everyone = [...nirs.map((nir) => nir.slice(0, 13)), ...emails].sort();
const card = (i: number, lines: readonly string[]) =>
  ['BEGIN:VCARD', 'VERSION:3.0', `FN:Léa ${i}`, ...lines, 'END:VCARD'].join('\r\n');
const fold = (text: string) => text.replace(/(.{9})(?!$)/gu, '$1\r\n ');
const base64 = (text: string) => Buffer.from(text).toString('base64');

const cards: [name: string, text: string][] = [
  ['3.0', nirs.map((nir, i) => card(i, [`EMAIL;TYPE=INTERNET:${emails[i]}`, `X-NIR:${nir}`])).join('\r\n')],
  [
    'folded',
    nirs
      .map((nir, i) => card(i, [fold(`EMAIL;TYPE=INTERNET:${emails[i]}`), fold(`NOTE:son NIR est ${nir}\\, dit-elle`)]))
      .join('\r\n'),
  ],
  [
    '2.1 in quoted-printable',
    nirs
      .map((nir, i) =>
        card(i, [
          `item1.EMAIL;INTERNET;ENCODING=QUOTED-PRINTABLE:${(emails[i] ?? '').replace('@', '=40').replace('exemple', 'exem=\r\nple')}`,
          `X-NIR:${nir}`,
        ]),
      )
      .join('\r\n'),
  ],
  [
    '4.0',
    nirs
      .map((nir, i) =>
        card(i, [`item1.EMAIL;PREF=1:mailto:${emails[i]}`, `x-nir:${nir}`, 'TEL;VALUE=uri:tel:+33-6-01-02-03-04']),
      )
      .join('\n\n'),
  ],
  [
    'never closed',
    nirs.map((nir, i) => card(i, [`EMAIL:${emails[i]}`, `X-NIR:${nir}`]).replace('\r\nEND:VCARD', '')).join('\n'),
  ],
];
const entries: [name: string, text: string][] = [
  [
    'plain',
    `version: 1\n\n${nirs.map((nir, i) => `dn: uid=${i},dc=fr\nobjectClass: person\nmail: ${emails[i]}\nnir: ${nir}\n`).join('\n')}`,
  ],
  [
    'folded',
    nirs
      .map((nir, i) => `dn: uid=${i},dc=fr\n${fold(`mail: ${emails[i]}`).replaceAll('\r', '')}\nnir;x-a: ${nir}\n`)
      .join('\n'),
  ],
  [
    'base64',
    nirs
      .map(
        (nir, i) =>
          `dn:: ${base64(`uid=é${i},dc=fr`)}\nmail:: ${base64(emails[i] ?? '')}\nnir: ${nir}\njpegPhoto:: ${base64('\u0000\u0001\u0002')}\n`,
      )
      .join('\n'),
  ],
  [
    'comments, no blank lines',
    `# extended LDIF\n${nirs.map((nir, i) => `dn: uid=${i},dc=fr\nchangetype: add\nmail: ${emails[i]}\nnir: ${nir}\n`).join('')}\n# search result\nsearch: 2\nresult: 0 Success\n`,
  ],
];

describe.each([
  ['vcard', vcard, cards],
  ['ldif', ldif, entries],
] as const)('people in %s', (shapeName, shape, writings) => {
  it.each(writings)('%s', async (name, text) => {
    const { found, refused, shape: recognised, members } = await readText(text);
    expect(refused).toBeNull();
    expect(recognised).toBe(shapeName);
    // Numbers of telephones are people's too, and are found beside these.
    expect([...found.keys()].filter((one) => !/^33\d{9}$/.test(one)).sort()).toEqual(everyone);
    expect(members[0]?.people.counts).toMatchObject({ records: 4, badRecords: 0 });
    if (!name.includes('folded') && !name.includes('quoted'))
      expect(members[0]?.account.lostTally()).toEqual({ nir: 0, email: 0 });
  });

  it.each(writings)('%s: the same records wherever the text is cut', (_name, text) => {
    expectSameWhereverCut(shape, text.replaceAll('\r\n', '\n'), 5);
  });
});

it('keeps the person of a card in a card apart', async () => {
  const text = `BEGIN:VCARD\nVERSION:3.0\nFN:A\nEMAIL:${emails[0]}\nTEL:0601020304\nAGENT:\nBEGIN:VCARD\nFN:B\nEMAIL:${emails[1]}\nADR:;;1 rue X\nEND:VCARD\nBDAY:1970-01-01\nEND:VCARD\n`;
  const { classes } = await readText(text);
  expect(classes[emails[0] ?? '']).toEqual(expect.arrayContaining(['phone', 'civil-status']));
  expect(classes[emails[0] ?? '']).not.toContain('postal-address');
  expect(classes[emails[1] ?? '']).toContain('postal-address');
  expect(classes[emails[1] ?? '']).not.toContain('phone');
});

import { describe, expect, it } from 'vitest';
import { xml } from '../../../src/leak/shapes/xml.ts';
import { readText } from '../read-text.ts';
import { expectSameWhereverCut, recordsOf } from '../records-of.ts';

const nirs = ['255081416802538', '284058832102532', '284052A32102552', '295109912611193'];
const short = nirs.map((nir) => nir.slice(0, 13));
const emails = nirs.map((_nir, i) => `personne${i}@exemple.fr`);
const everyone = [...short, ...emails].sort();
const head = '<?xml version="1.0" encoding="UTF-8"?>\n<!-- export -->\n';
const of = (write: (nir: string, email: string, i: number) => string, glue = '\n') =>
  nirs.map((nir, i) => write(nir, emails[i] ?? '', i)).join(glue);

const writings: [name: string, text: string][] = [
  [
    'elements',
    `${head}<assures>\n${of((nir, email) => `  <assure><nir>${nir}</nir><nom>L&#233;a &amp; Cie</nom><email>${email}</email></assure>`)}\n</assures>`,
  ],
  [
    'on one line',
    `<assures>${of((nir, email) => `<assure><nir>${nir}</nir><email>${email}</email></assure>`, '')}</assures>`,
  ],
  ['attributes', `${head}<rows>${of((nir, email) => `<row nir="${nir}" email='${email}' x="a>b"/>`)}</rows>`],
  [
    'CDATA, entities, a document type',
    `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "y">]><a>${of((nir, email) => `<b><nir><![CDATA[${nir}]]></nir><email>${email.replace('@', '&#64;')}</email><note>a &lt; b</note></b>`)}</a>`,
  ],
  [
    'namespaces, deep',
    `${head}<e:env xmlns:e="urn:x"><e:corps><liste><c:personne xmlns:c="y">${of((nir, email) => `<c:id><c:nir>${nir}</c:nir></c:id><c:contact><c:mail>${email}</c:mail></c:contact>`, '</c:personne><c:personne>')}</c:personne></liste></e:corps></e:env>`,
  ],
  [
    'fields named by an attribute',
    `${head}<resultset statement="select"><row>${of((nir, email) => `<field name="nir">${nir}</field><field name="email">${email}</field>`, '</row>\n<row>')}</row></resultset>`,
  ],
  [
    'lists of people in regions',
    `<export>${of((nir, email) => `<region code="1"><dossier><nir>${nir}</nir><nom>x</nom></dossier><dossier><email>${email}</email><nom>y</nom></dossier><dossier><nom>z</nom><ville>b</ville></dossier></region>`)}</export>`,
  ],
];

describe('people in XML', () => {
  it.each(writings)('%s', async (name, text) => {
    const { found, refused, shape, members } = await readText(text);
    expect(refused).toBeNull();
    expect(shape).toBe('xml');
    expect([...found.keys()].sort()).toEqual(everyone);
    if (!name.startsWith('lists')) expect(members[0]?.people.counts).toMatchObject({ records: 4, badRecords: 0 });
    expect(members[0]?.account.lostTally()).toEqual({ nir: 0, email: 0 });
  });

  it.each(writings)('%s: the same records wherever the text is cut', (_name, text) => {
    expectSameWhereverCut(xml, text, 7);
  });

  it('reads a document in Latin-1', async () => {
    const text = `<?xml version="1.0" encoding="ISO-8859-1"?><a>${of((nir, email) => `<b><nir>${nir}</nir><nom>Châtel</nom><email>${email}</email></b>`)}</a>`;
    const { found } = await readText(Buffer.from(text, 'latin1'));
    expect([...found.keys()].sort()).toEqual(everyone);
  });

  it('tells the people of one element apart, with the classes of each', async () => {
    const text =
      `<a>${'<dossier><assure><nir>NIR0</nir><iban>FR7630006000011234567890189</iban></assure><beneficiaires><beneficiaire><nir>NIR1</nir><telephone>0601020304</telephone></beneficiaire><beneficiaire><nir>NIR3</nir><nom>x</nom></beneficiaire></beneficiaires></dossier>'.repeat(3)}</a>`.replace(
        /NIR(\d)/g,
        (_all, i: string) => nirs[Number(i)] ?? '',
      );
    const { classes } = await readText(text);
    expect(classes[short[0] ?? '']).toEqual(
      ['nir', 'iban'].sort(
        (a, b) => (classes[short[0] ?? ''] ?? []).indexOf(a) - (classes[short[0] ?? ''] ?? []).indexOf(b),
      ),
    );
    expect(classes[short[1] ?? '']).toContain('phone');
    expect(classes[short[1] ?? '']).not.toContain('iban');
    expect(classes[short[3] ?? '']).not.toContain('phone');
  });

  it.each([
    ['an element that is not closed', `<b><nir>${nirs[1]}</nir><email>${emails[1]}</email>\n`],
    ['a tag cut short', `<b><nir>${nirs[1]}</nir><email>${emails[1]}</ema\n`],
    ['a sign that nobody escaped', `<b><nir>${nirs[1]}</nir><note>a < b & c</note><email>${emails[1]}</email></b>\n`],
  ])('goes on after %s', async (_name, broken) => {
    const good = (i: number) => `<b><nir>${nirs[i]}</nir><email>${emails[i]}</email></b>\n`;
    const text = `<a>\n${good(0)}${broken}${good(2)}${good(3)}</a>\n`;
    const { found } = await readText(text);
    expect([...found.keys()].sort()).toEqual(everyone);
    expectSameWhereverCut(xml, text, 3);
  });

  it('reads a document of several megabytes record by record', () => {
    const text = `<a>${'<b><nir>1</nir><nom>xxxxxxxxxxxxxxxxxxxxxxxxxxxx</nom><email>p@exemple.fr</email></b>'.repeat(30_000)}</a>`;
    expect(recordsOf(xml, text.match(/[\s\S]{1,262144}/g) ?? []).records).toHaveLength(30_000);
  });
});

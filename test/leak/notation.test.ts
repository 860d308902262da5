/**
 * Addresses and NIRs as notations write them, read by both readings: the reader gives exactly the identifiers that are meant, and the scan,
 * asked alone, finds them too.
 */
import { describe, expect, it } from 'vitest';
import { Scanner } from '../../src/leak/scan/scan.ts';
import { toByteText } from '../../src/leak/text/block.ts';
import { readText } from './read-text.ts';

function scanned(text: string, separator: string | null = null): string[] {
  const found: string[] = [];
  const scanner = new Scanner(separator, ({ kind, text: one, inRunAt }) => {
    if (kind !== 'number' && inRunAt === undefined) found.push(Buffer.from(one, 'latin1').toString('utf8'));
  });
  const bytes = Buffer.from(`${text}\n`, 'utf8');
  scanner.push({ bytes, text: toByteText(`${text}\n`), offset: 0 });
  scanner.finish();
  return found;
}

/** A cell of a table, of a column of addresses or of one of remarks: what is read of it. */
async function cells(cell: string): Promise<{ email: string[]; remark: string[]; lost: number }> {
  const read = async (header: string, line: string) => {
    const { found, members } = await readText(`${header}\n${line}\n${line}\n`, {
      wish: { shape: 'table', separator: '\t' },
    });
    const { nir = 0, email = 0 } = members[0]?.account.lostTally() ?? {};
    return { found: [...found.keys()].filter((one) => one.includes('@')).sort(), lost: nir + email };
  };
  const email = await read('nom\temail', `X\t${cell}`);
  const remark = await read('nom\tcommentaire', `X\tvoir ${cell} demain`);
  return { email: email.found, remark: remark.found, lost: email.lost + remark.lost };
}

const escapeCharacter = String.fromCharCode(27);

describe('notations around an address', () => {
  it.each([
    ["u'a.b@x.fr'", 'a.b@x.fr'],
    ["b'a.b@x.fr'", 'a.b@x.fr'],
    ["N'a.b@x.fr'", 'a.b@x.fr'],
    ['u"a.b@x.fr"', 'a.b@x.fr'],
    ["{u'mail': u'a.b@x.fr', u'ok': True}", 'a.b@x.fr'],
    ['Anne \\u003ca.b@x.fr\\u003e', 'a.b@x.fr'],
    ['{\\"mail\\":\\"a.b@x.fr\\"}', 'a.b@x.fr'],
    ['\\u0022a.b@x.fr\\u0022', 'a.b@x.fr'],
    ['\\x3ca.b@x.fr\\x3e', 'a.b@x.fr'],
    ['a.b\\u0040x.fr', 'a.b@x.fr'],
    ['mailto:a.b@x.fr', 'a.b@x.fr'],
    ['mailto%3Aa.b@x.fr', 'a.b@x.fr'],
    ['mailto%3Aa.b%40x.fr', 'a.b@x.fr'],
    ['https://y.fr/?r=%2Fz%3Femail%3Da.b@x.fr', 'a.b@x.fr'],
    ['https://y.fr/?r=%2Fz%3Femail%3Da.b%40x.fr%26ok%3D1', 'a.b@x.fr'],
    ['https://y.fr/?r=%252Fz%253Femail%253Da.b%2540x.fr', 'a.b@x.fr'],
    ['%3Ca.b@x.fr%3E', 'a.b@x.fr'],
    ['&lt;a.b@x.fr&gt;', 'a.b@x.fr'],
    ['a.b&#64;x.fr', 'a.b@x.fr'],
    ['a.b&commat;x.fr', 'a.b@x.fr'],
    ['a.b\\@x.fr', 'a.b@x.fr'],
    ['a.b+AEA-x.fr', 'a.b@x.fr'],
    ['a.b [at] x.fr', 'a.b@x.fr'],
    ['a.b(at)x.fr', 'a.b@x.fr'],
    [`${escapeCharacter}[32ma.b@x.fr${escapeCharacter}[0m`, 'a.b@x.fr'],
    [`${escapeCharacter}[1;32ma.b@x.fr${escapeCharacter}[0m`, 'a.b@x.fr'],
    ['a.b AT x.fr', 'a.b@x.fr'],
    ['LOGIN AT X.FR', null],
    ['https://jean@x.fr/y', null],
    ['ftp://jean@x.fr:21/', null],
    ['https://jean:secret@x.fr/y', null],
    ['http://a.b@x.fr', 'a.b@x.fr'],
    ['https://y.fr:a.b@x.fr:secret', 'a.b@x.fr'],
    ['mail=a.b@x.fr', 'a.b@x.fr'],
    ['#a.b@x.fr', 'a.b@x.fr'],
    ['a.b arobase x.fr', 'a.b@x.fr'],
    ['a.b arobase x point fr', 'a.b@x.fr'],
    ['a.b<at>x.fr', 'a.b@x.fr'],
    ['a.b\\100x.fr', 'a.b@x.fr'],
    ['a.b=40x.fr', 'a.b@x.fr'],
    ['a.b\\u{40}x.fr', 'a.b@x.fr'],
    [Buffer.from('jean.b@x.fr').toString('base64'), 'jean.b@x.fr'],
    [Buffer.from('jeanne.roy.hélène@x.fr').toString('base64'), 'jeanne.roy.hélène@x.fr'],
    ['a.b\\\\100x.fr', 'a.b@x.fr'],
    [Buffer.from('jean.b@x.fr').toString('hex'), 'jean.b@x.fr'],
    ["d'alembert", null],
    ["o'neill@x.fr", "o'neill@x.fr"],
    ['h\\u00e9l\\u00e8ne@x.fr', 'hélène@x.fr'],
  ])('%s', async (cell, meant) => {
    const { email, remark, lost } = await cells(cell);
    const wanted = meant === null ? [] : [meant];
    expect({ email, remark, lost }).toEqual({ email: wanted, remark: wanted, lost: 0 });
    expect(scanned(`X;${cell};Y`)).toEqual(wanted);
  });

  // What stands before the name may be the notation's or the name's own: nobody is lost, whichever it is.
  it.each([
    ['\\na.b@x.fr', ['a.b@x.fr', 'na.b@x.fr']],
    ['jean%2Bb@x.fr', ['jean%2bb@x.fr', 'jean+b@x.fr']],
  ])('%s may be two', async (cell, both) => {
    const { email, remark, lost } = await cells(cell);
    expect({ email, remark, lost }).toEqual({ email: both, remark: both, lost: 0 });
  });

  it('a Windows account is one in a column of addresses, and may be two in a sentence', async () => {
    const { email, remark, lost } = await cells('DOMAINE\\nadine@x.fr');
    expect({ email, remark, lost }).toEqual({ email: ['nadine@x.fr'], remark: ['adine@x.fr', 'nadine@x.fr'], lost: 0 });
  });

  it('a stroke in an address is its own in a column of addresses', async () => {
    expect((await cells('a/b@x.fr')).email).toEqual(['a/b@x.fr']);
  });

  it("d'anne@x.fr is an address as a cell, and may be two in a sentence", async () => {
    const { email, remark, lost } = await cells("d'anne@x.fr");
    expect({ email, remark, lost }).toEqual({ email: ["d'anne@x.fr"], remark: ['anne@x.fr', "d'anne@x.fr"], lost: 0 });
  });
});

describe('writings of a NIR', () => {
  const writings = [
    '185057800608491',
    '1850578006084 91',
    '1 85 05 78 006 084 91',
    '1.85.05.78.006.084.91',
    '1-85-05-78-006-084-91',
    '1 85 05 78 006 084 / 91',
    '1 85 05 78 006 084/91',
    '1 85 05 78 006 084 (91)',
    '1 85 05 78 006 084 (clé 91)',
    '1 85 05 78 006 084 clé 91',
    '1 85 05 78 006 084 cle: 91',
    '1 85 05 78 006 084 clé : 91',
    '1 85 05 78 006 084, clé 91',
    '1 85 05 78 006 084 - 91',
    '1 85 05 78 006 084 – 91',
    '1850578006084-91',
    '1850578006084 (91)',
    '1850578006084 clé 91',
    '1850578006084 Clef 91',
    '1850578006084 key 91',
    'Matricule1850578006084 91',
    'Matricule185057800608491',
    'NIR:185057800608491',
    '1\u00a085\u00a005\u00a078\u00a0006\u00a0084\u00a091',
    '1\u202f85\u202f05\u202f78\u202f006\u202f084\u202f91',
    '1\u200985\u200905\u200978\u2009006\u2009084\u200991',
    '1850578006084\u202f91',
    '1 850578006084 91',
    '185 05 78 006 084 91',
    '185 057 800 608 491',
    '18505 7800608491',
    'A185057800608491',
    'l85O578OO6O8491',
    '1 85 O5 78 oo6 084 91',
    Buffer.from('185057800608491').toString('base64'),
  ];
  it.each(writings)('%s', async (writing) => {
    const line = `Dupont\tassuré ${writing} à rappeler\n`;
    const { found, members } = await readText(`nom\tcommentaire\n${line.repeat(3)}`, { wish: { separator: '\t' } });
    expect([...found.keys()]).toEqual(['1850578006084']);
    expect(members[0]?.account.lostTally()).toEqual({ nir: 0, email: 0 });
    expect(scanned(`X;assuré ${writing} à rappeler`, ';')).toEqual(['1850578006084']);
  });

  it.each([
    ['l85O578OO6O8491', '1850578006084'],
    ["b'185057800608491'", '1850578006084'],
    ["b'1850578006084'", '1850578006084'],
    ['1 85 05 78 006 084 / 91', '1850578006084'],
  ])('%s in a column of NIRs', async (writing, canonical) => {
    const { found } = await readText(`nom;nir\nDupont;${writing}\nDurand;${writing}\n`);
    expect([...found.keys()]).toEqual([canonical]);
  });

  it.each([
    ['with its zeroes', ['1;85;05;78;006;084;91', '2;84;05;88;321;025;32', '2;55;08;14;168;025;38']],
    ['without its zeroes', ['1;85;5;78;6;84;91', '2;84;5;88;321;25;32', '2;55;8;14;168;25;38']],
  ])('fills seven columns, %s', async (_name, rows) => {
    const wanted = ['1850578006084', '2840588321025', '2550814168025'];
    const table = (header: string) => `${header}${rows.map((row, i) => `${i};${row};p${i}@exemple.fr\n`).join('')}`;
    for (const header of ['id;sexe;annee;mois;dept;commune;ordre;cle;email\n', '']) {
      const { found, classes, members } = await readText(table(header));
      expect([...found.keys()].filter((one) => !one.includes('@'))).toEqual(wanted);
      expect(classes['p0@exemple.fr']?.sort()).toEqual(['email', 'nir']);
      expect(members[0]?.account.lostTally()).toEqual({ nir: 0, email: 0 });
    }
  });

  it.each([
    'FR761850578006084911234567',
    'a3185057800608491',
    '185057800608491ef',
    '185057800608490',
    '1850578006084;91',
  ])('%s is none', (writing) => {
    expect(scanned(`X;${writing};Y`, ';')).toEqual([]);
  });
});

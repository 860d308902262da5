/** Members of an archive that hold no table: nothing is left out without its name, and nobody in them is lost. */
import { describe, expect, it } from 'vitest';
import { lookAt } from '../../../src/leak/report.ts';
import { readText } from '../read-text.ts';
import { zipOf } from './zip-of.ts';

const table = 'nir;email\n255081416802538;personne0@exemple.fr\n284058832102532;personne1@exemple.fr\n';
const everyone = ['2550814168025', '2840588321025', 'personne0@exemple.fr', 'personne1@exemple.fr'];
const picture = Buffer.concat([
  Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
  Buffer.from(Array.from({ length: 600 }, (_, i) => (i * 7919 + (i >> 3) * 31) & 0xff)),
]);

async function read(files: Readonly<Record<string, string | Uint8Array>>) {
  const { found, refused, members } = await readText(zipOf(files), {}, 'leak.zip');
  const looks = members.map(lookAt);
  return {
    found: [...found.keys()].sort(),
    refused,
    shapes: Object.fromEntries(looks.map(({ name, shape }) => [name, shape])),
    lost: looks.flatMap(({ lost }) => Object.values(lost)).reduce((sum, { nir, email }) => sum + nir + email, 0),
    bad: looks.reduce((sum, { badRecords }) => sum + badRecords, 0),
  };
}

describe('an archive', () => {
  it('is read beside a note and a picture, which are named', async () => {
    const { found, refused, shapes, lost, bad } = await read({
      'LISEZMOI.txt': 'Bonjour, voici la base.\nRien ici.\n',
      'logo.png': picture,
      'a.csv': table,
    });
    expect({ found, refused, lost, bad }).toEqual({ found: everyone, refused: null, lost: 0, bad: 0 });
    expect(shapes).toEqual({ 'LISEZMOI.txt': 'note', 'logo.png': 'no-text', 'a.csv': 'table' });
  });

  it('is read with whoever stands in a note, and refused with whoever stands in a picture', async () => {
    const far = `${'Une ligne de la notice.\n'.repeat(5000)}Contact : autre@exemple.fr\n`;
    expect(await read({ 'notice.txt': far, 'a.csv': table })).toMatchObject({
      found: ['2550814168025', '2840588321025', 'autre@exemple.fr', 'personne0@exemple.fr', 'personne1@exemple.fr'],
      lost: 0,
    });
    const written = Buffer.concat([picture, Buffer.from(' photo de autre@exemple.fr '), picture]);
    expect(await read({ 'photo.png': written, 'a.csv': table })).toMatchObject({ found: everyone, lost: 1 });
  });

  it('tells the few addresses of a seller’s note from people, and reads whoever else stands in it', async () => {
    const note = 'Base complète\nContact : vendeur@exemple.to\nTelegram @vendeur\n';
    expect(await read({ 'README.txt': note, 'a.csv': table })).toMatchObject({ found: everyone, lost: 0 });
    expect(await read({ 'x/LISEZ-MOI.md': note, 'a.csv': table })).toMatchObject({ found: everyone, lost: 0 });
    const people = [0, 1, 2, 3].map((i) => `autre${i}@exemple.fr`);
    const more = await read({ 'README.txt': people.map((one) => `${one}:x\n`).join(''), 'a.csv': table });
    expect(more).toMatchObject({ found: [...people, ...everyone].sort(), lost: 0 });
    const named = await read({ 'README.txt': `${note}exemple : 295109912611193\n`, 'a.csv': table });
    expect(named).toMatchObject({
      found: ['2550814168025', '2840588321025', '2951099126111', ...everyone.slice(2), 'vendeur@exemple.to'].sort(),
      lost: 0,
    });
  });

  it.each([
    ['NULs', Buffer.concat([Buffer.alloc(1 << 20), Buffer.from(`\n${table}`)])],
    ['NULs on the line of the header', Buffer.concat([Buffer.alloc((1 << 20) + 77), Buffer.from(table)])],
    ['blank lines', `${'\n'.repeat((1 << 20) + 5)}${table}`],
    ['blanks', `${' '.repeat(1 << 20)}\n${table}`],
    ['a hundred blank lines', `${'\n'.repeat(100)}${table}`],
  ])('is read where a member begins with many %s', async (_name, bytes) => {
    const { found, refused, lost } = await read({ 'b.csv': bytes });
    expect({ found, refused, lost }).toEqual({ found: everyone, refused: null, lost: 0 });
  });

  it('counts lines from the first one, blank ones too', async () => {
    const { members } = await readText(`${'\n'.repeat(100)}${table}x;y\n`);
    expect(members[0]?.shape.headerLine).toBe(101);
    expect([...(members[0]?.badByReason.values() ?? [])].flatMap(({ lines }) => lines)).toEqual([104]);
  });

  it.each([
    ['a note alone', { 'LISEZMOI.txt': 'Rien ici.\n' }, 'input-no-identifier-column'],
    ['a picture alone', { 'logo.png': picture }, 'input-no-identifier-column'],
    ['nothing but blanks', { 'a.csv': '\n \n' }, 'input-empty'],
  ])('that holds %s is refused', async (_name, files, code) => {
    expect((await read(files)).refused).toBe(code);
  });
});

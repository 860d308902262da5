/** `look` never ends without a word where it finds nobody, nor takes memory that grows with what it reads. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { zipOf } from '../../leak/containers/zip-of.ts';
import { numbers, openWorkshop } from '../support/run-vigie.ts';

const shop = openWorkshop();
afterAll(() => shop.remove());

const look = async (name: string, content: string | Uint8Array) => {
  writeFileSync(join(shop.dir, name), content);
  const { code, stdout, stderr } = await shop.run(['look', name], { env: { VIGIE_LANG: 'en' } });
  return { code, said: stdout + stderr };
};
const picture = Buffer.from(Array.from({ length: 900 }, (_, i) => (i * 7919 + (i >> 3) * 31) & 0xff));

it('says so of a table, and of each member of an archive', async () => {
  expect((await look('villes.csv', 'ville;nom\nRennes;Durand\n')).said).toContain('nobody is found in it');
  const archive = await look(
    'leak.zip',
    zipOf({ 'LISEZMOI.txt': 'Rien ici.\n', 'logo.png': picture, 'a.csv': `nir\n${numbers(3).join('\n')}\n` }),
  );
  expect(archive.code).toBe(0);
  expect(archive.said.match(/nobody is found in it/g)).toHaveLength(1);
  expect(archive.said).toMatch(/logo\.png · zip\n.*\n.*\n.*\n {2}no text: nothing of it is read\n/);
});

it('tells how many of each kind were taken, those that the second reading does not see among them', async () => {
  const rows = Array.from(
    { length: 6 },
    (_, i) => `${1 + (i % 2)}${70 + i}0${1 + i}75120${201 + i};06412031${10 + i}\n`,
  );
  const { said } = await look('sans-cle.csv', `nir;tel\n${rows.join('')}`);
  expect(said).toContain('NIR: 6 taken; the second reading saw 0: 0 taken, 0 explained, 0 lost');
  expect(said).toContain('phone: 6 taken');
});

it('refuses what holds nothing to look at', async () => {
  expect((await look('vide.txt', '')).code).toBe(2);
  expect((await look('logo.png', picture)).code).toBe(2);
});

it('takes no more memory for a file of many rows than a build may for reading', async () => {
  const rows = Array.from(
    { length: 150_000 },
    (_, i) => `${i};DURAND;2840588321025${i % 10};p${i}@exemple.fr;Rennes\n`,
  );
  writeFileSync(join(shop.dir, 'many.csv'), `id;nom;numero;email;ville\n${rows.join('')}`);
  const measure = `process.on('exit', () => process.stderr.write('peak ' + process.resourceUsage().maxRSS + '\\n'))`;
  const node = ['--import', `data:text/javascript,${encodeURIComponent(measure)}`];
  const { code, stderr } = await shop.run(['look', 'many.csv'], { node, cost: 'real' });
  expect(code).toBe(0);
  expect(Number(/peak (\d+)/.exec(stderr)?.[1])).toBeLessThan(200 * 1024);
});

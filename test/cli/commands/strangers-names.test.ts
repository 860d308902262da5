/** File names and headers are written by strangers: no report of the command line lets them write lines of their own. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { numbers, openWorkshop } from '../support/run-vigie.ts';

const shop = openWorkshop();
afterAll(() => shop.remove());

const trick = 'faux\u001b[2K\r\n\u202eEmpreinte 0000';
const misleading = /(?!\n)\p{Cc}|[\u2028\u2029\u202a-\u202e\u2066-\u2069]|^Empreinte/mu;

it.skipIf(process.platform === 'win32').each(['fr', 'en'])('look says them as they are, in %s', async (VIGIE_LANG) => {
  shop.write(`${trick}.csv`, `nir;"a\u001b[31m\u202eb"\n${numbers(5).join(';x\n')};x\n`);
  const ran = await shop.run(['look', `${trick}.csv`], { env: { VIGIE_LANG } });
  expect(ran.code).toBe(0);
  expect(ran.stdout + ran.stderr).not.toMatch(misleading);
  expect(ran.stdout + ran.stderr).toContain('faux\\u{1b}[2K\\u{d}\\u{a}\\u{202e}Empreinte 0000.csv');
});

it.skipIf(process.platform === 'win32')(
  'JSON writes them in its own escapes, and they are read back as they were',
  async () => {
    shop.write(`${trick}.csv`, `nir;"a\u001b[31m\u202eb\u0085"\n${numbers(5).join(';x\n')};x\n`);
    const { code, stdout } = await shop.run(['look', `${trick}.csv`, '--json']);
    expect(code).toBe(0);
    expect(stdout.trimEnd()).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
    expect(JSON.parse(stdout).files[0].path).toContain('\u202eEmpreinte');
  },
);

it('a guide that a stranger edited does not write on the terminal either, nor does a trace', async () => {
  const dir = shop.path('guide');
  cpSync(fileURLToPath(new URL('../../../resources/guide', import.meta.url)), dir, { recursive: true });
  const contacts = join(dir, 'contacts.json');
  const read = JSON.parse(readFileSync(contacts, 'utf8'));
  // A straight apostrophe: the finding says how the text should be set, and so repeats it.
  read.contacts[0].name.fr = `l'${trick}`;
  writeFileSync(contacts, JSON.stringify(read));
  for (const more of [[], ['--json']]) {
    const { stdout, stderr } = await shop.run(['guide', 'check', '--dir', dir, ...more]);
    expect(stdout).toContain('Empreinte');
    expect(stdout + stderr).not.toMatch(misleading);
  }
  const absent = await shop.run(['look', `${trick}.absent`, '--debug']);
  expect(absent.stderr).toContain('Empreinte');
  expect(absent.stderr).not.toMatch(misleading);
});

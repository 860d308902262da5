/** File names and headers are written by strangers: no report of the command line lets them write lines of their own. */
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

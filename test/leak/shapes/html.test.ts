import { describe, expect, it } from 'vitest';
import { html } from '../../../src/leak/shapes/html.ts';
import { readText } from '../read-text.ts';
import { expectSameWhereverCut } from '../records-of.ts';

const nirs = ['255081416802538', '284058832102532', '284052A32102552', '295109912611193'];
const emails = nirs.map((_nir, i) => `personne${i}@exemple.fr`);
const everyone = [...nirs.map((nir) => nir.slice(0, 13)), ...emails].sort();
const of = (write: (nir: string, email: string, i: number) => string, glue = '\n') =>
  nirs.map((nir, i) => write(nir, emails[i] ?? '', i)).join(glue);

const writings: [name: string, text: string][] = [
  [
    'a table',
    `<table><tr><th>NIR</th><th>Email</th></tr>\n${of((nir, email) => `<tr><td>${nir}</td><td>${email}</td></tr>`)}\n</table>`,
  ],
  [
    'a page, cells not closed',
    `<!DOCTYPE html><html><head><title>x</title></head><body><TABLE border=1><TR><TD>NIR<TD>Nom<TD>Email\n${of((nir, email) => `<TR><TD>${nir}<TD>L&eacute;a<TD>${email}`)}</TABLE></body></html>`,
  ],
  [
    'links',
    `<table><thead><tr><th colspan="2">NIR</th><th>Contact</th></tr></thead><tbody>${of((nir, email) => `<tr><td colspan=2><b>${nir}</b></td><td><a href="mailto:${email}">écrire</a></td></tr>`)}</tbody></table>`,
  ],
  [
    'a table in a cell',
    `<html><table><tr><td>titre<table><tr><th>nir</th><th>email</th></tr>${of((nir, email) => `<tr><td>${nir}</td><td>${email}</td></tr>`)}</table></td></tr></table></html>`,
  ],
  ['a list', `<html><body><ul>${of((nir, email) => `<li>${nir}, ${email}</li>`)}</ul></body></html>`],
  ['without a header', `<table>${of((nir, email) => `<tr>\n  <td>${nir}</td>\n  <td>${email}</td>\n</tr>`)}</table>`],
];

describe('people in HTML', () => {
  it.each(writings)('%s', async (_name, text) => {
    const { found, refused, shape, members } = await readText(text);
    expect(refused).toBeNull();
    expect(shape).toBe('html');
    expect([...found.keys()].sort()).toEqual(everyone);
    expect(members[0]?.account.lostTally()).toEqual({ nir: 0, email: 0 });
  });

  it.each(writings)('%s: the same records wherever the text is cut', (_name, text) => {
    expectSameWhereverCut(html, text, 3);
  });

  it('gives people of one row of a table the classes of that row alone', async () => {
    const text = `<table><tr><th>email</th><th>iban</th></tr><tr><td>${emails[0]}</td><td>FR7630006000011234567890189</td></tr><tr><td>${emails[1]}</td><td></td></tr></table><table><tr><th>email</th><th>telephone</th></tr><tr><td>${emails[2]}</td><td>0601020304</td></tr></table>`;
    const { classes } = await readText(text);
    expect(classes[emails[0] ?? '']).toEqual(['email', 'iban']);
    expect(classes[emails[1] ?? '']).toEqual(['email']);
    expect(classes[emails[2] ?? '']).toEqual(['email', 'phone']);
  });
});

/** The same people in many hands' writings: whoever is in a file is found, whatever its words, separators and cells. */
import { describe, expect, it } from 'vitest';
import { lookAt } from '../../src/leak/report.ts';
import { canonicalOf } from './read-sold.ts';
import { readText } from './read-text.ts';

interface Person {
  readonly id: number;
  readonly short: string;
  readonly key: string;
  readonly nir: string;
  readonly mail: string;
}

const people: Person[] = Array.from({ length: 14 }, (_, i) => {
  const short = `${1 + (i % 2)}${61 + i}${String(1 + (i % 12)).padStart(2, '0')}35${String(120 + 17 * i).padStart(3, '0')}${String(31 + 53 * i).padStart(3, '0')}`;
  const key = String(97 - Number(BigInt(short) % 97n)).padStart(2, '0');
  return { id: 700 + i, short, key, nir: short + key, mail: `noemie.thery${i}@laposte-essai.fr` };
});

type Row = (person: Person, index: number) => string;
const lines = (row: Row, head = '') => head + people.map(row).join('\n').concat('\n');
const grouped = (text: string, blank: string) => text.replace(/\B(?=(?:\d{3})+$)/g, blank);
const spoken = (text: string, blank: string) =>
  [0, 1, 3, 5, 7, 10, 13].map((from, i, all) => text.slice(from, all[i + 1] ?? 15)).join(blank);

/** @returns those who are in the text and were not found, and why a build would stop */
async function missingFrom(text: string) {
  const { found, members, refused } = await readText(text, {}, 'leak.txt');
  const wanted = people.flatMap(({ nir, mail }) => [nir, mail]);
  const undecided = members
    .flatMap((member) => lookAt(member).tables.flatMap(({ columns }) => columns))
    .filter(({ stops }) => stops);
  const lost = members.reduce((sum, { account }) => sum + account.lostTally().nir + account.lostTally().email, 0);
  return { refused, missing: wanted.filter((one) => !found.has(canonicalOf(one))), undecided: undecided.length, lost };
}
const nobody = { refused: null, missing: [], undecided: 0, lost: 0 };

describe('a table', () => {
  const separators = [
    '\u0001',
    '\u001f',
    '^',
    '~',
    '§',
    '::',
    '\t',
    '|',
    '#',
    '|||',
    '/',
    '!',
    ';;',
    '\t\t',
    ', ',
    ' | ',
  ];
  it.each(separators)('parted by %j, with a header and without', async (separator) => {
    const row: Row = ({ id, nir, mail }) => [id, 'THERY', nir, mail].join(separator);
    const head = ['ref_interne', 'nom_usage', 'n_secu', 'courriel_perso'].join(separator);
    expect(await missingFrom(lines(row, `${head}\n`))).toEqual(nobody);
    expect(await missingFrom(lines(row))).toEqual(nobody);
  });

  it.each<[string, string]>([
    ["R's, unquoted, one word short", lines(({ nir, mail }, i) => `${i + 1} X${i} ${nir} ${mail}`, 'nom nir mail\n')],
    ["R's, quoted", lines(({ nir, mail }, i) => `"${i + 1}" "LE GOFF" "${nir}" "${mail}"`, '"nom" "nir" "mail"\n')],
    ['words of R in every column', lines(({ nir, mail }) => `THERY ${nir} ${mail}`, 'nom nir mail\n')],
  ])('parted by blanks: %s', async (_what, text) => {
    expect(await missingFrom(text)).toEqual(nobody);
  });
});

describe('cells under words that nobody knows', () => {
  const writings: [string, Row][] = [
    ['thousands parted by blanks', ({ nir, mail }) => `${grouped(nir, ' ')};${mail}`],
    ['thousands parted by dots', ({ nir, mail }) => `${grouped(nir, '.')};${mail}`],
    ['decimals', ({ nir, mail }) => `${nir}.0;${mail}`],
    ['no-break spaces', ({ nir, mail }) => `${spoken(nir, '\u00a0')};${mail}`],
    ['a stroke before the key', ({ short, key, mail }) => `${short}/${key};${mail}`],
    ['a formula', ({ nir, mail }) => `="${nir}";="${mail}"`],
    ['an apostrophe', ({ nir, mail }) => `'${nir};'${mail}`],
    ['a name around the address', ({ nir, mail }) => `${nir};Noémie THERY <${mail}>`],
    ['a second address', ({ nir, mail, id }) => `${nir};${mail} / autre${id}@essai.fr`],
    ['a comma behind the address', ({ nir, mail }) => `${nir};${mail},`],
    ['mailto', ({ nir, mail }) => `${nir};mailto:${mail}`],
    ['words before both', ({ nir, mail }) => `NIR:${nir};mel=${mail}`],
    ['a full-width sign', ({ nir, mail }) => `${nir};${mail.replace('@', '＠')}`],
    ['a character without a width', ({ nir, mail }) => `${nir};${mail.replace('@', '@\u200b')}`],
  ];
  it.each(writings)('%s', async (_what, row) => {
    expect(await missingFrom(lines(row, 'num;contact\n'))).toEqual(nobody);
    expect(await missingFrom(lines(row, 'matricule_ss;adresse_mel\n'))).toEqual(nobody);
  });
});

describe('a list', () => {
  const hashes: [string, string][] = [
    ['a hash', '5f4dcc3b5aa765d61d8327deb882cf99'],
    ['a hash and its salt', 'a94a8fe5ccb19ba61c4c0873d391e987982fbbd3:xK9'],
    ['a salt and its hash', 'xK9:a94a8fe5ccb19ba61c4c0873d391e987982fbbd3'],
    ['bcrypt', '$2y$10$abcdefghijklmnopqrstuvABCDEFGHIJKLMNOPQRSTUV0123456789abc'],
  ];
  it.each(hashes)('with %s tells of no leaked password', async (_what, secret) => {
    const { classes } = await readText(lines(({ mail }) => `${mail}:${secret}`));
    expect(people.map(({ mail }) => classes[mail])).toEqual(people.map(() => ['email']));
  });

  it('with a password does', async () => {
    const { classes } = await readText(lines(({ mail, id }) => `${mail}:Soleil${id}`));
    expect(classes[people[0]?.mail ?? '']?.toSorted()).toEqual(['ameli-login', 'email']);
  });

  it.each([':', ';', '|', '\t', ' ', ',', ' - '])(
    'of both identifiers, parted by %j, in either order',
    async (separator) => {
      expect(await missingFrom(lines(({ nir, mail }) => [nir, mail].join(separator)))).toEqual(nobody);
      expect(await missingFrom(lines(({ nir, mail }, i) => [mail, nir, `Ab${i}!`].join(separator)))).toEqual(nobody);
    },
  );
});

describe('what no other shape explains', () => {
  it.each<[string, string]>([
    ['a log', lines(({ mail, nir }) => `2023-04-05T10:00:00 INFO login user=${mail} nir=${nir} ip=10.0.0.1`)],
    ['YAML', lines(({ mail, nir }) => `- nir: "${nir}"\n  mail: ${mail}`)],
    ['sections', lines(({ mail, nir, id }) => `[user${id}]\nnir=${nir}\nemail=${mail}\n`)],
    ["Python's", lines(({ mail, nir }) => `{'nir': '${nir}', 'mail': '${mail}', 'ok': True}`)],
    ["PHP's", lines(({ mail, nir }, i) => `    [${i}] => Array\n(\n [nir] => ${nir}\n [mail] => ${mail}\n)`)],
    ['a form', lines(({ mail, nir }) => `nir=${nir}&email=${encodeURIComponent(mail)}&pw=a`)],
    ['letters', lines(({ mail, nir }) => `De : <${mail}>\n\nMon numéro est le ${spoken(nir, ' ')}.\n`)],
  ])('%s', async (_what, text) => {
    expect(await missingFrom(text)).toEqual(nobody);
  });
});

/**
 * Leak files of the kinds that were once read wrongly: identifiers in odd writings, in odd places, beside odd signs. As `leak-maker.ts`, it shares
 * nothing with the reader but the identifiers' canonical forms.
 */
import fc from 'fast-check';
import { type MadeLeak, type Person, personOf } from './leak-maker.ts';

type Nir = Person['nir'];
const groupsOf = ({ bare }: Nir) => bare.replace(/^(.)(..)(..)(..)(...)(...)$/, '$1 $2 $3 $4 $5 $6').split(' ');
const within = (what: string) => (text: string) => text.slice(0, 5) + what + text.slice(5);

const nirWritings: Readonly<Record<string, (nir: Nir) => string>> = {
  keyed: ({ bare, key }) => bare + key,
  bare: ({ bare }) => bare,
  'with a word': ({ bare, key }) => `${bare} clé ${key}`,
  'with a stroke': ({ bare, key }) => `${bare}/${key}`,
  'in brackets': ({ bare, key }) => `${bare} (${key})`,
  grouped: (nir) => `${groupsOf(nir).join(' ')} ${nir.key}`,
  'grouped, bare': (nir) => groupsOf(nir).join('\u00a0'),
  unseen: ({ bare, key }) => within('\u200b')(bare + key),
  'unseen, bare': ({ bare }) => within('\u00ad')(bare),
  apostrophe: ({ bare, key }) => `'${bare}${key}`,
  decimal: ({ bare }) => `${bare}.0`,
  named: ({ bare }) => `NIR:${bare}`,
};

const sign = (what: string) => (email: string) => email.replace('@', what);
const emailWritings: Readonly<Record<string, (email: string) => string>> = {
  plain: (email) => email,
  ...Object.fromEntries(
    [
      ' @ ',
      '(at)',
      ' [at] ',
      '{at}',
      ' AT ',
      ' arobase ',
      '%40',
      '&#64;',
      '&commat;',
      '\\u0040',
      '＠',
      '=40',
      '\\@',
    ].map((what) => [what, sign(what)]),
  ),
  unseen: within('\u200d'),
  'unseen sign': sign('\u00ad@'),
  angle: (email) => `<${email}>`,
  mailto: (email) => `mailto:${email}`,
  named: (email) => `Jean Roux <${email}>`,
};

const separators = [
  ...[':', ';', '|', '\t', ',', ' ', '!', '#', '*', '=', '~', '^', '/', '•', '§'],
  ...['::', '||', '=>', ' => ', '->', ' - ', '--', ' | ', '; '],
];

/** What one person is written as. */
interface Written {
  readonly nir: string;
  readonly email: string;
  readonly person: Person;
  readonly index: number;
  readonly separator: string;
  /** One file's choice among several layouts of a shape. */
  readonly layout: number;
}
type Make = (all: readonly Written[]) => string;

const lines =
  (...layouts: readonly ((one: Written) => string)[]): Make =>
  (all) =>
    all.map((one) => layouts[one.layout % layouts.length]?.(one) ?? '').join('\n');

const shapes: Readonly<Record<string, Make>> = {
  list: lines(
    ({ nir, email, separator }) => nir + separator + email,
    ({ nir, email, separator }) => email + separator + nir,
    ({ nir, email, separator }) => `${email}${separator}${nir}${separator}soleil`,
    ({ nir, email, separator, index }) => `${index % 2 ? nir : email}${separator}azerty${index}`,
  ),
  brackets: lines(
    ({ nir, email }) => `${email}(44)${nir}`,
    ({ nir, email }) => `[${nir}] ${email}`,
    ({ nir, email }) => `${email} {${nir}}`,
    ({ nir, email }) => `${nir}(${email})`,
  ),
  chat: lines(
    ({ nir, email, index }) => `[10:${10 + index}] Jean: mail ${email}\n[10:${10 + index}] Jean: numero ${nir}`,
    ({ nir, email, person }) => `${person.name}#1234 — 12/03/2023 10:01\nvoila ${email} ${nir}`,
    ({ nir, email }) => `<jean> ${email} et ${nir}`,
    ({ nir, email, person }) => `${person.name}, [12 mars 2023 à 10:31]\n${email}\n${nir}`,
  ),
  sentence: lines(
    ({ nir, email }) => `Jean (${email}), n° de sécurité sociale : ${nir}, a appelé.`,
    ({ nir, email }) => `- ${email} ; secu=${nir}`,
    ({ nir, email, index }) => `INFO ts=${1_700_100_000_000 + index * 9.7e8} nir=${nir} mail=${email} ok`,
    ({ nir, email, index }) => `GET /c?mail=${email}&nir=${nir}&t=${1_650_000_000_000 + index * 9.7e8} 200`,
  ),
  structure: lines(
    ({ nir, email }) => `{'nir': '${nir}', 'email': u'${email}', 'n': None}`,
    ({ nir, email, index }) => `- id: ${index}\n  numero: "${nir}"\n  email: ${email}`,
    ({ nir, email, index }) => `[user${index}]\nnir=${nir}\nmail = ${email}`,
    ({ nir, email }) => `User(ref=${nir}, email=${email})`,
  ),
  page: (all) => `<html><body>\n${pageOf(all)}\n</body></html>`,
  keyed: (all) => {
    const [first] = all;
    const keyOf = ({ index, person }: Written) =>
      [`k${index}`, `${person.name}${index}`, String(4000 + index), `-Mx${index}abcdefghijklmno`][
        (first?.index ?? 0) + ((first?.layout ?? 0) % 4)
      ] ?? `k${index}`;
    const values = all.map((one) => [keyOf(one), one.index % 2 ? one.nir : one.email] as const);
    return (first?.layout ?? 0) % 2 === 0
      ? JSON.stringify(Object.fromEntries(values))
      : values.map(([key, value]) => JSON.stringify({ [key]: value })).join('\n');
  },
  'by address': (all) =>
    (all[0]?.layout ?? 0) % 2 === 0
      ? JSON.stringify({ users: Object.fromEntries(all.map(({ email, nir }) => [email, nir])) })
      : all.map(({ email, nir }) => JSON.stringify({ [email]: nir })).join('\n'),
  entities: (all) => {
    const cells = ({ nir, email, index }: Written) => [
      index % 2 ? 'L&eacute;o' : 'Durand',
      index % 3 ? 'soleil' : 'soleil&nbsp',
      nir,
      email,
      'x',
    ];
    return ['nom;mdp;nir;mail;note', ...all.map((one) => cells(one).join(';'))].join('\n');
  },
  cut: (all) => {
    const isKeyed = (all[0]?.layout ?? 0) % 2 === 0;
    const rows = all.map(({ person, email }) =>
      [...groupsOf(person.nir), ...(isKeyed ? [person.nir.key] : []), email, 'Durand'].join(';'),
    );
    const header = ['sexe', 'annee', 'mois', 'dept', 'com', 'ordre', ...(isKeyed ? ['cle'] : []), 'mail', 'nom'];
    return ((all[0]?.layout ?? 0) < 2 ? [header.join(';'), ...rows] : rows).join('\n');
  },
  'key apart': (all) =>
    ['nir|cle|mail', ...all.map(({ person, email }) => `${person.nir.bare}|${person.nir.key}|${email}`)].join('\n'),
  'two rows on a line': (all) => {
    const rows = all.map(({ nir, email, index }) => `${nir};${index};${email}`);
    return ['nir;id;mail', ...rows.slice(0, 2), `${rows[2]}  ${rows[3]}`, ...rows.slice(4)].join('\n');
  },
  urls: lines(
    ({ nir, email, index, separator }) =>
      `https://assure.exemple.fr/x${separator}${index % 3 ? email : nir}${separator}pw`,
    ({ nir, email, index }) => `URL: https://assure.exemple.fr/\nLogin: ${index % 3 ? email : nir}\nPass: pw${index}\n`,
  ),
};

function pageOf(all: readonly Written[]): string {
  const text = (written: string) => written.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return lines(
    ({ nir, email }) => `<p>NIR&nbsp;: ${nir}<br>Mail : ${text(email)}</p>`,
    ({ nir, email }) => `<li>${text(email)} &mdash; ${nir}</li>`,
    ({ nir, email }) => `<div><span>${nir}</span><span>${text(email)}</span></div>`,
  )(all);
}

const oddArbitrary = fc.record({
  shape: fc.constantFrom(...Object.keys(shapes)),
  nir: fc.constantFrom(...Object.keys(nirWritings), 'keyed', 'bare', 'bare'),
  email: fc.constantFrom(...Object.keys(emailWritings), 'plain', 'plain', 'plain', 'plain'),
  separator: fc.constantFrom(...separators),
  layout: fc.nat({ max: 3 }),
  encoding: fc.constantFrom('utf8', 'utf8', 'utf16le'),
  seeds: fc.uniqueArray(fc.integer({ min: 1, max: 900_000 }), { minLength: 6, maxLength: 24 }),
});

/** @returns files in which everybody stands, however it is written; an analyst may have to decide what is in any of them */
export function oddLeakArbitrary(): fc.Arbitrary<MadeLeak> {
  return oddArbitrary.map((made) => {
    const people = made.seeds.map(personOf);
    const all = people.map((person, index): Written => {
      const nir = nirWritings[made.nir]?.(person.nir) ?? '';
      const email = emailWritings[made.email]?.(person.email) ?? '';
      return { nir, email, person, index, separator: made.separator, layout: made.layout };
    });
    const text = `${shapes[made.shape]?.(all) ?? ''}\n`;
    const isEach = /^(?:keyed|urls)$/.test(made.shape) || (made.shape === 'list' && made.layout === 3);
    return {
      bytes: Buffer.from(text, made.encoding === 'utf16le' ? 'utf16le' : 'utf8'),
      people: people.map(({ nir, email }, i) => ({
        nir: isEach && !text.includes(all[i]?.nir ?? '') ? null : nir.bare,
        email: isEach && !text.includes(all[i]?.email ?? '') ? null : email,
        line: null,
      })),
      mayStop: true,
      what: JSON.stringify({ ...made, seeds: made.seeds.length }),
    };
  });
}

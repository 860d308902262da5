/**
 * Leak files made at random, with every identifier that went in: dialects, quoting habits, encodings, stray characters, shapes and
 * damage. It writes files as careless programs do, and shares nothing with the reader but the identifiers' canonical forms.
 */
import fc from 'fast-check';

export interface MadeLeak {
  readonly bytes: Buffer;
  /**
   * Identifiers as a caller would give them, 13 characters or an address, null for one that is not in it; and the line that each stands on, null
   * where it may be any, and where all that are given are in it however they are written.
   */
  readonly people: readonly {
    readonly nir: string | null;
    readonly email: string | null;
    readonly line: number | null;
  }[];
  /** Nothing but the analyst can tell what some column of it holds. */
  readonly mayStop: boolean;
  readonly what: string;
}

/** 13 characters and their key, by the INSEE's rule. */
export function nirOf(seed: number): { bare: string; key: string } {
  const sex = 1 + (seed % 2);
  const year = String((seed * 7) % 100).padStart(2, '0');
  const month = String(1 + ((seed * 5) % 12)).padStart(2, '0');
  const corsican = seed % 41 === 0;
  const department = corsican
    ? seed % 2 === 0
      ? '2A'
      : '2B'
    : String(1 + ((seed * 3) % 95))
        .padStart(2, '0')
        .replace('20', '21');
  const commune = String(1 + ((seed * 11) % 900)).padStart(3, '0');
  const order = String(1 + (seed % 999)).padStart(3, '0');
  const bare = `${sex}${year}${month}${department}${commune}${order}`;
  const number = BigInt(bare.replace('2A', '19').replace('2B', '18'));
  return { bare, key: String(97n - (number % 97n)).padStart(2, '0') };
}

const names = ['Durand', 'Lefèvre', 'Châtel', "L'Hermine", 'De La Tour', 'Müller', 'NGuyen', 'Besançon'];
const secrets = [
  'soleil',
  'p@ss',
  '"hunter',
  'zut"',
  "l'été",
  'a;b',
  'x:y',
  'tab\there',
  '12"34',
  "''",
  'Azerty12!',
  ';;',
  '""',
  'é€',
];

const nirHeaders = ['NIR', 'num_secu', 'N° Sécurité Sociale', 'NIR13', 'nir_assure', 'Numéro INSEE', 'matricule ins'];
/** Of columns that hold something else, or may: a NIR under one of them is somebody's all the same. */
const otherHeaders = [
  ...[
    'N° compte',
    'N° carte',
    'Mutuelle',
    'CMU',
    'Téléphone',
    'nb',
    'ticket type',
    'created_at',
    'Matricule',
    'ref',
    'Ville',
  ],
  ...[
    'code commune INSEE',
    'numero maladie',
    'Identifiant',
    'Password',
    'Date de naissance',
    'passeport',
    'url',
    'jeton',
  ],
];
const emailHeaders = ['Email', 'E-mail', 'courriel', 'MAIL1', 'adresse_mail', 'user_email'];

export interface Person {
  readonly nir: { bare: string; key: string };
  readonly email: string;
  readonly name: string;
  readonly secret: string;
}

export function personOf(seed: number): Person {
  return {
    nir: nirOf(seed),
    email: `${seed % 3 === 0 ? 'Jean.Paul' : 'p'}${seed}${seed % 7 === 0 ? '+ameli' : ''}@exemple-${'abcdef'[seed % 6]}.fr`,
    name: names[seed % names.length] ?? '',
    secret: secrets[(seed * 13) % secrets.length] ?? '',
  };
}

type Writing = (nir: { bare: string; key: string }) => string;
const nirWritings: readonly Writing[] = [
  ({ bare, key }) => bare + key,
  ({ bare, key }) =>
    [
      bare.slice(0, 1),
      bare.slice(1, 3),
      bare.slice(3, 5),
      bare.slice(5, 7),
      bare.slice(7, 10),
      bare.slice(10),
      key,
    ].join(' '),
  ({ bare, key }) => `'${bare}${key}`,
  ({ bare, key }) => `${bare} ${key}`,
  ({ bare, key }) => `${bare}${key}`.toLowerCase(),
  // Without a key.
  ({ bare }) => bare,
  ({ bare }) => `${bare}.0`,
  ({ bare }) => bare.replace(/^(.)(..)(..)(..)(...)(...)$/, '$1 $2 $3 $4 $5 $6'),
];
const keyedWritings = 5;

/** URLs of logins, as browsers keep them. */
const urls = [
  'https://assure.exemple.fr/login',
  'https://assure.exemple.fr:443/login;jsessionid=A1B2',
  'https://connexion.exemple.fr/cas?service=https://assure.exemple.fr:443/x',
  'assure.exemple.fr/login',
];

const tableArbitrary = fc.record({
  shape: fc.constantFrom(
    ...['table', 'table', 'table', 'headless', 'list', 'reversed list', 'json', 'urls', 'urls', 'urls'],
    ...['late', 'keys', 'log', 'sql', 'copy', 'chance', 'above', 'xml'],
  ),
  url: fc.constantFrom(...urls),
  separator: fc.constantFrom(';', ',', '\t', '|', '~', '^', '\u0001', '§', '::'),
  quoting: fc.constantFrom('none', 'none', 'all', 'needed'),
  newline: fc.constantFrom('\n', '\r\n', '\r'),
  encoding: fc.constantFrom('utf8', 'utf8', 'latin1', 'utf16le', 'bom'),
  writing: fc.nat({ max: nirWritings.length - 1 }),
  nirHeader: fc.constantFrom(...nirHeaders, ...nirHeaders, ...otherHeaders),
  emailHeader: fc.constantFrom(...emailHeaders),
  order: fc.nat({ max: 23 }),
  banner: fc.constantFrom('', '', 'LEAKED BY X\n\n', '=====\n base complete 50M\n=====\n'),
  seeds: fc.uniqueArray(fc.integer({ min: 1, max: 900_000 }), { minLength: 6, maxLength: 40 }),
  /** Rows after which something is damaged. */
  repeatHeader: fc.boolean(),
  blankLines: fc.boolean(),
  lastLineEnd: fc.boolean(),
});

/** @returns files of every shape, with what went in */
export function leakArbitrary(): fc.Arbitrary<MadeLeak> {
  return tableArbitrary.map((made) => {
    const people = made.seeds.map(personOf);
    const write = nirWritings[made.writing] ?? nirWritings[0];
    const lines = linesOf(made, people, write as Writing);
    let text = lines.join('\n') + (made.lastLineEnd ? '\n' : '');
    text = text.replaceAll('\n', made.newline);
    const keyless = made.writing >= keyedWritings;
    return {
      bytes: encode(text, made.encoding),
      people: people.map(({ nir, email }) => ({
        nir: nir.bare,
        email,
        line:
          1 +
          lines.findIndex(
            (line) => line.includes(email) || line.includes(nir.bare) || line.includes(write?.(nir) ?? ''),
          ),
      })),
      mayStop: keyless || otherHeaders.includes(made.nirHeader) || made.shape === 'chance',
      what: JSON.stringify({ ...made, seeds: made.seeds.length }),
    };
  });
}

type Made = typeof tableArbitrary extends fc.Arbitrary<infer Value> ? Value : never;

function linesOf(made: Made, people: readonly Person[], write: Writing): string[] {
  switch (made.shape) {
    case 'json':
      return people.map(({ nir, email, name, secret }) =>
        JSON.stringify({ [made.nirHeader]: write(nir), nom: name, [made.emailHeader]: email, mdp: secret }),
      );
    case 'list':
      return people.map(({ nir, email, secret }, i) =>
        i % 2 === 0 ? `${email}:${secret}` : `${nir.bare}${made.writing >= keyedWritings ? '' : nir.key}:${secret}`,
      );
    case 'reversed list':
      return people.map(({ email }) => `secret:${email}`);
    case 'urls':
      return people.map(({ nir, email, secret }, i) => {
        const login = made.writing % 2 === 0 ? email : i % 2 === 0 ? nir.bare : nir.bare + nir.key;
        return `${made.url}:${login}:${secret.replace(/\s/g, '')}`;
      });
    case 'keys':
      return people.map(({ nir, email, name }) => `id=7 nom=${name} login=${write(nir)} mail=${email} ok`);
    case 'log':
      return people.map(
        ({ nir, email }, i) => `INFO ts=${1_700_000_000_000 + i * 977} user="${write(nir)}" from ${email}`,
      );
    case 'sql':
      return people.map(
        ({ nir, email }) =>
          `INSERT INTO t (\`${made.nirHeader}\`, email) VALUES ('${write(nir).replaceAll("'", "''")}', '${email}');`,
      );
    case 'copy':
      return [
        `COPY t ("${made.nirHeader}", email) FROM stdin;`,
        ...people.map(({ nir, email }) => `${write(nir)}\t${email}`),
        '\\.',
      ];
    case 'xml':
      return [
        '<personnes>',
        ...people.map(
          ({ nir, email, name }) => `<p><nom>${name}</nom><compte>${write(nir)}</compte><m>${email}</m></p>`,
        ),
        '</personnes>',
      ];
    case 'late': {
      // More than the megabyte by which columns are decided.
      const filler = Array.from({ length: 45_000 }, (_, i) => `${i};${i % 2 ? '' : 'x'};f${i}@exemple.org`);
      return [`id;${made.nirHeader};mail`, ...filler, ...people.map(({ nir, email }) => `1;${write(nir)};${email}`)];
    }
    case 'chance': {
      const numbers = Array.from(
        { length: 120 },
        (_, i) => `${100_000_000_000_000 + i * 7_310_917_003 + made.order};X`,
      );
      return ['compte;nom', ...numbers, ...people.map(({ email }) => `${email};X`)];
    }
    case 'above': {
      const half = people.length >> 1;
      const above = people.slice(0, half).map(({ nir, email }, i) => (i % 2 ? email : nir.bare + nir.key));
      return [...above, ...tableLines({ ...made, banner: '', repeatHeader: false }, people.slice(half), write)];
    }
    default:
      return tableLines(made, people, write);
  }
}

function tableLines(made: Made, people: readonly Person[], write: Writing): string[] {
  const columns = permuted(['nir', 'email', 'name', 'secret'] as const, made.order);
  const headers = { nir: made.nirHeader, email: made.emailHeader, name: 'Nom', secret: 'Mot de passe' };
  const cellOf = (person: Person) => ({
    nir: write(person.nir),
    email: person.email,
    name: person.name,
    secret: person.secret,
  });
  const row = (cells: readonly string[]) => cells.map((cell) => quoted(cell, made)).join(made.separator);
  const header = made.shape === 'headless' ? null : row(columns.map((column) => headers[column]));
  const lines = people.map((person) => row(columns.map((column) => cellOf(person)[column])));
  if (header !== null && made.repeatHeader) lines.splice(lines.length >> 1, 0, header);
  if (made.blankLines) lines.splice(2, 0, '');
  const banner = header === null || made.banner === '' ? [] : made.banner.split('\n').slice(0, -1);
  return header === null ? lines : [...banner, header, ...lines];
}

function quoted(cell: string, { quoting, separator }: Made): string {
  const needs = cell.includes(separator) || cell.includes('"');
  if (quoting === 'all' || (quoting === 'needed' && needs)) return `"${cell.replaceAll('"', '""')}"`;
  return cell;
}

function permuted<T>(values: readonly T[], order: number): T[] {
  const left = [...values];
  const out: T[] = [];
  let rest = order;
  while (left.length > 0) {
    out.push(...left.splice(rest % left.length, 1));
    rest = Math.floor(rest / 2);
  }
  return out;
}

function encode(text: string, encoding: string): Buffer {
  if (encoding === 'latin1') return Buffer.from(text.replaceAll('€', 'e'), 'latin1');
  if (encoding === 'utf16le') return Buffer.from(text, 'utf16le');
  return Buffer.from(encoding === 'bom' ? `\ufeff${text}` : text, 'utf8');
}

import { describe, expect, it } from 'vitest';
import { json } from '../../../src/leak/shapes/json.ts';
import type { LeakRecord, RecordSink } from '../../../src/leak/shapes/shape.ts';
import { readText } from '../read-text.ts';

const nirs = ['255081416802538', '284058832102532', '284052A32102552', '295109912611193'];
const canonical = nirs.map((nir) => nir.slice(0, 13));
const people = nirs.map((nir, i) => ({ nir, nom: `Nom${i}`, contact: { email: `personne${i}@exemple.fr` } }));
const emails = people.map(({ contact }) => contact.email);
const everyone = [...canonical, ...emails].sort();

const deep = (depth: number, inside: unknown): unknown =>
  depth === 0 ? inside : { [`n${depth}`]: deep(depth - 1, inside) };

const writings: [name: string, text: string][] = [
  ['lines', people.map((one) => JSON.stringify(one)).join('\n')],
  ['lines without a last line end, CRLF', people.map((one) => JSON.stringify(one)).join('\r\n')],
  ['lines with commas at their ends', people.map((one) => `${JSON.stringify(one)},`).join('\n')],
  ['an array', JSON.stringify(people)],
  ['an array, indented', JSON.stringify(people, null, 2)],
  ['an array of an object a line', `[\n${people.map((one) => JSON.stringify(one)).join(',\n')}\n]\n`],
  ['indented objects one after another', people.map((one) => JSON.stringify(one, null, 2)).join('\n')],
  ['objects one after another without a line end', people.map((one) => JSON.stringify(one)).join('')],
  [
    'an array in a document',
    JSON.stringify({ took: 3, hits: { total: 4, hits: people.map((one) => ({ _source: one })) } }),
  ],
  ['objects by their NIR', JSON.stringify(Object.fromEntries(people.map(({ nir, ...rest }) => [nir, rest])))],
  [
    'objects by their address, in a document',
    JSON.stringify(
      { v: 1, comptes: Object.fromEntries(people.map(({ nir, nom, contact }) => [contact.email, { nir, nom }])) },
      null,
      2,
    ),
  ],
  [
    'lists of addresses and of NIRs by names, in a document',
    JSON.stringify({
      v: 1,
      numbers: Object.fromEntries(people.map(({ nir, nom }) => [nom, nir])),
      addresses: Object.fromEntries(people.map(({ nom, contact }) => [nom, contact.email])),
    }),
  ],
  ['NIRs by their address', JSON.stringify(Object.fromEntries(people.map((one) => [one.contact.email, one.nir])))],
  ['NIRs by their address, one a line', people.map((one) => `{"${one.contact.email}":"${one.nir}"}`).join('\n')],
  ['addresses by their NIR', JSON.stringify(Object.fromEntries(people.map((one) => [one.nir, one.contact.email])))],
  [
    'NIRs and addresses by a key of each, one a line',
    people.map((one, i) => `{"k${i}":"${one.nir}"}\n{"k${i + 4}":"${one.contact.email}"}`).join('\n'),
  ],
  ['an array in a document, indented', JSON.stringify({ page: { dossiers: people } }, null, 4)],
  ['an array forty levels deep', JSON.stringify(deep(40, people))],
  ['bulk', people.flatMap((one, i) => [JSON.stringify({ index: { _id: `${i}` } }), JSON.stringify(one)]).join('\n')],
  [
    'extended values',
    people
      .map((one) =>
        JSON.stringify({ ...one, _id: { $oid: 'ab12' }, nir: /A/.test(one.nir) ? one.nir : { $numberLong: one.nir } }),
      )
      .join('\n'),
  ],
  [
    'the shell’s calls',
    people
      .map(
        (one) =>
          `{ "_id" : ObjectId("5f"), "nir" : ${/A/.test(one.nir) ? `"${one.nir}"` : `NumberLong("${one.nir}")`}, "email" : "${one.contact.email}" }`,
      )
      .join('\n'),
  ],
  [
    'numbers',
    people
      .map((one) => `{"nir":${/A/.test(one.nir) ? `"${one.nir}"` : one.nir},"email":"${one.contact.email}"}`)
      .join('\n'),
  ],
  ['a script', `var export = ${JSON.stringify(people)};`],
  ['an array of arrays', JSON.stringify([['nir', 'email'], ...people.map((one) => [one.nir, one.contact.email])])],
];

describe('people in JSON', () => {
  it.each(writings)('%s', async (_name, text) => {
    const { found, refused, shape, members } = await readText(text);
    expect(refused).toBeNull();
    expect(shape).toBe('json');
    expect([...found.keys()].sort()).toEqual(everyone);
    expect(members[0]?.account.lost).toBeDefined();
  });

  it.each(writings)('%s: the same records wherever the text is cut', (_name, text) => {
    const whole = recordsOf([text]);
    for (let cut = 1; cut < text.length; cut += 29) {
      expect(recordsOf([text.slice(0, cut), text.slice(cut)])).toEqual(whole);
    }
  });

  it('tells the people of one object apart, with the classes of each', async () => {
    const text = `${JSON.stringify({
      contrat: 'x',
      beneficiaires: [
        { nir: nirs[0], iban: 'FR7630006000011234567890189' },
        { nir: nirs[1], telephone: '0601020304' },
      ],
      assure: { nir: nirs[3] },
    })}\n`;
    const { classes } = await readText(text.repeat(3));
    expect(classes[canonical[0] ?? '']).toContain('iban');
    expect(classes[canonical[1] ?? '']).not.toContain('iban');
    expect(classes[canonical[3] ?? '']).not.toContain('iban');
  });

  it('knows what a typed value is', async () => {
    const text = people.map(({ nir, contact }) =>
      JSON.stringify({
        resourceType: 'Patient',
        identifier: [{ system: 'urn:oid:1.2.250.1.213.1.4.8', value: nir }],
        telecom: [
          { system: 'email', value: contact.email },
          { system: 'phone', value: '0601020304' },
        ],
        birthDate: '1970-01-01',
      }),
    );
    const { classes } = await readText(text.join('\n'));
    expect(classes[canonical[0] ?? '']).toEqual(expect.arrayContaining(['nir', 'email', 'civil-status']));
  });

  it('refuses rounded numbers one by one, and reads whole ones whatever their exponent', async () => {
    const text = [
      '{"nir":2.55081E+12}',
      '{"nir":2.55081416802538E14}',
      '{"nir":2840588321025}',
      '{"nir":"284052A32102552"}',
    ].join('\n');
    const { found, members } = await readText(text);
    expect([...found.keys()].sort()).toEqual(['2550814168025', '284052A321025', '2840588321025'].sort());
    expect(members[0]?.people.counts.badRecords).toBe(1);
  });

  it('goes on after a broken object, and says so', async () => {
    const lines = people.map((one) => JSON.stringify(one));
    lines.splice(1, 0, '{"nir":"166027511542365","nom":"x,"email":"perdu@exemple.fr"}', '{"nir": "16602751154');
    const { found, members } = await readText(lines.join('\n'));
    expect(everyone.every((one) => found.has(one))).toBe(true);
    expect(members[0]?.badByReason.get('json-malformed')?.count).toBeGreaterThan(0);
  });

  it('reads a document of several megabytes record by record', () => {
    const many = Array.from({ length: 30_000 }, (_, i) => ({
      nir: `${i}`,
      nom: 'x'.repeat(60),
      email: `p${i}@exemple.fr`,
    }));
    const text = JSON.stringify({ export: { date: '2022', lignes: many } });
    const blocks = Array.from({ length: Math.ceil(text.length / 100_000) }, (_, i) =>
      text.slice(i * 100_000, (i + 1) * 100_000),
    );
    expect(recordsOf(blocks).filter(({ cells }) => cells.length === 3)).toHaveLength(30_000);
  });
});

function recordsOf(blocks: readonly string[]): Pick<LeakRecord, 'start' | 'end' | 'line' | 'cells'>[] {
  const records: Pick<LeakRecord, 'start' | 'end' | 'line' | 'cells'>[] = [];
  const sink: RecordSink = {
    record: ({ start, end, line, cells }) => records.push({ start, end, line, cells }),
    outside: () => {},
    fault: () => {},
  };
  const whole = blocks.join('');
  const reader = json.recognise({ text: whole, whole: true, wish: {} })?.start();
  if (reader === undefined) throw new Error('not recognised');
  let offset = 0;
  for (const text of blocks) {
    reader.push({ bytes: Buffer.from(text, 'latin1'), text, offset }, sink);
    offset += text.length;
  }
  reader.finish(sink);
  for (const [i, { start }] of records.entries()) expect(start).toBeGreaterThanOrEqual(records[i - 1]?.end ?? 0);
  return records;
}

import { expect, it } from 'vitest';
import { readText } from './read-text.ts';

/** Long enough that whatever takes a time of its square never ends. */
const long = 100_000;
const frames: readonly (readonly [name: string, wrap: (run: string) => string])[] = [
  ['a cell', (run) => `nir;mail;mdp\n2840588321025;paul@exemple.fr;${run}\n2550814168025;jeanne@exemple.fr;x\n`],
  ['a line', (run) => `paul@exemple.fr\n${run}\njeanne@exemple.fr\n`],
  ['an object', (run) => `{"nir":"2840588321025","x":${JSON.stringify(run)}}\n{"email":"jeanne@exemple.fr"}\n`],
  [
    'a statement',
    (run) => `INSERT INTO t (nir, x) VALUES ('2840588321025','${run.replaceAll("'", "''")}'),('2550814168025','x');\n`,
  ],
  ['an element', (run) => `<a><p><nir>2840588321025</nir><x>${run}</x></p><p><nir>2550814168025</nir></p></a>\n`],
];
const runs = [
  'p',
  '1',
  ' ',
  '@',
  '.',
  '-',
  '"',
  "'",
  ';',
  ':',
  '<',
  '{',
  '\\',
  'é',
  'a@',
  'a.',
  '1 ',
  'a ',
  '|',
  '\n',
  ' \n',
  '\t',
  'a=',
  '- ',
  'copy ',
  '<p>',
  '{"a":',
  '[',
  '\\u',
  '12 ',
  '/*',
];

it.each(frames)('%s of one character, however long, is read or refused', async (_name, wrap) => {
  for (const run of runs) {
    const { found, refused, members } = await readText(wrap(run.repeat(Math.ceil(long / run.length))));
    const counted = members.reduce(
      (sum, { people, badByReason }) => sum + people.counts.badRecords + badByReason.size,
      0,
    );
    expect([run, refused !== null || found.size > 0 || counted > 0]).toEqual([run, true]);
  }
});

/**
 * The licences of everything that ships. `npm run licences` prints them and fails on one that is not permissive;
 * `--notices FILE` also writes the texts that those licences ask to pass on; `--json` prints the list for tests.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { isMain } from './lib/is-main.mjs';
import { projectRoot, readPackage } from './lib/project.mjs';
import { shippedPackages } from './package-contents.mjs';

/** Permissive: may ship in a product under EUPL-1.2 with no other duty than to pass the notice on. OFL is for fonts. */
const permissive = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'OFL-1.1',
  'Unlicense',
];

/** @returns true if the SPDX expression leaves a choice that is permissive throughout */
export function isPermissive(expression) {
  const plain = expression.replaceAll(/[()]/g, ' ').trim();
  if (plain === '') return false;
  return plain
    .split(/\s+OR\s+/)
    .some((choice) => choice.split(/\s+AND\s+/).every((id) => permissive.includes(id.trim())));
}

/** What ships and is no npm package. */
function otherWorks() {
  const { electron } = readPackage().devDependencies;
  return [
    {
      name: 'Electron (with Chromium and Node.js)',
      version: electron,
      licence: 'MIT',
      text: 'Its licences and those of its parts are LICENSE.electron.txt and LICENSES.chromium.html beside the program.',
    },
    {
      name: 'SQLite and SQLite3 Multiple Ciphers (inside better-sqlite3-multiple-ciphers)',
      version: '',
      licence: 'MIT',
      text: `SQLite is in the public domain. SQLite3 Multiple Ciphers: Copyright (c) 2006-2026 Ulrich Telle\n\n${mitText}`,
    },
    {
      name: 'Argon2 reference implementation (inside argon2)',
      version: '',
      licence: 'CC0-1.0 OR Apache-2.0',
      text: readFileSync(join(projectRoot, 'node_modules', 'argon2', 'argon2', 'LICENSE'), 'utf8').trim(),
    },
    {
      name: 'Atkinson Hyperlegible Next (fonts of the sheet)',
      version: '',
      licence: 'OFL-1.1',
      text: readFileSync(join(projectRoot, 'resources', 'fonts', 'OFL.txt'), 'utf8').trim(),
    },
  ];
}

// https://spdx.org/licenses/MIT.html, for packages that name it and do not carry it.
const mitText = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

/** The licence texts of a package; where it carries none, its author and the text of the licence that it names. */
function textOf(dir, licence) {
  const files = readdirSync(dir).filter((name) => /^(licen[cs]e|copying|notice|ofl|third[-_]?party)/i.test(name));
  const texts = files.sort().map((name) => readFileSync(join(dir, name), 'utf8').trim());
  if (texts.length > 0) return texts.join('\n\n');
  if (licence !== 'MIT') throw new Error(`${dir} carries no licence text`);
  const { author, name } = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8'));
  const who = typeof author === 'string' ? author : (author?.name ?? `the authors of ${name}`);
  return `Copyright (c) ${who}\n\n${mitText}`;
}

/** @returns the notices of all that ships, one work after the other */
export function noticesText(works) {
  const head = 'Vigie is licensed under the EUPL-1.2 (LICENSE). It contains the following works of others.';
  const parts = works.map(({ name, version, licence, text }) => {
    const title = `${name} ${version}`.trim();
    return `${'='.repeat(80)}\n${title} — ${licence}\n${'='.repeat(80)}\n\n${text}\n`;
  });
  return [head, '', ...parts].join('\n');
}

export function shippedWorks() {
  const works = shippedPackages().map(({ name, version, licence, dir }) => ({
    name,
    version,
    licence,
    text: textOf(dir, licence),
  }));
  return [...works, ...otherWorks()];
}

if (isMain(import.meta)) {
  const { values } = parseArgs({ options: { notices: { type: 'string' }, json: { type: 'boolean', default: false } } });
  const works = shippedWorks();
  const bad = works.filter(({ licence }) => !isPermissive(licence));
  if (values.json) {
    console.log(
      JSON.stringify(works.map(({ text: _, ...work }) => ({ ...work, ok: !bad.some((b) => b.name === work.name) }))),
    );
  } else {
    for (const { name, version, licence } of works) console.log(`${licence.padEnd(14)}${name} ${version}`);
    console.log(`\n${works.length} works ship, ${bad.length} under a licence that is not permissive`);
    for (const { name, licence } of bad) console.error(`error: ${name}: ${licence || 'no licence'}`);
  }
  if (values.notices !== undefined) {
    mkdirSync(dirname(values.notices), { recursive: true });
    writeFileSync(values.notices, noticesText(works));
  }
  process.exitCode = bad.length > 0 ? 1 : 0;
}

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { canonicalOf, readFiles, readTruth, soldDirectory } from './read-sold.ts';

const decoys = ['2990113055999', 'personne@nulle-part.fr'];

/** Refused by name: magic bytes of containers that are not read, or without a container behind them, and an empty file. */
const refused: Readonly<Record<string, string>> = {
  'sevenz-magic': 'input-malformed',
  'rar-magic': 'input-malformed',
  'sqlite-magic': 'input-malformed',
  'xls-magic': 'input-malformed',
  'one-empty-file': 'input-empty',
};
/** Written in the truth of `mail-idn` for a domain that the file holds; it is another domain's. */
const ofAnotherDomain = 'lea@xn--t-exemple-w4ae.fr';

describe('files as they are sold', () => {
  const cases = Object.entries(readTruth()).filter(([name]) => !Object.hasOwn(refused, name));
  it.each(cases)('%s: everyone in it is found', async (_name, { files, listed }) => {
    const { found, refused: code } = await readFiles(files.map((file) => join(soldDirectory, file)));
    expect(code).toBeNull();
    const missing = listed.filter((one) => one !== ofAnotherDomain && !found.has(canonicalOf(one)));
    expect(missing).toEqual([]);
    expect(decoys.filter((one) => found.has(canonicalOf(one)))).toEqual([]);
  });

  it.each(Object.entries(refused))('%s is refused', async (name, code) => {
    const { files } = readTruth()[name] ?? { files: [] };
    expect((await readFiles(files.map((file) => join(soldDirectory, file)))).refused).toBe(code);
  });
});

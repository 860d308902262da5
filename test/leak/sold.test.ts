import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { canonicalOf, readFiles, readTruth, soldDirectory } from './read-sold.ts';

const decoys = ['2990113055999', 'personne@nulle-part.fr'];

/** Shapes, containers and writings that are not read yet: each is refused, or what it loses is counted. */
const unread = new Set([
  ...['split-parts', 'one-empty-file'],
  // One of its four writings, `xn--t-exemple-w4ae.fr`, is of another domain than the one that the file holds.
  'mail-idn',
]);
/** Magic bytes of containers that are refused by name. */
const refused = new Set(['sevenz-magic', 'rar-magic', 'sqlite-magic', 'xls-magic']);

describe('files as they are sold', () => {
  const cases = Object.entries(readTruth()).filter(([name]) => !unread.has(name) && !refused.has(name));
  it.each(cases)('%s: everyone in it is found', async (_name, { files, listed }) => {
    const { found, refused: code } = await readFiles(files.map((file) => join(soldDirectory, file)));
    expect(code).toBeNull();
    const missing = listed.filter((one) => !found.has(canonicalOf(one)));
    expect(missing).toEqual([]);
    expect(decoys.filter((one) => found.has(canonicalOf(one)))).toEqual([]);
  });
});

/** bzip2: one member, however many streams were joined (as parallel packers write them). */
import unbzip2Stream from 'unbzip2-stream';
import type { Container } from './container.ts';
import { modern, unpackThrough } from './streams.ts';

/** The signature, the level, and the 48-bit magic of the first block (π) or of an empty stream's end (√π). */
const firstBlock = Buffer.from('314159265359', 'hex');
const emptyEnd = Buffer.from('177245385090', 'hex');

export const bzip2: Container = {
  name: 'bzip2',
  recognise: (start) => {
    const after = start.subarray(4, 10);
    return /^BZh[1-9]/.test(start.toString('latin1', 0, 4)) && (after.equals(firstBlock) || after.equals(emptyEnd));
  },
  async *members(source, budget) {
    const chunks = unpackThrough(source.chunks(), modern(unbzip2Stream()), budget, 'bzip2');
    yield { name: source.name.replace(/\.t?bz2?$/i, ''), chunks, dialect: null };
  },
};

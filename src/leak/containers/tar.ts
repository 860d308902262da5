/** tar (ustar, pax, GNU): each regular file is a member. Names are shown in reports and never used as paths. */
import { Readable } from 'node:stream';
import tarStream from 'tar-stream';
import type { Container } from './container.ts';
import { asContainerFault } from './refuse.ts';

/** Where `ustar` stands in the first header (POSIX.1-1988 and GNU alike). */
const magicOffset = 257;

export const tar: Container = {
  name: 'tar',
  recognise: (start) => start.toString('latin1', magicOffset, magicOffset + 5) === 'ustar' || isOldHeader(start),
  async *members(source, budget) {
    const packed = source.chunks();
    // The option that lets archives of before 1988 through is missing in the library's types.
    const extract = tarStream.extract({ allowUnknownFormat: true } as Parameters<typeof tarStream.extract>[0]);
    const input = Readable.from(packed, { objectMode: false });
    input.on('error', (error) => extract.destroy(error));
    input.pipe(extract);
    try {
      for await (const entry of extract) {
        const isFile = entry.header.type === 'file' || entry.header.type === 'contiguous-file';
        if (!isFile || isHousekeeping(entry.header.name)) entry.resume();
        else yield { name: entry.header.name, chunks: chunksOf(entry, budget), dialect: null };
      }
    } catch (error) {
      throw asContainerFault(error, 'tar');
    } finally {
      extract.destroy();
      input.destroy();
      await packed.return(undefined);
    }
  },
};

async function* chunksOf(entry: Entry, budget: Parameters<Container['members']>[1]): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of entry) {
      const bytes = chunk as Buffer;
      budget.unpacked(bytes.length, 'tar');
      yield bytes;
    }
  } catch (error) {
    throw asContainerFault(error, 'tar');
  } finally {
    // A member that is left early is passed over, so that the next one can be reached.
    entry.resume();
  }
}

type Entry = AsyncIterable<unknown> & { resume(): void };

/** Tar of before 1988 has no magic word: its header's checksum is right all the same. */
function isOldHeader(start: Buffer): boolean {
  if (start.length < 512 || start[0] === 0) return false;
  const written = Number.parseInt(
    start
      .toString('latin1', 148, 156)
      .replace(/[\0 ]+$/, '')
      .trim(),
    8,
  );
  let sum = 0;
  for (let i = 0; i < 512; i++) sum += i >= 148 && i < 156 ? 0x20 : (start[i] ?? 0);
  return written === sum;
}

/** What macOS and Windows add to an archive beside its files; it holds nobody. */
export function isHousekeeping(name: string): boolean {
  return /(^|\/)(__MACOSX\/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i.test(name);
}

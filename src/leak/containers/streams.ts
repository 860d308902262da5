/** From a library's Node stream to the chunks that members hand out, and back; errors become ours on the way. */
import { type Duplex, Readable, Transform } from 'node:stream';
import type { Budget } from './container.ts';
import { asContainerFault } from './refuse.ts';

const chunkBytes = 256 * 1024;

/**
 * @param through undoes the compression
 * @returns what comes out of `through` when `packed` is written to it; both end with whoever stops iterating
 * @throws VigieError 'input-malformed' `container-truncated` · `container-corrupt` · `container-bomb` · what `packed` throws
 */
export async function* unpackThrough(
  packed: AsyncGenerator<Buffer>,
  through: Duplex,
  budget: Budget,
  container: string,
): AsyncGenerator<Buffer> {
  const input = Readable.from(packed, { objectMode: false, highWaterMark: chunkBytes });
  input.on('error', (error) => through.destroy(error));
  input.pipe(through);
  try {
    for await (const chunk of through) {
      budget.unpacked((chunk as Buffer).length, container);
      yield chunk as Buffer;
    }
  } catch (error) {
    throw asContainerFault(error, container);
  } finally {
    through.destroy();
    input.destroy();
    await packed.return(undefined);
  }
}

/** A stream of old (`through`, no `destroy`, not iterable) as a modern one. */
export function modern(old: NodeJS.ReadWriteStream): Duplex {
  const output = new Transform({
    transform(chunk, _encoding, done) {
      if (old.write(chunk)) done();
      else old.once('drain', () => done());
    },
    flush(done) {
      old.once('end', () => done());
      old.end();
    },
  });
  old.on('data', (chunk: Buffer) => output.push(chunk));
  old.on('error', (error: Error) => output.destroy(error));
  return output;
}

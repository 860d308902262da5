/** xz: one member, however many streams were joined, with padding between them or not. */
import { Duplex, Readable } from 'node:stream';
import xzDecompress from 'xz-decompress';
import type { Budget, Container } from './container.ts';
import { asContainerFault } from './refuse.ts';

export const xz: Container = {
  name: 'xz',
  recognise: (start) => start.subarray(0, 6).equals(Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00])),
  async *members(source, budget) {
    yield { name: source.name.replace(/\.t?xz$/i, ''), chunks: unpack(source.chunks(), budget), dialect: null };
  },
};

async function* unpack(packed: AsyncGenerator<Buffer>, budget: Budget): AsyncGenerator<Buffer> {
  const input = Readable.from(packed, { objectMode: false });
  const reader = new xzDecompress.XzReadableStream(
    Duplex.toWeb(Duplex.from(input)).readable as ReadableStream<Uint8Array>,
  ).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      budget.unpacked(value.length, 'xz');
      // The library hands out views of its own memory, which the next read overwrites.
      yield Buffer.from(value);
    }
  } catch (error) {
    throw asXzFault(error);
  } finally {
    await reader.cancel().catch(() => {});
    input.destroy();
    await packed.return(undefined);
  }
}

/** The library reports liblzma's codes by number: 10 (no progress is possible) is a file that ends too early. */
function asXzFault(error: unknown): Error {
  const code = /error code (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
  return asContainerFault(code === '10' ? new Error('unexpected end') : error, 'xz');
}

/** gzip (RFC 1952): one member of text, however many gzip members were joined, with zero padding between them or not. */
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { VigieError } from '../../core/errors.ts';
import type { Budget, ByteSource, Container, Member } from './container.ts';

const chunkBytes = 256 * 1024;

export const gzip: Container = {
  name: 'gzip',
  recognise: (start) => start[0] === 0x1f && start[1] === 0x8b && start[2] === 8,
  async *members(source: ByteSource, budget: Budget): AsyncGenerator<Member> {
    yield { name: source.name.replace(/\.gz$/i, ''), chunks: unzip(source, budget), dialect: null };
  },
};

async function* unzip(source: ByteSource, budget: Budget): AsyncGenerator<Buffer> {
  const packed = source.chunks();
  const input = Readable.from(packed, { objectMode: false, highWaterMark: chunkBytes });
  // zlib goes on with the next member by itself, and skips zero bytes after one.
  const output = createGunzip({ chunkSize: chunkBytes });
  input.on('error', (error) => output.destroy(error));
  input.pipe(output);
  try {
    for await (const chunk of output) {
      budget.unpacked((chunk as Buffer).length, 'gzip');
      yield chunk as Buffer;
    }
  } catch (error) {
    if (error instanceof VigieError) throw error;
    const truncated = (error as NodeJS.ErrnoException).code === 'Z_BUF_ERROR';
    throw new VigieError('input-malformed', { reason: truncated ? 'gzip-truncated' : 'gzip-corrupt' });
  } finally {
    output.destroy();
    input.destroy();
    await packed.return(undefined);
  }
}

/** gzip (RFC 1952): one member of text, however many gzip members were joined, with zero padding between them or not. */
import { createGunzip } from 'node:zlib';
import type { Budget, Container } from './container.ts';
import { unpackThrough } from './streams.ts';

export const gzip: Container = {
  name: 'gzip',
  recognise: (start) => start[0] === 0x1f && start[1] === 0x8b && start[2] === 8,
  async *members(source, budget) {
    yield { name: source.name.replace(/\.gz$/i, ''), chunks: unpackAll(source.chunks(), budget), dialect: null };
  },
};

/**
 * Node's stream reads joined members, and takes the first zero byte behind one for the end of everything. So what it did not take is
 * read on behind the zeroes, by another stream.
 */
async function* unpackAll(packed: AsyncGenerator<Buffer>, budget: Budget): AsyncGenerator<Buffer> {
  const unread: Buffer[] = [];
  try {
    while (await skipZeroes(packed, unread)) {
      const gunzip = createGunzip({ chunkSize: 256 * 1024 });
      const given: Buffer[] = [];
      let droppedBytes = 0;
      for await (const chunk of unpackThrough(handOut(packed, unread, given), gunzip, budget, 'gzip')) {
        for (let first = given[0]; first !== undefined; first = given[0]) {
          if (droppedBytes + first.length > gunzip.bytesWritten) break;
          droppedBytes += first.length;
          given.shift();
        }
        yield chunk;
      }
      unread.unshift(Buffer.concat(given).subarray(gunzip.bytesWritten - droppedBytes));
    }
  } finally {
    await packed.return(undefined);
  }
}

/** @returns false at the end of the file */
async function skipZeroes(packed: AsyncGenerator<Buffer>, unread: Buffer[]): Promise<boolean> {
  for (;;) {
    const chunk = unread.shift() ?? (await packed.next()).value;
    if (chunk === undefined) return false;
    const from = (chunk as Buffer).findIndex((byte) => byte !== 0);
    if (from < 0) continue;
    unread.unshift((chunk as Buffer).subarray(from));
    return true;
  }
}

/** Hands chunks out and remembers them in `given`. Whoever stops early leaves `packed` open. */
async function* handOut(packed: AsyncGenerator<Buffer>, unread: Buffer[], given: Buffer[]): AsyncGenerator<Buffer> {
  for (;;) {
    const chunk: Buffer | undefined = unread.shift() ?? (await packed.next()).value;
    if (chunk === undefined) return;
    given.push(chunk);
    yield chunk;
  }
}

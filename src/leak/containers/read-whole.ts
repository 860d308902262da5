/** For a container that must be read at random but lies inside another one, where bytes come in order alone. */
import type { Budget, ByteSource } from './container.ts';
import { containerFault } from './refuse.ts';

/** The whole of it is held in memory: a quarter of a gibibyte, which is what reading may take. */
const mostBytes = 256 * 1024 * 1024;

export interface RandomSource {
  readonly byteCount: number;
  readAt(offset: number, byteCount: number): Promise<Buffer>;
}

/** @throws VigieError 'input-malformed' `container-unsupported` if it is too large to be held */
export async function randomSource(source: ByteSource, budget: Budget, container: string): Promise<RandomSource> {
  const { readAt, byteCount } = source;
  if (readAt !== null && byteCount !== null) {
    return {
      byteCount,
      readAt: async (offset, count) => {
        const bytes = await readAt(offset, count);
        budget.read(bytes.length);
        return bytes;
      },
    };
  }
  const whole = await readWhole(source, container);
  return { byteCount: whole.length, readAt: async (offset, count) => whole.subarray(offset, offset + count) };
}

/** @throws VigieError 'input-malformed' `container-unsupported` if it is too large to be held */
export async function readWhole(source: ByteSource, container: string): Promise<Buffer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of source.chunks()) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw containerFault('container-unsupported', container, 'unpack the outer archive first');
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}

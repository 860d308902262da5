/** Zstandard (RFC 8878): one member, however many frames were joined. Node has it from version 22.15 on. */
import * as zlib from 'node:zlib';
import type { Budget, Container } from './container.ts';
import { containerFault } from './refuse.ts';
import { unpackThrough } from './streams.ts';
import { ZstdFrames } from './zstd-frames.ts';

export const zstd: Container = {
  name: 'zstd',
  // A frame, or a skippable frame before it (as parallel packers write them).
  recognise: (start) =>
    start.length >= 4 && (start.readUInt32LE(0) === 0xfd2f_b528 || start.readUInt32LE(0) >>> 4 === 0x184d_2a5),
  async *members(source, budget) {
    if (zlib.createZstdDecompress === undefined) throw containerFault('container-unsupported', 'zstd', 'zstdcat FILE');
    yield { name: source.name.replace(/\.t?zst$/i, ''), chunks: unpackFrames(source.chunks(), budget), dialect: null };
  },
};

/** Each frame by a decompressor of its own. A frame that needs a window of more than 128 MiB is refused by the library itself. */
async function* unpackFrames(packed: AsyncGenerator<Buffer>, budget: Budget): AsyncGenerator<Buffer> {
  const pieces = framePieces(packed);
  try {
    for (let next = await pieces.next(); !next.done; next = await pieces.next()) {
      yield* unpackThrough(oneFrame(next.value, pieces), zlib.createZstdDecompress(), budget, 'zstd');
    }
  } finally {
    await packed.return(undefined);
  }
}

interface FramePiece {
  readonly bytes: Buffer;
  readonly last: boolean;
}

async function* framePieces(packed: AsyncGenerator<Buffer>): AsyncGenerator<FramePiece> {
  const frames = new ZstdFrames();
  for await (const chunk of packed) {
    let start = 0;
    for (const end of frames.push(chunk)) {
      yield { bytes: chunk.subarray(start, end), last: true };
      start = end;
    }
    if (start < chunk.length) yield { bytes: chunk.subarray(start), last: false };
  }
  frames.finish();
}

/** The pieces from `first` to the end of its frame. */
async function* oneFrame(first: FramePiece, rest: AsyncGenerator<FramePiece>): AsyncGenerator<Buffer> {
  for (let piece = first; ; ) {
    yield piece.bytes;
    if (piece.last) return;
    const next = await rest.next();
    if (next.done) return;
    piece = next.value;
  }
}

/**
 * Opens an input and hands out its members, containers in containers opened one level deep: `assures.tar.gz` is text in a tar in
 * a gzip, which is the deepest that is sold.
 */
import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { VigieError } from '../../core/errors.ts';
import { containers } from './all.ts';
import { Budget, type ByteSource, type Member } from './container.ts';
import { jointsOf } from './joints.ts';

/** Large enough to make calls rare, small enough for malloc to use the memory again instead of mapping it anew. */
const chunkBytes = 64 * 1024;
/** Bytes by which a container is recognised: a tar's magic stands at 257. */
const startBytes = 64 * 1024;
/** A gzip, a tar in it, and a gzip in that. */
const deepest = 3;

export interface InputOptions {
  /** `-` is standard input. */
  readonly path: string;
  /** The pieces that one file was cut into, in order, `path` the first of them (`parts.ts`): read as one stream of bytes. */
  readonly paths?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Bytes read from the disk so far. */
  readonly onProgress?: ((bytesRead: number) => void) | undefined;
  /** Every byte as it is on the disk, in order; nothing where a container reads at random. */
  readonly onBytes?: ((bytes: Uint8Array) => void) | undefined;
}

/** A member as it is read: the containers around it, by name. */
export interface OpenedMember extends Member {
  readonly containers: readonly string[];
}

/**
 * Members of the input, in order. Text that no container claims is itself the one member.
 * @throws VigieError 'file-not-found' · 'file-unreadable' · 'cancelled' · what containers throw
 */
export async function* openMembers(options: InputOptions): AsyncGenerator<OpenedMember> {
  const budget = new Budget();
  const handles: FileHandle[] = [];
  try {
    const sources: ByteSource[] = [];
    let before = 0;
    for (const path of options.paths ?? [options.path]) {
      const earlier = before;
      const own = { ...options, onProgress: (bytesRead: number) => options.onProgress?.(earlier + bytesRead) };
      if (path === '-') sources.push(standardInput(own, budget));
      else {
        const handle = await openFile(path);
        handles.push(handle);
        const source = await fileSource(handle, path, own, budget);
        sources.push(source);
        before += source.byteCount ?? 0;
      }
    }
    yield* unpack(oneSource(sources, await jointsOf(sources)), budget, []);
  } finally {
    for (const handle of handles) await handle.close();
  }
}

/** Pieces of one file as the file that they were. @param joints what stands between them */
function oneSource(pieces: readonly ByteSource[], joints: readonly Buffer[]): ByteSource {
  const [first] = pieces;
  if (first === undefined) throw new VigieError('input-empty');
  if (pieces.length === 1) return first;
  const byteCount = pieces.reduce<number | null>(
    (sum, piece) => (sum === null || piece.byteCount === null ? null : sum + piece.byteCount),
    0,
  );
  const readAt = async (offset: number, count: number): Promise<Buffer> => {
    const read: Buffer[] = [];
    let start = 0;
    let at = offset;
    for (const { byteCount: bytes, readAt: readPiece } of pieces) {
      const end = start + (bytes ?? 0);
      const wanted = Math.min(offset + count, end) - at;
      if (at < end && wanted > 0) {
        const piece = await readPiece?.(at - start, wanted);
        if (piece === undefined) break;
        read.push(piece);
        at += piece.length;
      }
      start = end;
    }
    return Buffer.concat(read);
  };
  return {
    name: first.name,
    path: null,
    byteCount,
    chunks: async function* () {
      for (const [i, piece] of pieces.entries()) {
        yield* piece.chunks();
        const joint = joints[i];
        if (joint !== undefined && joint.length > 0) yield joint;
      }
    },
    // Containers are read at random, and no line end is put into one.
    readAt: byteCount === null || joints.some(({ length }) => length > 0) ? null : readAt,
  };
}

async function* unpack(source: ByteSource, budget: Budget, around: readonly string[]): AsyncGenerator<OpenedMember> {
  const peeked = await peek(source);
  const container = containers.find(({ recognise }) => recognise(peeked.start, source.name));
  if (container === undefined || around.length >= deepest) {
    yield { name: source.name, chunks: peeked.source.chunks(), dialect: null, containers: around };
    return;
  }
  for await (const member of container.members(peeked.source, budget)) {
    const names = [...around, container.name];
    if (member.dialect !== null) yield { ...member, containers: names };
    else {
      const inner: ByteSource = {
        name: member.name,
        path: null,
        byteCount: null,
        chunks: () => member.chunks,
        readAt: null,
      };
      yield* unpack(inner, budget, names);
    }
  }
}

/** @returns the first bytes of the source, and a source that gives them again. */
async function peek(source: ByteSource): Promise<{ start: Buffer; source: ByteSource }> {
  if (source.readAt !== null) return { start: await source.readAt(0, startBytes), source };
  const chunks = source.chunks();
  const first: Buffer[] = [];
  let bytes = 0;
  while (bytes < startBytes) {
    const next = await chunks.next();
    if (next.done) break;
    first.push(next.value);
    bytes += next.value.length;
  }
  return { start: Buffer.concat(first), source: { ...source, chunks: () => joined(first, chunks) } };
}

async function* joined(first: readonly Buffer[], rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* first;
    yield* rest;
  } finally {
    // An early return while the first chunks are handed out does not reach `rest` by itself.
    await rest.return(undefined);
  }
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (error) {
    throw asFileError(error);
  }
}

async function fileSource(
  handle: FileHandle,
  path: string,
  options: InputOptions,
  budget: Budget,
): Promise<ByteSource> {
  const name = basename(path);
  const found = await handle.stat().catch((error) => {
    throw asFileError(error);
  });
  if (!found.isFile())
    return {
      name,
      path,
      byteCount: null,
      chunks: () => readHandle(handle, null, options, budget),
      readAt: null,
    };
  return {
    name,
    path,
    byteCount: found.size,
    chunks: () => readHandle(handle, 0, options, budget),
    readAt: async (offset, byteCount) => {
      if (options.signal?.aborted) throw new VigieError('cancelled');
      const buffer = Buffer.allocUnsafe(byteCount);
      const { bytesRead } = await handle.read(buffer, 0, byteCount, offset).catch((error) => {
        throw asFileError(error);
      });
      return buffer.subarray(0, bytesRead);
    },
  };
}

/** @param from where to begin; null for what has no positions */
async function* readHandle(
  handle: FileHandle,
  from: number | null,
  options: InputOptions,
  budget: Budget,
): AsyncGenerator<Buffer> {
  let bytesRead = 0;
  for (;;) {
    if (options.signal?.aborted) throw new VigieError('cancelled');
    const buffer = Buffer.allocUnsafe(chunkBytes);
    const position = from === null ? null : from + bytesRead;
    const { bytesRead: got } = await handle.read(buffer, 0, chunkBytes, position).catch((error) => {
      throw asFileError(error);
    });
    if (got === 0) return;
    bytesRead += got;
    yield taken(buffer.subarray(0, got), bytesRead, options, budget);
  }
}

function standardInput(options: InputOptions, budget: Budget): ByteSource {
  const read = async function* (): AsyncGenerator<Buffer> {
    let bytesRead = 0;
    for await (const chunk of process.stdin) {
      if (options.signal?.aborted) throw new VigieError('cancelled');
      bytesRead += (chunk as Buffer).length;
      yield taken(chunk as Buffer, bytesRead, options, budget);
    }
  };
  return { name: '-', path: null, byteCount: null, chunks: read, readAt: null };
}

function taken(chunk: Buffer, bytesRead: number, options: InputOptions, budget: Budget): Buffer {
  budget.read(chunk.length);
  options.onProgress?.(bytesRead);
  options.onBytes?.(chunk);
  return chunk;
}

function asFileError(error: unknown): VigieError {
  if (error instanceof VigieError) return error;
  const { code = 'unknown' } = error as NodeJS.ErrnoException;
  return new VigieError(code === 'ENOENT' ? 'file-not-found' : 'file-unreadable', { system: code }, { cause: error });
}

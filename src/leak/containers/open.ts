/**
 * Opens an input and hands out its members, containers in containers opened one level deep: `assures.tar.gz` is text in a tar in
 * a gzip, which is the deepest that is sold.
 */
import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { VigieError } from '../../core/errors.ts';
import { containers } from './all.ts';
import { Budget, type ByteSource, type Member } from './container.ts';

/** Large enough to make calls rare, small enough for the rows of one chunk to die young. */
const chunkBytes = 256 * 1024;
/** Bytes by which a container is recognised: a tar's magic stands at 257. */
const startBytes = 64 * 1024;
/** A gzip, a tar in it, and a gzip in that. */
const deepest = 3;

export interface InputOptions {
  /** `-` is standard input. */
  readonly path: string;
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
  const handle = options.path === '-' ? null : await openFile(options.path);
  try {
    const source = handle === null ? standardInput(options, budget) : await fileSource(handle, options, budget);
    yield* unpack(source, budget, []);
  } finally {
    await handle?.close();
  }
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

async function fileSource(handle: FileHandle, options: InputOptions, budget: Budget): Promise<ByteSource> {
  const name = basename(options.path);
  const found = await handle.stat().catch((error) => {
    throw asFileError(error);
  });
  if (!found.isFile())
    return {
      name,
      path: options.path,
      byteCount: null,
      chunks: () => readHandle(handle, null, options, budget),
      readAt: null,
    };
  return {
    name,
    path: options.path,
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

/**
 * Bytes of a leak file, in order, at the pace of whoever consumes them: read, unzipped if gzip's magic bytes are there,
 * UTF-16 turned into UTF-8, lone carriage returns into line feeds. Never holds more than a few chunks.
 */
import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { VigieError } from '../../core/errors.ts';

/** Large enough to make calls rare, small enough for the rows of one chunk to die young. */
const chunkBytes = 256 * 1024;

export interface SourceOptions {
  readonly path: string;
  readonly signal?: AbortSignal | undefined;
  /** Bytes of the file as it is on disk (compressed, if it is), of its total; 0 if it has no known length (a pipe). */
  readonly onProgress?: ((bytesRead: number, totalBytes: number) => void) | undefined;
  /** Every byte of the file as it is on disk, in order, before anything is done with it. */
  readonly onBytes?: ((bytes: Uint8Array) => void) | undefined;
}

export interface LeakSource {
  readonly compressed: boolean;
  readonly totalBytes: number;
  /** True if the file began with a UTF-16 byte order mark. */
  readonly utf16: boolean;
  /** To be iterated once. Closes the file at its end, on an error and on an early return. */
  readonly chunks: AsyncGenerator<Buffer>;
}

/**
 * @throws VigieError 'file-not-found', 'file-unreadable', 'input-empty', 'input-malformed' (an archive or a spreadsheet,
 * binary data; later, from `chunks`: gzip truncated or corrupt), 'cancelled'
 */
export async function openSource(options: SourceOptions): Promise<LeakSource> {
  let handle: FileHandle;
  let totalBytes: number;
  try {
    handle = await open(options.path, 'r');
    totalBytes = (await handle.stat()).size;
  } catch (error) {
    throw asFileError(error);
  }
  const raw = readHandle(handle, totalBytes, options);
  const first = await raw.next();
  if (first.done) throw new VigieError('input-empty');
  const compressed = first.value[0] === 0x1f && first.value[1] === 0x8b;
  const plain = compressed ? unzip(prepend(first.value, raw)) : prepend(first.value, raw);
  const start = await plain.next();
  if (start.done) throw new VigieError('input-empty');
  try {
    refuseBinary(start.value);
  } catch (error) {
    await plain.return(undefined);
    throw error;
  }
  const encoding = utf16Encoding(start.value);
  const joined = prepend(start.value, plain);
  const decoded = encoding === null ? joined : fromUtf16(joined, encoding);
  const chunks = hasLoneReturns(start.value) ? withLineFeeds(decoded) : decoded;
  return { compressed, totalBytes, utf16: encoding !== null, chunks };
}

async function* readHandle(handle: FileHandle, totalBytes: number, options: SourceOptions): AsyncGenerator<Buffer> {
  let bytesRead = 0;
  try {
    for (;;) {
      if (options.signal?.aborted) throw new VigieError('cancelled');
      const buffer = Buffer.allocUnsafe(chunkBytes);
      let got: number;
      try {
        got = (await handle.read(buffer, 0, chunkBytes, null)).bytesRead;
      } catch (error) {
        throw asFileError(error);
      }
      if (got === 0) return;
      bytesRead += got;
      options.onProgress?.(bytesRead, totalBytes);
      options.onBytes?.(buffer.subarray(0, got));
      yield buffer.subarray(0, got);
    }
  } finally {
    await handle.close();
  }
}

async function* prepend(first: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield first;
    yield* rest;
  } finally {
    // An early return before the first chunk was taken does not reach `rest` by itself.
    await rest.return(undefined);
  }
}

async function* unzip(packed: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  const input = Readable.from(packed, { objectMode: false, highWaterMark: chunkBytes });
  const output = createGunzip({ chunkSize: chunkBytes });
  input.on('error', (error) => output.destroy(error));
  input.pipe(output);
  try {
    for await (const chunk of output) yield chunk as Buffer;
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

async function* fromUtf16(chunks: AsyncGenerator<Buffer>, encoding: string): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }), 'utf8');
  const rest = decoder.decode();
  if (rest !== '') yield Buffer.from(rest, 'utf8');
}

async function* withLineFeeds(chunks: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    for (let at = chunk.indexOf(13); at >= 0; at = chunk.indexOf(13, at + 1)) chunk[at] = 10;
    yield chunk;
  }
}

function utf16Encoding(start: Buffer): string | null {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  return null;
}

/** Lines of old Macintosh files end with a carriage return alone. */
function hasLoneReturns(start: Buffer): boolean {
  return start.includes(13) && !start.includes(10);
}

function refuseBinary(start: Buffer): void {
  // "PK\3\4": a zip archive, which is also what .xlsx and .ods files are.
  if (start.length >= 4 && start.readUInt32BE(0) === 0x504b0304) {
    throw new VigieError('input-malformed', { reason: 'archive-or-spreadsheet' });
  }
  if (utf16Encoding(start) === null && start.includes(0)) throw new VigieError('input-malformed', { reason: 'binary' });
}

function asFileError(error: unknown): VigieError {
  if (error instanceof VigieError) return error;
  const { code = 'unknown' } = error as NodeJS.ErrnoException;
  return new VigieError(code === 'ENOENT' ? 'file-not-found' : 'file-unreadable', { system: code }, { cause: error });
}

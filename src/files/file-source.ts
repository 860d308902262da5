/** A pack on disk as a random-access source: positioned reads, no cache of our own, no file offset shared. */
import { readSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { VigieError } from '../core/errors.ts';
import type { RandomAccessSource } from '../core/pack/source.ts';
import { readAtOnce } from './atomic-write.ts';
import { asFileError } from './file-errors.ts';

/**
 * Up to here a read is done at once, on this thread: a bucket (14 to 28 kB) of a local disk takes a few microseconds, and
 * handing it to another thread fifty, more than hashing and decrypting it. The journal, on the same disk, is written so too.
 */
const immediateBytes = 64 * 1024;

/**
 * @returns a source that holds the file open until `close()`
 * @throws VigieError 'file-not-found' · 'file-unreadable'
 */
export async function openFileSource(path: string): Promise<RandomAccessSource> {
  let handle: FileHandle;
  let byteLength: number;
  try {
    handle = await open(path, readAtOnce);
  } catch (cause) {
    throw asFileError(cause, 'read');
  }
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) throw new VigieError('file-unreadable', { system: 'not a file' });
    byteLength = stat.size;
  } catch (cause) {
    await handle.close();
    throw asFileError(cause, 'read');
  }
  return {
    byteLength,
    read: (offset, byteCount, signal, into) => readExactly(handle, offset, byteCount, signal, into),
    readNow: (offset, byteCount, into) => readBytesNow(handle, offset, into.subarray(0, byteCount)),
    close: () => handle.close(),
  };
}

/** Fills `bytes`. */
function readBytesNow({ fd }: FileHandle, offset: number, bytes: Uint8Array): Uint8Array {
  let done = 0;
  try {
    while (done < bytes.length) {
      const bytesRead = readSync(fd, bytes, done, bytes.length - done, offset + done);
      if (bytesRead === 0) throw new VigieError('pack-truncated', { offset: offset + done });
      done += bytesRead;
    }
  } catch (cause) {
    throw asFileError(cause, 'read');
  }
  return bytes;
}

async function readExactly(
  handle: FileHandle,
  offset: number,
  byteCount: number,
  signal: AbortSignal | undefined,
  into: Uint8Array | undefined,
): Promise<Uint8Array> {
  // Buffers of the pool are shared; a look-up zeroes what it reads into.
  const bytes = into?.subarray(0, byteCount) ?? Buffer.allocUnsafeSlow(byteCount);
  if (signal?.aborted) throw new VigieError('cancelled');
  if (byteCount <= immediateBytes) return readBytesNow(handle, offset, bytes);
  let done = 0;
  while (done < byteCount) {
    if (signal?.aborted) throw new VigieError('cancelled');
    let bytesRead: number;
    try {
      ({ bytesRead } = await handle.read(bytes, done, byteCount - done, offset + done));
    } catch (cause) {
      throw asFileError(cause, 'read');
    }
    if (bytesRead === 0) throw new VigieError('pack-truncated', { offset: offset + done });
    done += bytesRead;
  }
  return bytes;
}

/** zip, zip64 included: each file is a member, in the order of the directory, its length and checksum looked at. */

import { Readable } from 'node:stream';
import * as zlib from 'node:zlib';
import unbzip2Stream from 'unbzip2-stream';
import yauzl from 'yauzl';
import type { Budget, Container, Member } from './container.ts';
import { type RandomSource, randomSource } from './read-whole.ts';
import { asContainerFault, containerFault } from './refuse.ts';
import { modern } from './streams.ts';
import { isHousekeeping } from './tar.ts';

export const zip: Container = {
  name: 'zip',
  recognise: (start) => start.length >= 4 && [0x0403_4b50, 0x0605_4b50].includes(start.readUInt32LE(0)),
  async *members(source, budget) {
    const archive = await openZip(await randomSource(source, budget, 'zip'), 'zip');
    for (const file of archive.files) {
      if (isHousekeeping(file.name)) continue;
      yield { name: file.name, chunks: archive.read(file, budget), dialect: null } satisfies Member;
    }
  },
};

export interface ZipFile {
  readonly name: string;
  readonly entry: yauzl.Entry;
}

export interface ZipArchive {
  /** Without directories and empty files. */
  readonly files: readonly ZipFile[];
  /** @throws VigieError 'input-malformed' `container-encrypted` · `container-unsupported` · `container-corrupt` · `container-bomb` */
  read(file: ZipFile, budget: Budget): AsyncGenerator<Buffer>;
}

/** Also the outside of spreadsheets. @throws VigieError 'input-malformed' `container-truncated` · `container-corrupt` */
export async function openZip(source: RandomSource, container: string): Promise<ZipArchive> {
  try {
    const opened = await yauzl.fromRandomAccessReaderPromise(new SourceReader(source), source.byteCount, {
      autoClose: false,
      // Names are shown and never used as paths: `../` harms nobody, and must not hide a file.
      decodeStrings: false,
    });
    const files: ZipFile[] = [];
    for await (const entry of opened.eachEntry()) {
      const name = nameOf(entry);
      if (!name.endsWith('/') && entry.uncompressedSize > 0) files.push({ name, entry });
    }
    return { files, read: (file, budget) => readFile(opened, file, budget, container) };
  } catch (error) {
    // The directory stands at the end: without it the file was cut.
    const cut = error instanceof Error && /End of central directory record signature not found/i.test(error.message);
    throw cut ? containerFault('container-truncated', container) : asContainerFault(error, container);
  }
}

/** With `decodeStrings` off the library gives bytes, whatever its types say. */
function nameOf(entry: yauzl.Entry): string {
  const bytes = entry.fileName as unknown as Buffer;
  const utf8 = (entry.generalPurposeBitFlag & 0x800) !== 0;
  return bytes.toString(utf8 ? 'utf8' : 'latin1').replaceAll('\\', '/');
}

async function* readFile(
  archive: yauzl.ZipFile,
  { entry }: ZipFile,
  budget: Budget,
  container: string,
): AsyncGenerator<Buffer> {
  // Bit 0: encrypted; method 99: encrypted by AES (APPNOTE 4.4.4, 4.4.5).
  if ((entry.generalPurposeBitFlag & 1) !== 0 || entry.compressionMethod === 99) {
    throw containerFault('container-encrypted', container, '7z x -so FILE');
  }
  const undo = decompressor(entry.compressionMethod);
  if (undo === null) throw containerFault('container-unsupported', container, '7z x -so FILE');
  let checksum = 0;
  let bytes = 0;
  try {
    const packed = await archive.openReadStreamPromise(entry, {
      decodeFileData: false,
    } as unknown as yauzl.ZipFileOptions);
    const output = undo === 'stored' ? packed : packed.pipe(undo);
    packed.on('error', (error) => output.destroy(error));
    try {
      for await (const chunk of output) {
        budget.unpacked((chunk as Buffer).length, container);
        bytes += (chunk as Buffer).length;
        checksum = zlib.crc32(chunk as Buffer, checksum);
        yield chunk as Buffer;
      }
    } finally {
      output.destroy();
      packed.destroy();
    }
  } catch (error) {
    throw asContainerFault(error, container);
  }
  if (bytes !== entry.uncompressedSize || checksum !== entry.crc32)
    throw containerFault('container-corrupt', container);
}

/** @returns null for a method that nothing here undoes (Deflate64, LZMA, PPMd) */
function decompressor(
  method: number,
): 'stored' | (NodeJS.ReadWriteStream & { destroy(error?: Error): unknown }) | null {
  if (method === 0) return 'stored';
  if (method === 8) return zlib.createInflateRaw({ chunkSize: 256 * 1024 });
  if (method === 12) return modern(unbzip2Stream());
  if (method === 93 && zlib.createZstdDecompress !== undefined) return zlib.createZstdDecompress();
  return null;
}

class SourceReader extends yauzl.RandomAccessReader {
  readonly #source: RandomSource;

  constructor(source: RandomSource) {
    super();
    this.#source = source;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(ranges(this.#source, start, end), { objectMode: false });
  }
}

async function* ranges(source: RandomSource, start: number, end: number): AsyncGenerator<Buffer> {
  for (let at = start; at < end; ) {
    const bytes = await source.readAt(at, Math.min(256 * 1024, end - at));
    if (bytes.length === 0) return;
    at += bytes.length;
    yield bytes;
  }
}

/**
 * Sealed partial results on disk (work files, shards): a sequence of AES-256-GCM chunks under a key of the file's own, each
 * bound to its place and the last one marked, so that a file cut short, reordered or altered does not open.
 * The STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015), as age uses it.
 */
import { type FileHandle, open } from 'node:fs/promises';
import { concatBytes, u32le, utf8, zeroBytes } from '../../core/bytes/bytes.ts';
import {
  gcmNonceBytes,
  gcmTagBytes,
  hkdfSha256,
  openAesGcm,
  randomBytes,
  sealAesGcm,
} from '../../core/crypto/symmetric.ts';
import { VigieError } from '../../core/errors.ts';
import { asFileError } from '../../files/file-errors.ts';
import { stageFile } from '../../files/staged-file.ts';

const saltBytes = 16;
/** A chunk's length is read before it is authenticated. */
const maxChunkBytes = 64 * 1024 * 1024;

function chunkNonce(index: number): Uint8Array {
  const nonce = new Uint8Array(gcmNonceBytes);
  nonce.set(u32le(index), 0);
  return nonce;
}

function chunkAssociated(magic: string, index: number, last: boolean): Uint8Array {
  return concatBytes(utf8(`${magic}\0`), u32le(index), new Uint8Array([last ? 1 : 0]));
}

/**
 * Writes the whole file or none of it.
 * @param magic eight ASCII characters that name the kind of file; part of what is authenticated
 * @throws VigieError 'disk-full' · 'read-only' · 'file-unwritable'
 */
export async function writeSealedStream(
  path: string,
  magic: string,
  secret: Uint8Array,
  chunks: Iterable<Uint8Array>,
): Promise<void> {
  const salt = randomBytes(saltBytes);
  const key = hkdfSha256(secret, salt, `vigie/build/v1/${magic}`);
  const staged = await stageFile(path);
  try {
    await staged.write(0, concatBytes(utf8(magic), salt));
    let offset = magic.length + saltBytes;
    let index = 0;
    const put = async (chunk: Uint8Array, last: boolean) => {
      const sealed = sealAesGcm(key, chunkNonce(index), chunk, chunkAssociated(magic, index, last));
      await staged.write(offset, concatBytes(u32le(sealed.length), sealed));
      offset += 4 + sealed.length;
      index++;
    };
    let held: Uint8Array | null = null;
    for (const chunk of chunks) {
      if (held !== null) await put(held, false);
      held = chunk;
    }
    await put(held ?? new Uint8Array(0), true);
    await staged.commit();
  } finally {
    zeroBytes(key);
    await staged.discard();
  }
}

/**
 * @returns the chunks in order; the caller zeroes them
 * @throws VigieError 'work-mismatch' if the file is of another kind, another secret's, cut short or altered
 */
export async function* readSealedStream(path: string, magic: string, secret: Uint8Array): AsyncGenerator<Uint8Array> {
  let file: FileHandle;
  try {
    file = await open(path, 'r');
  } catch (cause) {
    throw asFileError(cause, 'read');
  }
  let key: Uint8Array | null = null;
  try {
    const { size } = await file.stat();
    const start = await readAt(file, 0, magic.length + saltBytes);
    if (Buffer.from(start.subarray(0, magic.length)).toString('latin1') !== magic)
      throw new VigieError('work-mismatch');
    key = hkdfSha256(secret, start.subarray(magic.length), `vigie/build/v1/${magic}`);
    let offset = start.length;
    // Even an empty stream has its last chunk.
    if (offset === size) throw new VigieError('work-mismatch');
    for (let index = 0; offset < size; index++) {
      const lengthBytes = await readAt(file, offset, 4);
      const sealedBytes = new DataView(lengthBytes.buffer, lengthBytes.byteOffset).getUint32(0, true);
      if (sealedBytes > maxChunkBytes + gcmTagBytes) throw new VigieError('work-mismatch');
      const sealed = await readAt(file, offset + 4, sealedBytes);
      offset += 4 + sealedBytes;
      const last = offset === size;
      const chunk = openAesGcm(key, chunkNonce(index), sealed, chunkAssociated(magic, index, last));
      if (chunk === null) throw new VigieError('work-mismatch');
      yield chunk;
    }
  } finally {
    zeroBytes(key);
    await file.close();
  }
}

async function readAt(file: FileHandle, offset: number, byteCount: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(byteCount);
  const { bytesRead } = await file.read(bytes, 0, byteCount, offset);
  if (bytesRead < byteCount) throw new VigieError('work-mismatch');
  return bytes;
}

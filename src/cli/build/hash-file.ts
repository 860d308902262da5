/** The digest of an input as it is on the disk, its pieces joined: what tells that two shards, or two runs, read the same file. */
import { createReadStream } from 'node:fs';
import { toHex } from '../../core/bytes/bytes.ts';
import { startSha256 } from '../../core/crypto/symmetric.ts';
import { asFileError } from '../../files/file-errors.ts';

/** @throws VigieError 'file-not-found' · 'file-unreadable' · 'cancelled' */
export async function hashPieces(
  paths: readonly string[],
  signal: AbortSignal,
): Promise<{ byteCount: number; sha256: string }> {
  const running = startSha256();
  let byteCount = 0;
  try {
    for (const path of paths) {
      for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024, signal })) {
        running.update(chunk as Buffer);
        byteCount += (chunk as Buffer).length;
      }
    }
  } catch (cause) {
    throw asFileError(cause, 'read');
  }
  return { byteCount, sha256: toHex(running.digest()) };
}

/** Reads the beginning of a file that a person gave: never more of it than what is expected can hold. */
import { open } from 'node:fs/promises';
import { VigieError } from '../core/errors.ts';
import { readAtOnce } from './atomic-write.ts';
import { asFileError } from './file-errors.ts';

/** @returns at most `byteCount` bytes. @throws VigieError 'file-not-found' · 'file-unreadable' */
export async function readFileStart(path: string, byteCount: number): Promise<Uint8Array> {
  try {
    const file = await open(path, readAtOnce);
    try {
      if (!(await file.stat()).isFile()) throw new VigieError('file-unreadable', { system: 'not a file' });
      const buffer = new Uint8Array(byteCount);
      let held = 0;
      for (;;) {
        const { bytesRead } = await file.read(buffer, held, byteCount - held, held);
        held += bytesRead;
        if (bytesRead === 0 || held === byteCount) return buffer.slice(0, held);
      }
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw asFileError(cause, 'read');
  }
}

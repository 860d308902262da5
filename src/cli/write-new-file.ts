/** A text that a command leaves behind: whole or not at all, and never over a file that is there. */
import { utf8 } from '../core/bytes/bytes.ts';
import { stageFile } from '../files/staged-file.ts';

/**
 * @param mode permission bits
 * @throws VigieError 'file-exists' · 'disk-full' · 'read-only' · 'file-unwritable' · 'file-not-found' (no such directory)
 */
export async function writeNewFile(path: string, content: string, mode: number): Promise<void> {
  const staged = await stageFile(path, mode);
  try {
    await staged.write(0, utf8(content));
    await staged.commit({ overwrite: false });
  } finally {
    await staged.discard();
  }
}

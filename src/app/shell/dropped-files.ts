/**
 * Files dropped on the window. The page gets a token and never a path; the application trades the token for the file.
 */
import { basename } from 'node:path';
import { toHex } from '../../core/bytes/bytes.ts';
import { randomBytes } from '../../core/crypto/symmetric.ts';
import type { PickedFile } from './shell.ts';

export interface DroppedFiles {
  /** @returns the token of the file at `path` */
  remember(path: string): string;
  /** @returns the file, once; null for a token that is unknown, used or pushed out by later ones */
  take(token: string): PickedFile | null;
}

/** A person drops one file at a time; what was dropped long ago and never offered is forgotten. */
const keptCount = 16;

export function createDroppedFiles(): DroppedFiles {
  const paths = new Map<string, string>();
  return {
    remember(path) {
      const token = toHex(randomBytes(16));
      paths.set(token, path);
      for (const oldest of paths.keys()) {
        if (paths.size <= keptCount) break;
        paths.delete(oldest);
      }
      return token;
    },
    take(token) {
      const path = paths.get(token);
      if (path === undefined) return null;
      paths.delete(token);
      return { path, name: basename(path) };
    },
  };
}

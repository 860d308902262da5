/**
 * Files in and out of the browser. A page never sees a path; DevTools tells it of the `File` the person chose.
 */
import { existsSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import type { Page } from 'playwright-core';
import type { PickedFile } from '../app/shell/shell.ts';
import { makeDirectory, writeFileAtomic } from '../files/atomic-write.ts';

/**
 * Evaluates `expression` in the page as if a person had acted, and asks for the path of the `File` it gives.
 * @returns null if it gives none
 */
export async function filePathOf(page: Page, expression: string): Promise<string | null> {
  const devtools = await page.context().newCDPSession(page);
  try {
    const { result } = await devtools.send('Runtime.evaluate', { expression, awaitPromise: true, userGesture: true });
    if (result.objectId === undefined) return null;
    const { path } = await devtools.send('DOM.getFileInfo', { objectId: result.objectId });
    return path === '' ? null : path;
  } finally {
    await devtools.detach().catch(() => undefined);
  }
}

/** @param extensions without the dot */
export async function pickFile(page: Page, extensions: readonly string[]): Promise<PickedFile | null> {
  const accept = JSON.stringify(extensions.map((one) => `.${one}`).join(','));
  const path = await filePathOf(
    page,
    `new Promise((done) => {
      const input = document.createElement('input');
      input.type = 'file';
      input.accept = ${accept};
      input.addEventListener('change', () => done(input.files[0] ?? null));
      input.addEventListener('cancel', () => done(null));
      input.click();
    })`,
  );
  return path === null ? null : { path, name: basename(path) };
}

/** @returns `dir/name`, or `dir/name (2)` and so on where that exists: a sheet is never written over another */
export function freePath(dir: string, suggestedName: string): string {
  const name = basename(suggestedName);
  const extension = extname(name);
  const stem = name.slice(0, name.length - extension.length);
  for (let number = 1; ; number++) {
    const path = join(dir, number === 1 ? name : `${stem} (${number})${extension}`);
    if (!existsSync(path)) return path;
  }
}

/** There is no save dialog over DevTools: files go into one directory, and the page says where. */
export function saveInto(dir: string, suggestedName: string, bytes: Uint8Array): string {
  makeDirectory(dir);
  const path = freePath(dir, suggestedName);
  writeFileAtomic(path, bytes);
  return path;
}

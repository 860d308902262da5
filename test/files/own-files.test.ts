/** What may lie in the place of a file that is read: links, pipes, devices and what is longer than any file of ours. None holds the program up. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { isVigieError } from '../../src/core/errors.ts';
import { readFileIfThere } from '../../src/files/atomic-write.ts';
import { openFileSource } from '../../src/files/file-source.ts';
import { readFileStart } from '../../src/files/read-start.ts';

const dir = mkdtempSync(join(tmpdir(), 'vigie-own-files-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const places: Readonly<Record<string, (path: string) => void>> = {
  'a pipe that nobody writes to': (path) => execFileSync('mkfifo', [path]),
  'a link to what has no end': (path) => symlinkSync('/dev/zero', path),
  'a directory': (path) => mkdirSync(path),
};

/** @returns the code of the refusal */
async function refusalOf(act: () => unknown): Promise<string> {
  try {
    await act();
    return 'none';
  } catch (error) {
    return isVigieError(error) ? error.code : String(error);
  }
}

describe.skipIf(process.platform === 'win32').each(Object.entries(places))('%s', (name, make) => {
  const path = join(dir, name.replaceAll(' ', '-'));
  make(path);

  it('is no file of ours', async () => {
    expect(await refusalOf(() => readFileIfThere(path))).toBe('file-unreadable');
  });

  it('is no pack, notice or case that somebody chose', async () => {
    expect(await refusalOf(() => readFileStart(path, 1000))).toBe('file-unreadable');
    expect(await refusalOf(() => openFileSource(path))).toBe('file-unreadable');
  });
});

it('a file of ours is not a link, even to a file, and not longer than any of them', async () => {
  const [target, link, long] = ['target', 'link', 'long'].map((name) => join(dir, name)) as [string, string, string];
  writeFileSync(target, 'text');
  symlinkSync(target, link);
  writeFileSync(long, '');
  truncateSync(long, 600 * 1024 * 1024);
  expect(readFileIfThere(target)).toEqual(new Uint8Array(Buffer.from('text')));
  expect(readFileIfThere(join(dir, 'missing'))).toBeNull();
  expect(await refusalOf(() => readFileIfThere(link))).toBe('file-unreadable');
  expect(await refusalOf(() => readFileIfThere(long))).toBe('file-unreadable');
  // What a person chooses may be reached by a link of theirs.
  expect(await readFileStart(link, 10)).toEqual(new Uint8Array(Buffer.from('text')));
});

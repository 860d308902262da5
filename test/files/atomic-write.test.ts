import * as nodeFs from 'node:fs';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AtomicWriteFs, isTemporaryName, readFileIfThere, writeFileAtomic } from '../../src/files/atomic-write.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'vigie-atomic-'));
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

const bytes = (text: string) => new TextEncoder().encode(text);
const real: AtomicWriteFs = nodeFs;
const calls = ['openSync', 'writeSync', 'fsyncSync', 'closeSync', 'renameSync', 'unlinkSync'] as const;

/** File system calls of which the one numbered `failing` (and, when `dead`, every later one) fails. */
function failingFs(failing: number, code: string, dead: boolean): { fs: AtomicWriteFs; made: string[] } {
  const made: string[] = [];
  const wrap = (name: (typeof calls)[number]) => {
    return (...args: never[]) => {
      made.push(name);
      if (made.length === failing || (dead && made.length > failing)) {
        throw Object.assign(new Error('injected'), { code });
      }
      return (real[name] as (...args: never[]) => unknown)(...args);
    };
  };
  return { fs: Object.fromEntries(calls.map((name) => [name, wrap(name)])) as unknown as AtomicWriteFs, made };
}

describe('an atomic write', () => {
  it('replaces the file, owner only, and leaves nothing beside it', () => {
    const path = join(directory, 'vault.json');
    writeFileAtomic(path, bytes('old'));
    writeFileAtomic(path, bytes('new and longer'));
    expect(readFileSync(path, 'utf8')).toBe('new and longer');
    expect(readdirSync(directory)).toEqual(['vault.json']);
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
    writeFileAtomic(path, new Uint8Array());
    expect(readFileIfThere(path)).toEqual(new Uint8Array());
    expect(readFileIfThere(join(directory, 'none'))).toBeNull();
  });

  it('leaves the old bytes or the new ones wherever it is cut off', () => {
    const path = join(directory, 'vault.json');
    const count = (() => {
      const { fs, made } = failingFs(0, '', false);
      writeFileAtomic(path, bytes('old'), 0o600, fs);
      return made.length;
    })();
    for (let failing = 1; failing <= count; failing++) {
      writeFileAtomic(path, bytes('old'));
      // From this call on nothing reaches the disk any more, as when the process is killed there.
      const { fs } = failingFs(failing, 'EIO', true);
      expect(() => writeFileAtomic(path, bytes('new'), 0o600, fs)).toThrow('file-unwritable');
      const held = readFileSync(path, 'utf8');
      expect(['old', 'new'], `call ${failing}`).toContain(held);
      writeFileAtomic(path, bytes('next'));
      expect(readFileSync(path, 'utf8')).toBe('next');
      // What is left lies under a name that the next start takes away.
      const left = readdirSync(directory).filter((name) => name !== 'vault.json');
      expect(left.every(isTemporaryName)).toBe(true);
      for (const name of left) rmSync(join(directory, name));
    }
  });

  it('says what the system said, by code, and keeps the old file', () => {
    const path = join(directory, 'vault.json');
    writeFileAtomic(path, bytes('old'));
    for (const [code, expected] of [
      ['ENOSPC', 'disk-full'],
      ['EDQUOT', 'disk-full'],
      ['EROFS', 'read-only'],
      ['EACCES', 'read-only'],
      ['EPERM', 'read-only'],
      ['EIO', 'file-unwritable'],
    ] as const) {
      expect(() => writeFileAtomic(path, bytes('new'), 0o600, failingFs(2, code, false).fs)).toThrow(expected);
      expect(readFileSync(path, 'utf8')).toBe('old');
      expect(readdirSync(directory)).toEqual(['vault.json']);
    }
    expect(() => writeFileAtomic(join(directory, 'no', 'such', 'file'), bytes('x'))).toThrow('file-not-found');
  });

  it('survives short writes', () => {
    const path = join(directory, 'vault.json');
    const writeSync = ((file: number, data: Uint8Array, offset: number) =>
      nodeFs.writeSync(file, data, offset, 1)) as unknown as AtomicWriteFs['writeSync'];
    writeFileAtomic(path, bytes('bit by bit'), 0o600, { ...nodeFs, writeSync });
    expect(readFileSync(path, 'utf8')).toBe('bit by bit');
  });
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isVigieError } from '../../src/core/errors.ts';
import { acquireLock, findLockPid, whileUnused } from '../../src/files/lock-file.ts';

let directory: string;
let path: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'vigie-lock-'));
  path = join(directory, 'vault.lock');
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const holder = `
  import { acquireLock } from ${JSON.stringify(join(import.meta.dirname, '../../src/files/lock-file.ts'))};
  acquireLock(process.argv[1]);
  process.stdout.write('held');
  setInterval(() => {}, 1000);
`;

function faultOf(action: () => unknown): object | null {
  try {
    action();
  } catch (error) {
    return isVigieError(error) ? { code: error.code, details: error.details } : null;
  }
  return null;
}

describe('the single-writer lock', () => {
  it('is held once, and again after it was given back', () => {
    const held = acquireLock(path);
    expect(() => acquireLock(path)).toThrow('vault-in-use');
    held.release();
    held.release();
    acquireLock(path).release();
    expect(readdirSync(directory)).toEqual(['vault.lock']);
  });

  it('is held against another process, and free the moment that one is killed', async () => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', holder, path], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    const details = process.platform === 'linux' ? { file: 'vault.lock', pid: child.pid } : { file: 'vault.lock' };
    expect(faultOf(() => acquireLock(path))).toEqual({ code: 'vault-in-use', details });
    expect(faultOf(() => whileUnused(path, () => 1))).toEqual({ code: 'vault-in-use', details });
    child.kill('SIGKILL');
    await once(child, 'exit');
    acquireLock(path).release();
  });

  it('is found in what Linux lists, by its inode alone', () => {
    const locks = [
      '1: POSIX  ADVISORY  WRITE 11 08:01:131073 1073741826 1073742335',
      '2: FLOCK  ADVISORY  WRITE 12 08:01:77 0 EOF',
      '2: -> POSIX  ADVISORY  READ 13 08:01:7 0 EOF',
      '3: POSIX  ADVISORY  READ 0 00:2f:42 1073741826 1073742335',
      '',
    ].join('\n');
    expect([131073, 77, 7, 42, 5].map((inode) => findLockPid(locks, inode))).toEqual([11, 12, null, null, null]);
  });

  it('says where it cannot be made', () => {
    expect(() => acquireLock(join(directory, 'no', 'vault.lock'))).toThrow('file-not-found');
  });
});

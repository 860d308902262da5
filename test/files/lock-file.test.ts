import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acquireLock } from '../../src/files/lock-file.ts';

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
    expect(() => acquireLock(path)).toThrow('vault-in-use');
    child.kill('SIGKILL');
    await once(child, 'exit');
    acquireLock(path).release();
  });

  it('says where it cannot be made', () => {
    expect(() => acquireLock(join(directory, 'no', 'vault.lock'))).toThrow('file-not-found');
  });
});

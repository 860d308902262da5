/** What the command line compiled is run again at its next start: it lies where nobody else can write. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const project = join(import.meta.dirname, '../..');
let root: string;
let cache: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'vigie-cache-'));
  cache = join(root, 'node_modules/.cache/vigie');
  mkdirSync(join(root, 'bin'));
  mkdirSync(join(root, 'node_modules'));
  copyFileSync(join(project, 'bin/vigie.mjs'), join(root, 'bin/vigie.mjs'));
  copyFileSync(join(project, 'package.json'), join(root, 'package.json'));
  symlinkSync(join(project, 'src'), join(root, 'src'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Starts with an umask that lets everyone write everywhere. */
function start(): string {
  const { NODE_COMPILE_CACHE: _, ...env } = process.env;
  const words = ['-c', 'umask 0; exec "$0" bin/vigie.mjs --help', process.execPath];
  return execFileSync('sh', words, { cwd: root, env: { ...env, VIGIE_LANG: 'en' }, encoding: 'utf8' });
}

describe.skipIf(process.platform === 'win32')('the compile cache', () => {
  it('is its owner’s alone, whatever the umask', () => {
    expect(start()).toContain('Usage: vigie');
    expect(statSync(cache).mode & 0o777).toBe(0o700);
    expect(readdirSync(cache)).not.toEqual([]);
  });

  it('is made its owner’s alone where it was readable, and not used where others could write', () => {
    mkdirSync(cache, { recursive: true });
    chmodSync(cache, 0o755);
    start();
    expect(statSync(cache).mode & 0o777).toBe(0o700);
    rmSync(cache, { recursive: true });
    mkdirSync(cache);
    chmodSync(cache, 0o777);
    expect(start()).toContain('Usage: vigie');
    expect(readdirSync(cache)).toEqual([]);
  });

  it('is done without where there can be none', () => {
    rmSync(join(root, 'node_modules'), { recursive: true });
    copyFileSync(join(project, 'package.json'), join(root, 'node_modules'));
    expect(start()).toContain('Usage: vigie');
    expect(existsSync(cache)).toBe(false);
  });
});

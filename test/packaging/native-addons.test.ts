/**
 * The addons under Electron, which is not Node: another V8, BoringSSL, another name of the program, and a memory cage that
 * takes no buffer from outside. What they ask for is read from the builds of every system that are installed here.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { faultsOfAddon } from './support/addon-symbols.ts';
import { root } from './support/pack.ts';

const modules = join(root, 'node_modules');
/** 64-bit builds of the systems that are packed for; the others are never loaded. */
const addons = [
  'argon2/prebuilds/{linux,darwin,win32}-{x64,arm64}/*.glibc.node',
  'better-sqlite3-multiple-ciphers/prebuilds/{linux,darwin,win32}-*.node',
  '@node-rs/argon2-*/*.node',
  '@koromix/koffi-*/{linux,win32,darwin}_*/koffi.node',
].flatMap((pattern) => globSync(join(modules, pattern)).sort());

describe('every addon', () => {
  it('is looked at, of every system', () => {
    const names = addons.map((path) => relative(modules, path));
    for (const system of ['linux-x64', 'linux-arm64', 'darwin-arm64', 'win32-x64']) {
      for (const addon of ['argon2', 'better-sqlite3-multiple-ciphers']) {
        expect(names.filter((name) => name.startsWith(`${addon}/prebuilds/${system}`))).toHaveLength(1);
      }
    }
  });

  it.each(addons.map((path) => [relative(modules, path), path]))(
    'asks nothing of Node but Node-API: %s',
    (name, path) => {
      expect(faultsOfAddon(name, readFileSync(path))).toEqual([]);
    },
  );
});

describe('the addons of Argon2', () => {
  /** What the packages' own loaders load in place of their builds. */
  const environment = { ARGON2_PREBUILD: '/nonexistent', NAPI_RS_NATIVE_LIBRARY_PATH: '/nonexistent/evil.node' };
  const runs = (script: string): boolean =>
    spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: root,
      stdio: 'ignore',
      env: { ...process.env, NODE_OPTIONS: '', ...environment },
    }).status === 0;

  it('come from fixed paths, whatever the environment names', () => {
    const own = join(root, 'src', 'core', 'crypto', 'addons.ts');
    const load = `import { loadFastLibrary, loadReferenceHash } from ${JSON.stringify(own)};`;
    expect(runs(`${load} loadReferenceHash().call; loadFastLibrary().hashRawSync.call;`)).toBe(true);
  });

  it.each(['argon2', '@node-rs/argon2'])('would come from there by the loader of %s', (name) => {
    expect(runs(`await import(${JSON.stringify(name)});`)).toBe(false);
  });
});

/** A compiler is there wherever this is developed; elsewhere this is not tried. */
const compiler = ['/usr/bin/gcc', '/usr/bin/cc', '/usr/bin/clang'].find((path) => existsSync(path));

/**
 * Electron refuses `napi_create_external_buffer` with a status of its own, since V8's cage takes no memory from outside.
 * Node has no such refusal, so that the addons get one: in copies of them, the name of that call is changed to one that a
 * library of ours answers.
 */
describe.runIf(process.platform === 'linux' && compiler !== undefined)('where no memory of an addon is taken', () => {
  const dir = mkdtempSync(join(tmpdir(), 'vigie-cage-'));
  afterAll(() => rmSync(dir, { recursive: true }));
  const calls = ['napi_create_external_buffer', 'napi_create_external_arraybuffer'];

  /** @returns how many names were changed */
  function refusedCopy(from: string, to: string): number {
    const bytes = readFileSync(from);
    let changed = 0;
    for (const name of calls) {
      const at = bytes.indexOf(`\0${name}\0`);
      if (at < 0) continue;
      bytes.write('vigi', at + 1, 'latin1');
      changed++;
    }
    writeFileSync(to, bytes);
    return changed;
  }

  /** @returns what the script printed, and how often an addon was refused meanwhile */
  function run(script: string): { readonly output: unknown; readonly refused: number } {
    const source = calls
      // js_native_api_types.h: napi_no_external_buffers_allowed
      .map((name) => `int ${name.replace('napi', 'vigi')}() { refused++; return 22; }`)
      .join('\n');
    const shim = join(dir, 'shim.so');
    const count = join(dir, 'refused');
    // At the end of the process, because the addons call from several threads and one of them prints.
    const report = `__attribute__((destructor)) static void report() {
      void *file = fopen(${JSON.stringify(count)}, "w"); fprintf(file, "%d", refused); fclose(file); }`;
    writeFileSync(join(dir, 'shim.c'), `#include <stdio.h>\nint refused = 0;\n${source}\n${report}\n`);
    execFileSync(compiler ?? '', ['-shared', '-fPIC', '-w', '-o', shim, join(dir, 'shim.c')]);
    const output = execFileSync(process.execPath, ['-e', script], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, LD_PRELOAD: shim, NODE_OPTIONS: '' },
    });
    return { output: JSON.parse(output), refused: Number(readFileSync(count, 'utf8')) };
  }

  it('SQLite gives copies', () => {
    const copy = join(dir, 'sqlite.node');
    const from = join(modules, 'better-sqlite3-multiple-ciphers', 'prebuilds', `linux-${process.arch}.node`);
    expect(refusedCopy(from, copy)).toBe(1);
    const script = `
      const Database = require('better-sqlite3-multiple-ciphers');
      const database = new Database(':memory:', { nativeBinding: ${JSON.stringify(copy)} });
      database.exec('CREATE TABLE t (b BLOB)');
      const blob = Buffer.alloc(100_000, 7);
      database.prepare('INSERT INTO t VALUES (?)').run(blob);
      const read = database.prepare('SELECT b FROM t').pluck().get();
      const image = database.serialize();
      console.log(JSON.stringify([read.equals(blob), image.length > 100_000, image.toString('latin1', 0, 15)]));`;
    const { output, refused } = run(script);
    expect(output).toEqual([true, true, 'SQLite format 3']);
    expect(refused).toBeGreaterThan(0);
  });

  it('both Argon2 give copies, and the same bytes as ever', () => {
    const fast = join(dir, 'fast.node');
    const reference = join(dir, 'reference.node');
    const arch = process.arch === 'arm64' ? '.armv8' : '';
    expect(refusedCopy(globSync(join(modules, '@node-rs', 'argon2-linux-*-gnu', '*.node'))[0] ?? '', fast)).toBe(1);
    // The reference library never asks: its results are copies everywhere.
    const prebuilt = join(modules, 'argon2', 'prebuilds', `linux-${process.arch}`, `argon2${arch}.glibc.node`);
    expect(refusedCopy(prebuilt, reference)).toBe(0);
    const script = `
      const options = { algorithm: 2, version: 1, salt: Buffer.alloc(16, 7), secret: Buffer.alloc(32, 9), memoryCost: 64, timeCost: 1, parallelism: 1, outputLen: 32 };
      const { hashRawSync } = require(${JSON.stringify(fast)});
      const { hash } = require(${JSON.stringify(reference)});
      const none = Buffer.alloc(0);
      hash({ password: Buffer.from('x'), salt: options.salt, secret: options.secret, data: none, hashLength: 32, m: 64, t: 1, p: 1, type: 2, version: 0x13 })
        .then((slow) => console.log(JSON.stringify([hashRawSync('x', options).toString('hex'), slow.toString('hex')])));`;
    const { output, refused } = run(script);
    const [fastHash, slowHash] = output as [string, string];
    expect(refused).toBeGreaterThan(0);
    expect(fastHash).toMatch(/^[0-9a-f]{64}$/);
    expect(slowHash).toBe(fastHash);
  });
});

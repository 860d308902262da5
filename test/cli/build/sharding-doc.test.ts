/** The commands of docs/sharding.md, taken from the page and run. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { numbers, openWorkshop, signedBuild, usualBuild, type Workshop } from '../support/run-vigie.ts';

const root = join(import.meta.dirname, '../../..');
const page = readFileSync(join(root, 'docs/sharding.md'), 'utf8');
const env = { SOURCE_DATE_EPOCH: '1767323045' };

let shop: Workshop;
let unsharded: Buffer;

beforeAll(async () => {
  shop = openWorkshop();
  shop.write('leak.csv', `nir\n${numbers(800).join('\n')}\n`);
  shop.write('incident.json', shop.read('claimed.json'));
  shop.write('seed', Buffer.alloc(32, 3));
  // `vigie` on the path, at a cost that a test can afford: the page's lines use the default one.
  shop.write(
    'bin/vigie',
    `#!/bin/sh\ncase "$1" in build) set -- "$@" --stretch 64,1,1;; esac\nexec '${process.execPath}' '${root}/bin/vigie.mjs' "$@"\n`,
  );
  chmodSync(shop.path('bin/vigie'), 0o755);
  mkdirSync(shop.path('shards'));
  const words = ['build', '--in', 'leak.csv', '--incident', 'incident.json', '--seed', 'seed', '--out', 'whole.vigie'];
  expect((await shop.run([...words, ...usualBuild], { env })).code).toBe(0);
  unsharded = shop.read('whole.vigie');
});
afterAll(() => shop.remove());

function sh(line: string, extra: Record<string, string> = {}) {
  const path = `${shop.path('bin')}:${process.env.PATH}`;
  const options = { cwd: shop.dir, encoding: 'utf8' as const, env: { PATH: path, VIGIE_LANG: 'en', ...env, ...extra } };
  return spawnSync('/bin/sh', ['-euc', line], options);
}

async function mergedFrom(folder: string, out: string): Promise<Buffer> {
  const shards = shop.list(folder).filter((name) => name.startsWith('shard-'));
  expect(shards.length).toBeGreaterThan(1);
  const names = shards.map((name) => join(folder, name));
  const ran = await shop.run(['merge', ...names, '--seed', 'seed', '--out', out, ...signedBuild], { env });
  expect(ran.code).toBe(0);
  return shop.read(out);
}

describe('docs/sharding.md', () => {
  it('has an xargs line whose shards merge into the unsharded pack', async () => {
    const line = /^seq 4 \| xargs .*$/m.exec(page)?.[0] ?? '';
    const ran = sh(line);
    expect(ran.status).toBe(0);
    expect(ran.stderr).not.toMatch(/^(?:error|warning)/m);
    expect((await mergedFrom('.', 'xargs.vigie')).equals(unsharded)).toBe(true);
  });

  it('has a Job whose shell line makes every shard, and none twice', async () => {
    const folded = /args:\n +- >-\n((?: {14}.*\n)+)/.exec(page)?.[1] ?? '';
    const line = folded
      .trim()
      .split(/\n */)
      .join(' ')
      .replaceAll('node /opt/vigie/bin/vigie.mjs', 'vigie')
      .replaceAll('/leak/', './')
      .replaceAll('/seed/', './')
      .replaceAll('/shards/', './shards/')
      // Sixty-four processes would prove no more than three.
      .replaceAll('$i/64', '$i/3');
    expect(page).toContain('completions: 64');
    for (const index of ['0', '1', '2']) expect(sh(line, { JOB_COMPLETION_INDEX: index }).status, index).toBe(0);
    const second = shop.read('shards/shard-2');
    expect(sh(line, { JOB_COMPLETION_INDEX: '1' })).toMatchObject({ status: 0, stdout: '', stderr: '' });
    expect(shop.read('shards/shard-2').equals(second)).toBe(true);
    expect((await mergedFrom('shards', 'job.vigie')).equals(unsharded)).toBe(true);
  });
});

describe('a reader that goes away', () => {
  it('ends no command with a stack trace', () => {
    for (const command of ['vigie inspect whole.vigie', 'vigie --help']) {
      const ran = sh(`${command} | true`);
      expect(ran.stderr.replace(/^The signer is not judged.*\n/m, ''), command).toBe('');
    }
  });
});
